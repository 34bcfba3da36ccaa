"""Headers of every answer, error pages included."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

CONTENT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""What a page may load: scripts and styles from files of ours alone, nothing written into it."""

OF_ALL = {
    "Content-Security-Policy": CONTENT,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
"""Said again here what Django says for pages: static files and refusals get it as well."""

NOT_KEPT = "no-store"
"""Pages may name patients: no browser and no proxy keeps them."""


def headers(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Django's middleware: the headers on whatever is answered."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        for name, value in OF_ALL.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", NOT_KEPT)
        return response

    return answered
