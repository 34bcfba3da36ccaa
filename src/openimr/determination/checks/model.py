"""What a check of a letter finds: the rule, how grave it is, and the places that disagree."""

from __future__ import annotations

import enum

from openimr.vocabulary.places import Span
from openimr.vocabulary.value import Value, require


class Severity(enum.Enum):
    """How grave a finding is for the quality of a letter.

    ``HIGH``: the letter contradicts itself or the law in what it decides; it must not go out so.
    ``MEDIUM``: the reasoning does not carry the decision, or a fact is wrong; somebody should look.
    ``LOW``: a slip of form, or a pattern that is often legitimate.
    """

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Quote(Value, frozen=True, kw_only=True):
    """Words of a letter and where they stand.

    Attributes:
        words: the words; where ``span`` is given exactly the characters there.
        span: page and character offsets in the page text that was read; None when a reading is
            checked without its page texts.
    """

    words: str
    span: Span | None = None

    def __post_init__(self) -> None:
        span = self.span
        require(span is None or len(self.words) == span.end - span.start, "a quote fills its span")


class CheckFinding(Value, frozen=True, kw_only=True):
    """One thing a quality reviewer would stop at.

    Attributes:
        rule: short name of the rule ("body-part-mismatch").
        severity: how grave it is.
        issue: number of the disputed treatment counted from 1; None concerns the whole letter.
        message: what is wrong, in plain language; names no words of the record.
        remedy: what to do about it.
        places: the words that disagree with each other, the claim first, then what it is held
            against; a finding about something missing names the place where it should stand.
    """

    rule: str
    severity: Severity
    issue: int | None
    message: str
    remedy: str
    places: tuple[Quote, ...] = ()

    def __post_init__(self) -> None:
        require(bool(self.rule and self.message and self.remedy), "a finding explains itself")
        require(self.issue is None or self.issue >= 1, "issues count from 1")
