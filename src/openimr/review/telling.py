"""Puts facts of the record into sentences, each with the places it rests on."""

from __future__ import annotations

from openimr.review.dating import PrintedDates, in_words
from openimr.review.model import Sentence
from openimr.vocabulary.fact import Fact


class Teller:
    """Tells facts.

    Args:
        dates: finds where the record prints the day of a fact.
    """

    def __init__(self, dates: PrintedDates) -> None:
        self._dates = dates

    def tell(self, fact: Fact) -> Sentence | None:
        """The fact as one dated sentence."""
        printed = self._dates.of(fact)
        statement = fact.statement.strip().rstrip(".")
        if printed is None or fact.date is None:
            return Sentence(sentence=f"{statement}.", sources=(fact.place,))
        return Sentence(
            sentence=f"{statement} ({in_words(fact.date)}).", sources=(fact.place, printed)
        )
