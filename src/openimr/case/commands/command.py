"""The base of every command to a case."""

from __future__ import annotations

from openimr.case.events.event import kebab
from openimr.vocabulary.value import Value


class Command(Value, frozen=True, kw_only=True, tag_field="command", tag=kebab):
    """What somebody wants to happen in a case; ``decide`` says whether it may."""
