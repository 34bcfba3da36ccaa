"""The words of names, read once: short names, titles, company forms, abbreviations."""

from __future__ import annotations

import functools
import importlib.resources
import unicodedata
from typing import Any, NamedTuple

from openimr.vocabulary.yaml_values import yaml_values

_SPELLED = str.maketrans({"ø": "o", "Ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d"})


class NameWords(NamedTuple):
    """Tables of ``names.yaml``.

    Attributes:
        given: for each given name the numbers of the lines in which it stands.
        known: given names that are names of their own, whatever they look like.
        families: family names of so many people that sharing one says nothing.
        particles, titles, degrees, generations: parts of a person's name.
        forms: company forms and words that say as little.
        short: what an abbreviation in an organization's name stands for.
        common: words that many organizations share.
        opposed: for each word the number of its line.
    """

    given: dict[str, frozenset[int]]
    known: frozenset[str]
    families: frozenset[str]
    particles: frozenset[str]
    titles: frozenset[str]
    degrees: frozenset[str]
    generations: frozenset[str]
    forms: frozenset[str]
    short: dict[str, str]
    common: frozenset[str]
    opposed: dict[str, int]


@functools.cache
def name_words() -> NameWords:
    """The tables, read when first asked for."""
    file = importlib.resources.files("openimr.assignment") / "names.yaml"
    read: dict[str, Any] = yaml_values(file.read_text(encoding="utf-8"))
    lines: dict[str, set[int]] = {}
    for number, line in enumerate(read["given"]):
        for name in line.split():
            lines.setdefault(name, set()).add(number)
    return NameWords(
        given={name: frozenset(numbers) for name, numbers in lines.items()},
        known=frozenset(read["known"].split()) | lines.keys(),
        families=frozenset(read["families"].split()),
        particles=frozenset(read["particles"].split()),
        titles=frozenset(read["titles"].split()),
        degrees=frozenset(read["degrees"].split()),
        generations=frozenset(read["generations"].split()),
        forms=frozenset(read["forms"].split()),
        short={str(word): str(meant) for word, meant in read["short"].items()},
        common=frozenset(read["common"].split()),
        opposed={
            word: number for number, line in enumerate(read["opposed"]) for word in line.split()
        },
    )


def folded(text: str) -> str:
    """Small letters without accents; apostrophes of every kind are gone."""
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_SPELLED))
    kept = (sign for sign in bare if not unicodedata.combining(sign))
    return "".join(kept).translate({ord(sign): None for sign in "'’‘`´"})
