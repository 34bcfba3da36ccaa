"""The figures of quality review, as a page and as a table for other programs."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openimr.case.agreement import Agreement
from openimr.law.calendar import pacific_day
from openimr.serving import guideline_pack, now, tallies
from openimr.web.accounts.who import signed_in
from openimr.web.quality.views import LOOKING
from openimr.web.typed import day_typed
from openimr.workflow.quality_report import QualityReport, quality_report


@require_safe
@signed_in(*LOOKING)
def report(request: HttpRequest) -> HttpResponse:
    """Agreement and returns."""
    found = _report(request)
    words = {
        "report": found,
        "topics": [{"name": _topic(one.topic), "of": one.agreement} for one in found.topics],
        "pairs": [(one.value, two.value, count) for (one, two), count in found.pairs],
    }
    return render(request, "quality/report.html", words)


@require_safe
@signed_in(*LOOKING)
def report_file(request: HttpRequest) -> HttpResponse:
    """The same as CSV."""
    found = _report(request)
    file = io.StringIO()
    table = csv.writer(file)
    table.writerow(("part", "name", "n", "observed", "expected", "kappa", "low", "high"))
    if found.whole:
        table.writerow(("agreement", "all", *_cells(found.whole)))
    for one in found.topics:
        table.writerow(("agreement", _topic(one.topic), *_cells(one.agreement)))
    table.writerow(("part", "pseudonym", "sent", "returned", "passed"))
    for by in found.reviewers:
        table.writerow(("reviewer", by.pseudonym, by.sent, by.returned, by.passed))
    answer = HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="quality-review.csv"'
    return answer


def _cells(found: Agreement) -> tuple[Any, ...]:
    parts = (found.observed, found.expected, found.kappa, found.low, found.high)
    return (found.pairs, *("" if one is None else f"{one:.4f}" for one in parts))


def _topic(topic: str) -> str:
    if not topic:
        return "no topic"
    named = {one.id: one.name for one in guideline_pack().topics}
    return named.get(topic, topic)


def _report(request: HttpRequest) -> QualityReport:
    """From the month of one day to the month of another; the last year without them."""
    today = pacific_day(now())
    last = (day_typed(request.GET.get("last", "")) or today).replace(day=1)
    first = day_typed(request.GET.get("first", "")) or last.replace(year=max(last.year - 1, 1))
    return quality_report(tallies(), first.replace(day=1), last)
