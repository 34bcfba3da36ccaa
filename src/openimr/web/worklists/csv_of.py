"""A list of cases as CSV, for a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator

import msgspec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from openimr.law.calendar import PACIFIC
from openimr.serving import office_of
from openimr.vocabulary.csv_cells import plain_cell
from openimr.web.accounts.who import signed_in
from openimr.workflow.office import Office
from openimr.workflow.seen_by import SEES_ALL, Sight, seen_by
from openimr.workflow.store import MOST_ROWS, CaseQuery
from openimr.workflow.work_lists import Line, filters_of, lines, query_of

MOST_PAGES = 20
"""Pages of ``MOST_ROWS`` cases that one file holds."""

_OF_ALL = ("case", "state", "with", "priority", "received", "due", "rule", "citation")
_OF_STAFF = ("claims administrator", "reviewers")


@require_safe
@signed_in()
def as_csv(request: HttpRequest) -> HttpResponse:
    """The list of an address from its beginning, as far as one file goes."""
    office, sight = office_of(request.actor), seen_by(request.account)
    staff = request.actor.role in SEES_ALL
    query = query_of(filters_of(request.GET), office.now())
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow((*_OF_ALL, *(_OF_STAFF if staff else ())))
    for one in _all(office, sight, query):
        writer.writerow([plain_cell(cell) for cell in _cells(one, staff=staff)])
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="cases.csv"'
    return response


def _all(office: Office, sight: Sight, query: CaseQuery) -> Iterator[Line]:
    wanted = msgspec.structs.replace(query, limit=MOST_ROWS)
    for _ in range(MOST_PAGES):
        page = sight.list(office, wanted)
        yield from lines(office, page)
        if page.next is None:
            return
        wanted = msgspec.structs.replace(wanted, after=page.next)


def _cells(one: Line, *, staff: bool) -> list[str]:
    row, rule = one.row, one.rule
    cells = [
        row.case,
        row.state,
        row.owner,
        row.priority,
        _moment(row.received),
        _moment(row.due) if row.due else "",
        rule.name if rule else "",
        rule.citation if rule else "",
    ]
    return (
        [*cells, one.administrator, " ".join(seat.reviewer for seat in row.seats)]
        if staff
        else cells
    )


def _moment(at: dt.datetime) -> str:
    return f"{at.astimezone(PACIFIC):%Y-%m-%d %H:%M}"
