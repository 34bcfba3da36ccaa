"""Whether a YAML text can be read at all: how deep it nests, how often anchors repeat."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable

import yaml

_MOST_VALUES = 500_000
_DEEPEST = 100
_NESTING = 3000
"""Signs of lists and mappings in a file that is looked at for its depth; far fewer are usual."""
_ANCHOR = re.compile(r"&(?<![^\s\[,]&)\w")


def too_deep(text: str) -> bool:
    """Whether lists nest so deep that reading them would exhaust the stack."""
    if sum(map(text.count, ("[", "{", "- ", "? "))) < _NESTING:
        return False
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                return True
    except yaml.YAMLError:
        return False
    return False


def endless_anchor(text: str, content: object) -> int | None:
    """The line of the first anchor where anchors repeat each other, or themselves, without end.

    None where they come to no more values than a pack may hold.
    """
    anchor = _ANCHOR.search(text)
    if anchor is None or _size(content) <= _MOST_VALUES:
        return None
    return text.count("\n", 0, anchor.end()) + 1


def _size(content: object) -> int:
    """Values of a content with every anchor written out, `_MOST_VALUES` + 1 where it is more.

    One that holds itself has more than any.
    """
    sizes: dict[int, int] = {}

    def size(value: object) -> int:
        known = sizes.get(id(value))
        if known is not None:
            return known
        parts = value.values() if isinstance(value, dict) else value
        if not isinstance(value, dict | list):
            return 1
        sizes[id(value)] = _MOST_VALUES + 1
        total = 1 + sum(map(size, typing.cast("Iterable[object]", parts)))
        sizes[id(value)] = total
        return total

    return size(content)
