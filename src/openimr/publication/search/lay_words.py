"""What is said without the field's words, and what letters say for it."""

from __future__ import annotations

import functools
import importlib.resources
import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

import msgspec

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
        a about am an any are as at be because been by can could did do does due for from get had
        has have he her his how i if in is it its may me my of on our please she should so that the
        their them there these they this those to us was we were what when where which who why will
        with would you your
        """
    )
)
"""Small words that tell nothing of what is asked. What joins or bars (and, or, not, no, without)
and what tells of time (before, after) is none of them."""

DECISIONS: Final[Mapping[str, str]] = {
    "overturned": "overturned",
    "approved": "overturned",
    "granted": "overturned",
    "upheld": "upheld",
}
"""Words that ask what was decided. "Denied" is none: utilization review denied whatever came."""

DECIDED_BY_OTHERS: Final = frozenset({"fda", "previously", "already", "partially", "pre"})
"""After these, a word of decisions is no reviewer's."""


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
    source = importlib.resources.files("openimr.publication.search").joinpath("lay_words.yaml")
    meant: dict[Name, tuple[Name, ...]] = {}
    listed = msgspec.convert(yaml_values(source.read_text(encoding="utf-8")), list[LayWords])
    for one in listed:
        for said in one.said:
            name = folded(name_of(said))
            meant[name] = (*meant.get(name, ()), *map(name_of, one.means))
    return meant
