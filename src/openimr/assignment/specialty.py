"""Same or similar specialty: which fields of care a specialty may review.

The table (``specialties.yaml``) is data with its sources. A specialty may review what it lists,
as its own field ("same") or as one close enough ("similar"), and nothing else (Labor Code
139.5(d)(4), unverified; Mackie, 2021 panel).
"""

from __future__ import annotations

import enum
import functools
import importlib.resources
import re
from typing import Any

import msgspec

from openimr.assignment.model import LicenseKind
from openimr.vocabulary.value import Value, require
from openimr.vocabulary.yaml_values import yaml_values


class Fit(enum.IntEnum):
    """How a specialty and a field go together; the higher the better."""

    NONE = 0
    SIMILAR = 1
    SAME = 2


class Basis(enum.Enum):
    """What a row of the table rests on."""

    LAW = "law"
    LETTERS = "letters"
    UNVERIFIED = "unverified"


class Field(Value, frozen=True, kw_only=True):
    """A field of care, or a kind of condition, that a review may need.

    Attributes:
        id: short name, and what a person may give where nothing was recognized.
        name: as it stands in a sentence.
        own_condition: the treatment itself says what is treated ("psychotherapy").
        topics, categories: of guideline topics that belong to it.
        drug_classes: of the shared drug vocabulary.
        words: patterns of a request without a topic.
        regions: where given, a body part of the request must lie in one of them.
        icd: beginnings of ICD-9 and ICD-10 codes, as patterns; conditions only.
        diagnosis: patterns of a diagnosis in words; conditions only.
    """

    id: str
    name: str
    own_condition: bool = False
    topics: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    drug_classes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    icd: tuple[str, ...] = ()
    diagnosis: tuple[str, ...] = ()

    @property
    def condition(self) -> bool:
        """Whether it is a kind of condition rather than of treatment."""
        return bool(self.icd or self.diagnosis)


class Specialty(Value, frozen=True, kw_only=True):
    """One row of the table.

    Attributes:
        who: a physician of it, as in a sentence ("psychologist").
        professions: licenses under which it is practiced.
        names: as boards, panels and letters write it.
        same, similar: identifiers of fields.
        source: where the row was taken from.
    """

    id: str
    who: str
    professions: frozenset[LicenseKind]
    names: tuple[str, ...]
    same: frozenset[str]
    similar: frozenset[str]
    source: str
    verified: Basis

    def __post_init__(self) -> None:
        require(bool(self.professions), "a specialty is practiced under a license")
        require(bool(self.names), "a specialty has a name")

    def fit(self, field: str) -> Fit:
        """How the specialty fits a field."""
        if field in self.same:
            return Fit.SAME
        return Fit.SIMILAR if field in self.similar else Fit.NONE


class SpecialtyTable(Value, frozen=True, kw_only=True):
    """Every field and specialty, in the order of the file."""

    fields: tuple[Field, ...]
    specialties: tuple[Specialty, ...]

    def __post_init__(self) -> None:
        known = {field.id for field in self.fields}
        require(len(known) == len(self.fields), "every field has an identifier of its own")
        for specialty in self.specialties:
            unknown = (specialty.same | specialty.similar) - known
            require(not unknown, f"{specialty.id}: no such field: {', '.join(sorted(unknown))}")

    def field(self, id: str) -> Field:
        """The field of an identifier; KeyError where there is none."""
        return _fields_by_id(self)[id]

    def named(self, name: str) -> Specialty | None:
        """The specialty that a board, a panel or a letter calls so, or None."""
        return _specialties_by_name(self).get(_folded(name))

    def held(
        self, names: tuple[str, ...], professions: frozenset[LicenseKind]
    ) -> tuple[Specialty, ...]:
        """The specialties of these names that the licenses allow; unknown names are left out."""
        found = (self.named(name) for name in names)
        return tuple(
            {s.id: s for s in found if s is not None and s.professions & professions}.values()
        )

    def fit(self, held: tuple[Specialty, ...], field: str) -> Fit:
        """The best fit that several specialties of one reviewer have for a field."""
        return max((specialty.fit(field) for specialty in held), default=Fit.NONE)

    def who_may(self, fields: frozenset[str]) -> tuple[str, ...]:
        """The kinds of reviewer whose own field one of these is, else those close to all."""
        own = [s.who for s in self.specialties if s.same & fields]
        close = [s.who for s in self.specialties if fields <= s.same | s.similar]
        return tuple(who for who in close if who in own) or tuple(close)


@functools.cache
def shipped_table() -> SpecialtyTable:
    """The table that ships with OpenIMR."""
    source = importlib.resources.files("openimr.assignment").joinpath("specialties.yaml")
    return read_table(source.read_text(encoding="utf-8"))


def read_table(text: str) -> SpecialtyTable:
    """A table written as ``specialties.yaml`` is; ValueError where it contradicts itself."""
    content: dict[str, Any] = yaml_values(text)
    groups = {name: frozenset(fields) for name, fields in content["groups"].items()}

    def together(listed: list[str]) -> frozenset[str]:
        return frozenset().union(*(groups.get(one, frozenset({one})) for one in listed))

    return SpecialtyTable(
        fields=msgspec.convert(content["fields"], tuple[Field, ...]),
        specialties=tuple(
            Specialty(
                id=row["id"],
                who=row["who"],
                professions=frozenset(map(LicenseKind, row["professions"])),
                names=tuple(row["names"]),
                same=(same := together(row["same"])),
                similar=together(row["similar"]) - same,
                source=row["source"],
                verified=Basis(row["verified"]),
            )
            for row in content["specialties"]
        ),
    )


@functools.cache
def _fields_by_id(table: SpecialtyTable) -> dict[str, Field]:
    return {field.id: field for field in table.fields}


@functools.cache
def _specialties_by_name(table: SpecialtyTable) -> dict[str, Specialty]:
    return {_folded(name): one for one in table.specialties for name in one.names}


def _folded(name: str) -> str:
    """A name without what boards write in different ways: case, signs, "board certified in"."""
    plain = re.sub(r"[^a-z0-9]+", " ", name.lower().replace("&", " and ")).split()
    dropped = {"board", "certified", "certification", "in", "and", "the"}
    return " ".join(word for word in plain if word not in dropped)
