"""Commands to a case as people type them: ``name=value`` words become a checked command.

Every value is read by the type of its field, so that a wrong one is told with what would be right.
Beyond plain values there are short forms: ``@FILE`` is a receipt of the file, its SHA-256, its
text or its JSON, whichever the field holds; ``sent=all:mail`` is a sending to every party;
``now`` is a time.
"""

from __future__ import annotations

import datetime as dt
import difflib
import enum
import re
import types
import typing
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import click
import msgspec

from openimr.adapters.file_names import shown_name
from openimr.adapters.filed_papers import FiledPapers
from openimr.adapters.source_files import source_file
from openimr.case.events.event import PartyRole, Receipt
from openimr.case.events.intake import PartyEntry
from openimr.case.events.records import Sent
from openimr.case.policies import in_words
from openimr.casefile.ports import SourceFile
from openimr.cli.typed_times import WHEN, in_pacific
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.filing import CONCERNED, Delivery
from openimr.workflow.command_fields import (
    COMMANDS,
    TOLD,
    declared_now,
    fields_of,
    is_struct,
    required,
)

_RATHER_ALIKE = 0.4
"""Likeness from which on a name is taken for a slip of another: people shorten long ones."""

_WHOLE_NUMBER = re.compile("-?[0-9]{1,9}")
_SHA256 = re.compile("[0-9a-f]{64}")

_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def command_called(name: str) -> type:
    """The command of a name; a wrong one gets the nearest that there is.

    Raises:
        click.UsageError: when there is none.
    """
    called = "-".join(name.strip().lower().replace("_", " ").replace("-", " ").split())
    if called in COMMANDS:
        return COMMANDS[called]
    close = difflib.get_close_matches(called, COMMANDS, n=1, cutoff=_RATHER_ALIKE)
    told = f"Did you mean '{close[0]}'?" if close else "`openimr case commands NUMBER` lists them."
    raise click.UsageError(f"There is no command '{name}'. {told}")


class PartiesOfCase(Protocol):
    """What short forms take from a case: its parties, and who filed."""

    @property
    def parties(self) -> tuple[PartyEntry, ...]:
        """The parties."""

    @property
    def filer(self) -> PartyRole:
        """Who filed."""


@dataclass(frozen=True)
class NotOpenYet:
    """No case yet: it has no parties."""

    parties: tuple[PartyEntry, ...] = ()
    filer: PartyRole = PartyRole.EMPLOYEE


