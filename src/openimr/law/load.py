"""Reading the law's data: the shipped files, and those of a folder that replace values by id."""

from __future__ import annotations

import datetime as dt
import functools
import importlib.resources
import pathlib
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

import msgspec

from openimr.law.model import (
    DeadlineRule,
    DeemedReceipt,
    EligibilityRule,
    FeeRule,
    FilingRight,
    HolidayOverride,
    HolidayRule,
    Law,
    LawValue,
    MailRule,
    PenaltyRule,
    RequiredPart,
    ReviewerRule,
    WorkingDayReading,
)
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.yaml_file import YamlFile, listed, yaml_files

Kinds = Mapping[str, type[LawValue]]

_FILES: Mapping[str, Kinds] = MappingProxyType(
    {
        "counting.yaml": {"counting": LawValue},
        "deadlines.yaml": {"deadlines": DeadlineRule},
        "eligibility.yaml": {"eligibility": EligibilityRule},
        "fees.yaml": {"fees": FeeRule},
        "holidays.yaml": {
            "holidays": HolidayRule,
            "overrides": HolidayOverride,
            "working_days": WorkingDayReading,
        },
        "mail-days.yaml": {"mail": MailRule},
        "parties.yaml": {"filing_rights": FilingRight},
        "penalties.yaml": {"penalties": PenaltyRule},
        "receipt.yaml": {"receipts": DeemedReceipt},
        "required-parts.yaml": {"required_parts": RequiredPart},
        "reviewers.yaml": {"reviewers": ReviewerRule},
    }
)
"""The files of a law, and the lists in each; a list bears the name of its field in `Law`."""

_Folder = Traversable | pathlib.Path
_Found = dict[str, list[LawValue]]


def load_law(folder: pathlib.Path | None = None) -> Law:
    """The shipped law, with the values of a folder in place of those of the same id.

    Args:
        folder: YAML files named and built as the shipped ones, with only the values that differ;
            each replaces the shipped one for the days on which it governs. None for the shipped
            law alone.

    Raises:
        BadInput: with every fault of every file, its line and what to do.
    """
    shipped = _shipped()
    return shipped if folder is None else replaced(shipped, read_values(folder))


def read_values(folder: pathlib.Path) -> Mapping[str, tuple[LawValue, ...]]:
    """The values that a folder holds, by the field of `Law` they belong to; raises as `load_law`.

    What the values name beyond their folder (holidays) is checked against the shipped law too.
    """
    if not folder.is_dir():
        raise BadInput(str(folder), "no such folder", "Name a folder with files of the law")
    faults: list[str] = []
    found = _read(folder, faults)
    known = {rule.id for rule in _shipped().holidays}
    return _checked(found, known, faults, f"the law in {folder.name}")


def replaced(law: Law, values: Mapping[str, tuple[LawValue, ...]]) -> Law:
    """A law with other values in place of those of the same kind and id; new ones stand beside.

    A value replaces what is there for the days on which it governs: the versions before and after
    stay, so that an old case keeps its law.
    """
    fields: dict[str, Any] = {}
    for field in law.__struct_fields__:
        kept: list[LawValue] = list(getattr(law, field))
        new = values.get(field, ())
        for value in new:
            kept = [part for old in kept for part in _beside(old, value)]
        fields[field] = (*kept, *new)
    return Law(**fields)


def _beside(old: LawValue, new: LawValue) -> Iterator[LawValue]:
    """What is left of a value beside another one: itself, or its days before and after."""
    if old.id != new.id or not overlap(old, new):
        yield old
        return
    first, last = new.effective_from, new.effective_until
    if first and (old.effective_from is None or old.effective_from < first):
        yield msgspec.structs.replace(old, effective_until=first - dt.timedelta(days=1))
    if last and (old.effective_until is None or old.effective_until > last):
        yield msgspec.structs.replace(old, effective_from=last + dt.timedelta(days=1))


def overlap(one: LawValue, other: LawValue) -> bool:
    """Whether there is a day on which both govern."""
    starts = [value.effective_from for value in (one, other) if value.effective_from]
    later = max(starts, default=None)
    return later is None or (one.governs(later) and other.governs(later))


@functools.cache
def _shipped() -> Law:
    faults: list[str] = []
    found = _read(importlib.resources.files("openimr.law") / "data", faults)
    values = _checked(found, set(), faults, "the shipped law")
    return replaced(Law(deadlines=()), values)


def _read(folder: _Folder, faults: list[str]) -> _Found:
    found: _Found = {}
    for path in yaml_files(folder, faults):
        if path.name not in _FILES:
            faults.append(f"{path.name}: not a file of the law; use one of: {', '.join(_FILES)}")
            continue
        kinds = _FILES[path.name]
        begins = " or ".join(f"'{key}:'" for key in kinds)
        file = YamlFile(path, faults, begins=begins)
        file.check_keys()
        for key in file.fields():
            if key not in kinds:
                file.fault(f"unknown field '{key}'", f"start with {begins}", (key,))
        for key, kind in kinds.items():
            if file.value(key) is not None:
                found[key] = list(_values(file, key, kind))
    return found


def _values(file: YamlFile, key: str, kind: type[LawValue]) -> Iterator[LawValue]:
    """The values of a list; two of one id may not govern on the same day."""
    before: list[LawValue] = []
    for index in file.indexes(key):
        value = file.read(kind, key, index)
        if value is None:
            continue
        if any(overlap(value, other) for other in before if other.id == value.id):
            found = f"two values called '{value.id}' govern on the same day"
            file.fault(found, "correct 'effective_from' and 'effective_until'", (key, index))
        before.append(value)
        yield value


def _checked(
    found: _Found, known: set[str], faults: list[str], where: str
) -> Mapping[str, tuple[LawValue, ...]]:
    """The values found, unless there are faults."""
    known = known | {rule.id for rule in found.get("holidays", ())}
    for reading in found.get("working_days", ()):
        unknown = set(reading.open_on) - known if isinstance(reading, WorkingDayReading) else set()
        for name in sorted(unknown):
            told = f"'{reading.id}' names the holiday '{name}', which is not in the list"
            faults.append(f"holidays.yaml: {told}; use the id of a holiday")
    if faults:
        raise BadInput(where, listed(faults, "its files"))
    return {key: tuple(values) for key, values in found.items()}
