"""Pages of the figures."""

from __future__ import annotations

import datetime as dt
import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from openimr.law.calendar import pacific_day
from openimr.serving import guideline_pack, now, office_of, tallies
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.figures import Figure
from openimr.web.accounts.who import signed_in
from openimr.web.drawn_figures import figure_shown
from openimr.web.figure_files import as_csv_file
from openimr.workflow.figures import Names, figures
from openimr.workflow.office import Office

READERS = (Role.CASE_MANAGER, Role.ADMINISTRATOR, Role.AUDITOR)

_MONTHS = 12
_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


@require_GET
@signed_in(*READERS)
def management(request: HttpRequest) -> HttpResponse:
    """Every figure over the months asked for, as chart and table."""
    first, last = _months_asked(request)
    months = f"?first={first:%Y-%m}&last={last:%Y-%m}"
    shown = [
        figure_shown(one, reverse("figure-csv", args=[one.slug]) + months)
        for one in _figures(office_of(request.actor), first, last)
    ]
    words = {
        "first": f"{first:%Y-%m}",
        "last": f"{last:%Y-%m}",
        "shown": shown,
        "until": tallies().counted_until(),
    }
    return render(request, "management/management.html", words)


@require_GET
@signed_in(*READERS)
def as_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """One figure as CSV: a share as part, whole, value and interval."""
    found = _figures(office_of(request.actor), *_months_asked(request))
    figure = next((one for one in found if one.slug == slug), None)
    if figure is None:
        raise Http404
    return as_csv_file(figure)


def _figures(office: Office, first: dt.date, last: dt.date) -> tuple[Figure, ...]:
    names = Names(
        parties=office.book.named,
        topics={one.id: one.name for one in guideline_pack().topics},
        rules={one.id: one.name for one in office.law.deadlines},
    )
    return figures(tallies(), first, last, names)


def _months_asked(request: HttpRequest) -> tuple[dt.date, dt.date]:
    """The first and the last month; the last twelve when none is asked for.

    Raises:
        BadInput: when one is no month, or the last comes before the first.
    """
    today = pacific_day(now())
    year_ago = today.replace(day=1, year=today.year - 1)
    ahead = (year_ago + dt.timedelta(days=32)).replace(day=1)
    first = _month(request.GET.get("first", "")) or ahead
    last = _month(request.GET.get("last", "")) or today.replace(day=1)
    if last < first:
        raise BadInput("the last month", "comes before the first", "Change one of them.")
    return first, last


def _month(typed: str) -> dt.date | None:
    if not typed.strip():
        return None
    found = _MONTH.fullmatch(typed.strip())
    if found is None:
        raise BadInput("the month", "is none", "Write it like 2026-03.")
    return dt.date(int(found[1]), int(found[2]), 1)
