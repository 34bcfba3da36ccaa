"""One step in the cases that were ticked in a list: one form, an answer for each."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from openimr.case.commands.command import Command
from openimr.case.policies import check_actor
from openimr.serving import office_of
from openimr.vocabulary.errors import BadInput, Refused
from openimr.web.accounts.who import signed_in
from openimr.web.cases import step_papers
from openimr.web.cases.bound import Bound
from openimr.workflow.accesses import Looked
from openimr.workflow.field_words import GRAVE, STEPS, TOGETHER
from openimr.workflow.offers import BY_PEOPLE, offered
from openimr.workflow.office import Office
from openimr.workflow.seen_by import OpenedCase, seen_by
from openimr.workflow.step_forms import Field, FormOf, step_fields
from openimr.workflow.step_reading import Entered, Wrong, read_step
from openimr.workflow.together import MOST_TOGETHER, in_each

_NOT_TOGETHER = ("doubts",)
"""Fields that are about one case alone."""


class Several(NamedTuple):
    """A step in several cases, as one request asks for it."""

    request: HttpRequest
    office: Office
    slug: str
    command: type[Command]
    cases: Sequence[str]

    def opened(self, number: str) -> OpenedCase:
        """One of the cases."""
        return seen_by(self.request.account).open(self.office, number, Looked.COMMAND)

    def form_of(self, opened: OpenedCase) -> FormOf:
        """What the form is made for in one of the cases."""
        return FormOf(self.command, opened.whole, self.request.actor, self.office.law, {})

    def fields(self, opened: OpenedCase) -> list[Field]:
        """The fields that are the same in every case."""
        found = step_fields(self.form_of(opened))
        return [one for one in found if one.name not in _NOT_TOGETHER]


@require_POST
@signed_in()
def together(request: HttpRequest) -> HttpResponse:
    """The form for the ticked cases, and what it sends."""
    slug, cases = request.POST.get("step", ""), list(dict.fromkeys(request.POST.getlist("case")))
    if slug not in TOGETHER:
        raise Http404
    command = BY_PEOPLE[slug]
    check_actor(None, command, request.actor)
    if not 1 <= len(cases) <= MOST_TOGETHER:
        remedy = "Go back to the list and tick them."
        raise BadInput(
            "the list", f"ticked are {len(cases)} cases, not 1 to {MOST_TOGETHER}", remedy
        )
    several = Several(request, office_of(request.actor), slug, command, cases)
    fields = several.fields(several.opened(cases[0]))
    if "key" not in request.POST:
        initial = {one.name: one.initial for one in fields}
        return _form(several, fields, Entered(initial, {}), {}, {})
    return _sent(several, fields)


def _sent(several: Several, fields: Sequence[Field]) -> HttpResponse:
    request, place = several.request, several.cases[0]
    taken = step_papers.taken(request, place, fields)
    entered = Entered(dict(request.POST.lists()), taken.papers)
    try:
        if taken.wrong:
            raise Wrong(taken.wrong)
        _read(several, several.opened(place), fields, entered)
    except Wrong as wrong:
        return _form(several, fields, entered, taken.kept, dict(wrong.found), status=422)

    def ask(case: str, key: str) -> Iterable[str]:
        return _ask(several, entered, taken.kept, case, key)

    answers = list(in_each(several.cases, request.POST["key"], ask))
    step_papers.drop(request, place, taken.kept)
    words = {
        "answers": answers,
        "name": _name(several.slug),
        "done": sum(not one.refused for one in answers),
    }
    return render(request, "cases/answered.html", words)


def _read(
    several: Several, opened: OpenedCase, fields: Sequence[Field], entered: Entered
) -> object:
    store, now = several.office.store, several.office.now()
    return read_step(several.form_of(opened), fields, entered, store, now)


def _ask(
    several: Several, entered: Entered, kept: step_papers.Kept, case: str, key: str
) -> list[str]:
    """Ask for the step in one case; the kinds of the events that were recorded."""
    request, office, actor = several.request, several.office, several.request.actor
    opened = several.opened(case)
    recorded = office.desk.done_before(case, actor, key)
    if not recorded:
        offer = offered(
            several.command, opened.whole, actor, office.law, office.now(), office.sample
        )
        if offer.refused:
            raise offer.refused
        form_of, now = several.form_of(opened), office.now()
        try:
            asked = read_step(form_of, several.fields(opened), entered, office.store, now)
        except Wrong as wrong:
            raise Refused(next(iter(wrong.found.values())), rule="form-of-the-step") from None
        if any(kept.values()):
            step_papers.keep(request, several.cases[0], kept, several.command, case)
        recorded = office.do(asked, case, actor, key)
    return [str(type(one.event).__struct_config__.tag) for one in recorded]


def _form(  # noqa: PLR0913, PLR0917
    several: Several,
    fields: Sequence[Field],
    entered: Entered,
    kept: step_papers.Kept,
    wrong: dict[str, str],
    status: int = 200,
) -> HttpResponse:
    case, now = several.opened(several.cases[0]).case, several.office.now()
    bound = [
        Bound(one, entered, wrong.get(one.name, ""), kept.get(one.name, ()), case, now)
        for one in fields
    ]
    words = {
        "name": _name(several.slug),
        "slug": several.slug,
        "says": STEPS[several.slug],
        "grave": several.slug in GRAVE,
        "cases": several.cases,
        "fields": bound,
        "errors": [(one.id, one.error) for one in bound if one.error]
        + [("", said) for name, said in wrong.items() if not name],
        "key": several.request.POST.get("key") or uuid.uuid4().hex,
        "together": True,
    }
    return render(several.request, "cases/together.html", words, status=status)


def _name(slug: str) -> str:
    return slug.replace("-", " ").capitalize()
