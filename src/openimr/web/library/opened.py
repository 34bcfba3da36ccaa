"""The library as its pages and its interface open it: what cannot be read is nobody's mistake."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from openimr.serving import open_library
from openimr.vocabulary.errors import BadInput

if TYPE_CHECKING:
    from openimr.adapters.library_alike import AlikeFindings
    from openimr.adapters.library_index import TantivyIndex
    from openimr.adapters.library_shelf import LibraryShelf

AWAY = 503
AGAIN = "30"
"""Seconds after which whoever asks may ask again."""

_T = TypeVar("_T")
View = Callable[..., HttpResponseBase]


class Away(Exception):
    """The library on the disk cannot be read as it is now."""


def shelf() -> LibraryShelf:
    """The library.

    Raises:
        Away: when it cannot be read.
    """
    found = open_library()
    _there(lambda: found.store)
    return found


def search_index() -> TantivyIndex | None:
    """What finds determinations; None while nothing was ever indexed.

    Raises:
        Away: when it cannot be read.
    """
    return _there(lambda: open_library().index)


def alike_findings() -> AlikeFindings | None:
    """What finds similar findings; None while nothing was ever compared.

    Raises:
        Away: when it cannot be read.
    """
    return _there(lambda: open_library().alike)


def _there(look: Callable[[], _T]) -> _T:
    try:
        return look()
    except BadInput as error:
        raise Away from error


def page_of_the_library(view: View) -> View:
    """A page of the library; when that cannot be read, the page says so (503), and is not kept."""

    @functools.wraps(view)
    def answered(request: HttpRequest, *words: Any, **named: Any) -> HttpResponseBase:
        try:
            return view(request, *words, **named)
        except Away:
            answer = render(request, "fault.html", _WORDS, status=AWAY)
            answer.headers["Retry-After"] = AGAIN
            return answer

    return answered


_WORDS = {
    "title": "Not available at the moment",
    "says": "The library cannot be read at the moment. What was published is safe.",
    "remedy": "Try again in a minute. If it lasts, tell whoever runs this installation.",
}