@dataclass
class Typed:
    """The fields of one command, read from words.

    Attributes:
        command: what is asked.
        case: the case as it stands, for short forms that name its parties.
        now: the clock.
        papers: counts pages of papers.
        attached: papers that were named, each with its field, to be kept with the case.
    """

    command: type
    case: PartiesOfCase
    now: Callable[[], dt.datetime]
    papers: FiledPapers
    attached: list[tuple[str, SourceFile]] = field(default_factory=list)

    def read(self, words: Sequence[str], given: dict[str, Any]) -> dict[str, Any]:
        """The fields of all words, over those already given.

        Raises:
            click.UsageError: when a word names no field, or its value cannot be one.
        """
        fields = dict(given)
        for word in words:
            name, sign, text = word.partition("=")
            if not sign:
                raise click.UsageError(f"'{name}' is no field=value.")
            path = name.strip().replace("-", "_").split(".")
            self._put(fields, self.command, path, text, name)
        return fields

    def _put(self, into: dict[str, Any], kind: type, path: list[str], text: str, name: str) -> None:
        known = fields_of(kind)
        if path[0] not in known:
            close = difflib.get_close_matches(path[0], known, n=1)
            told = f" Did you mean '{close[0]}'?" if close else ""
            there = ", ".join(known) or "none"
            raise click.UsageError(f"There is no field '{name}' here; fields: {there}.{told}")
        of = known[path[0]]
        if len(path) > 1:
            inner = into.setdefault(path[0], {})
            if not isinstance(inner, dict) or not is_struct(of):
                raise click.UsageError(f"'{path[0]}' has no parts.")
            self._put(inner, of, path[1:], text, name)
            return
        _check_says(kind, path[0], text, name)
        value = self._value(of, text, name)
        several = isinstance(into.get(path[0]), list) and isinstance(value, list)
        into[path[0]] = into[path[0]] + value if several else value

    def _value(self, of: Any, text: str, name: str) -> Any:
        """A value as its field's type writes it."""
        if text.startswith(("[", "{")):
            return _json(text.encode(), name)
        if typing.get_origin(of) is tuple:
            return self._several(typing.get_args(of)[0], text, name)
        if of is Receipt and text.startswith("@"):
            return self._receipt(Path(text[1:]), name)
        if is_struct(of):
            if text.startswith("@"):
                return _json(_bytes(Path(text[1:])), text[1:])
            raise click.UsageError(f"'{name}' needs its parts ({name}.part=value), JSON or @FILE.")
        return self._plain(of, text, name)

    def _several(self, of: Any, text: str, name: str) -> list[Any]:
        if of is Sent:
            return self._sent(text, name)
        if of is Receipt:
            receipts = [
                self._receipt(Path(one.strip().removeprefix("@")), name) for one in text.split(",")
            ]
            return [{"sender": self.case.filer.value, **receipt} for receipt in receipts]
        if is_struct(of) or typing.get_origin(of) is tuple:
            if text.startswith("@"):
                content: list[Any] = _json(_bytes(Path(text[1:])), text[1:])
                return content
            raise click.UsageError(f"'{name}' is a list: give JSON or @FILE.")
        if of is str:
            return self._names(text, name)
        return [self._plain(of, one.strip(), name) for one in text.split(",")]

    def _names(self, text: str, name: str) -> list[str]:
        """One text; ``all`` in a declaration is every party of the case."""
        if text == "all" and name.replace("-", "_").endswith("none_with"):
            return [party.id for party in self.case.parties]
        return [text]

    def _sent(self, text: str, name: str) -> list[dict[str, Any]]:
        """``employee:mail,employer:electronic`` or ``all:mail``, sent now."""
        found = []
        owed = (party.role for party in self.case.parties if party.role not in CONCERNED)
        everybody = dict.fromkeys(role.value for role in owed)
        for one in text.split(","):
            to, _, how = one.partition(":")
            by = _one_of(Delivery, how or "mail", f"'{name}' goes by")
            everyone = to.strip() == "all"
            roles = everybody if everyone else (_one_of(TOLD, to, f"'{name}' goes to all, or to"),)
            found += [{"to": role, "by": by, "at": self.now()} for role in roles]
        return found

    def _receipt(self, path: Path, name: str) -> dict[str, Any]:
        file = self._attach(path, name)
        paper, at = self.papers.paper(file), self.now()
        return {"title": "paper", "pages": paper.pages, "sha256": paper.sha256, "at": at}

    def _attach(self, path: Path, name: str) -> SourceFile:
        file = source_file(path, shown_name(path.name))
        self.attached.append((name.replace("-", "_"), file))
        return file

    def _plain(self, of: Any, text: str, name: str) -> Any:
        if isinstance(of, types.UnionType):
            told = text.lower() in _YES_NO
            of = next(one for one in typing.get_args(of) if (one is bool) is told)
        if of is bool:
            if text.lower() not in _YES_NO:
                raise click.UsageError(f"'{name}' is yes or no.")
            return _YES_NO[text.lower()]
        if of is int:
            if not _WHOLE_NUMBER.fullmatch(text):
                raise click.UsageError(f"'{name}' is a whole number.")
            return int(text)
        if of in (dt.date, dt.datetime):
            return self._time(of, text)
        if isinstance(of, type) and issubclass(of, enum.Enum):
            return _one_of(of, text, f"'{name}' is")
        if name.endswith("sha256") and text.startswith("@"):
            return self._attach(Path(text[1:]), name).fingerprint
        return _text(text, name)

    def _time(self, of: Any, text: str) -> dt.date:
        when = self.now() if text == "now" else WHEN.convert(text, None, None)
        if of is dt.datetime:
            return when if isinstance(when, dt.datetime) and when.tzinfo else in_pacific(when)
        return when.date() if isinstance(when, dt.datetime) else when


