"""Pages of one case."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openimr.serving import office_of
from openimr.web.accounts.who import signed_in
from openimr.web.case_tabs import buttons, case_frame
from openimr.workflow.case_overview import overview as overview_of
from openimr.workflow.case_timeline import Happening, Timeline
from openimr.workflow.seen_by import seen_by

_EVENTS = re.compile(r"(\d{1,6})-(\d{1,6})")


@require_safe
@signed_in()
def overview(request: HttpRequest, number: str) -> HttpResponse:
    """The first page of a case, and what was just recorded."""
    office = office_of(request.actor)
    opened = seen_by(request.account).open(office, number)
    found = overview_of(office, opened)
    words = {
        "over": found,
        "main": buttons(found.offers.main, number),
        "further": buttons(found.offers.further, number),
        "later": buttons(found.offers.later, number),
        "others": found.offers.others,
        "others_too": found.offers.others_too,
        "recorded": _recorded(request, found.timeline),
        "nothing": request.GET.get("recorded") == "nothing",
    }
    return render(request, "cases/case.html", {**case_frame(request, found.case), **words})


def _recorded(request: HttpRequest, shown: Timeline) -> list[Happening]:
    """The events of the step that led here, by their numbers in the address."""
    named = _EVENTS.fullmatch(request.GET.get("recorded", ""))
    if named is None:
        return []
    first, last = map(int, named.groups())
    told = [one for day in shown.days for one in day.happenings]
    return [one for one in reversed(told) if first <= one.seen.number <= last]
