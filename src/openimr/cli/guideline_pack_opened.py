"""A pack opened for examination, with its cases and with the pack that it stands beside."""

from __future__ import annotations

import importlib.resources
from pathlib import Path
from typing import NamedTuple

from openimr.guidelines.cases import TopicCases, load_cases
from openimr.guidelines.load import load_pack, load_packs, shipped_pack
from openimr.guidelines.model import Pack
from openimr.vocabulary.errors import BadInput


class Opened(NamedTuple):
    """A pack under examination: itself, the whole it is part of, its cases."""

    pack: Pack
    whole: Pack
    beside: Pack | None
    cases: tuple[TopicCases, ...]


def opened_pack(folder: Path | None) -> Opened:
    """A pack with its cases; the shipped one when there is no folder.

    Raises:
        BadInput: listing the faults of both.
    """
    if folder is None:
        place = importlib.resources.files("openimr.guidelines") / "packs" / "mtus"
        shipped = load_pack(place)
        return Opened(shipped, shipped, None, load_cases(place))
    shipped = shipped_pack()
    try:
        pack = load_pack(folder, shipped)
    except BadInput as broken:
        raise _with_faults_of_cases(broken, folder) from None
    return Opened(pack, load_packs([folder]), shipped, load_cases(folder))


def _with_faults_of_cases(broken: BadInput, folder: Path) -> BadInput:
    try:
        load_cases(folder)
    except BadInput as cases:
        return BadInput(broken.where, f"{broken.found}\n{cases}")
    return broken
