"""A determination as JSON: the fields of the model, flat, dates in ISO form.

What ``openimr letter read --json`` prints is accepted too: what it tells about the reading
(source, layout, status, problems, spans) is left out.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final

import msgspec

from openimr.determination.letter_outline import LetterOutline
from openimr.determination.model import Determination
from openimr.vocabulary.errors import BadInput

_ABOUT_THE_READING: Final = frozenset({"source", "layout", "status", "problems", "spans"})
_QUOTED = re.compile(r" ?'[^']*'")
_PLACE = re.compile(r" - at `\$\.?(?P<path>.*)`$")


def write_json(determination: Determination) -> bytes:
    """The determination as canonical JSON: fields in the model's order, indented, UTF-8."""
    return msgspec.json.format(msgspec.json.encode(determination), indent=2) + b"\n"


def typeset_json(outline: LetterOutline, attached: bytes, today: dt.date) -> bytes:
    """The determination alone: the format for programs."""
    return attached


def read_json(content: bytes, where: str) -> Determination:
    """The determination that JSON says.

    Args:
        content: one JSON object, as ``write_json`` or ``openimr letter read --json`` gives it.
        where: the file, for messages.

    Raises:
        BadInput: naming the field, what was found and what would be right.
    """
    try:
        fields = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInput(where, f"is not JSON ({error})", _REMEDY) from error
    except RecursionError as error:
        raise BadInput(where, "is JSON nested too deeply for a letter", _REMEDY) from error
    if isinstance(fields, list) and len(fields) == 1:
        fields = fields[0]
    if not isinstance(fields, dict):
        raise BadInput(where, "holds no JSON object", _REMEDY)
    kept = _without(_ABOUT_THE_READING, fields)
    if isinstance(documents := kept.get("documents_reviewed"), list):
        kept["documents_reviewed"] = [_with_title(entry) for entry in documents]
    try:
        return msgspec.convert(kept, Determination)
    except msgspec.ValidationError as error:
        raise _explained(error, where) from error


_REMEDY = "Give one determination as `openimr draft` or `openimr letter read --json` writes it"


def _without(left_out: frozenset[str], content: Any) -> Any:
    """The JSON without what is about the reading, at every level."""
    if isinstance(content, dict):
        return {
            name: _without(frozenset({"spans"}), inner)
            for name, inner in content.items()
            if name not in left_out
        }
    if isinstance(content, list):
        return [_without(left_out, inner) for inner in content]
    return content


def _with_title(entry: Any) -> Any:
    """A document that a letter lists by its title alone, as an entry."""
    return {"title": entry} if isinstance(entry, str) else entry


def _explained(error: msgspec.ValidationError, where: str) -> BadInput:
    """The complaint with its field; words it quotes are left out: they may be the patient's."""
    message = str(error)
    place = _PLACE.search(message)
    complaint = message[: place.start()] if place else message
    if complaint.startswith("Invalid enum value"):
        complaint = "the word is not one of those allowed"
    if complaint == "Invalid RFC3339 encoded date":
        complaint = "the date is not written as in 2016-12-31"
    field = f", field {place['path']}" if place and place["path"] else ""
    return BadInput(f"{where}{field}", _QUOTED.sub("", complaint), None if field else _REMEDY)