def built(command: type, fields: dict[str, Any], now: dt.datetime) -> Any:
    """The command of its fields.

    Raises:
        click.UsageError: naming what is missing or cannot be.
    """
    declared_now(command, fields, now)
    missing = [name for name in required(command) if name not in fields]
    if missing:
        raise click.UsageError(
            f"The command '{in_words(command)}' also needs: "
            + "; ".join(f"{name} ({kind_of(fields_of(command)[name], name)})" for name in missing)
        )
    return _check(fields, command, in_words(command))


def kind_of(of: Any, name: str) -> str:
    """What the field of a name holds, in words."""
    if name.endswith("sha256"):
        return "@FILE, or its SHA-256"
    if typing.get_origin(of) is tuple:
        return f"{kind_of(typing.get_args(of)[0], name)}, one or more"
    if isinstance(of, type) and issubclass(of, enum.Enum):
        return " | ".join(str(one.value) for one in of)
    if of is Receipt:
        return "@FILE of a paper"
    if of is Sent:
        return "party:how, or all:how"
    words: dict[Any, str] = {
        int: "number",
        str: "text",
        bool: "yes | no",
        dt.date: "day",
        dt.datetime: "time",
        dt.date | bool: "day, or yes | no",
    }
    return words.get(of) or f"@FILE or JSON of {in_words(of)}"


def _check(fields: dict[str, Any], kind: Any, name: str) -> Any:
    try:
        return msgspec.convert(fields, type=kind)
    except (msgspec.ValidationError, ValueError) as error:
        raise click.UsageError(_in_plain_words(str(error), kind, name)) from None


_PART_MISSING = re.compile(r"Object missing required field `(\w+)` - at `\$\.(\w+)`")


def _in_plain_words(error: str, kind: Any, name: str) -> str:
    """What the check of types found, as somebody who typed the words understands it."""
    if lacking := _PART_MISSING.fullmatch(error):
        part, whole = lacking.groups()
        of = fields_of(kind)[whole]
        parts = fields_of(of) if is_struct(of) else {}
        holds = f" ({kind_of(parts[part], part)})" if part in parts else ""
        return f"'{name}' also needs: {whole}.{part}{holds}."
    return f"'{name}': {error}."


def _one_of(known: Iterable[enum.Enum], text: str, told: str) -> Any:
    called = " ".join(text.lower().replace("_", " ").replace("-", " ").split())
    there = tuple(known)
    for one in there:
        if called in (str(one.value).lower(), one.name.lower().replace("_", " ")):
            return one.value
    raise click.UsageError(f"{told} one of: {' | '.join(str(one.value) for one in there)}.")


def _check_says(kind: type, field: str, text: str, name: str) -> None:
    """A text that must be there says something, and so does each of several."""
    of = fields_of(kind)[field]
    if text.strip() or field.endswith("sha256"):
        return
    if of == tuple[str, ...] or (of is str and field in required(kind)):
        raise click.UsageError(f"'{name}' must say something.")


def _text(text: str, name: str) -> str:
    if name.endswith("sha256") and not _SHA256.fullmatch(text):
        raise click.UsageError(f"'{name}' is @FILE, or a file's SHA-256: 64 of 0-9 and a-f.")
    if not text.startswith("@"):
        return text
    return _bytes(Path(text[1:])).decode("utf-8", errors="replace").strip()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise BadInput(shown_name(path), "cannot be opened", "Name a file.") from None


def _json(content: bytes, name: str) -> Any:
    try:
        return msgspec.json.decode(content)
    except msgspec.DecodeError:
        raise BadInput(name, "is no JSON") from None
