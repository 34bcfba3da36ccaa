"""The studies that a reviewer enters: one YAML file, every fault with its line and remedy."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from openimr.guidelines.evidence_level import Study
from openimr.guidelines.model import Pack
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.yaml_file import YamlFile, listed

MTUS = "mtus"
"""What a study is ``behind`` where it supports the MTUS, whatever the edition."""


STUDIES_VARIABLE = "OPENIMR_STUDIES"
"""Environment variable with the file of the studies that the desk can cite."""


def studies_named(environment: Mapping[str, str]) -> Path | None:
    """The file of studies that the environment names; None without."""
    named = environment.get(STUDIES_VARIABLE, "")
    return Path(named) if named else None


def with_studies(pack: Pack, path: Path | None) -> Pack:
    """A pack with the studies of a file entered beside it; the pack itself without a file.

    Raises:
        BadInput: as `load_studies`.
    """
    return msgspec.structs.replace(pack, studies=load_studies(path, pack)) if path else pack


def load_studies(path: Path, pack: Pack) -> tuple[Study, ...]:
    """The studies of a file.

    Args:
        path: YAML with a list ``studies``.
        pack: has the topics and editions that the studies name.

    Raises:
        BadInput: when the file cannot be opened, or listing every fault with its line.
    """
    shown = path.name or str(path)
    if not path.is_file():
        raise BadInput(shown, "is no file", "Name the YAML file with the studies")
    faults: list[str] = []
    file = YamlFile(path, faults, begins="'studies:'")
    file.rewrite(_figures_as_words)
    indexes = file.indexes("studies")
    read = [file.read(Study, "studies", index) for index in indexes]
    for index in indexes:
        _check_names(file, index, pack)
    file.check_keys()
    _check_fields(file)
    if not faults and not read:
        file.fault("'studies' is empty", "write one entry for each study", ("studies",))
    if faults:
        raise BadInput(f"studies {shown}", listed(faults, "the file"))
    return tuple(study for study in read if study is not None)


def _figures_as_words(content: dict[str, object]) -> dict[str, object]:
    """Volume and pages may be written as plain figures ("volume: 12")."""
    studies = content.get("studies")
    if not isinstance(studies, list):
        return content
    return content | {"studies": [_in_words(entry) for entry in studies]}


def _in_words(entry: object) -> object:
    if not isinstance(entry, dict):
        return entry
    figures = {
        name: str(value)
        for name, value in entry.items()
        if name in {"volume", "pages"} and isinstance(value, int) and value is not True
    }
    return entry | figures


def _check_names(file: YamlFile, index: int, pack: Pack) -> None:
    """A topic or an edition that the pack does not have is a fault."""
    topic, behind = (file.value("studies", index, field) for field in ("topic", "behind"))
    topics = [known.id for known in pack.topics]
    if isinstance(topic, str) and topic and topic not in topics:
        remedy = _nearest(topic, topics, "find it with `openimr guidelines match`")
        file.fault(f"'{topic}' is no topic of the pack", remedy, ("studies", index, "topic"))
    editions = [MTUS, *(guideline.id for guideline in pack.guidelines)]
    if isinstance(behind, str) and behind and behind not in editions:
        remedy = _nearest(behind, editions, f"use one of: {', '.join(editions)}")
        file.fault(f"'{behind}' is no edition of the pack", remedy, ("studies", index, "behind"))


def _check_fields(file: YamlFile) -> None:
    for name in file.fields():
        if name != "studies":
            file.fault(f"unknown field '{name}'", "write every study under 'studies:'", (name,))


def _nearest(name: str, known: list[str], otherwise: str) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f"did you mean '{close[0]}'?" if close else otherwise
