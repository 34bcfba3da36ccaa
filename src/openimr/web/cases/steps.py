"""Asking for a step of a case: the form, a second question before what is grave, the answer."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from openimr.case.model import Case
from openimr.case.record import RecordedEvent
from openimr.serving import office_of
from openimr.vocabulary.errors import BadInput, Refused
from openimr.web.accounts.who import signed_in
from openimr.web.case_tabs import case_frame
from openimr.web.cases import step_papers
from openimr.web.cases.bound import Bound, in_words
from openimr.workflow.accesses import Looked
from openimr.workflow.by_people import AppointReviewer, AskedByPeople, NameParty
from openimr.workflow.field_words import GRAVE, STEPS
from openimr.workflow.offers import BY_PEOPLE, Offer, offered
from openimr.workflow.office import Office
from openimr.workflow.seen_by import OpenedCase, seen_by
from openimr.workflow.step_forms import Field, FormOf, has_form, step_fields
from openimr.workflow.step_reading import Entered, Wrong, read_step

_KEY = re.compile(r"[0-9a-f]{32}")
REFUSED, TO_MEND = 409, 422


@dataclass(frozen=True)
class Asking:
    """One request for a step.

    Attributes:
        request: of whoever asks.
        office: as they see it.
        opened: the case.
        offer: the step as it stands to them.
        fields: of its form.
        key: made once with the form.
    """

    request: HttpRequest
    office: Office
    opened: OpenedCase
    offer: Offer
    fields: Sequence[Field]
    key: str

    @property
    def case(self) -> Case:
        """The case as it may be shown."""
        return self.opened.case

    @property
    def form_of(self) -> FormOf:
        """What the form is made for."""
        named = self.office.book.named([one.id for one in self.case.parties])
        return FormOf(
            self.offer.command, self.opened.whole, self.request.actor, self.office.law, named
        )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in()
def step(request: HttpRequest, number: str, slug: str) -> HttpResponse:
    """The form of a step, and what it sends."""
    command = BY_PEOPLE.get(slug)
    if command is None or not has_form(command):
        raise Http404
    office = office_of(request.actor)
    opened = seen_by(request.account).open(office, number, Looked.COMMAND)
    key = request.POST.get("key", "")
    if not _KEY.fullmatch(key):
        key = uuid.uuid4().hex
    elif done := office.desk.done_before(number, request.actor, key):
        return _back(number, done)
    offer = offered(command, opened.whole, request.actor, office.law, office.now(), office.sample)
    if offer.refused:
        raise offer.refused
    asking = Asking(request, office, opened, offer, (), key)
    asking = Asking(request, office, opened, offer, step_fields(asking.form_of), key)
    if request.method != "POST":
        return _page(asking, Entered(_initial(asking.fields), {}), {})
    return _sent(asking)


def _initial(fields: Sequence[Field]) -> dict[str, Sequence[str]]:
    return {field.name: field.initial for field in fields}


def _sent(asking: Asking) -> HttpResponse:
    request, number = asking.request, asking.case.number
    taken = step_papers.taken(request, number, asking.fields)
    entered = Entered(dict(request.POST.lists()), taken.papers)
    try:
        if taken.wrong:
            raise Wrong(taken.wrong)
        form_of, store, now = asking.form_of, asking.office.store, asking.office.now()
        asked = read_step(form_of, asking.fields, entered, store, now)
        if asking.offer.slug in GRAVE and "confirmed" not in request.POST:
            _check(asking, asked)
            return _page(asking, entered, taken.kept, template="cases/confirm.html")
        recorded = _done(asking, asked, taken.kept)
    except Wrong as wrong:
        return _page(asking, entered, taken.kept, wrong=wrong.found, status=TO_MEND)
    except Refused as refused:
        return _page(asking, entered, taken.kept, refused=refused, status=REFUSED)
    except BadInput as bad:
        said = {"": f"{bad.where}: {bad.found}. {bad.remedy or ''}"}
        return _page(asking, entered, taken.kept, wrong=said, status=TO_MEND)
    return _back(number, recorded)


def _done(
    asking: Asking, asked: AskedByPeople, kept: step_papers.Kept
) -> tuple[RecordedEvent, ...]:
    """Do it; what would be refused is refused before a paper is kept."""
    request, number = asking.request, asking.case.number
    if any(kept.values()):
        _check(asking, asked)
        step_papers.keep(request, number, kept, asking.offer.command, number)
    recorded = asking.office.do(asked, number, request.actor, asking.key)
    step_papers.drop(request, number, kept)
    return recorded


def _check(asking: Asking, asked: AskedByPeople) -> None:
    """Refuse what would be refused; who is named or appointed brings no paper and is not grave."""
    if not isinstance(asked, AppointReviewer | NameParty):
        asking.office.desk.check(asked, asking.case.number, asking.request.actor, asking.key)


def _back(number: str, recorded: Sequence[RecordedEvent]) -> HttpResponse:
    """To the case, which tells what was recorded."""
    asked = QueryDict(mutable=True)
    asked["recorded"] = f"{recorded[0].number}-{recorded[-1].number}" if recorded else "nothing"
    return HttpResponseRedirect(f"{reverse('case', args=[number])}?{asked.urlencode()}")


def _page(  # noqa: PLR0913
    asking: Asking,
    entered: Entered,
    kept: step_papers.Kept,
    *,
    wrong: Mapping[str, str] | None = None,
    refused: Refused | None = None,
    status: int = 200,
    template: str = "cases/step.html",
) -> HttpResponse:
    offer, now, found = asking.offer, asking.office.now(), wrong or {}
    fields = [
        Bound(one, entered, found.get(one.name, ""), kept.get(one.name, ()), asking.case, now)
        for one in asking.fields
    ]
    errors = [(one.id, one.error) for one in fields if one.error]
    errors += [("", said) for name, said in found.items() if not name]
    words: dict[str, Any] = {
        "offer": offer,
        "says": STEPS[offer.slug],
        "grave": offer.slug in GRAVE,
        "fields": fields,
        "errors": errors,
        "refused": refused,
        "key": asking.key,
        "part": offer.name.capitalize(),
    }
    if template == "cases/confirm.html":
        words |= {"read_back": [(one, in_words(one)) for one in fields], "hidden": _hidden(asking)}
    frame = case_frame(asking.request, asking.case, (offer.name.capitalize(), ""))
    return render(asking.request, template, {**frame, **words}, status=status)


def _hidden(asking: Asking) -> list[tuple[str, str]]:
    """What was entered, to be sent once more; papers are kept here and named by their upload."""
    skipped = {"csrfmiddlewaretoken", "key"}
    return [
        (name, value)
        for name, values in asking.request.POST.lists()
        if name not in skipped and not name.endswith(".upload")
        for value in values
    ]
