"""Word lists of the facts: concept -> regular expressions, read from the vocabularies folder."""

from __future__ import annotations

import functools
import importlib.resources
import re
from collections.abc import Mapping, Sequence

import yaml

from openimr.vocabulary.value import Value, require


class Mention(Value, frozen=True, kw_only=True):
    """A concept named at ``start`` to ``end`` of a text."""

    concept: str
    start: int
    end: int


class Vocabulary:
    """Finds concepts in text, without case, between word boundaries; the first listed wins."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        require(bool(words), "a vocabulary names something")
        self._concepts = tuple(words)
        parts = [f"(?P<c{n}>{'|'.join(words[concept])})" for n, concept in enumerate(words)]
        self._pattern = re.compile(
            rf"(?<![\w]){'(?:' + '|'.join(parts) + ')'}(?!\w)", re.IGNORECASE
        )

    @property
    def concepts(self) -> tuple[str, ...]:
        """Every concept of the vocabulary."""
        return self._concepts

    def find(self, text: str) -> tuple[Mention, ...]:
        """The mentions in a text, in order, without overlap."""
        return _found(self, text)

    def search(self, text: str) -> tuple[Mention, ...]:
        """The same, looked for anew."""
        return tuple(
            Mention(
                concept=self._concepts[int((match.lastgroup or "c0")[1:])],
                start=match.start(),
                end=match.end(),
            )
            for match in self._pattern.finditer(text)
        )


@functools.lru_cache(maxsize=512)
def _found(words: Vocabulary, text: str) -> tuple[Mention, ...]:
    """Mentions of the latest passages: several finders ask for the same ones."""
    return words.search(text)


@functools.cache
def vocabulary(name: str) -> Vocabulary:
    """The vocabulary of vocabularies/``name``.yaml."""
    source = importlib.resources.files("openimr.casefile").joinpath(f"vocabularies/{name}.yaml")
    return Vocabulary(yaml.load(source.read_bytes(), Loader=yaml.CSafeLoader))
