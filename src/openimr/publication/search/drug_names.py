"""Which drug a typed name means, spelled well or not quite."""

from __future__ import annotations

import functools
from typing import Final

import rapidfuzz

from openimr.vocabulary.drugs import Drug, all_drugs, find_drugs
from openimr.vocabulary.value import Value

_LEAST_LETTERS: Final = 5
_LIKENESS: Final = 84
"""Of 100: one letter more, less or wrong in a name of five letters or more."""

_SOMEWHAT_LIKE: Final = 70
_MOST_NEAR: Final = 3


class Meant(Value, frozen=True, kw_only=True):
    """A drug as typed: the name it was taken for, its generic name, whether it was guessed."""

    name: str
    generic: str
    guessed: bool = False


def meant_drug(typed: str) -> Meant | None:
    """The drug that a whole name means; a slip of spelling is forgiven and told."""
    for mention in find_drugs(typed):
        if mention.start == 0 and mention.end == len(typed):
            return Meant(name=mention.name, generic=mention.drug.generic)
    guess = near_name(typed)
    return Meant(name=guess, generic=drug_called(guess).generic, guessed=True) if guess else None


def near_name(word: str) -> str | None:
    """The drug name of one word that is nearly this one, or None."""
    word = word.lower()
    if len(word) < _LEAST_LETTERS or word in _names():
        return None
    best = rapidfuzz.process.extractOne(word, tuple(_names()), score_cutoff=_LIKENESS)
    return str(best[0]) if best and best[0][0] == word[0] else None


def name_but_for_an_e(word: str) -> str | None:
    """The drug name that a word is but for an e at its end: gabapentine, morphin; else None.

    An index that compares words without their endings knows such a word, as if it were no slip.
    """
    word = word.lower()
    meant = word[:-1] if word.endswith("e") else f"{word}e"
    slip = len(word) >= _LEAST_LETTERS and word not in _names()
    return meant if slip and meant in _names() else None


def nearest_drugs(typed: str) -> tuple[str, ...]:
    """Names of drugs somewhat like a typed one that means none, the likest first."""
    found = rapidfuzz.process.extract(
        typed.lower(),
        tuple(_names()),
        scorer=rapidfuzz.fuzz.ratio,
        limit=_MOST_NEAR,
        score_cutoff=_SOMEWHAT_LIKE,
    )
    return tuple(str(name) for name, *_ in found)


def drug_called(name: str) -> Drug:
    """The drug of a name of one word."""
    return _names()[name]


def names_of(drug: Drug) -> tuple[str, ...]:
    """Its generic name and brands, as written."""
    return (drug.generic, *drug.brands)


@functools.cache
def _names() -> dict[str, Drug]:
    return {
        name: drug
        for drug in all_drugs()
        for name in names_of(drug)
        if name.isalpha() and len(name) >= _LEAST_LETTERS - 1
    }
