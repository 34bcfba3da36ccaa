"""Values of YAML files, as PyYAML's safe loader gives them in nearly twice the time.

Nearly all that a guideline pack holds is texts, lists and mappings with texts for keys. These are
built by the shortest way; all else (numbers, days, merged mappings, odd keys) is left to PyYAML.
"""

from __future__ import annotations

from typing import Any

import yaml

_TEXT = "tag:yaml.org,2002:str"
_LIST = "tag:yaml.org,2002:seq"
_MAPPING = "tag:yaml.org,2002:map"


def yaml_values(text: str) -> Any:
    """What a YAML document holds; raises as ``yaml.safe_load``."""
    return yaml.load(text, Loader=_QuickLoader)  # noqa: S506 - a safe loader


class _QuickLoader(yaml.CSafeLoader):
    """A safe loader with a short way for what is common."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._built: dict[yaml.Node, Any] = {}

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> Any:
        """The tag of a node; a plain word is a text unless its first letter may begin another."""
        if kind is yaml.ScalarNode:
            if implicit[0] and (not value or value[0] in self.yaml_implicit_resolvers):
                return super().resolve(kind, value, implicit)  # type: ignore[no-untyped-call]
            return _TEXT
        return _LIST if kind is yaml.SequenceNode else _MAPPING

    def construct_document(self, node: yaml.Node) -> Any:
        """The value of the whole document."""
        return self._value(node)

    def _value(self, node: yaml.Node) -> Any:
        """The value of a node; one that an anchor repeats, or that holds itself, is built once."""
        tag = node.tag
        if tag == _TEXT and isinstance(node, yaml.ScalarNode):
            return node.value
        if node in self._built:
            return self._built[node]
        if tag == _LIST and isinstance(node, yaml.SequenceNode):
            listed: list[Any] = []
            self._built[node] = listed
            listed += map(self._value, node.value)
            return listed
        if tag == _MAPPING and all(key.tag == _TEXT for key, _ in node.value):
            mapping: dict[str, Any] = {}
            self._built[node] = mapping
            mapping.update({key.value: self._value(value) for key, value in node.value})
            return mapping
        return self.construct_object(node, deep=True)
