"""Reading packs: YAML files in, a `Pack` out; a broken pack lists every fault with its line.

A pack is a folder with ``guidelines.yaml`` (title and editions), ``topics/*.yaml`` and
``words/*.yaml``, the word lists that topics share.
"""

from __future__ import annotations

import functools
import importlib.resources
import os
import pathlib
import typing
from collections.abc import Collection, Iterable, Mapping, Sequence
from importlib.resources.abc import Traversable

import msgspec

from openimr.guidelines.kinds import AnyCriterion
from openimr.guidelines.load_words import Uses, Written, read_lists, word_files
from openimr.guidelines.model import Guideline, Pack, Topic
from openimr.guidelines.word_lists import AddedWords, Words, topic_written_out
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value
from openimr.vocabulary.yaml_file import YamlFile, listed, yaml_files

CRITERION_TYPES: dict[str, type[msgspec.Struct]] = {
    str(kind.__struct_config__.tag): kind for kind in typing.get_args(AnyCriterion)
}
"""The types that a criterion of a pack may have, by the word after ``type:``."""


_SHIPPED = importlib.resources.files("openimr.guidelines") / "packs" / "mtus"

_RANGES = frozenset({"visits", "weeks", "every_months", "general"})
"""Fields that hold the fewest and the most."""


class _Addition(Value, frozen=True, kw_only=True):
    """What a licensee's pack adds to a topic of another pack."""

    id: str
    criteria: tuple[AnyCriterion, ...]


@functools.cache
def shipped_pack() -> Pack:
    """The pack that ships with the project: California's MTUS."""
    return load_pack(_SHIPPED, patterns_checked=True)


def load_pack(
    folder: Traversable | pathlib.Path,
    beside: Pack | None = None,
    *,
    added: Iterable[AddedWords] = (),
    patterns_checked: bool = False,
) -> Pack:
    """Read one pack.

    Args:
        folder: with ``guidelines.yaml`` and ``topics``.
        beside: another pack: its editions may be cited, and criteria added to its topics.
        added: words that packs beside it add to its lists.
        patterns_checked: whether its patterns are known to be sound; trying each takes seconds.

    Raises:
        BadInput: listing every fault of every file, each with file, line and remedy.
    """
    if not folder.is_dir():
        raise BadInput(f"guideline pack {folder.name}", "no such folder", "Name a pack's folder.")
    faults: list[str] = []
    head = YamlFile(folder / "guidelines.yaml", faults, begins="'title:'")
    files = _topic_files(folder, faults)
    listing = word_files(folder, faults)
    written = read_lists(listing)
    words = _words(written, beside, added)
    if not patterns_checked:
        _check_words(words, written, beside, listing, (head, *files))
        for file in (head, *listing, *files):
            _check_ranges(file)
            file.check_keys()
    pack = _read(head, files, written, words, beside)
    if faults:
        raise BadInput(f"guideline pack {folder.name}", listed(faults, "the pack"))
    return pack


def _read(
    head: YamlFile, files: Sequence[YamlFile], written: Written, words: Words, beside: Pack | None
) -> Pack:
    """The pack as far as its files are without fault."""
    guidelines, named = _editions(head)
    known = (*named, *(guideline.id for guideline in (beside.guidelines if beside else ())))
    cited = known if head.usable else None
    others = {topic.id: topic for topic in beside.topics} if beside else {}
    for file in files:
        file.rewrite(lambda topic: topic_written_out(topic, words))
    topics = tuple(topic for file in files if (topic := _topic(file, cited, others)) is not None)
    _check_one_file_each(files)
    _check_ids(head, "guidelines")
    return Pack(
        title=head.text("title"),
        guidelines=guidelines,
        topics=topics,
        others=tuple(words.written_out(pattern) for pattern in head.texts("others")),
        lists=written.lists,
        added=written.added,
    )


def _words(written: Written, beside: Pack | None, added: Iterable[AddedWords]) -> Words:
    """The lists that a pack may name: its own and those of the packs that it stands beside."""
    others, more = (beside.lists, beside.added) if beside else ((), ())
    every = dict.fromkeys((*more, *added, *written.added))
    return Words((*others, *written.lists), every)


def _check_words(
    words: Words,
    written: Written,
    beside: Pack | None,
    listing: Sequence[YamlFile],
    users: Sequence[YamlFile],
) -> None:
    uses = Uses(words, written.ids, complete=all(file.usable for file in listing))
    uses.check_lists(listing, [one.id for one in beside.lists] if beside else ())
    for file in (*listing, *users):
        uses.check_patterns(file)
        uses.check_grounds(file)
    if all(file.usable for file in users):
        uses.check_all_used(listing)


