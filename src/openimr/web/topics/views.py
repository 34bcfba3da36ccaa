"""Pages of the guidelines."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from openimr.guidelines.editions_compared import compare_editions
from openimr.guidelines.match import match_topics, nearly_matched
from openimr.guidelines.model import Topic
from openimr.guidelines.sequence import search_sequence
from openimr.guidelines.words import VERIFIED
from openimr.review.model import ProposedDecision
from openimr.serving import guideline_pack, now
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput
from openimr.web.accounts.who import signed_in
from openimr.web.guidelines_drawn import criteria, steps
from openimr.web.topics import shown
from openimr.web.typed import day_asked, day_typed
from openimr.workflow.trying import try_request

READERS = (
    Role.INTAKE,
    Role.CASE_MANAGER,
    Role.REVIEWER,
    Role.QUALITY,
    Role.ADMINISTRATOR,
    Role.AUDITOR,
)

_DECISIONS = {
    ProposedDecision.UPHELD: "the criteria of the guideline are not met",
    ProposedDecision.OVERTURNED: "the criteria of the guideline are met",
    ProposedDecision.UNDETERMINED: "open: these words do not allow an answer",
}


@require_GET
@signed_in(*READERS)
def topics(request: HttpRequest) -> HttpResponse:
    """Every topic, by category, words of a request, and what is in force on a day."""
    pack, on = guideline_pack(), day_asked(request, now())
    words, category = request.GET.get("words", "").strip(), request.GET.get("category", "")
    found = shown.rows(pack, on, words, category)
    meant = match_topics(words, pack) if words and not found else ()
    near = nearly_matched(words, pack) if words and not found and not meant else ()
    answer = {
        "rows": found,
        "meant": meant,
        "near": [_called(one) for one in near],
        "categories": sorted({one.category for one in pack.topics}),
        "asked": {"words": words, "category": category, "on": on},
        "editions": len(pack.guidelines),
    }
    return render(request, "topics/topics.html", answer)


@require_GET
@signed_in(*READERS)
def topic(request: HttpRequest, name: str) -> HttpResponse:
    """One topic as it stands for requests of a day."""
    pack, on, found = guideline_pack(), day_asked(request, now()), _called(name)
    answer = {
        "topic": found,
        "stance": found.stance.value.replace("_", " "),
        "on": on,
        "steps": steps(search_sequence(found, pack, on), pack),
        "criteria": criteria(found, pack, on),
    }
    return render(request, "topics/topic.html", answer)


def _called(name: str) -> Topic:
    found = next((one for one in guideline_pack().topics if one.id == name), None)
    if found is None:
        raise Http404
    return found


@require_GET
@signed_in(*READERS)
def editions(request: HttpRequest) -> HttpResponse:
    """Every edition, and what changes from one to another."""
    pack = guideline_pack()
    before, after = request.GET.get("before", ""), request.GET.get("after", "")
    changes = compare_editions(pack, before, after) if before and after else ()
    answer: dict[str, Any] = {
        "editions": [(one, VERIFIED[one.verified]) for one in pack.guidelines],
        "before": before,
        "after": after,
        "compared": bool(before and after),
        "changes": list(shown.changes(changes)),
    }
    return render(request, "topics/editions.html", answer)


@require_http_methods(["GET", "POST"])
@signed_in(*READERS)
def try_out(request: HttpRequest) -> HttpResponse:
    """Weigh a request on a few sentences; what is typed is not kept, and stands in no address."""
    typed = {name: request.POST.get(name, "") for name in ("request", "note", "on", "injured")}
    answer: dict[str, Any] = {"typed": typed}
    if request.method == "POST":
        try:
            answer |= _tried(typed)
        except BadInput as fault:
            answer["errors"] = [("", f"{fault.where} {fault.found}. {fault.remedy or ''}")]
    return render(request, "topics/try.html", answer)


def _tried(typed: dict[str, str]) -> dict[str, Any]:
    pack = guideline_pack()
    on: dt.date = day_typed(typed["on"]) or now().date()
    tried = try_request(typed["request"], typed["note"], on, pack, day_typed(typed["injured"]))
    proposal = tried.proposal
    return {
        "tried": tried,
        "says": _DECISIONS[proposal.decision],
        "topic": _called(proposal.topic) if proposal.topic else None,
        "steps": list(steps(proposal.trail, pack)),
        "outcomes": list(shown.weighed(tried, pack)),
    }
