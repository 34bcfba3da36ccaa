"""Something to take out, found in a text."""

from __future__ import annotations

import enum
from typing import NamedTuple

from openimr.publication.redaction.identifiers import Kind


class How(enum.Enum):
    """How something was found."""

    KNOWN = "known"
    """As the case has it."""
    VARIANT = "variant"
    """In another form that the same value may take."""
    SLIP = "slip"
    """With a slip of pen or scanner."""
    PATTERN = "pattern"
    """By its form, no list knows it."""
    ENGINE = "engine"
    """By the de-identification library."""
    RULE = "rule"
    """By a rule on ages, places and occupations."""


STRENGTH = {how: place for place, how in enumerate(reversed(How))}
"""What the case knows wins over what only looks like something."""


class Found(NamedTuple):
    """Characters ``start`` up to ``end``; ``owner`` tells parties of one kind apart.

    ``sure`` is false where it is not certain that every word belongs to it.
    """

    start: int
    end: int
    kind: Kind
    owner: str
    how: How
    sure: bool = True
