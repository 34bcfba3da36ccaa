"""Pages of the figures."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openimr.law.calendar import pacific_day
from openimr.serving import guideline_pack, now, office_of, tallies
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.shares import Share
from openimr.web.accounts.who import signed_in
from openimr.web.csv_cells import plain_cell
from openimr.web.management.drawn import chart_of, in_words
from openimr.workflow.figures import Cell, Figure, Kind, Names, figures
from openimr.workflow.office import Office

READERS = (Role.CASE_MANAGER, Role.ADMINISTRATOR, Role.AUDITOR)

_MONTHS = 12
_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
_NUMBERS = (Kind.COUNT, Kind.DAYS)


@require_GET
@signed_in(*READERS)
def management(request: HttpRequest) -> HttpResponse:
    """Every figure over the months asked for, as chart and table."""
    first, last = _months_asked(request)
    found = _figures(office_of(request.actor), first, last)
    shown = [
        {
            "figure": one,
            "chart": chart_of(one),
            "heads": [(column.name, column.kind in _NUMBERS) for column in one.columns],
            "rows": [list(_cells(one, row)) for row in one.rows],
        }
        for one in found
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
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow([name for column in figure.columns for name in _names(column.name, column.kind)])
    rows.writerows([value for cell in row for value in _values(cell)] for row in figure.rows)
    answer = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{figure.slug}.csv"'
    return answer


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


def _cells(figure: Figure, row: Sequence[Cell]) -> Iterator[tuple[str, bool]]:
    """Each value in words, and whether it is a number."""
    for column, cell in zip(figure.columns, row, strict=True):
        yield in_words(cell, column.kind), column.kind in _NUMBERS


def _names(name: str, kind: Kind) -> tuple[str, ...]:
    if kind is not Kind.SHARE:
        return (name,)
    return tuple(f"{name}: {part}" for part in ("part", "of", "share", "from", "to"))


def _values(cell: Cell) -> tuple[object, ...]:
    """A cell of the file; a text that a spreadsheet would take for a formula is quoted."""
    if isinstance(cell, Share):
        low, high = cell.interval or ("", "")
        return cell.part, cell.whole, cell.value if cell.whole else "", low, high
    if isinstance(cell, str):
        return (plain_cell(cell),)
    return ("" if cell is None else cell,)
