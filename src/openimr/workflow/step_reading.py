"""What was entered into the form of a step, read into the command that it asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from openimr.case.model import Case
from openimr.law.calendar import PACIFIC
from openimr.vocabulary.filing import Delivery
from openimr.workflow.by_people import FORMS, AskedByPeople
from openimr.workflow.command_fields import declared_now
from openimr.workflow.completing import completed
from openimr.workflow.step_forms import Entry, Field, FormOf, told
from openimr.workflow.store import EventStore

EACH = "each"
"""Chosen where not every party gets a paper in the same way."""

_LONGEST = 20_000
"""Characters of one text; more would not fit into an event."""


class Paper(NamedTuple):
    """A paper that came with a form: its file's name, its digest and its number of pages."""

    name: str
    sha256: str
    pages: int | None


class Entered(NamedTuple):
    """What was entered.

    Attributes:
        words: by the name of the form's element, everything entered there.
        papers: by the name of the field.
    """

    words: Mapping[str, Sequence[str]]
    papers: Mapping[str, Sequence[Paper]]

    def one(self, name: str) -> str:
        """What was entered in one place, without spaces around it; "" where nothing was."""
        found = self.words.get(name, ())
        return found[-1].strip() if found else ""


class Wrong(Exception):
    """What must be mended.

    Attributes:
        found: for each field by its name what is wrong, in words; "" for the whole form.
    """

    def __init__(self, found: Mapping[str, str]) -> None:
        super().__init__("a form must be mended")
        self.found = found


class _Mend(Exception):
    """One field cannot be read."""


NOTHING = object()
"""A field of which nothing was said."""


def read_step(
    of: FormOf, fields: Sequence[Field], entered: Entered, store: EventStore, now: dt.datetime
) -> AskedByPeople:
    """The command that a form asks for.

    Args:
        of: step, case and who asks.
        fields: of the form.
        entered: what was entered.
        store: the record, which fills in what nobody types.
        now: the time of asking.

    Raises:
        Wrong: with what must be mended.
        Refused: when what the record fills in is not there.
    """
    kind = FORMS.get(of.command, of.command)
    given = _read_all(of.case, fields, entered, now)
    declared_now(kind, given, now)
    whole = completed(store, of.case, kind, given)
    try:
        asked: AskedByPeople = msgspec.convert(whole, type=kind)
    except (msgspec.ValidationError, ValueError) as error:
        raise Wrong({"": _sentence(str(error))}) from None
    return asked


def _read_all(
    case: Case, fields: Sequence[Field], entered: Entered, now: dt.datetime
) -> dict[str, Any]:
    given: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for field in fields:
        try:
            value = _READERS[field.entry](field, entered, case, now)
        except _Mend as mend:
            wrong[field.name] = str(mend)
            continue
        if value is not NOTHING:
            _put(given, field.name.split("."), value)
        elif field.needed:
            wrong[field.name] = f"{field.words.label}: this is needed."
    if wrong:
        raise Wrong(wrong)
    return given


def _put(into: dict[str, Any], path: Sequence[str], value: object) -> None:
    for part in path[:-1]:
        into = into.setdefault(part, {})
    into[path[-1]] = value


def _text(field: Field, entered: Entered, _: Case, __: dt.datetime) -> object:
    text = entered.one(field.name).replace("\r\n", "\n")
    if len(text) > _LONGEST:
        raise _Mend(f"{field.words.label}: at most {_LONGEST:,} characters.")
    return text or NOTHING


def _lines(field: Field, entered: Entered, _: Case, __: dt.datetime) -> object:
    return [
        line.strip() for line in entered.one(field.name).splitlines() if line.strip()
    ] or NOTHING


def _number(field: Field, entered: Entered, _: Case, __: dt.datetime) -> object:
    text = entered.one(field.name)
    if not text:
        return NOTHING
    if not text.isascii() or not text.isdecimal() or len(text) > 6:
        raise _Mend(f"{field.words.label}: enter a whole number.")
    return int(text)


def _day(field: Field, entered: Entered, _: Case, __: dt.datetime) -> object:
    text = entered.one(field.name)
    if not text or (field.stays and (text,) == field.initial):
        return NOTHING
    for form in ("%Y-%m-%d", "%m/%d/%Y"):
        try:
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise _Mend(f"{field.words.label}: enter a day, as 03/09/2026.")


def _yes_no(field: Field, entered: Entered, _: Case, __: dt.datetime) -> object:
    text = entered.one(field.name)
    if text not in {"yes", "no"} or (field.stays and (text,) == field.initial):
        return NOTHING
    return text == "yes"


def _choice(field: Field, entered: Entered, _: Case, __: dt.datetime) -> object:
    text = entered.one(field.name)
    if not text or (field.stays and (text,) == field.initial):
        return NOTHING
    if text not in {one.value for one in field.choices}:
        raise _Mend(f"{field.words.label}: choose one of those offered.")
    return _plain(field, text)


