"""What may follow a field that has exact values: `decision:`, `drug:`, `year:` and the like."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, NoReturn

from openimr.determination.model import Decision, Priority, Sex
from openimr.publication.model import Programme, age_band
from openimr.publication.search.drug_names import meant_drug, nearest_drugs
from openimr.publication.search.query import Expression, Facet, Field, Is, Named, Years
from openimr.vocabulary.errors import BadInput

_NO_TEXT = re.compile(r"[\ud800-\udfff]")
"""Halves of characters, which a command line makes of bytes in another encoding than its own."""

_YEARS = re.compile(r"(\d{4})(?:\.\.(\d{4}))?")


def place_of_no_text(text: str) -> int | None:
    """The first offset of what cannot be part of a text; None where all can."""
    found = _NO_TEXT.search(text)
    return found.start() if found else None


def field_value(name: str, value: str, place: int, notes: list[str]) -> Expression:
    """The exact value typed after a field's name, as the index spells it."""
    value = " ".join(value.split())
    if not value:
        _refuse(place, "a field without its value", "Type the value next to the colon.")
    return _VALUES[name](value, place, notes)


def _refuse(place: int, found: str, remedy: str) -> NoReturn:
    raise BadInput(f"query, character {place + 1}", found, remedy)


def _one_of(facet: Facet, values: tuple[str, ...]) -> Callable[[str, int, list[str]], Expression]:
    def read(value: str, place: int, notes: list[str]) -> Expression:
        if value.lower() not in values:
            _refuse(place, f"no {facet.value} of the library", f"It is {' or '.join(values)}.")
        return Is(facet=facet, value=value.lower())

    return read


def _any(facet: Facet) -> Callable[[str, int, list[str]], Expression]:
    return lambda value, place, notes: Is(facet=facet, value=value.lower())


def _drug(value: str, place: int, notes: list[str]) -> Expression:
    meant = meant_drug(value)
    if meant is None:
        near = nearest_drugs(value)
        asked = f"Did you mean {' or '.join(near)}? " if near else ""
        _refuse(
            place,
            "a drug that the vocabulary does not know",
            f"{asked}Leave out 'drug:' to search it as a word.",
        )
    if meant.guessed:
        notes.append(f"drug:{value} was searched as {meant.name}")
    return Is(facet=Facet.DRUG, value=meant.generic)


def _years(value: str, place: int, notes: list[str]) -> Expression:
    match = _YEARS.fullmatch(value)
    remedy = "Type a year (year:2015) or a span (year:2014..2016)."
    if match is None:
        _refuse(place, "no year", remedy)
    first, last = int(match[1]), int(match[2] or match[1])
    if not 1900 <= first <= last <= 2999:
        _refuse(place, "years that are not in order, or not between 1900 and 2999", remedy)
    return Years(first=first, last=last)


def _age(value: str, place: int, notes: list[str]) -> Expression:
    """Years become their band; a band is taken as typed, for exports have bands of their own."""
    band = value.lower()
    if value.isdecimal():
        band = age_band(int(value)) or "" if 0 < int(value) < 130 else ""
    if not any(sign.isdecimal() for sign in band):
        _refuse(place, "no age", 'Type years (age:45) or a band (age:"40 to 49").')
    return Is(facet=Facet.AGE, value=band)


def _named(value: str, place: int, notes: list[str]) -> Expression:
    return Named(id=value)


_VALUES: Final[Mapping[str, Callable[[str, int, list[str]], Expression]]] = {
    "decision": _one_of(Facet.DECISION, tuple(one.value for one in Decision)),
    "topic": _any(Facet.TOPIC),
    "region": _any(Facet.REGION),
    "drug": _drug,
    "year": _years,
    "priority": _one_of(Facet.PRIORITY, tuple(one.value.lower() for one in Priority)),
    "age": _age,
    "sex": _one_of(Facet.SEX, tuple(one.value for one in Sex)),
    "programme": _one_of(Facet.PROGRAMME, tuple(one.value for one in Programme)),
    "id": _named,
}

FIELDS: Final[tuple[str, ...]] = (*(field.value for field in Field), *_VALUES)
"""Every field that may be typed."""
