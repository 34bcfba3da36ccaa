"""The library as its pages and its interface open it.

What cannot be read is nobody's mistake, what did not change is not made again, and nobody asks so
often that others wait.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from openimr.serving import open_library, signing_in
from openimr.vocabulary.errors import BadInput, OpenIMRError
from openimr.web.accounts.client import reader_of
from openimr.web.accounts.too_many import too_many
from openimr.web.library.kept import conditional, tag_of_page, told_still
from openimr.workflow.limits import Allowance, TooMany

if TYPE_CHECKING:
    from openimr.adapters.library_alike import AlikeFindings
    from openimr.adapters.library_index import TantivyIndex
    from openimr.adapters.library_shelf import LibraryShelf
    from openimr.publication.library.later import LaterEvent

AWAY = 503
AGAIN = "30"
"""Seconds after which whoever asks may ask again."""

PAGES: Final = Allowance(name="library pages", most=300, per=dt.timedelta(minutes=1))
"""What one address may ask in a minute: an office of readers, and no program that takes all."""

_T = TypeVar("_T")
View = Callable[..., HttpResponseBase]


class Away(Exception):
    """The library on the disk cannot be read as it is now."""


def shelf() -> LibraryShelf:
    """The library.

    Raises:
        Away: when it cannot be read, or not what was withdrawn from it.
    """
    found = open_library()
    _there(lambda: (found.store, found.taken_off))
    return found


def later_events(id: str | None = None) -> tuple[LaterEvent, ...]:
    """What happened to a determination later; to all of them when None.

    Raises:
        Away: when that cannot be read.
    """
    return _there(lambda: shelf().store.later_events(id))


def became_of(ids: Iterable[str]) -> Mapping[str, LaterEvent]:
    """What became of the determinations of a page last; lists that name several tell no more.

    Raises:
        Away: when that cannot be read.
    """
    return _there(lambda: shelf().store.became(ids))


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
    """A page of the library: counted, known by a tag, and told to be away where it is (503).

    Whoever has the page as it is now is told so before it is made, which counts for nothing.
    """

    @functools.wraps(view)
    def answered(request: HttpRequest, *words: Any, **named: Any) -> HttpResponseBase:
        tag = tag_of_page(request)
        if (still := told_still(request, tag)) is not None:
            return still
        try:
            _count(request)
            answer = view(request, *words, **named)
        except TooMany as many:
            return too_many(request, "fault.html", _OFTEN, many)
        except Away:
            answer = render(request, "fault.html", _AWAY, status=AWAY)
            answer.headers["Retry-After"] = AGAIN
        return conditional(request, answer, tag)

    return answered


def _count(request: HttpRequest) -> None:
    """Count a request; while the database is away nothing is counted, for no page needs it.

    Raises:
        TooMany: when the address asked too often.
    """
    try:
        signing_in().limits.take(PAGES, reader_of(request))
    except TooMany:
        raise
    except OpenIMRError:
        return


_AWAY = {
    "title": "Not available at the moment",
    "says": "The library cannot be read at the moment. What was published is safe.",
    "remedy": "Try again in a minute. If it lasts, tell whoever runs this installation.",
}

_OFTEN = {
    "title": "Please wait a minute",
    "says": "There were very many requests from where you are. Others are to be answered too.",
    "remedy": "Go on in a minute. Whoever wants all determinations takes a release of open data, "
    "and programs ask the interface for programs.",
}
