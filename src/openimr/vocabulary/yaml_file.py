"""One YAML file that people write: its values with their lines, and every fault found in it."""

from __future__ import annotations

import difflib
import enum
import functools
import pathlib
import re
import typing
from collections.abc import Callable, Collection, Iterator
from importlib.resources.abc import Traversable

import msgspec
import yaml

from openimr.vocabulary.counted import counted
from openimr.vocabulary.yaml_bounds import endless_anchor, too_deep
from openimr.vocabulary.yaml_values import yaml_values

Step = str | int
T = typing.TypeVar("T", bound=msgspec.Struct)


_DAY = "tag:yaml.org,2002:timestamp"
_LARGEST = 4_000_000
"""Bytes of one file; the largest of those that ship has not a tenth of them."""
_WITHOUT_END = "lists inside lists without end; take them out"
_PLACE = re.compile(r" - at `\$(.*)`$")
_TYPE = re.compile(r"`(\w+)`")
_TYPES = {
    "array": "a list",
    "object": "fields with values",
    "str": "a text",
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
    "null": "nothing",
    "date": "a day",
}
_STEP = re.compile(r"\[(\d+)\]|\.(\w+)")


def listed(faults: list[str], where: str) -> str:
    """All faults as one message, a line for each."""
    found = sorted(dict.fromkeys(faults), key=_place)
    return "\n  ".join([f"{counted(len(found), 'fault')} in {where}", *found])


def _place(fault: str) -> tuple[str, int]:
    """The file and the line of a fault, to sort by."""
    file, _, rest = fault.partition(": ")
    line = re.match(r"line (\d+)", rest)
    return file, int(line[1]) if line else 0


