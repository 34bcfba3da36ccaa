"""Reading packs: YAML files in, a `Pack` out; a broken pack lists every fault with its line.

A pack is a folder with ``guidelines.yaml`` (title and editions) and ``topics/*.yaml``.
"""

from __future__ import annotations

import difflib
import functools
import importlib.resources
import pathlib
import re
import typing
from importlib.resources.abc import Traversable

import msgspec
import yaml

from openimr.guidelines.model import AnyCriterion, Guideline, Pack, Topic
from openimr.vocabulary.errors import BadInput

CRITERION_TYPES: dict[str, type[msgspec.Struct]] = {
    str(kind.__struct_config__.tag): kind for kind in typing.get_args(AnyCriterion)
}
"""The types that a criterion of a pack may have, by the word after ``type:``."""


@functools.cache
def shipped_pack() -> Pack:
    """The pack that ships with the project: California's MTUS."""
    return load_pack(importlib.resources.files("openimr.guidelines") / "packs" / "mtus")


def load_pack(folder: Traversable | pathlib.Path) -> Pack:
    """Read one pack.

    Raises:
        BadInput: listing every fault of every file, each with file, line and remedy.
    """
    faults: list[str] = []
    head = _File(folder / "guidelines.yaml", faults)
    guidelines = tuple(
        guideline
        for index in head.indexes("guidelines")
        if (guideline := head.read(Guideline, "guidelines", index)) is not None
    )
    known = {guideline.id for guideline in guidelines}
    topics = tuple(
        topic for file in _topic_files(folder, faults) if (topic := _topic(file, known)) is not None
    )
    title = head.text("title")
    others = head.texts("others")
    if faults:
        raise BadInput(f"guideline pack {folder.name}", _listed(faults))
    return Pack(title=title, guidelines=guidelines, topics=topics, others=others)


def _listed(faults: list[str]) -> str:
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    return "\n  ".join([f"{count} in the pack", *faults])


def _topic_files(folder: Traversable | pathlib.Path, faults: list[str]) -> list[_File]:
    topics = folder / "topics"
    names = sorted(f.name for f in topics.iterdir()) if topics.is_dir() else []
    files = [_File(topics / name, faults) for name in names if name.endswith(".yaml")]
    if not files:
        faults.append("topics: no topic; put one YAML file for each topic into this folder")
    return files


def _topic(file: _File, known_guidelines: set[str]) -> Topic | None:
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
    _check_patterns(file)
    if None in criteria:
        return None
    return file.read(Topic, given={"criteria": tuple(criteria)})


def _check_references(file: _File, index: int, known: set[str]) -> None:
    references = file.value("criteria", index, "references")
    for number, reference in enumerate(references if isinstance(references, list) else []):
        name = reference.get("guideline") if isinstance(reference, dict) else None
        if name is not None and name not in known:
            file.fault(
                f"guideline '{name}' is not in guidelines.yaml",
                "add the edition there or correct the name",
                ("criteria", index, "references", number),
            )


def _check_patterns(file: _File) -> None:
    for field in ("words", "not_words"):
        words = file.value(field)
        for number, pattern in enumerate(words if isinstance(words, list) else []):
            try:
                re.compile(str(pattern))
            except re.error as error:
                found = f"pattern cannot be read: {error}"
                file.fault(found, "correct the regular expression", (field, number))


Step = str | int
T = typing.TypeVar("T", bound=msgspec.Struct)


class _File:
    """One YAML file with the line of every value."""

    def __init__(self, path: Traversable | pathlib.Path, faults: list[str]) -> None:
        self.name = path.name
        self._faults = faults
        self._root: yaml.Node | None = None
        self._content: object = None
        try:
            text = path.read_text(encoding="utf-8")
            self._root = yaml.compose(text, Loader=yaml.SafeLoader)
            self._content = yaml.safe_load(text)
        except FileNotFoundError:
            faults.append(f"{self.name}: not there; a pack needs this file")
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            self._root = None
            faults.append(f"{self.name}: not readable as YAML; {_one_line(error)}")
        else:
            if not isinstance(self._content, dict):
                faults.append(f"{self.name}: line 1: not a mapping; start with 'id:' or 'title:'")
                self._root = None

    def fault(self, found: str, remedy: str, path: tuple[Step, ...]) -> None:
        """Note one fault at the line of a value."""
        self._faults.append(f"{self.name}: line {self._line(path)}: {found}; {remedy}")

    def value(self, *path: Step) -> object:
        """The value at a path, or None."""
        found: object = self._content
        for step in path:
            try:
                found = found[step]  # type: ignore[index]
            except (KeyError, IndexError, TypeError):
                return None
        return found

    def text(self, key: str) -> str:
        """A text at the top of the file; its absence is a fault."""
        found = self.value(key)
        if not isinstance(found, str):
            if self._root is None:
                return ""
            self.fault(f"'{key}' is missing", f"add '{key}:' with a text", ())
            return ""
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts at the top of the file; empty when it is not there."""
        found = self.value(key)
        if found is None:
            return ()
        read = self._converted(found, tuple[str, ...], (key,))
        return read if isinstance(read, tuple) else ()

    def indexes(self, key: str) -> range:
        """Indexes of a list at the top of the file; its absence is a fault."""
        found = self.value(key)
        if not isinstance(found, list):
            if self._root is not None:
                self.fault(f"'{key}' is missing", f"add '{key}:' with a list", ())
            return range(0)
        return range(len(found))

    def read(
        self,
        kind: type[T],
        *path: Step,
        leave_out: tuple[str, ...] = (),
        given: dict[str, object] | None = None,
    ) -> T | None:
        """The value at a path as a struct; every wrong, missing and unknown field is a fault."""
        found = self.value(*path)
        if not isinstance(found, dict):
            if self._root is None:
                return None
            self.fault("not a mapping", "write 'field: value' lines", path)
            return None
        before = len(self._faults)
        fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
        read: dict[str, object] = dict(given or {})
        for name in found:
            if name in read or name in leave_out:
                continue
            if name not in fields:
                self.fault(f"unknown field '{name}'", _nearest(name, fields), (*path, name))
            else:
                read[name] = self._converted(found[name], fields[name].type, (*path, name))
        for name, field in fields.items():
            if field.required and name not in read:
                self.fault(f"'{name}' is missing", f"add '{name}:'", path)
        if len(self._faults) > before:
            return None
        try:
            return kind(**read)
        except ValueError as error:
            self.fault(str(error), "correct the value", path)
            return None

    def _converted(self, value: object, kind: typing.Any, path: tuple[Step, ...]) -> object:
        try:
            return msgspec.convert(value, kind, strict=True)
        except (msgspec.ValidationError, ValueError) as error:
            self.fault(f"'{path[-1]}': {_one_line(error)}", "correct the value", path)
            return None

    def _line(self, path: tuple[Step, ...]) -> int:
        node = self._root
        for step in path:
            child = _child(node, step)
            if child is None:
                break
            node = child
        return node.start_mark.line + 1 if node is not None else 1


def _child(node: yaml.Node | None, step: Step) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return typing.cast("yaml.Node", node.value[step])
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return typing.cast("yaml.Node", value)
    return None


def _nearest(name: object, fields: typing.Iterable[str]) -> str:
    close = difflib.get_close_matches(str(name), list(fields), n=1)
    return f"did you mean '{close[0]}'?" if close else f"known fields: {', '.join(fields)}"


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
