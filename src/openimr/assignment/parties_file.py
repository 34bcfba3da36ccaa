"""Everybody named in a case, from a YAML file, with what persons answered on ties.

case: CM26-0000417
parties:
  - {id: P1, kind: employer, name: Greystone Packing Inc.}
confirmations:
  - {reviewer: R-014, party: P1, with_whom: Graystone Packing, verdict: conflict,
     reason: same address, by: cm.alvarez, at: 2026-11-20T09:30:00-08:00}
"""

from __future__ import annotations

import pathlib
from collections.abc import Sequence

from openimr.assignment.conflicts import Confirmation, NamedParty
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value, require
from openimr.vocabulary.yaml_file import YamlFile, listed

_FIELDS = ("case", "parties", "confirmations")


class CaseParties(Value, frozen=True, kw_only=True):
    """The parties of a case, each with an identifier of its own, and the answers on ties."""

    case: str
    parties: tuple[NamedParty, ...]
    confirmations: tuple[Confirmation, ...] = ()

    def __post_init__(self) -> None:
        ids = [party.id for party in self.parties]
        require(len(set(ids)) == len(ids), "every party has an identifier of its own")
        require(bool(ids), "a case has parties")


def read_parties(path: pathlib.Path, name: str) -> CaseParties:
    """The parties of a case's file.

    Args:
        path: the file.
        name: how messages call it.

    Raises:
        BadInput: with every fault, its line and what to do.
    """
    faults: list[str] = []
    file = YamlFile(path, faults, begins="'case:'")
    file.check_keys()
    for field in file.fields():
        if field not in _FIELDS:
            file.fault(f"unknown field '{field}'", f"use {', '.join(_FIELDS)}", (field,))
    case = file.text("case")
    parties = [file.read(NamedParty, "parties", at) for at in file.indexes("parties")]
    answers = _confirmations(file)
    if not faults:
        try:
            return CaseParties(
                case=case,
                parties=tuple(one for one in parties if one),
                confirmations=tuple(one for one in answers if one),
            )
        except ValueError as error:
            file.fault(str(error), "correct the list", ("parties",))
    raise BadInput(name, listed(faults, "the file"))


def _confirmations(file: YamlFile) -> Sequence[Confirmation | None]:
    if file.value("confirmations") is None:
        return ()
    return [file.read(Confirmation, "confirmations", at) for at in file.indexes("confirmations")]
