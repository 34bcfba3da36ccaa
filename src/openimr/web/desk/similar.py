"""Similar published determinations: opened from a treatment after the first opinion on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from openimr.publication.search.alike_model import FindingsByMeaning
from openimr.serving import guideline_pack, open_library
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput
from openimr.web.accounts.who import signed_in
from openimr.web.desk.views import seated_at
from openimr.web.similar_shown import similar_shown
from openimr.workflow.desk_similar import check_opined, similar_published


@require_safe
@signed_in(Role.REVIEWER)
def similar(request: HttpRequest, number: str, treatment: int) -> HttpResponse:
    """Published findings that are similar to a treatment in dispute, each with the reason why."""
    seated = seated_at(request, number)
    check_opined(seated, treatment)
    shelf, index = open_library(), _index()
    found = similar_published(seated, treatment, index, shelf.newest) if index else ()
    back = reverse("desk-treatment", args=[number, treatment])
    words: dict[str, Any] = {
        "case": seated.case,
        "tab": seated.tab(treatment),
        "compared": index is not None,
        "similar": similar_shown(
            found,
            {one.id: one.name for one in guideline_pack().topics},
            shelf.store.became(one.determination.id for one in found),
        ),
        "back": back,
        "way": (
            ("Your work", reverse("work")),
            (f"Desk, case {number}", back),
            ("Similar determinations", ""),
        ),
    }
    return render(request, "desk/similar.html", words)


def _index() -> FindingsByMeaning | None:
    """What finds them; None where there is no library that could be compared."""
    try:
        return open_library().alike
    except BadInput:
        return None
