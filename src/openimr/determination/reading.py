"""What reading one letter gave: the determination, places of fields, what was unreadable."""

from __future__ import annotations

import enum

import msgspec

from openimr.determination.model import Determination
from openimr.vocabulary.places import Span
from openimr.vocabulary.value import Value, require


class Status(enum.Enum):
    """How much of a letter could be read."""

    FULL = "full"
    PARTIAL = "partial"
    FAILED = "failed"


class Problem(Value, frozen=True, kw_only=True):
    """One thing that could not be read.

    Attributes:
        field: path of the field as in the JSON ("findings.2.decision").
        page: where it should stand, counted from 1; None when the letter gives no hint.
        span: the words concerned, or None.
        found: those words, shortened; for the letter's own reader only, never for a log.
        message: what is wrong, in plain words without patient text.
    """

    field: str
    message: str
    page: int | None = None
    span: Span | None = None
    found: str = ""

    def __post_init__(self) -> None:
        require(
            bool(self.field and self.message), "a problem names its field and says what is wrong"
        )


class LetterReading(Value, frozen=True, kw_only=True):
    """One letter as read.

    Attributes:
        source: the file, as given.
        layout: name of the layout recognised, or None.
        status: full when ``problems`` is empty, failed when nothing of worth was read.
        determination: what the letter says.
        spans: places of the fields by path ("case_number", "findings.0.rationale",
            "findings.0.reviewer_guideline.text"); a field that runs over a page break has one
            span for each page. A field's text is the quotes of its spans, folded.
        problems: what could not be read.
    """

    source: str
    layout: str | None
    status: Status
    determination: Determination = Determination()
    spans: dict[str, tuple[Span, ...]] = msgspec.field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def __post_init__(self) -> None:
        require(
            (self.status is Status.FULL) == (not self.problems),
            "a letter is fully read exactly when there are no problems",
        )
