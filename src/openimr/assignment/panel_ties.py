"""The ties of a whole panel to a case, without comparing every name with every other.

Names that may be alike share a trait: a word, a word but for a letter or two left out, its shape
to a scanner, its beginning. A case's names are looked up by their traits, and only what shares
one is compared. What is found is what comparing all would find.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from openimr.assignment.conflicts import (
    PERSONS,
    Confirmation,
    Conflict,
    NamedParty,
    conflicts_of,
)
from openimr.assignment.likeness import letters_left_out, shape
from openimr.assignment.model import Panel, PanelMember
from openimr.assignment.name_words import folded
from openimr.assignment.organization_names import (
    CUT,
    initials_in,
    names_within,
    own_words,
    surely_organization,
)
from openimr.assignment.person_names import PersonName, person_name, plain_family
from openimr.law.load import load_law
from openimr.law.model import Law

Trait = tuple[str, str]
_ACRONYM = 14
"""Characters that an acronym with its full stops has at most, and some white space."""


class PanelTies:
    """A panel with its names by their traits; build it once for many cases."""

    def __init__(self, panel: Panel) -> None:
        self._members = panel.members
        self._by_trait: dict[Trait, set[int]] = defaultdict(set)
        for number, member in enumerate(panel.members):
            for trait in itertools.chain.from_iterable(map(_kept, _names_of(member))):
                self._by_trait[trait].add(number)

    def near(self, party: NamedParty) -> frozenset[int]:
        """Numbers of the members of whom any name may be like the party's."""
        found: set[int] = set()
        for trait in _asked(party.name, party.kind in PERSONS):
            found |= self._by_trait.get(trait, set())
        return frozenset(found)

    def conflicts(
        self,
        parties: Sequence[NamedParty],
        on: dt.date,
        confirmations: Iterable[Confirmation] = (),
        law: Law | None = None,
    ) -> tuple[Conflict, ...]:
        """Every tie between the panel and the parties of a case, as ``conflicts_of``."""
        answers, law = tuple(confirmations), law or load_law()
        near: dict[int, list[NamedParty]] = defaultdict(list)
        for party in parties:
            for number in self.near(party):
                near[number].append(party)
        return tuple(
            tie
            for number in sorted(near)
            for tie in conflicts_of(self._members[number], near[number], on, answers, law)
        )


def _names_of(member: PanelMember) -> Iterator[str]:
    yield from member.names
    yield from (affiliation.party for affiliation in member.affiliations)


def _kept(text: str) -> Iterator[Trait]:
    """The traits under which a name of the panel is kept."""
    yield from _of_organization(text)
    for word in _long_words(text):
        yield "is begun by", word
        yield from (("begins", start) for start in _beginnings(word))
    name = person_name(text)
    if name.family:
        yield from _of_person(name)
        family = {name.core, *name.family}
        yield from (("in the family name", word) for word in family)
        yield from (("in the name", word) for word in family.union(name.given))
        joined = "".join(name.family)
        yield "single letter" if len(joined) == 1 else "first letter", joined[0]


@functools.lru_cache(maxsize=100_000)
def _asked(text: str, person: bool) -> frozenset[Trait]:
    """The traits by which a name of a case is looked up.

    A company's name is no person's, and a first name alone is nobody's.
    """
    found = set() if person else {*_of_organization(text), *_cut_or_whole(text)}
    name = person_name(text)
    if not name.family or (not person and surely_organization(text)):
        return frozenset(found)
    family = {name.core, *name.family}
    found |= {("in the name", word) for word in family}
    found |= {("in the family name", word) for word in family.union(name.given)}
    joined = "".join(name.family)
    found |= {("single letter", joined[0]), *_of_person(name)}
    if len(joined) == 1:
        found.add(("first letter", joined[0]))
    return frozenset(found)


def _of_person(name: PersonName) -> Iterator[Trait]:
    joined = "".join(name.family)
    yield from _of_word("family", joined)
    yield "plain", plain_family(joined)
    yield "whole", name.letters
    yield "whole", name.full


def _of_organization(text: str) -> Iterator[Trait]:
    for words in names_within(text):
        own = own_words(words)
        yield from (("joined", left) for left in letters_left_out("".join(own), 1))
        yield "joined", shape("".join(own))
        yield "joined", "".join(words)
        for word in own:
            yield from _of_word("own", word)
    yield "initials", initials_in(text)
    if len(text) <= _ACRONYM:
        yield "initials", folded(text).replace(".", "").strip()


def _cut_or_whole(text: str) -> Iterator[Trait]:
    """What finds a word of the panel of which this is the beginning, or that is this one's."""
    for word in _long_words(text):
        yield "begins", word
        yield from (("is begun by", start) for start in _beginnings(word))


def _long_words(text: str) -> Iterator[str]:
    for words in names_within(text):
        yield from (word for word in own_words(words) if len(word) >= CUT)


def _beginnings(word: str) -> Iterator[str]:
    yield from (word[:length] for length in range(CUT, len(word) + 1))


def _of_word(sort: str, word: str) -> Iterator[Trait]:
    """The word, its shape, and what is left of it without the letters that may be slips."""
    yield sort, shape(word)
    yield from ((sort, left) for left in letters_left_out(word))
