"""How the record names a treatment: the facts' own codes for what a topic stands for."""

from __future__ import annotations

from openimr.guidelines.patterns import first_match
from openimr.vocabulary.value import Value, require


class Recorded(Value, frozen=True, kw_only=True):
    """A code of treatment facts under which the record tells of a topic's treatment.

    A code may be wider than the topic: a record of "tens" may tell of another kind of
    stimulator. Then ``words`` tell the topic's own.

    Attributes:
        treatment: the code ("tens", "joint-injection").
        words: patterns of the record's wording, one of which must stand there; none wanted
            when empty.
        not_words: patterns of what belongs elsewhere, or was given before an operation.
    """

    treatment: str
    words: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require(bool(self.treatment), "'recorded_as' names the code of a treatment")

    def tells_of(self, treatment: str | None, quote: str) -> bool:
        """Whether a fact with this code and wording is about the topic's treatment."""
        if treatment != self.treatment or first_match(self.not_words, quote):
            return False
        return not self.words or first_match(self.words, quote) is not None