def _editions(head: YamlFile) -> tuple[tuple[Guideline, ...], list[object]]:
    """The editions, and the ids of all of them, those with faults as well."""
    indexes = head.indexes("guidelines")
    read = [head.read(Guideline, "guidelines", index) for index in indexes]
    ids = [head.value("guidelines", index, "id") for index in indexes]
    return tuple(guideline for guideline in read if guideline is not None), ids


PACKS_VARIABLE = "OPENIMR_PACKS"
"""Environment variable with the folders of further packs, separated as in PATH."""


def folders_named(environment: Mapping[str, str]) -> tuple[pathlib.Path, ...]:
    """The folders of further packs that the environment names."""
    named = environment.get(PACKS_VARIABLE, "").split(os.pathsep)
    return tuple(pathlib.Path(folder) for folder in named if folder)


def load_packs(folders: Sequence[pathlib.Path]) -> Pack:
    """The shipped pack together with those of a licensee, read from folders.

    A licensee's topic of a known id adds its criteria to it; its other topics and editions
    stand beside. A licensee's files may cite the editions of the shipped pack.

    Raises:
        BadInput: as `load_pack`; also when two criteria of a topic have the same id.
    """
    pack = shipped_pack()
    added = tuple(more for folder in folders for more in read_lists(word_files(folder, [])).added)
    if added:
        pack = load_pack(_SHIPPED, added=added, patterns_checked=True)
    for folder in folders:
        pack = joined(pack, load_pack(folder, pack, added=added), folder.name)
    return pack


def joined(pack: Pack, added: Pack, name: str) -> Pack:
    """A pack with another one, called ``name``, added to it; raises as `load_packs`."""
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
        lists=(*pack.lists, *added.lists),
        added=(*pack.added, *added.added),
    )


def _topic_files(folder: Traversable | pathlib.Path, faults: list[str]) -> list[YamlFile]:
    found = yaml_files(folder / "topics", faults)
    files = [YamlFile(file, faults, "topics", begins="'id:'") for file in found]
    if not files:
        faults.append("topics: no topic; put one YAML file for each topic into this folder")
    return files


def _topic(
    file: YamlFile, known_guidelines: Collection[object] | None, others: Mapping[str, Topic]
) -> Topic | None:
    criteria = []
    _check_ids(file, "criteria")
    for index in file.indexes("criteria"):
        kind = file.value("criteria", index, "type")
        if not isinstance(kind, str) or kind not in CRITERION_TYPES:
            file.fault(
                f"'{kind}' is no type of criterion",
                f"use one of: {', '.join(CRITERION_TYPES)}",
                ("criteria", index),
            )
            continue
        criterion = file.read(CRITERION_TYPES[kind], "criteria", index, leave_out=("type",))
        _check_references(file, index, known_guidelines)
        criteria.append(criterion)
    given: dict[str, object] = {"criteria": tuple(one for one in criteria if one is not None)}
    known = others.get(str(file.value("id")))
    if known is None:
        return file.read(Topic, given=given)
    added = file.read(_Addition, given=given)
    return msgspec.structs.replace(known, criteria=added.criteria) if added else None


def _check_one_file_each(files: Iterable[YamlFile]) -> None:
    """One topic, one file: another file of the same id would stand beside it unseen."""
    seen: dict[object, str] = {}
    for file in files:
        name = file.value("id")
        if isinstance(name, str) and name in seen:
            file.fault(f"topic '{name}' stands in {seen[name]} too", "give it its own id", ("id",))
        elif isinstance(name, str):
            seen[name] = file.name


def _check_ids(file: YamlFile, key: str) -> None:
    """Entries of a list have different ids."""
    entries, seen = file.value(key), set[object]()
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        name = entry.get("id") if isinstance(entry, dict) else None
        if isinstance(name, str) and name in seen:
            file.fault(
                f"'{name}' stands in '{key}' twice", "give it its own id", (key, number, "id")
            )
        seen.add(str(name))


def _check_references(file: YamlFile, index: int, known: Collection[object] | None) -> None:
    if known is None:
        return
    references = file.value("criteria", index, "references")
    for number, reference in enumerate(references if isinstance(references, list) else []):
        name = reference.get("guideline") if isinstance(reference, dict) else None
        if isinstance(name, str) and name not in known:
            file.fault(
                f"guideline '{name}' is not in guidelines.yaml",
                "add the edition there or correct the name",
                ("criteria", index, "references", number),
            )


def _check_ranges(file: YamlFile) -> None:
    for path, values in file.lists(_RANGES):
        if len(values) == 2 and _falls(*values):
            file.fault(f"'{path[-1]}' has the most before the fewest", "swap the two", path)


def _falls(fewest: object, most: object) -> bool:
    return isinstance(fewest, int) and isinstance(most, int) and fewest > most
