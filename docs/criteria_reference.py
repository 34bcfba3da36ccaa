"""Prints docs/criteria.md: what a criterion of a guideline pack may be, from the code itself."""

from __future__ import annotations

import enum
import inspect
import re
import types
import typing

import msgspec

from openimr.guidelines.cases import Beside, Case, Said
from openimr.guidelines.circumstances import When
from openimr.guidelines.criterion import Criterion, Ground, Reference
from openimr.guidelines.kinds import Dose
from openimr.guidelines.load import CRITERION_TYPES
from openimr.guidelines.model import Guideline, Topic
from openimr.guidelines.recorded import Recorded
from openimr.guidelines.word_lists import AddedWords, WordList

INTRODUCTION = """# Fields of a guideline pack

Written by `make docs` from the code. How a pack is made: [guidelines](guidelines.md). A field in
**bold** must be there. Patterns are regular expressions; case never matters in them.
"""

PARTS: tuple[tuple[str, str, type[msgspec.Struct]], ...] = (
    ("An edition", "Entries of `guidelines:` in `guidelines.yaml`.", Guideline),
    ("A topic", "A file of `topics/`.", Topic),
    ("What the record calls it", "Entries of `recorded_as:` of a topic.", Recorded),
    ("When a topic is meant", "The field `when:` of a topic.", When),
    ("A criterion", "Every criterion has these, and those of its `type`.", Criterion),
    ("A reference", "Entries of `references:`.", Reference),
    ("A ground", "What `any_of`, `unless`, `study` and `allowed` look for.", Ground),
    ("A word list", "Entries of `lists:` in a file of `words/`.", WordList),
    ("Words added to a list", "Entries of `lists:` too.", AddedWords),
    ("A dose", "Entries of `doses:`.", Dose),
    ("A case", "Entries of `cases:` in a file of `tests/`.", Case),
    ("What the record says", "Entries of `record:`.", Said),
    ("What stands beside", "Entries of `beside:`.", Beside),
)
_ENTRY = re.compile(r"^ {4}(\w[\w, ]*): (.*(?:\n {8}.*)*)", re.M)


def told(kind: type) -> str:
    """The words of a docstring before its list of attributes, on one line."""
    words = inspect.getdoc(kind) or ""
    return markdown(words.partition("\nAttributes:")[0])


def attributes(kind: type) -> dict[str, str]:
    """What a docstring says on each attribute."""
    section = (inspect.getdoc(kind) or "").partition("\nAttributes:\n")[2]
    entries = {}
    for names, words in _ENTRY.findall(section):
        entries |= dict.fromkeys(names.split(", "), markdown(words))
    return entries


def markdown(words: str) -> str:
    """A docstring's words for a cell of a table."""
    return " ".join(words.replace("``", "`").replace("|", "\\|").split())


def written(kind: object) -> str:
    """What stands in a field of a type, in words."""
    arguments = typing.get_args(kind)
    if isinstance(kind, types.UnionType):
        words = [written(a) for a in arguments if a is not types.NoneType]
        return " or ".join(dict.fromkeys(words))
    if arguments == (int, int):
        return "`[fewest, most]`"
    if typing.get_origin(kind) is tuple:
        return f"list of {written(arguments[0])}"
    if typing.get_origin(kind) is dict:
        return f"{written(arguments[0])}: {written(arguments[1])}"
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return ", ".join(f"`{member.value}`" for member in kind)
    names = {str: "text", int: "number", float: "number", bool: "`true` or `false`"}
    return names.get(typing.cast("type", kind), _part_named(kind))


def _part_named(kind: object) -> str:
    name = getattr(kind, "__name__", str(kind))
    return {"date": "day", "Reference": "reference", "Said": "what is said"}.get(name, name.lower())


def fields_of(kind: type[msgspec.Struct], inherited: frozenset[str] = frozenset()) -> str:
    """A table of the fields of a part of a pack."""
    meanings = attributes(kind)
    rows = ["| field | holds | meaning |", "| --- | --- | --- |"]
    for field in msgspec.structs.fields(kind):
        if field.name not in inherited:
            name = f"**`{field.name}`**" if field.required else f"`{field.name}`"
            holds = "criteria, below" if field.name == "criteria" else written(field.type)
            rows.append(f"| {name} | {holds} | {meanings.get(field.name, '')} |")
    return "\n".join(rows)


def types_of_criteria() -> str:
    """A table of the types that a criterion may have."""
    inherited = {field.name for field in msgspec.structs.fields(Criterion)}
    rows = ["| type | holds when | own fields |", "| --- | --- | --- |"]
    for name, kind in CRITERION_TYPES.items():
        own = [field for field in msgspec.structs.fields(kind) if field.name not in inherited]
        names = [
            (f"**`{f.name}`**" if f.required else f"`{f.name}`") + f" {written(f.type)}"
            for f in own
        ]
        rows.append(f"| `{name}` | {told(kind)} | {'; '.join(names)} |")
    return "\n".join(rows)


def reference() -> str:
    """The whole page."""
    sections = [INTRODUCTION]
    for title, where, kind in PARTS:
        sections.append(f"## {title}\n\n{where} {told(kind)}\n\n{fields_of(kind)}\n")
        if kind is Criterion:
            sections.append(f"## Types of criteria\n\n{types_of_criteria()}\n")
    return "\n".join(sections)


if __name__ == "__main__":
    print(reference(), end="")
