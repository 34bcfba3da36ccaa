"""Which places of the record bear the sentence that applies a guideline to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from openimr.guidelines.kinds import grounds_of
from openimr.guidelines.model import Evaluation
from openimr.review.amounts import sums_told
from openimr.review.dating import PrintedDates
from openimr.review.support import ClaimKind, unsupported
from openimr.vocabulary.numbers import find_numbers
from openimr.vocabulary.places import PageSpan


def bearing(
    sentence: str, evaluation: Evaluation, record: tuple[PageSpan, ...], dates: PrintedDates
) -> tuple[PageSpan, ...] | None:
    """The places to cite beside the guideline.

    A sentence may use the guideline's own words and the sums made. That the record says nothing
    of something rests on a search of all of it and on no single place.

    Args:
        sentence: how the guideline applies.
        evaluation: the criterion and its outcome.
        record: the request, the facts and the passages that came closest.
        dates: reads the words at a place.

    Returns:
        The record's places where they bear the sentence; none where it only says what the record
        does not; None where it claims what neither record nor guideline says.
    """
    quotes = [dates.words_at(place) for place in record]
    sums = list(_sums(evaluation))
    if not unsupported(sentence, quotes, derived=sums):
        return record
    sums += _numbers(_words_of_guideline(evaluation))
    own_words = (*quotes, *_words_of_guideline(evaluation))
    claims = unsupported(sentence, own_words, derived=sums)
    return () if all(claim.kind is ClaimKind.NEGATION for claim in claims) else None


def _sums(evaluation: Evaluation) -> Iterator[float]:
    """The numbers of the guideline's sentence and of the sums made."""
    yield from _numbers((evaluation.arithmetic or "", evaluation.criterion.says))
    yield from sums_told(evaluation.arithmetic or "")
    visits = getattr(evaluation.criterion, "visits", ())
    yield from (float(v) for v in (visits if isinstance(visits, tuple) else (visits,)))


def _numbers(texts: Iterable[str]) -> list[float]:
    return [float(count) for text in texts for count, _, _ in find_numbers(text)]


def _words_of_guideline(evaluation: Evaluation) -> tuple[str, ...]:
    criterion = evaluation.criterion
    names = (ground.name for ground in grounds_of(criterion))
    return (criterion.says, criterion.statement, getattr(criterion, "named", ""), *names)
