"""Other names of what was typed: abbreviations, brand and generic names of drugs, lay words.

What is added is always told and can be switched off; what stands in quotation marks is searched
as it stands. A word that occurs nowhere is searched as the word of the library that it nearly is.
"""

from __future__ import annotations

import functools
import importlib.resources
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from openimr.publication.search.apostrophes import without_apostrophes
from openimr.publication.search.drug_names import name_but_for_an_e, names_of, near_name
from openimr.publication.search.lay_words import (
    PASSED_OVER,
    folded,
    meant_by,
    name_of,
    specialties_called,
)
from openimr.publication.search.query import (
    Alike,
    And,
    Expression,
    Field,
    Not,
    Or,
    Words,
    all_of,
    any_of,
    printed,
)
from openimr.publication.search.reviewer_words import specialty_asked
from openimr.publication.search.spoken_values import (
    MOST_WORDS,
    SPOKEN,
    says_refused,
    spoken_value,
)
from openimr.vocabulary.drugs import all_drugs
from openimr.vocabulary.value import Value
from openimr.vocabulary.yaml_values import yaml_values

_OPEN: Final = (None, Field.TREATMENT, Field.RATIONALE, Field.SUMMARY, Field.FILED)
"""Where other names are looked for; guidelines and specialties go by their own names."""

_MOST_NAMES: Final = 16

_MOST_GUESSES: Final = 8
"""Words of one query whose spelling is looked into, which bounds what a query can cost."""

_QUOTE: Final = "; in quotation marks it is searched as a word"

Name: TypeAlias = tuple[str, ...]

_REFUSED: Final = ", for whatever came to a review had been; decision:upheld asks what stayed so"

_Taken: TypeAlias = tuple[int, Expression | None]
"""How many parts are taken together, and what they ask; None where they tell nothing."""


class Widened(Value, frozen=True, kw_only=True):
    """A query with other names: what was added, and spellings that were guessed."""

    expression: Expression | None
    also: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def widened(
    asked: Expression | None,
    knows: Callable[[str], bool],
    *,
    synonyms: bool = True,
    near: Callable[[str], tuple[str, ...]] = lambda word: (),
) -> Widened:
    """The query with other names of the same things.

    Args:
        asked: as parsed.
        knows: says whether a word occurs in the library.
        synonyms: whether other names are searched and small words passed over.
        near: words of the library spelled nearly as one that does not occur, the likeliest first;
            of one that does, such as occur far more often.
    """
    if asked is None:
        return Widened(expression=None)
    widening = _Widening(knows, near, synonyms)
    expression = widening.of(asked)
    return Widened(
        expression=expression,
        also=tuple(dict.fromkeys(widening.also)),
        notes=tuple(dict.fromkeys(widening.notes)),
    )


