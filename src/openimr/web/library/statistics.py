"""What the determinations of the library say together: figures as charts, tables and files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from openimr.publication.audit.figures import audit_figures
from openimr.publication.statistics.citations import citation_figure, edge_figure
from openimr.publication.statistics.concentration import concentration_figure
from openimr.publication.statistics.days import days_figures
from openimr.publication.statistics.later import later_figures
from openimr.publication.statistics.rates import rate_figure
from openimr.publication.statistics.tallies import Tallies
from openimr.publication.statistics.volumes import volumes_by_month, volumes_by_year
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.figures import Figure
from openimr.web.drawn_figures import figure_shown
from openimr.web.figure_files import as_csv_file
from openimr.web.library.cited import address_of_finding, the_one_address
from openimr.web.library.kept import kept
from openimr.web.library.named import topic_names
from openimr.web.library.opened import later_events, page_of_the_library, shelf

_MOST = 40
"""Rows of a figure on the page; the file has more."""

_IN_A_FILE = 5_000
_RATES = ("topic", "guideline", "drug", "region", "specialty", "claims-basis", "basis", "priority")

Making = Callable[[Tallies, int], tuple[Figure, ...]]


WHOLE: Mapping[str, str] = {
    "reasons": "Reasons used again",
    "pairs": "Alike, decided otherwise",
    "later": "What became of them",
    "audit": "Audit",
}
"""Parts about the library as a whole, whatever the years; each is there when there is something."""


def _rates(tallies: Tallies, most: int) -> tuple[Figure, ...]:
    names = {"topic": topic_names()}
    return tuple(rate_figure(tallies, way, names.get(way), most) for way in _RATES)


SECTIONS: Mapping[str, tuple[str, Making]] = {
    "years": (
        "Over the years",
        lambda found, _: (
            volumes_by_year(found),
            rate_figure(found, "year"),
            volumes_by_month(found),
        ),
    ),
    "rates": ("How decisions fell", _rates),
    "days": ("How long it took", lambda found, _: days_figures(found)),
    "guidelines": (
        "What was cited",
        lambda found, most: (citation_figure(found, most), edge_figure(found, most)),
    ),
    "reviewers": ("How reviews are spread", lambda found, _: (concentration_figure(found),)),
}
"""Parts of the page: name and figures."""


@require_safe
@page_of_the_library
def statistics(request: HttpRequest, section: str = "years") -> HttpResponse:
    """The figures of a section, over all years or some."""
    first, last = _years(request)
    words: dict[str, Any] = {
        "sections": [(name, says, name == section) for name, says in parts_there()],
        "section": section,
        "of_years": section not in WHOLE,
        "first": first or "",
        "last": last or "",
        "shown": [
            figure_shown(one, _file(request, section, one), address_of_finding)
            for one in figures_between(section, first, last, _MOST)
        ],
        **the_one_address(request, _address(section)),
    }
    return kept(render(request, "library/statistics.html", words))


@require_safe
@page_of_the_library
def statistics_file(request: HttpRequest, section: str, slug: str) -> HttpResponse:
    """One figure as CSV."""
    figures = figures_between(section, *_years(request), _IN_A_FILE)
    figure = next((one for one in figures if one.slug == slug), None)
    if figure is None:
        raise Http404
    return kept(as_csv_file(figure))


def _address(section: str) -> str:
    """Of a part; the first one is the page that the whole is known by."""
    if section == next(iter(SECTIONS)):
        return str(reverse("library-statistics"))
    return str(reverse("library-statistics-of", args=[section]))


def parts_there() -> list[tuple[str, str]]:
    """The parts that there are, with their names."""
    parts = [(name, says) for name, (says, _) in SECTIONS.items()]
    return [*parts, *((name, says) for name, says in WHOLE.items() if _is_there(name))]


def _is_there(section: str) -> bool:
    """Whether there is something to tell of a part about the whole library; no figure is made."""
    at = shelf()
    if section == "audit":
        return at.audit is not None
    if section == "later":
        return bool(later_events())
    return section in at.compared_figures


def figures_between(
    section: str, first: int | None, last: int | None, most: int
) -> tuple[Figure, ...]:
    """The figures of a part; 404 where there is no such part."""
    if section in WHOLE and (figures := _of_the_whole(section, most)):
        return figures
    if section not in SECTIONS:
        raise Http404
    tallies = shelf().tallies
    if first is not None or last is not None:
        span = range(first or 1, (last or 9999) + 1)  # what tells no year is in none
        tallies = tallies.of_years(year for year in tallies.years if year in span)
    return SECTIONS[section][1](tallies, most)


def _of_the_whole(section: str, most: int) -> tuple[Figure, ...]:
    """The figures of a part about the whole library; none where there is nothing to tell."""
    at = shelf()
    if section == "audit":
        report = at.audit
        return audit_figures(report, topic_names(), most) if report else ()
    if section == "later":
        events = later_events()
        return later_figures(events, at.store.get, most) if events else ()
    return at.compared_figures.get(section, ())


def _file(request: HttpRequest, section: str, figure: Figure) -> str:
    words = request.GET.urlencode()
    address = reverse("library-figure", args=[section, figure.slug])
    return f"{address}?{words}" if words else address


def _years(request: HttpRequest) -> tuple[int | None, int | None]:
    """The years asked for.

    Raises:
        BadInput: when one is no year, or the last comes before the first.
    """
    first, last = _year(request, "first"), _year(request, "last")
    if first is not None and last is not None and last < first:
        raise BadInput("the last year", "comes before the first", "Change one of them.")
    return first, last


def _year(request: HttpRequest, name: str) -> int | None:
    typed = request.GET.get(name, "").strip()
    if not typed:
        return None
    if not (typed.isdecimal() and len(typed) == 4):
        raise BadInput("the year", "is none", "Write it like 2016.")
    return int(typed)
