"""A grave finding of the checks on a letter that somebody let stand, with the reason."""

from __future__ import annotations

from openimr.vocabulary.value import Value, require


class Stands(Value, frozen=True, kw_only=True):
    """Why a grave finding of the checks on a letter may stand.

    Attributes:
        rule: the check's short name: "other-patient".
        treatment: by the record's number; None for the whole letter.
        finding: what the check says is the matter, word for word.
        because: why the letter may go on all the same.
    """

    rule: str
    treatment: int | None = None
    finding: str
    because: str

    def __post_init__(self) -> None:
        require(bool(self.rule.strip() and self.finding.strip()), "what stands is named")
        require(bool(self.because.strip()), "what stands has a reason")
