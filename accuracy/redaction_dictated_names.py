"""Invented people of the fourth style, and what a set of it consists of."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import NamedTuple

from accuracy.redaction_chart_names import bare
from accuracy.redaction_planted import chosen

_INITIALS = tuple("ABCDEFGHJKLMNPRSTVW")


class Names(NamedTuple):
    """The names of a set, given and family names by language; ``share`` says how often each.

    ``places`` are what firms are called after.
    """

    given: Mapping[str, tuple[str, ...]]
    family: Mapping[str, tuple[str, ...]]
    share: tuple[str, ...]
    places: tuple[str, ...]
    women: frozenset[str]

    def some_given(self, rng: random.Random) -> str:
        """A given name of any language."""
        return chosen(rng, self.given[chosen(rng, self.share)])

    def some_family(self, rng: random.Random) -> str:
        """A family name of any language."""
        return chosen(rng, self.family[chosen(rng, self.share)])


class Templates(NamedTuple):
    """The templates of a set by their place in a letter; ``clean`` has nothing that must go."""

    header: tuple[str, ...]
    summary: tuple[str, ...]
    clean: tuple[str, ...]
    qualifications: tuple[str, ...]
    decisions: tuple[str, ...]
    records: tuple[str, ...]
    end: tuple[str, ...]


class Person(NamedTuple):
    """A person of a case; ``degrees`` are the ways to write the degree, "" for none."""

    role: str
    known: bool
    given: str
    middle: str
    family: str
    suffix: str
    woman: bool
    degrees: tuple[str, ...]

    @property
    def full(self) -> str:
        """Given and family name."""
        return f"{self.given} {self.family}"

    @property
    def mid(self) -> str:
        """The same with the middle initial."""
        return f"{self.given} {self.middle}. {self.family}"


def somebody(
    rng: random.Random, names: Names, role: str, known: bool, degrees: tuple[str, ...]
) -> Person:
    """A person in a role; one in eight has names of two languages."""
    language = chosen(rng, names.share)
    given = chosen(rng, names.given[language])
    if rng.random() < 0.12:
        language = chosen(rng, names.share)
    woman = given in names.women
    junior = rng.random() < 0.06 and not woman
    return Person(
        role=role,
        known=known,
        given=given,
        middle=chosen(rng, _INITIALS),
        family=chosen(rng, names.family[language]),
        suffix=chosen(rng, (" Jr.", " III", " Sr.", " II")) if junior else "",
        woman=woman,
        degrees=degrees,
    )


def plain(name: str) -> str:
    """The name as an e-mail or web address has it."""
    return "".join(sign for sign in bare(name).lower() if sign.isascii() and sign.isalpha())
