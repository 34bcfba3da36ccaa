"""What search engines may look at, and where it is (robots.txt, RFC 9309; sitemaps.org)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from openimr.serving import guideline_pack
from openimr.web.library.cited import base_of_addresses
from openimr.web.library.kept import kept
from openimr.web.library.opened import page_of_the_library, shelf
from openimr.web.library.statistics import parts_there

OF_ONE: Final = 10_000
"""Determinations of one sitemap, which is then a megabyte; there may be 50,000 in one."""

_PAGES: Final = ("front", "library", "library-topics", "library-statistics", "library-data")

_ROBOTS: Final = """\
User-agent: *
Disallow: /
Allow: /$
Allow: /static/
Allow: {file}$
Allow: {library}
Disallow: {library}*?
Disallow: {library}*/alike
Disallow: {library}/alerts
Disallow: {library}/api/
Disallow: {library}/data/
Disallow: {library}/feed
Sitemap: {base}{index}
"""
"""What is published may be looked at: no search, of which there are endlessly many, and no file of
hundreds of megabytes."""

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FORM: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What programs that follow links may look at."""
    says = _ROBOTS.format(
        file=reverse("file"),
        library=reverse("library"),
        base=base_of_addresses(request),
        index=reverse("library-sitemaps"),
    )
    return kept(HttpResponse(says, content_type="text/plain; charset=utf-8"))


@require_safe
@page_of_the_library
def sitemaps(request: HttpRequest) -> HttpResponse:
    """Where the sitemaps are."""
    many = -(-shelf().store.count // OF_ONE)
    numbered = [reverse("library-sitemap", args=[number]) for number in range(many + 1)]
    return _told("sitemapindex", "sitemap", request, numbered)


@require_safe
@page_of_the_library
def sitemap(request: HttpRequest, number: int) -> HttpResponse:
    """Some determinations; under 0 the other pages."""
    if not number:
        return _told("urlset", "url", request, _pages())
    ids = dict.fromkeys(shelf().store.identifiers((number - 1) * OF_ONE, OF_ONE))
    if not ids:
        raise Http404
    root = reverse("library")
    return _told("urlset", "url", request, (f"{root}/{id}" for id in ids))


def _pages() -> list[str]:
    parts = [name for name, _ in parts_there()]
    return [
        *map(reverse, _PAGES),
        *(reverse("library-statistics-of", args=[name]) for name in parts[1:]),
        *(reverse("library-topic", args=[one.id]) for one in guideline_pack().topics),
    ]


def _told(whole: str, each: str, request: HttpRequest, addresses: Iterable[str]) -> HttpResponse:
    base = base_of_addresses(request)
    told = "".join(f"<{each}><loc>{escape(base + one)}</loc></{each}>\n" for one in addresses)
    xml = f"{_HEAD}<{whole} {_FORM}>\n{told}</{whole}>\n"
    return kept(HttpResponse(xml, content_type="application/xml; charset=utf-8"))
