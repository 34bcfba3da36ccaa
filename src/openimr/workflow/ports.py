"""What the main job needs from outside: pages, a typeset letter, the review page, a folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from openimr.application.model import Application
from openimr.casefile.model import CaseFile
from openimr.casefile.ports import PageReader, PageStore
from openimr.determination.model import Determination
from openimr.review.polish import Polisher


class Typesetter(Protocol):
    """Turns a determination into a PDF letter."""

    def __call__(self, determination: Determination, today: dt.date) -> bytes:
        """The letter; ``today`` dates the file where the letter itself has no date."""
        ...


class ReviewPage(Protocol):
    """Builds the self-contained page in which every statement opens its page image."""

    def __call__(
        self,
        case_file: CaseFile,
        lists: Mapping[str, Sequence[Any]],
        application: Application,
        determination: Determination,
    ) -> str:
        """The page as HTML; ``lists`` are the drafted lists as written beside it."""
        ...


class OutputFolder(Protocol):
    """Where the drafted files go; a file is there whole or not at all."""

    def write(self, name: str, content: bytes) -> None:
        """Put one file in place, over an older one of that name."""
        ...


class Polishing:
    """An assistant for wording, with the clock that says when it was used.

    Args:
        polisher: suggests other wording.
        now: gives the time, with its zone.
    """

    def __init__(self, polisher: Polisher, now: Callable[[], dt.datetime]) -> None:
        self.polisher = polisher
        self.now = now


class DraftPorts:
    """The outside world of one drafting run.

    Args:
        reader: reads pages of PDFs.
        store: keeps finished pages, so that a killed run resumes.
        typeset: typesets the letter.
        review_page: builds ``review.html``.
        folder: receives the files.
        today: the day of the run.
        polishing: an assistant for wording; None, the default, asks none.
    """

    def __init__(  # noqa: PLR0913
        self,
        *,
        reader: PageReader,
        store: PageStore,
        typeset: Typesetter,
        review_page: ReviewPage,
        folder: OutputFolder,
        today: dt.date,
        polishing: Polishing | None = None,
    ) -> None:
        self.reader = reader
        self.store = store
        self.typeset = typeset
        self.review_page = review_page
        self.folder = folder
        self.today = today
        self.polishing = polishing
