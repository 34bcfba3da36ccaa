"""The fields that a form asks for a step of a case: each by its type, with what may be chosen."""

from __future__ import annotations

import datetime as dt
import enum
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec

from openimr.case.appointment import Declaration
from openimr.case.commands.command import Command
from openimr.case.commands.intake import CorrectApplication
from openimr.case.deciding.screening import in_force
from openimr.case.events.event import Receipt
from openimr.case.events.intake import ListedTreatment
from openimr.case.events.records import Sent
from openimr.case.model import Case
from openimr.law.model import Law
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.filing import PartyRole
from openimr.workflow.by_people import FORMS
from openimr.workflow.command_fields import TOLD, fields_of, is_struct, required
from openimr.workflow.completing import FILLED
from openimr.workflow.field_words import STEPS, Words, words_of
from openimr.workflow.offers import called


class Entry(enum.Enum):
    """How a value is entered."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    NUMBER = "number"
    DAY = "day"
    YES_NO = "yes-no"
    CHOICE = "choice"
    CHOICES = "choices"
    SENT = "sent"
    FILE = "file"
    RECEIPT = "receipt"
    PAPERS = "papers"
    DECLARATION = "declaration"
    TREATMENTS = "treatments"


class Choice(NamedTuple):
    """What may be chosen: the value as it is sent, and its name."""

    value: str
    label: str


@dataclass(frozen=True)
class Field:
    """One field of a form.

    Attributes:
        name: of the command's field, its parts with dots.
        words: label and hint.
        entry: how it is entered.
        needed: it must be given.
        choices: what may be chosen.
        initial: what stands there at first, as it would be typed.
        stays: what is left empty, or as it was, is not asked for at all.
    """

    name: str
    words: Words
    entry: Entry
    needed: bool
    choices: tuple[Choice, ...] = ()
    initial: tuple[str, ...] = ()
    stays: bool = False


class FormOf(NamedTuple):
    """What a form is made for."""

    command: type[Command]
    case: Case
    actor: Actor
    law: Law
    names: Mapping[str, str]

    @property
    def step(self) -> str:
        """The step's name in addresses."""
        return called(self.command)


def has_form(command: type[Command]) -> bool:
    """Whether people ask for a step by a form; others have a room of their own, or none."""
    return called(command) in STEPS


def step_fields(of: FormOf) -> tuple[Field, ...]:
    """The fields that a form asks; none where the step needs nothing.

    Args:
        of: step, case, who asks, law, and names of the parties by identifier.
    """
    kind, filled = FORMS.get(of.command, of.command), FILLED.get(of.command, ())
    needed = required(kind)
    return tuple(
        field
        for name, type_of in fields_of(kind).items()
        if name not in filled
        for field in _fields(of, name, type_of, needed=name in needed)
    )


def _fields(of: FormOf, name: str, type_of: Any, *, needed: bool) -> Iterator[Field]:
    parts = is_struct(type_of) and type_of not in {Receipt, Declaration}
    if parts:
        for part, inner in fields_of(type_of).items():
            yield _field(of, f"{name}.{part}", inner, needed=False)
    else:
        yield _field(of, name, type_of, needed=needed)


def _field(of: FormOf, name: str, type_of: Any, *, needed: bool) -> Field:
    words = words_of(of.step, name)
    if words is None:
        raise ValueError(f"the field {name} of {of.step} has no label")
    corrects = of.command is CorrectApplication and name != "reason"
    return Field(
        name=name,
        words=words,
        entry=_entry(name, type_of),
        needed=needed,
        choices=tuple(_choices(of, name, type_of)),
        initial=_as_it_is(of.case, name) if corrects else _default(of.command, name),
        stays=corrects,
    )


_TEXTS = ("reason", "what", "not_implemented_because")
_CHOSEN = ("rules", "doubts", "seat", "treatment", "appeal")
_BY_TYPE: Mapping[Any, Entry] = {
    Receipt: Entry.RECEIPT,
    Declaration: Entry.DECLARATION,
    bool: Entry.YES_NO,
    int: Entry.NUMBER,
    dt.date: Entry.DAY,
}
_SEVERAL: Mapping[Any, Entry] = {
    Receipt: Entry.PAPERS,
    Sent: Entry.SENT,
    ListedTreatment: Entry.TREATMENTS,
    int: Entry.CHOICES,
}


