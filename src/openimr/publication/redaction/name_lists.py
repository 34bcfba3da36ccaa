"""Names that people in California bear: two lists, read once.

A word of either list is no proof of a name: what stands beside it decides.
"""

from __future__ import annotations

import functools
import importlib.resources

from openimr.assignment.name_words import name_words
from openimr.publication.redaction.words import redaction_words


def _listed(name: str) -> frozenset[str]:
    file = importlib.resources.files("openimr.publication.redaction") / name
    lines = file.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@functools.cache
def family_names() -> frozenset[str]:
    """Family names that are no words of the language, folded."""
    return _listed("family_names.txt") | name_words().families - redaction_words().ordinary


@functools.cache
def all_names() -> frozenset[str]:
    """Family names and given names."""
    return family_names() | given_names()


@functools.cache
def given_names() -> frozenset[str]:
    """Given names, folded; some are words, too."""
    return _listed("given_names.txt") | name_words().known | redaction_words().given


@functools.cache
def worded_names() -> frozenset[str]:
    """Names that are words as well, folded: only the sentence tells that one is somebody's."""
    return _listed("family_words.txt") | redaction_words().ordinary
