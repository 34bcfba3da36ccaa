"""Pages of the law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openimr.law.calendar import Calendar
from openimr.law.model import Law, LawValue
from openimr.law.value import Evidence
from openimr.law.words import KINDS, KNOWN, period, rows_of, said
from openimr.serving import now, office_of
from openimr.vocabulary.errors import BadInput
from openimr.web.accounts.who import signed_in
from openimr.web.typed import day_asked

_TAGS = {
    Evidence.SEEN: "done",
    Evidence.OBSERVED: "plain",
    Evidence.UNVERIFIED: "soon",
    Evidence.HOUSE: "plain",
}
"""How each kind of knowledge is marked; the word stands beside it."""

_FIRST_YEAR, _LAST_YEAR = 2004, 2100


class Row(NamedTuple):
    """A value on a list."""

    value: LawValue
    says: str
    period: str
    known: str
    tag: str


@require_GET
@signed_in()
def law(request: HttpRequest) -> HttpResponse:
    """Every value by kind, as of a day or of all times, and all of them or those not verified."""
    words = request.GET.get("words", "").strip()
    on = day_asked(request, now()) if request.GET.get("on") else None
    kind, unseen = request.GET.get("kind", ""), bool(request.GET.get("unseen"))
    held = office_of(request.actor).law
    wanted = _Wanted(words.casefold(), on, unseen)
    fields = [kind] if kind in KINDS else list(KINDS)
    parts = [(KINDS[field], field, list(_rows(held, field, wanted))) for field in fields]
    shown = {
        "parts": [part for part in parts if part[2]],
        "count": sum(len(rows) for _, _, rows in parts),
        "unsure": sum(value.to_look_up for value in held.values()),
        "all": sum(1 for _ in held.values()),
        "kinds": KINDS.items(),
        "asked": {"words": words, "on": on, "kind": kind, "unseen": unseen},
        "year": now().year,
    }
    return render(request, "lawbook/law.html", shown)


class _Wanted(NamedTuple):
    """Which values are asked for."""

    words: str
    on: dt.date | None
    unseen: bool

    def has(self, value: LawValue) -> bool:
        text = f"{value.id} {value.name} {value.citation} {said(value)}".casefold()
        in_force = self.on is None or value.governs(self.on)
        return self.words in text and in_force and (value.to_look_up or not self.unseen)


def _rows(held: Law, field: str, wanted: _Wanted) -> Iterator[Row]:
    return (_row(value) for value in getattr(held, field) if wanted.has(value))


def _row(value: LawValue) -> Row:
    evidence = value.evidence
    return Row(value, said(value) or value.name, period(value), KNOWN[evidence], _TAGS[evidence])


@require_GET
@signed_in()
def value(request: HttpRequest, name: str) -> HttpResponse:
    """One value in all its versions, those first that are in force on a day."""
    on = day_asked(request, now())
    held = office_of(request.actor).law
    versions = [one for one in held.values() if one.id == name]
    if not versions:
        raise BadInput("this value", "is not in the law of this installation", "Look it up: Law.")
    versions.sort(key=lambda one: (not one.governs(on), one.effective_from or dt.date.min))
    cards = [
        {"row": _row(one), "governs": one.governs(on), "says": rows_of(one)} for one in versions
    ]
    return render(request, "lawbook/value.html", {"name": name, "cards": cards, "on": on})


@require_GET
@signed_in()
def holidays(request: HttpRequest, year: int) -> HttpResponse:
    """The holidays of a year, and which of them close offices on a weekday."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise BadInput("the year", f"is not between {_FIRST_YEAR} and {_LAST_YEAR}")
    calendar = Calendar(office_of(request.actor).law)
    days = [dt.date(year, 1, 1) + dt.timedelta(days=n) for n in range(366)]
    shown = {
        "year": year,
        "holidays": calendar.holidays(year).items(),
        "open": sum(calendar.is_business_day(day) for day in days if day.year == year),
        "before": year - 1 if year > _FIRST_YEAR else None,
        "after": year + 1 if year < _LAST_YEAR else None,
    }
    return render(request, "lawbook/holidays.html", shown)