class _Widening:
    def __init__(
        self, knows: Callable[[str], bool], near: Callable[[str], tuple[str, ...]], synonyms: bool
    ) -> None:
        self._knows = knows
        self._near_words = near
        self._guesses = _MOST_GUESSES
        self._synonyms = synonyms
        self.also: list[str] = []
        self.notes: list[str] = []

    def of(self, asked: Expression) -> Expression:
        match asked:
            case Words():
                return all_of(self._side_by_side((self._spelled(asked),)))
            case And(of=parts):
                return all_of(
                    self._side_by_side(tuple(map(self._spelled_part, self._joint(parts))))
                )
            case Or(of=parts):
                return any_of(tuple(self.of(part) for part in parts))
            case Not(of=inner):
                return Not(of=self.of(inner))
            case _:
                return asked

    def _joint(self, parts: tuple[Expression, ...]) -> tuple[Expression, ...]:
        """Words typed apart that the library knows as one: wheel chair."""
        joint: list[Expression] = []
        for part in parts:
            before = joint[-1] if joint else None
            whole = self._whole(before, part)
            joint[len(joint) - bool(whole) :] = [whole or part]
        return tuple(joint)

    def _whole(self, first: Expression | None, second: Expression) -> Words | None:
        if not (isinstance(first, Words) and isinstance(second, Words)):
            return None
        if first.exact or second.exact or first.field != second.field:
            return None
        if all(map(self._knows, (*first.words, *second.words))):
            return None
        word = "".join((*first.words, *second.words))
        if not self._knows(word):
            return None
        self.notes.append(f"{' '.join((*first.words, *second.words))} was searched as {word}")
        return Words(words=(word,), field=first.field)

    def _spelled_part(self, part: Expression) -> Expression:
        return self._spelled(part) if isinstance(part, Words) else part

    def _side_by_side(self, parts: tuple[Expression, ...]) -> tuple[Expression, ...]:
        """Parts of an AND; words that make a name together are widened together."""
        wide: list[Expression] = []
        told: list[str] = []
        at = 0
        while at < len(parts):
            run = _run(parts, at)
            free = bool(run) and run[0].field is None and self._synonyms
            taken = (free and self._specialty(parts, at)) or self._name(run)
            taken = taken or (_spoken(run, parts[at - 1] if at else None, told) if free else None)
            length, made = taken or (1, self._one(parts[at], free=free))
            wide.extend(() if made is None else (made,))
            at += length
        if not wide:
            return parts
        self.notes += told
        return tuple(wide)

    def _one(self, part: Expression, *, free: bool) -> Expression | None:
        """A part by itself; None for a word that tells nothing."""
        if not isinstance(part, Words):
            return self.of(part)
        if part.exact or part.field not in _OPEN:
            return part
        if free and len(part.words) == 1 and part.words[0] in PASSED_OVER:
            return None
        return self._alike(part, part.words, part.field)

    def _name(self, run: list[Words]) -> _Taken | None:
        """Several words that make a name together, the longest first."""
        for length in range(len(run), 1, -1):
            name = _joined(run[:length])
            if self._others(name):
                whole = And(of=tuple(run[:length]))
                return length, self._alike(whole, name, run[0].field)
        return None

    def _specialty(self, parts: tuple[Expression, ...], at: int) -> _Taken | None:
        """A specialty of the reviewer, by the names of it that occur."""
        length, means = specialty_asked(parts, at) or (0, ())
        known = [one for one in means if all(map(self._knows, one))]
        if not known:
            return None
        called = any_of(tuple(Words(words=one, field=Field.SPECIALTY) for one in known))
        self.notes.append(f"the reviewer was taken as {printed(called)}")
        return length, called

    def _alike(self, asked: Words | And, name: Name, field: Field | None) -> Expression:
        others = self._others(name)
        if not others:
            return asked
        self.also.append(f"{' '.join(name)}: {', '.join(' '.join(one) for one in others)}")
        return Alike(asked=asked, also=tuple(Words(words=one, field=field) for one in others))

    def _others(self, name: Name) -> tuple[Name, ...]:
        """Other names whose words occur, so that only what can be found is searched and told."""
        if not self._synonyms:
            return ()
        beside = _searched_for().get(folded(name), ()) or self._meant(name)
        names = (one for one in beside if one != name)
        return tuple(one for one in names if all(map(self._knows, one)))[:_MOST_NAMES]

    def _meant(self, name: Name) -> tuple[Name, ...]:
        """What a word that is probably a slip, for another is far more frequent, was meant for."""
        if len(name) > 1 or folded(name)[0] in _own_words() or not self._knows(name[0]):
            return ()
        return tuple((one,) for one in self._near(name[0])[:1])

    def _near(self, word: str) -> tuple[str, ...]:
        self._guesses -= 1
        return self._near_words(word) if self._guesses >= 0 else ()

    def _spelled(self, asked: Words) -> Words:
        """A single word that occurs nowhere, as the word of the library that it nearly is."""
        word = asked.words[0]
        if asked.exact or len(asked.words) > 1:
            return asked
        if self._knows(word):
            return self._but_for_an_e(asked)
        if folded((word,))[0] in _own_words():
            return asked
        drug = near_name(word)
        near = self._near(word)
        if drug is not None and self._knows(drug):
            near = tuple(dict.fromkeys((drug, *near)))
        elif drug is not None and self._others((drug,)):  # it occurs under another name alone
            near = (*near, drug)
        if not near:
            return asked
        others = f" (near are {' and '.join(near[1:])} too)" if near[1:] else ""
        self.notes.append(f"{word} occurs nowhere; searched {near[0]}{others}")
        return Words(words=(near[0],), field=asked.field)

    def _but_for_an_e(self, asked: Words) -> Words:
        """A word that the library knows only for it ends as a drug does, as that drug."""
        word = asked.words[0]
        drug = name_but_for_an_e(word) if self._synonyms else None
        if drug is None or folded((word,))[0] in _own_words():
            return asked
        self.notes.append(f"{word} was searched as {drug}")
        return Words(words=(drug,), field=asked.field)


