"""Reading packs: YAML files in, a `Pack` out; a broken pack lists every fault with its line.

A pack is a folder with ``guidelines.yaml`` (title and editions) and ``topics/*.yaml``.
"""

from __future__ import annotations

import functools
import importlib.resources
import pathlib
import re
import typing
from collections.abc import Collection, Sequence
from importlib.resources.abc import Traversable

import msgspec

from openimr.guidelines.kinds import AnyCriterion
from openimr.guidelines.model import Guideline, Pack, Topic
from openimr.guidelines.pack_file import PackFile, listed
from openimr.guidelines.patterns import compiled
from openimr.vocabulary.errors import BadInput

CRITERION_TYPES: dict[str, type[msgspec.Struct]] = {
    str(kind.__struct_config__.tag): kind for kind in typing.get_args(AnyCriterion)
}
"""The types that a criterion of a pack may have, by the word after ``type:``."""


_PATTERNS = frozenset({"words", "not_words", "request", "must", "must_not", "counted", "asked"})
"""Fields that hold regular expressions, wherever they stand."""


@functools.cache
def shipped_pack() -> Pack:
    """The pack that ships with the project: California's MTUS."""
    folder = importlib.resources.files("openimr.guidelines") / "packs" / "mtus"
    return load_pack(folder, patterns_checked=True)


def load_pack(
    folder: Traversable | pathlib.Path,
    beside: Collection[str] = (),
    *,
    patterns_checked: bool = False,
) -> Pack:
    """Read one pack.

    Args:
        folder: with ``guidelines.yaml`` and ``topics``.
        beside: ids of editions that it may cite although they stand in another pack.
        patterns_checked: whether its patterns are known to be sound; trying each takes seconds.

    Raises:
        BadInput: listing every fault of every file, each with file, line and remedy.
    """
    if not folder.is_dir():
        found = "no such folder"
        raise BadInput(f"guideline pack {folder.name}", found, "Name the folder of a pack.")
    faults: list[str] = []
    head = PackFile(folder / "guidelines.yaml", faults)
    guidelines = tuple(
        guideline
        for index in head.indexes("guidelines")
        if (guideline := head.read(Guideline, "guidelines", index)) is not None
    )
    known = {*beside, *(guideline.id for guideline in guidelines)}
    files = _topic_files(folder, faults)
    topics = tuple(topic for file in files if (topic := _topic(file, known)) is not None)
    if not patterns_checked:
        for file in files:
            _check_patterns(file)
    title = head.text("title")
    others = head.texts("others")
    if faults:
        raise BadInput(f"guideline pack {folder.name}", listed(faults))
    return Pack(title=title, guidelines=guidelines, topics=topics, others=others)


def load_packs(folders: Sequence[pathlib.Path]) -> Pack:
    """The shipped pack together with those of a licensee, read from folders.

    A licensee's topic of a known id adds its criteria to it; its other topics and editions
    stand beside. A licensee's files may cite the editions of the shipped pack.

    Raises:
        BadInput: as `load_pack`; also when two criteria of a topic have the same id.
    """
    pack = shipped_pack()
    for folder in folders:
        pack = _joined(pack, load_pack(folder, {g.id for g in pack.guidelines}), folder.name)
    return pack


def _joined(pack: Pack, added: Pack, name: str) -> Pack:
    editions = {g.id: g for g in (*pack.guidelines, *added.guidelines)}
    topics = {topic.id: topic for topic in pack.topics}
    for topic in added.topics:
        known = topics.get(topic.id)
        criteria = (*known.criteria, *topic.criteria) if known else topic.criteria
        try:
            topics[topic.id] = msgspec.structs.replace(known or topic, criteria=criteria)
        except ValueError as error:
            found = f"topic {topic.id}: {error}"
            raise BadInput(f"guideline pack {name}", found, "Give the new one its own id") from None
    return Pack(
        title=pack.title,
        guidelines=tuple(editions.values()),
        topics=tuple(topics.values()),
        others=(*pack.others, *added.others),
    )


def _topic_files(folder: Traversable | pathlib.Path, faults: list[str]) -> list[PackFile]:
    topics = folder / "topics"
    names = sorted(f.name for f in topics.iterdir()) if topics.is_dir() else []
    files = [PackFile(topics / name, faults) for name in names if name.endswith(".yaml")]
    if not files:
        faults.append("topics: no topic; put one YAML file for each topic into this folder")
    return files


def _topic(file: PackFile, known_guidelines: set[str]) -> Topic | None:
    criteria = []
    for index in file.indexes("criteria"):
        kind = file.value("criteria", index, "type")
        if kind not in CRITERION_TYPES:
            file.fault(
                f"'{kind}' is no type of criterion",
                f"use one of: {', '.join(CRITERION_TYPES)}",
                ("criteria", index),
            )
            continue
        criterion = file.read(CRITERION_TYPES[str(kind)], "criteria", index, leave_out=("type",))
        _check_references(file, index, known_guidelines)
        criteria.append(criterion)
    if None in criteria:
        return None
    return file.read(Topic, given={"criteria": tuple(criteria)})


def _check_references(file: PackFile, index: int, known: set[str]) -> None:
    references = file.value("criteria", index, "references")
    for number, reference in enumerate(references if isinstance(references, list) else []):
        name = reference.get("guideline") if isinstance(reference, dict) else None
        if name is not None and name not in known:
            file.fault(
                f"guideline '{name}' is not in guidelines.yaml",
                "add the edition there or correct the name",
                ("criteria", index, "references", number),
            )


def _check_patterns(file: PackFile) -> None:
    """Every list of patterns, those of the request and those of the grounds."""
    for path, patterns in file.lists(_PATTERNS):
        for number, pattern in enumerate(patterns):
            try:
                compiled(str(pattern))
            except re.error as error:
                found = f"pattern cannot be read: {error}"
                file.fault(found, "correct the regular expression", (*path, number))
