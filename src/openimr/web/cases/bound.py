"""Fields of a form with what stands in them, as templates write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from openimr.case.events.intake import ListedTreatment
from openimr.case.model import Case
from openimr.law.calendar import PACIFIC
from openimr.vocabulary.filing import Delivery
from openimr.workflow.papers import Upload
from openimr.workflow.step_forms import Entry, Field
from openimr.workflow.step_reading import EACH, Entered

_ONE_MORE = 1
"""Empty rows below the treatments that are listed."""


class Option(NamedTuple):
    """Something to be chosen, and whether it is."""

    value: str
    label: str
    chosen: bool
    id: str


class Way(NamedTuple):
    """A party, the name of its element, and the ways in which a paper may go to it."""

    party: str
    name: str
    id: str
    options: tuple[Option, ...]


class Row(NamedTuple):
    """One treatment of a list that is corrected."""

    place: int
    text: str
    diagnosis: str
    ticks: tuple[Option, ...]


@dataclass(frozen=True)
class Bound:
    """One field as it stands on a page.

    Attributes:
        field: what is asked.
        entered: what was entered before, or stands there at first.
        error: what is wrong with it, or "".
        kept: papers that came with an earlier sending of the form.
        case: of the form.
        now: the time of asking.
    """

    field: Field
    entered: Entered
    error: str
    kept: Sequence[Upload]
    case: Case
    now: dt.datetime

    @property
    def id(self) -> str:
        """The element's id."""
        return f"f-{self.field.name.replace('.', '-').replace('_', '-')}"

    @property
    def entry(self) -> str:
        """How it is entered, as templates compare it."""
        return self.field.entry.value

    @property
    def value(self) -> str:
        """The text in it."""
        return self.entered.one(self.field.name)

    @property
    def options(self) -> tuple[Option, ...]:
        """What may be chosen."""
        if self.field.entry is Entry.YES_NO:
            return self._chosen((("yes", "Yes"), ("no", "No")), self.field.name)
        return self._chosen(self.field.choices, self.field.name)

    @property
    def few(self) -> bool:
        """They are few enough to be seen all at once."""
        return len(self.field.choices) <= 5

    @property
    def senders(self) -> tuple[Option, ...]:
        """Who may have sent a paper."""
        return self._chosen(self.field.choices, f"{self.field.name}.sender")

    @property
    def title(self) -> str:
        """What the sender calls a paper."""
        return self.entered.one(f"{self.field.name}.title")

    @property
    def at(self) -> str:
        """When it was sent or received, as typed."""
        return self.entered.one(f"{self.field.name}.at")

    @property
    def latest(self) -> str:
        """Now, as the latest time that can be entered."""
        return f"{self.now.astimezone(PACIFIC):%Y-%m-%dT%H:%M}"

    @property
    def everybody(self) -> tuple[Option, ...]:
        """The ways in which a paper may go to everybody."""
        each = (EACH, "each party as chosen below")
        name = f"{self.field.name}.all"
        chosen = self.entered.one(name) or Delivery.MAIL.value
        return tuple(
            Option(value, label, value == chosen, f"{self.id}-all-{place}")
            for place, (value, label) in enumerate((*_WAYS, each))
        )

    @property
    def ways(self) -> tuple[Way, ...]:
        """Each party with the ways to it."""
        return tuple(
            Way(
                party=one.label,
                name=f"{self.field.name}.{one.value}",
                id=f"{self.id}-{place}",
                options=self._chosen((*_WAYS, ("", "not sent")), f"{self.field.name}.{one.value}"),
            )
            for place, one in enumerate(self.field.choices)
        )

    @property
    def rows(self) -> tuple[Row, ...]:
        """The treatments that are listed, as corrected so far, and room for one more."""
        sent = len(self.entered.words.get(f"{self.field.name}.row", ()))
        listed = self.case.treatments
        if sent:
            return tuple(self._row_sent(place) for place in range(1, sent + 1))
        rows = [_row(one, self._ticks(one.number, one)) for one in listed]
        return (*rows, *(self._row_sent(len(listed) + more + 1) for more in range(_ONE_MORE)))

    def _row_sent(self, place: int) -> Row:
        name = f"{self.field.name}.{place}"
        text, diagnosis = self.entered.one(f"{name}.text"), self.entered.one(f"{name}.diagnosis")
        return Row(place, text, diagnosis, self._ticks(place, None))

    def _ticks(self, place: int, one: ListedTreatment | None) -> tuple[Option, ...]:
        sent = self.entered.words.get(f"{self.field.name}.{place}.is", ())
        return tuple(
            Option(
                name,
                label,
                getattr(one, name) if one else name in sent,
                f"{self.id}-{place}-{name}",
            )
            for name, label in _TICKS.items()
        )

    def _chosen(self, choices: Sequence[tuple[str, str]], name: str) -> tuple[Option, ...]:
        chosen = self.entered.words.get(name, ())
        alone = (
            len(choices) == 1 and self.field.needed and self.field.entry is not Entry.DECLARATION
        )
        return tuple(
            Option(value, label, value in chosen or alone, f"{self.id}-{place}")
            for place, (value, label) in enumerate(choices)
        )


_WAYS = tuple((one.value, one.how) for one in Delivery)
_TICKS: Mapping[str, str] = {
    "drug": "a medication",
    "formulary": "disputed under the drug formulary",
    "given": "already given",
}


def _row(one: ListedTreatment, ticks: tuple[Option, ...]) -> Row:
    return Row(one.number, one.text, one.diagnosis, ticks)


def in_words(bound: Bound) -> list[str]:
    """What stands in a field, as it is read back before something grave is done."""
    entry = bound.field.entry
    if entry is Entry.SENT:
        everybody = bound.entered.one(f"{bound.field.name}.all")
        if everybody != EACH:
            return [f"every party, {dict(_WAYS).get(everybody, everybody)}"]
        return [
            f"{way.party}: {one.label}" for way in bound.ways for one in way.options if one.chosen
        ]
    if entry in {Entry.FILE, Entry.RECEIPT, Entry.PAPERS}:
        return [f"{one.announced.name}, {one.paper.pages} pages" for one in bound.kept if one.paper]
    if entry in {Entry.YES_NO, Entry.CHOICE, Entry.CHOICES, Entry.DECLARATION}:
        return [one.label for one in bound.options if one.chosen]
    return [bound.value] if bound.value else []
