"""Other wording for drafted sentences, from an assistant that may be switched on.

What comes back is taken only where it says the same as the draft (`openimr.review.wording`).
Everything else is refused with its reason and the draft's own sentence stays; an assistant that
does not answer costs the draft nothing. What was asked and what came of it is kept.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from openimr.review.dating import in_words
from openimr.review.wording import difference
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value, require

_AT_ONCE: Final = 20
"""Sentences in one question to the assistant."""

_FAILURES: Final = 2
"""Questions without an answer after which no further one is asked."""

_LONGEST_KEPT: Final = 1_000
"""Characters of a refused wording that the record keeps."""


class Polisher(Protocol):
    """Suggests other wording."""

    @property
    def model(self) -> str:
        """The model's name, for the record and the disclosure."""
        ...

    @property
    def host(self) -> str:
        """Where it runs, without its address' path, for the record and the disclosure."""
        ...

    def __call__(self, sentences: Sequence[str]) -> Sequence[str]:
        """As many sentences as were handed in, in their order.

        Raises:
            BadInput: when no usable answer came; ``found`` says why, without patient text.
        """
        ...


class Outcome(enum.Enum):
    """What came of one sentence."""

    ACCEPTED = "accepted"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    UNANSWERED = "unanswered"


class Wordable(Value, frozen=True, kw_only=True):
    """A sentence to polish.

    Attributes:
        of: what it is a sentence of ("summary", "rationale 2").
        quotes: the record's words at the places it cites.
    """

    of: str
    sentence: str
    quotes: tuple[str, ...] = ()


class Worded(Value, frozen=True, kw_only=True):
    """One sentence after the assistant.

    Attributes:
        of: what it is a sentence of ("summary", "rationale 2").
        draft: our own words.
        suggested: the assistant's words; None where none came.
        reason: why they were refused, or why none came; None otherwise.
    """

    of: str
    outcome: Outcome
    draft: str
    suggested: str | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        why = self.outcome in (Outcome.REFUSED, Outcome.UNANSWERED)
        require(why == (self.reason is not None), "what is not taken has a reason")

    @property
    def sentence(self) -> str:
        """The words that stand: the assistant's only where these were accepted."""
        taken = self.outcome is Outcome.ACCEPTED and self.suggested
        return self.suggested if taken and self.suggested else self.draft


class Use(Value, frozen=True, kw_only=True):
    """The use of an assistant in one draft.

    Attributes:
        model, host: which assistant, and where it runs.
        at: when it was first asked.
        worded: every sentence it was asked about.
    """

    model: str
    host: str
    at: dt.datetime
    worded: tuple[Worded, ...]

    def count(self, outcome: Outcome) -> int:
        """Sentences with this outcome."""
        return sum(one.outcome is outcome for one in self.worded)

    @property
    def disclosure(self) -> str:
        """What letter, review page and lists say of it."""
        taken, asked = self.count(Outcome.ACCEPTED), len(self.worded)
        which = f"model {self.model} at {self.host}, {in_words(self.at.date())}"
        if not taken:
            return (
                f"An assistant ({which}) was asked for other wording; none of its wording stands "
                "here."
            )
        stand = "stands" if taken == 1 else "stand"
        return (
            f"{taken} of {asked} drafted sentences {stand} here in wording that an assistant "
            f"generated ({which}). Each was checked to say what the drafted sentence says, and "
            "keeps its page references. The assistant had no part in facts, criteria, citations "
            "or decisions."
        )


def polish(
    groups: Sequence[Sequence[Wordable]], polisher: Polisher
) -> tuple[tuple[Worded, ...], ...]:
    """The same sentences in better words, wherever these say the same.

    Args:
        groups: sentences that belong together (a summary, a rationale); never asked about in
            one question with those of another group.
        polisher: suggests the words.

    Returns:
        One `Worded` for each sentence, in the same groups. Never raises for what the assistant
        does.
    """
    asking = _Asking(polisher)
    return tuple(
        tuple(one for batch in _batches(group) for one in asking.about(batch)) for group in groups
    )


class _Asking:
    """Asks in batches, and stops asking an assistant that does not answer."""

    def __init__(self, polisher: Polisher) -> None:
        self._polisher = polisher
        self._failures = 0
        self._last = ""

    def about(self, batch: Sequence[Wordable]) -> Iterator[Worded]:
        if self._failures >= _FAILURES:
            yield from (_unanswered(one, f"{self._last}; not asked again") for one in batch)
            return
        try:
            suggested = self._polisher([one.sentence for one in batch])
        except BadInput as failure:
            self._failures += 1
            self._last = failure.found
            yield from (_unanswered(one, failure.found) for one in batch)
            return
        self._failures = 0
        if len(suggested) != len(batch):
            found = f"answered {len(suggested)} sentences for {len(batch)}"
            yield from (_unanswered(one, found) for one in batch)
            return
        around = " ".join(one.sentence for one in batch)
        for one, words in zip(batch, suggested, strict=True):
            yield _judged(one, " ".join(words.split()), around)


def _judged(drafted: Wordable, words: str, around: str) -> Worded:
    if words == drafted.sentence:
        return Worded(of=drafted.of, outcome=Outcome.UNCHANGED, draft=drafted.sentence)
    reason = difference(words, drafted.sentence, drafted.quotes, around)
    if reason is None:
        return Worded(
            of=drafted.of, outcome=Outcome.ACCEPTED, draft=drafted.sentence, suggested=words
        )
    return Worded(
        of=drafted.of,
        outcome=Outcome.REFUSED,
        draft=drafted.sentence,
        suggested=words[:_LONGEST_KEPT],
        reason=reason,
    )


def _unanswered(drafted: Wordable, reason: str) -> Worded:
    return Worded(of=drafted.of, outcome=Outcome.UNANSWERED, draft=drafted.sentence, reason=reason)


def _batches(group: Sequence[Wordable]) -> Iterator[Sequence[Wordable]]:
    for start in range(0, len(group), _AT_ONCE):
        yield group[start : start + _AT_ONCE]