def _entry(name: str, type_of: Any) -> Entry:
    several = typing.get_origin(type_of) is tuple
    one = typing.get_args(type_of)[0] if several else type_of
    if name.endswith("sha256"):
        return Entry.FILE
    if name in _CHOSEN or _is_enum(one):
        return Entry.CHOICES if several else Entry.CHOICE
    if several:
        return _SEVERAL.get(one, Entry.LINES)
    return _BY_TYPE.get(one) or (Entry.TEXT if name in _TEXTS else Entry.LINE)


def _is_enum(of: Any) -> bool:
    return isinstance(of, type) and issubclass(of, enum.Enum)


def _choices(of: FormOf, name: str, type_of: Any) -> Iterable[Choice]:
    one = typing.get_args(type_of)[0] if typing.get_origin(type_of) is tuple else type_of
    if one is Declaration:
        return _named(of)
    if one in {Receipt, Sent} or name == "of":
        return _roles(of.case, of.actor, own=one is Receipt)
    if found := _BY_NAME.get(name):
        return found(of) if one in {int, str} else ()
    return [Choice(str(each.value), str(each.value)) for each in one] if _is_enum(one) else ()


def _disputed(of: FormOf) -> list[Choice]:
    return [Choice(str(one.number), f"{one.number}. {one.text}") for one in of.case.disputed]


def _lacking(of: FormOf) -> list[Choice]:
    return [Choice(lack.rule, lack.reason) for lack in of.case.lacks]


def _eligibility(of: FormOf) -> list[Choice]:
    rules = [one for one in of.law.eligibility if in_force(of.law, one.id, of.case)]
    return [Choice(rule.id, f"{rule.name}: {rule.reason}") for rule in rules]


def _pending(of: FormOf) -> list[Choice]:
    filed = {number: of.case.appeals[number - 1].filed for number in of.case.pending}
    return [Choice(str(number), f"{number}, filed {day:%m/%d/%Y}") for number, day in filed.items()]


def _roles(case: Case, actor: Actor, *, own: bool) -> list[Choice]:
    """The parties of a case that send and get papers; a party sends in its own name."""
    mine = own and actor.role is Role.PARTY
    roles = [one.role for one in case.parties if not mine or one.id == actor.id]
    return [Choice(one.value, one.value) for one in dict.fromkeys(roles) if one in TOLD]


def _seats(of: FormOf) -> list[Choice]:
    """The seats that a step is about: of a reviewer their own, of an appointment those empty."""
    case = of.case
    if of.step == "appoint-reviewer":
        empty = [n for n in range(1, case.seats_approved + 1) if case.seat(n) is None]
        return [Choice(str(n), f"Seat {n}") for n in empty]
    own = of.actor.role is Role.REVIEWER
    return [
        Choice(
            str(seat.number),
            f"Seat {seat.number}" if own else f"Seat {seat.number}, {seat.reviewer}",
        )
        for seat in case.seats
        if not own or seat.reviewer == of.actor.id
    ]


def _named(of: FormOf) -> list[Choice]:
    """Whoever is named in a case; for a further declaration those it says nothing of yet."""
    mine = [seat for seat in of.case.seats if seat.reviewer == of.actor.id]
    further = of.step == "declare-further" and mine
    parties = of.case.undeclared(mine[0]) if further else of.case.parties
    return [Choice(one.id, f"{of.names.get(one.id, one.id)} ({one.role.value})") for one in parties]


_BY_NAME: Mapping[str, Callable[[FormOf], list[Choice]]] = {
    "seat": _seats,
    "treatment": _disputed,
    "treatments": _disputed,
    "rules": _lacking,
    "doubts": _eligibility,
    "appeal": _pending,
}


def _default(command: type[Command], name: str) -> tuple[str, ...]:
    """What stands in a field at first, where the command has a yes or no of its own."""
    kind = FORMS.get(command, command)
    defaults = {one.name: one.default for one in msgspec.structs.fields(kind)}
    default = defaults.get(name)
    return (as_typed(default),) if isinstance(default, bool) else ()


def _as_it_is(case: Case, name: str) -> tuple[str, ...]:
    """What a correction finds there, as it would be typed."""
    found: Any = case
    for part in name.split("."):
        found = getattr(found, part)
    return () if found is None or isinstance(found, tuple) else (as_typed(found),)


def as_typed(found: object) -> str:
    """A plain value as a form writes it."""
    if isinstance(found, bool):
        return "yes" if found else "no"
    if isinstance(found, enum.Enum):
        return str(found.value)
    return str(found)


def told(case: Case) -> tuple[PartyRole, ...]:
    """The parties to which papers of a case go, each role once."""
    return tuple(dict.fromkeys(one.role for one in case.parties if one.role in TOLD))
