"""What is said without the field's words, and what letters say for it."""

from __future__ import annotations

import functools
import importlib.resources
import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

import msgspec

from openimr.publication.search.apostrophes import without_apostrophes
from openimr.vocabulary.value import Value
from openimr.vocabulary.yaml_values import yaml_values

Name: TypeAlias = tuple[str, ...]
"""The words of a name, lower case."""

_LETTERS = re.compile(r"[^\W_]+")
_MEDICINE: Final = frozenset({"pill", "tablet", "capsule", "med", "medication", "drug"})
"""Words that mean a medicine, whatever it is the medicine for."""

_NO_PLURAL: Final = ("ss", "us", "is")

PASSED_OVER: Final = frozenset(
    _LETTERS.findall(
        """
        a about am an any anybody anyone are as at be because been by can case cases chapter
        chapters claimant claimants could cover covered covers decided decision decisions
        determination determinations did do does due employee employees for from get gets getting
        had has have he her his how i if imr in is it its letter letters may me my need needs of on
        our paid patient patients pay pays people please reviewed reviewer reviewers reviewing she
        should so somebody someone that the their them there these they this those to us want wanted
        wants was we were what when where which who why will with worker workers would you your
        """
    )
)
"""Words that tell nothing of what is asked: small ones, and those of whom and what every letter
of the library is about (a patient, a case, a decision by a reviewer). What joins or bars (and, or,
not, no, without) and what tells of time (before, after) is none of them."""


class LayWords(Value, frozen=True, kw_only=True):
    """What is said, in any of several ways, and what is meant, under any of several names."""

    said: tuple[str, ...]
    means: tuple[str, ...]


def folded(name: Iterable[str]) -> Name:
    """A name as it is looked up: singular, and one word for every kind of medicine."""
    return tuple(map(_folded, name))


def _folded(word: str) -> str:
    if len(word) > 3 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(_NO_PLURAL):
        word = word[:-1]
    return "medicine" if word in _MEDICINE else word


def name_of(text: str) -> Name:
    """The words of a name as typed or written."""
    return tuple(_LETTERS.findall(text.lower()))


@functools.cache
def meant_by() -> Mapping[Name, tuple[Name, ...]]:
    """What each of the lay words, folded, means."""
    return _listed("lay_words.yaml")


@functools.cache
def specialties_called() -> Mapping[Name, tuple[Name, ...]]:
    """The specialties of reviewers by what people call such physicians, folded."""
    return _listed("specialties.yaml")


def _listed(file: str) -> Mapping[Name, tuple[Name, ...]]:
    source = importlib.resources.files("openimr.publication.search").joinpath(file)
    meant: dict[Name, tuple[Name, ...]] = {}
    listed = msgspec.convert(yaml_values(source.read_text(encoding="utf-8")), list[LayWords])
    for one in listed:
        for said in one.said:
            name = folded(name_of(without_apostrophes(said)))
            meant[name] = (*meant.get(name, ()), *map(name_of, one.means))
    return meant
