"""A mark as a form sends it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from openimr.publication.redaction.identifiers import Kind
from openimr.vocabulary.errors import BadInput
from openimr.workflow.publishing_marks import ADDED, LONGEST, AddedName, AnyMark, Kept, LeftOut

_KINDS = {kind.name: kind for kind in ADDED}


def mark_typed(form: Mapping[str, Any], by: str, at: dt.datetime) -> AnyMark:
    """The mark that somebody made.

    Args:
        form: with ``as`` ("name", "left-out" or "kept"), ``words``, and ``kind`` or ``because``.
        by: who.
        at: when.

    Raises:
        BadInput: naming what is missing or too long.
    """
    words, because = _typed(form, "words"), _typed(form, "because")
    if not words:
        raise BadInput("the words", "are missing", "Write them as they stand in the letter.")
    if len(words) > LONGEST:
        raise BadInput("the words", f"are more than {LONGEST} letters", "Mark them in pieces.")
    if form.get("as") == "name":
        return AddedName(words=words, by=by, at=at, kind=_kind(form))
    if form.get("as") == "left-out":
        return LeftOut(words=words, by=by, at=at, because=because)
    if not because:
        raise BadInput("the reason", "is missing", "Say why the words name nobody.")
    return Kept(words=words, by=by, at=at, because=because)


def _typed(form: Mapping[str, Any], name: str) -> str:
    return " ".join(str(form.get(name, "")).split())


def _kind(form: Mapping[str, Any]) -> Kind:
    kind = _KINDS.get(str(form.get("kind", "")))
    if kind is None:
        raise BadInput("what it is of", "is none of those offered", "Choose one from the list.")
    return kind
