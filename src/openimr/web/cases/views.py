"""Pages of one case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openimr.serving import office_of
from openimr.web.accounts.who import signed_in
from openimr.web.case_tabs import case_frame
from openimr.workflow.case_overview import overview as overview_of
from openimr.workflow.seen_by import seen_by


@require_safe
@signed_in()
def overview(request: HttpRequest, number: str) -> HttpResponse:
    """The first page of a case."""
    office = office_of(request.actor)
    found = overview_of(office, seen_by(request.account).open(office, number))
    return render(request, "cases/case.html", {**case_frame(request, found.case), "over": found})