def _choices(field: Field, entered: Entered, _: Case, __: dt.datetime) -> object:
    found = [one for one in entered.words.get(field.name, ()) if one]
    if set(found) - {one.value for one in field.choices}:
        raise _Mend(f"{field.words.label}: choose from those offered.")
    return [_plain(field, one) for one in found] or NOTHING


_NUMBERED = ("seat", "treatment", "treatments", "appeal")


def _plain(field: Field, text: str) -> object:
    return int(text) if field.name in _NUMBERED else text


def _declaration(field: Field, entered: Entered, _: Case, __: dt.datetime) -> object:
    """Everybody offered must be declared about; the policy says so to whoever leaves one out."""
    found = _choices(field, entered, _, __)
    return NOTHING if found is NOTHING else {"none_with": found}


def _sent(field: Field, entered: Entered, case: Case, now: dt.datetime) -> object:
    at, everybody = _moment(field, entered, now), entered.one(f"{field.name}.all")
    ways = {
        role.value: everybody if everybody != EACH else entered.one(f"{field.name}.{role.value}")
        for role in told(case)
    }
    known = {one.value for one in Delivery}
    if set(ways.values()) - known - {""}:
        raise _Mend(f"{field.words.label}: choose a way for each.")
    return [{"to": to, "by": by, "at": at} for to, by in ways.items() if by] or NOTHING


def _moment(field: Field, entered: Entered, now: dt.datetime) -> dt.datetime:
    """A day and time on the Pacific; now where nothing is entered."""
    text = entered.one(f"{field.name}.at")
    if not text:
        return now
    try:
        read = dt.datetime.fromisoformat(text)
    except ValueError:
        raise _Mend(f"{field.words.label}: enter day and time.") from None
    return read.replace(tzinfo=PACIFIC)


def _file(field: Field, entered: Entered, _: Case, __: dt.datetime) -> object:
    papers = entered.papers.get(field.name, ())
    return papers[-1].sha256 if papers else NOTHING


def _receipts(field: Field, entered: Entered, now: dt.datetime) -> list[dict[str, Any]]:
    papers = entered.papers.get(field.name, ())
    if not papers:
        return []
    sender, called = entered.one(f"{field.name}.sender"), entered.one(f"{field.name}.title")
    if sender not in {one.value for one in field.choices}:
        raise _Mend(f"{field.words.label}: say who sent it.")
    at = _moment(field, entered, now)
    return [
        {
            "sender": sender,
            "title": called or "paper",
            "pages": paper.pages,
            "sha256": paper.sha256,
            "at": at,
        }
        for paper in papers
    ]


def _receipt(field: Field, entered: Entered, _: Case, now: dt.datetime) -> object:
    found = _receipts(field, entered, now)
    return found[-1] if found else NOTHING


def _papers(field: Field, entered: Entered, _: Case, now: dt.datetime) -> object:
    found = _receipts(field, entered, now)
    return found or ([] if field.needed else NOTHING)


def _treatments(field: Field, entered: Entered, case: Case, _: dt.datetime) -> object:
    """The treatments as listed, in order; those whose text was emptied are taken out."""
    known = {one.number: msgspec.to_builtins(one) for one in case.treatments}
    rows: list[dict[str, Any]] = []
    for place in range(1, len(entered.words.get(f"{field.name}.row", ())) + 1):
        text = entered.one(f"{field.name}.{place}.text")
        if text:
            ticked = set(entered.words.get(f"{field.name}.{place}.is", ()))
            is_so = {name: name in ticked for name in ("drug", "formulary", "given")}
            told_of = {"diagnosis": entered.one(f"{field.name}.{place}.diagnosis")}
            number = {"number": len(rows) + 1, "text": text}
            rows.append({**known.get(place, {}), **number, **is_so, **told_of})
    same = rows == [msgspec.to_builtins(one) for one in case.treatments]
    return NOTHING if same or not rows else rows


_READERS: Mapping[Entry, Callable[[Field, Entered, Case, dt.datetime], object]] = {
    Entry.LINE: _text,
    Entry.TEXT: _text,
    Entry.LINES: _lines,
    Entry.NUMBER: _number,
    Entry.DAY: _day,
    Entry.YES_NO: _yes_no,
    Entry.CHOICE: _choice,
    Entry.CHOICES: _choices,
    Entry.SENT: _sent,
    Entry.FILE: _file,
    Entry.RECEIPT: _receipt,
    Entry.PAPERS: _papers,
    Entry.DECLARATION: _declaration,
    Entry.TREATMENTS: _treatments,
}


def _sentence(error: str) -> str:
    """What the check of values found, as a sentence."""
    words = error.partition(" - at `")[0]
    return f"{words[:1].upper()}{words[1:]}."