def names_beside(text: str) -> tuple[str, ...]:
    """A text and the other names of what it names, for comparing with names of the library."""
    return (text, *map(" ".join, _searched_for().get(folded(name_of(text)), ())))


def _run(parts: tuple[Expression, ...], at: int) -> list[Words]:
    """The words from a place on that stand side by side in one field."""
    run: list[Words] = []
    for part in parts[at : at + 8]:
        if not isinstance(part, Words) or part.exact or part.field not in _OPEN:
            break
        if run and part.field != run[0].field:
            break
        run.append(part)
    return run


def _spoken(run: list[Words], before: Expression | None, told: list[str]) -> _Taken | None:
    """Words that ask for a value, or only say that the treatment was refused; how is told."""
    last = before.words[-1] if isinstance(before, Words) else ""
    for length in range(min(MOST_WORDS, len(run)), 0, -1):
        words = _joined(run[:length])
        if says_refused(words):
            told.append(f"{' '.join(words)} was passed over{_REFUSED}")
            return length, None
        value = spoken_value(words, last)
        if value is not None:
            shown = printed(value).replace('"', "") if length == 1 else printed(value)
            told.append(f"{' '.join(words)} was taken as {shown}{_QUOTE}")
            return length, value
    return None


def _joined(run: list[Words]) -> Name:
    return tuple(word for one in run for word in one.words)


@functools.cache
def _searched_for() -> Mapping[Name, tuple[Name, ...]]:
    """What is searched beside each name, by the name folded.

    First what is the same thing, then what laymen mean by it, then other names of that.
    """
    alike: dict[Name, tuple[Name, ...]] = {}
    for name, others in other_names().items():
        alike[folded(name)] = (*alike.get(folded(name), ()), *others)
    meanings = {**_combined(), **meant_by()}
    found: dict[Name, tuple[Name, ...]] = {}
    for name in (*alike, *meanings):
        same = alike.get(name, ())
        meant = [one for said in (name, *map(folded, same)) for one in meanings.get(said, ())]
        beyond = [one for known in meant for one in alike.get(folded(known), ())]
        found[name] = tuple(dict.fromkeys((*same, *meant, *beyond)))
    return found


def _combined() -> Mapping[Name, tuple[Name, ...]]:
    """The drugs that lead in combined ones, with the names of these: hydrocodone, norco."""
    found: dict[Name, tuple[Name, ...]] = {}
    for drug in all_drugs():
        leading, slash, _ = drug.generic.partition("/")
        if slash:
            name = folded(name_of(leading))
            found[name] = (*found.get(name, ()), *map(name_of, drug.brands))
    return found


@functools.cache
def _own_words() -> frozenset[str]:
    """Words that mean something here though no letter may have them; their spelling stands."""
    names = (word for name in _searched_for() for word in name)
    callings = (word for name in specialties_called() for word in name)
    return frozenset((*names, *callings, *PASSED_OVER, *SPOKEN))


@functools.cache
def other_names() -> Mapping[Name, tuple[Name, ...]]:
    """Every name with the other names of the same thing."""
    source = importlib.resources.files("openimr.publication.search").joinpath("synonyms.yaml")
    groups: list[list[str]] = yaml_values(source.read_text(encoding="utf-8"))
    groups += [list(names_of(drug)) for drug in all_drugs() if drug.brands]
    others: dict[Name, tuple[Name, ...]] = {}
    for group in groups:
        names = tuple(dict.fromkeys(map(name_of, (*group, *map(without_apostrophes, group)))))
        for name in names:
            rest = tuple(one for one in names if one != name)[:_MOST_NAMES]
            others[name] = tuple(dict.fromkeys((*others.get(name, ()), *rest)))
    return others