class YamlFile:
    """One YAML file with the line of every value.

    Args:
        path: the file.
        faults: receives what is wrong with it.
        within: its folder, as faults name it.
        begins: the fields that such a file may begin with.
    """

    def __init__(
        self,
        path: Traversable | pathlib.Path,
        faults: list[str],
        within: str = "",
        *,
        begins: str,
    ) -> None:
        self._begins = begins
        self.name = f"{within}/{path.name}" if within else path.name
        self._faults = faults
        self._content: object = None
        self.usable = False
        self._text = self._read(path)
        if self._text is not None:
            self._parse(self._text)

    def _read(self, path: Traversable | pathlib.Path) -> str | None:
        try:
            if not path.is_file():
                self._unusable("not there, or no file; a text file of this name is needed")
                return None
            with path.open("rb") as opened:
                content = opened.read(_LARGEST + 1)
            if len(content) <= _LARGEST:
                return content.decode("utf-8-sig")
            self._unusable(f"larger than {_LARGEST // 10**6} MB; split it")
        except OSError as error:
            remedy = "make it a file that can be read"
            self._unusable(f"cannot be opened: {error.strerror}; {remedy}")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self._unusable(f"line {line}: not UTF-8 text; save it as UTF-8")
        return None

    def _parse(self, text: str) -> None:
        if too_deep(text):
            self._unusable(_WITHOUT_END)
            return
        try:
            content = yaml_values(text)
        except yaml.YAMLError as error:
            self._unusable(_unreadable(error))
        except RecursionError:
            self._unusable(_WITHOUT_END)
        except ValueError:
            self._note_impossible_days(text)
        else:
            if not isinstance(content, dict):
                self._unusable(f"line 1: not a mapping; start with {self._begins}")
            elif line := endless_anchor(text, content):
                self._unusable(f"line {line}: anchors repeat without end; write the values out")
            else:
                self._content, self.usable = content, True

    def _unusable(self, found: str) -> None:
        self._faults.append(f"{self.name}: {found}")

    def fault(self, found: str, remedy: str, path: tuple[Step, ...]) -> None:
        """Note one fault at the line of a value."""
        self._faults.append(f"{self.name}: line {self._line(path)}: {found}; {remedy}")

    def _note_impossible_days(self, text: str) -> None:
        for node in _nodes(yaml.compose(text, Loader=yaml.CSafeLoader)):
            if isinstance(node, yaml.ScalarNode) and node.tag == _DAY and not _is_day(node.value):
                line = f"line {node.start_mark.line + 1}"
                remedy = "write a day as 2016-07-29"
                self._faults.append(f"{self.name}: {line}: '{node.value}' is no day; {remedy}")

    def check_keys(self) -> None:
        """A field that stands twice in one mapping is a fault: the first would be lost."""
        if not self.usable:
            return
        for node in _nodes(self._composed):
            keys = [key for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
            seen: set[object] = set()
            for key in keys:
                if key.value in seen:
                    found = f"'{key.value}' stands twice; keep one of the two"
                    line = f"line {key.start_mark.line + 1}"
                    self._faults.append(f"{self.name}: {line}: {found}")
                seen.add(key.value)

    def rewrite(self, change: Callable[[dict[str, object]], dict[str, object]]) -> None:
        """Change what the file holds before it is read; faults keep the lines of the text."""
        if not self.usable or not isinstance(self._content, dict):
            return
        try:
            self._content = change(self._content)
        except RecursionError:
            self.usable, self._content = False, None
            self._unusable(_WITHOUT_END)

    def fields(self) -> tuple[str, ...]:
        """The fields at the top of the file."""
        return tuple(map(str, self._content)) if isinstance(self._content, dict) else ()

    def value(self, *path: Step) -> object:
        """The value at a path, or None."""
        found: object = self._content
        for step in path:
            try:
                found = found[step]  # type: ignore[index]
            except (KeyError, IndexError, TypeError):
                return None
        return found

    def lists(self, fields: Collection[str]) -> Iterator[tuple[tuple[Step, ...], list[object]]]:
        """Every list that stands in a field of one of these names, with its path.

        What an anchor repeats is found once, so that one that holds itself comes to an end.
        """
        waiting: list[tuple[tuple[Step, ...], object]] = [((), self._content)]
        seen: set[int] = set()
        while waiting:
            path, value = waiting.pop()
            if id(value) in seen:
                continue
            if isinstance(value, dict | list):
                seen.add(id(value))
            if isinstance(value, dict):
                waiting += [((*path, name), part) for name, part in value.items()]
            elif isinstance(value, list):
                if path and path[-1] in fields:
                    yield path, value
                waiting += [((*path, number), part) for number, part in enumerate(value)]

    def text(self, key: str) -> str:
        """A text at the top of the file; its absence is a fault."""
        found = self.value(key)
        if not isinstance(found, str):
            if not self.usable:
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
            if self.usable:
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
            if not self.usable:
                return None
            self.fault("not a mapping", "write 'field: value' lines", path)
            return None
        before = len(self._faults)
        fields = _fields(kind)
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
        except (msgspec.ValidationError, ValueError, RecursionError) as error:
            told = _one_line(error)
            found = f"'{path[-1]}': {_in_plain_words(told)}"
            self.fault(found, _right_values(kind), (*path, *_steps(told)))
            return None

    @functools.cached_property
    def _composed(self) -> yaml.Node | None:
        return yaml.compose(self._text or "", Loader=yaml.CSafeLoader)

    def _line(self, path: tuple[Step, ...]) -> int:
        node = self._composed
        for step in path:
            child = _child(node, step)
            if child is None:
                break
            node = child
        return node.start_mark.line + 1 if node is not None else 1


@functools.cache
def _fields(kind: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    """The fields of a struct by name; finding out their types is slow, and it is asked often."""
    return {field.encode_name: field for field in msgspec.structs.fields(kind)}


def _child(node: yaml.Node | None, step: Step) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        known = step < len(node.value)
        return typing.cast("yaml.Node", node.value[step]) if known else None
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return typing.cast("yaml.Node", value)
    return None


def _nodes(node: yaml.Node | None) -> Iterator[yaml.Node]:
    """A node and everything below it, in the order of the file, each once."""
    waiting, seen = [node], set[int]()
    while waiting:
        found = waiting.pop()
        if found is None or id(found) in seen:
            continue
        seen.add(id(found))
        yield found
        if isinstance(found, yaml.SequenceNode):
            waiting += reversed(found.value)
        elif isinstance(found, yaml.MappingNode):
            waiting += reversed([part for pair in found.value for part in pair])


def _is_day(text: str) -> bool:
    try:
        yaml.load(text, Loader=yaml.CSafeLoader)
    except ValueError:
        return False
    return True


def _steps(message: str) -> tuple[Step, ...]:
    """The path that msgspec names at the end of a message."""
    named = _PLACE.search(message)
    found = _STEP.findall(named[1]) if named else []
    return tuple(int(number) if number else name for number, name in found)


def _in_plain_words(message: str) -> str:
    """A message of msgspec without its names of types and its path."""
    told = _PLACE.sub("", message)
    told = _TYPE.sub(lambda named: _TYPES.get(named[1], named[1]), told)
    told = told.replace("Object contains unknown field ", "unknown field ")
    return told.replace("Object missing required field ", "missing ").replace(
        "Expected", "expected"
    )


def yaml_files(
    folder: Traversable | pathlib.Path, faults: list[str]
) -> list[Traversable | pathlib.Path]:
    """The YAML files of a folder by name; none where there is no such folder."""
    try:
        found = sorted(folder.iterdir(), key=lambda file: file.name) if folder.is_dir() else []
    except OSError as error:
        faults.append(f"{folder.name}: cannot be opened: {error.strerror}; make it readable")
        return []
    for file in found:
        if file.name.lower().endswith((".yml", ".yaml")) and not file.name.endswith(".yaml"):
            faults.append(f"{folder.name}/{file.name}: not read; let its name end in '.yaml'")
    return [file for file in found if file.name.endswith(".yaml")]


def _right_values(kind: object) -> str:
    """What may stand in a field of a type."""
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return f"use one of: {', '.join(str(member.value) for member in kind)}"
    return "correct the value"


def _nearest(name: object, fields: typing.Iterable[str]) -> str:
    close = difflib.get_close_matches(str(name), list(fields), n=1)
    return f"did you mean '{close[0]}'?" if close else f"known fields: {', '.join(fields)}"


def _unreadable(error: Exception) -> str:
    """Where a file stops being YAML, and why."""
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None)
    if mark is None or problem is None:
        return f"not readable as YAML; save it as UTF-8 text ({_one_line(error)})"
    remedy = "look at the indentation, quotes and brackets there and before"
    return f"line {mark.line + 1}: not readable as YAML: {problem}; {remedy}"


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
