"""Places in lists that programs hand back: signed, and good for the very list alone."""

from __future__ import annotations

import hashlib

import msgspec
from django.core import signing

from openimr.vocabulary.errors import BadInput
from openimr.workflow.store import CaseMark, CaseQuery

_SALT = "openimr.api.cursor"


def cursor_of(mark: CaseMark, query: CaseQuery, login: str) -> str:
    """A mark as an opaque text."""
    content = [_list(query, login), *msgspec.to_builtins(mark).values()]
    return str(signing.dumps(content, salt=_SALT, compress=True))


def mark_of(cursor: str, query: CaseQuery, login: str) -> CaseMark:
    """The mark of a cursor.

    Raises:
        BadInput: when it was not given out, or for another list.
    """
    try:
        whose, at, case = signing.loads(cursor, salt=_SALT)
    except (signing.BadSignature, ValueError):
        raise _not_ours() from None
    if whose != _list(query, login):
        raise _not_ours()
    return msgspec.convert({"at": at, "case": case}, CaseMark)


def _list(query: CaseQuery, login: str) -> str:
    """What a list is known by: who asks, and for what."""
    asked = msgspec.structs.replace(query, after=None, limit=1)
    together = login.encode() + b"\0" + msgspec.json.encode(asked, order="sorted")
    return hashlib.sha256(together).hexdigest()[:16]


def _not_ours() -> BadInput:
    return BadInput(
        "The cursor",
        "is none that was given out for this list",
        "Begin without one, with the same filters on every page.",
    )
