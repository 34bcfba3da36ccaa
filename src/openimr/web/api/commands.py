"""Commands: every step that people may take in a case, each an operation with its own body."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Body, Header

from openimr.case.commands.command import Command
from openimr.case.commands.issuing import Publish
from openimr.case.commands.signing import SignLetter
from openimr.case.evolve import case_of
from openimr.case.states import STATES
from openimr.vocabulary.value import Value
from openimr.web.api.bearer import token_for
from openimr.web.api.cases import NUMBER, caller_of, open_for
from openimr.web.api.command_papers import papers_for
from openimr.web.api.keys import check_key, recorded_key
from openimr.web.api.shapes import Done
from openimr.web.api.values import asked, check_plain, read, told
from openimr.workflow.accesses import Looked
from openimr.workflow.api_tokens import Scope
from openimr.workflow.by_people import FORMS, check_typed
from openimr.workflow.command_fields import declared_now
from openimr.workflow.completing import FILLED, completed
from openimr.workflow.offers import BY_PEOPLE
from openimr.workflow.office import Office
from openimr.workflow.papers import Sender
from openimr.workflow.seen_by import OpenedCase

router = Router(tags=["Commands"], auth=token_for(Scope.CASES_WRITE))

KEY: Any = Header(
    ...,
    alias="Idempotency-Key",
    pattern=r"^[A-Za-z0-9._:-]{8,100}$",
    description="Made once for this command, best a random UUID: sent again with the same body "
    "it is done once and answered alike.",
    example="0f8fad5b-d9cb-469f-a165-70867728950e",
)

_BODY: Any = Body(...)

LEFT_TO_US = "declared"
"""A declaration is made when it comes in, unless it says when."""


def body_name(command: type[Command]) -> str:
    """The name under which a command's body is described."""
    return f"{command.__name__}Command"


def form_of(command: type[Command]) -> type[Value]:
    """A command in the form in which people ask for it."""
    return FORMS.get(command, command)


def _operation(slug: str, command: type[Command]) -> None:
    """Add the operation of one command."""
    form = form_of(command)
    words = (form.__doc__ or "").partition("\n\n    Attributes:")[0]

    def do(
        request: HttpRequest,
        number: str = NUMBER,
        key: str = KEY,
        fields: Any = _BODY,
    ) -> Done:
        return _done(request, number, key, command, fields)

    do.__doc__ = words
    do.__name__ = slug.replace("-", "_")
    do.__annotations__["fields"] = asked(form, body_name(command))
    add: Callable[..., Any] = router.post(
        f"/cases/{{number}}/commands/{slug}",
        response=told(Done),
        operation_id=slug.replace("-", "_"),
        summary=slug.replace("-", " ").capitalize(),
    )
    add(do)


def _done(request: HttpRequest, number: str, key: str, command: type[Command], fields: Any) -> Done:
    office, opened = open_for(request, number, Looked.COMMAND)
    caller = caller_of(request)
    sent = check_plain(fields)
    named = recorded_key(caller, key, command.__name__, sent)
    check_key(named, opened.recorded)
    again = any(one.key == named for one in opened.recorded)
    with papers_for(Sender(place=number, by=caller.account.login), sent, again=again) as papers:
        wanted = _wanted(office, opened, command, papers.counted(sent))
        papers.keep(office, wanted, number, named)
        recorded = office.do(wanted, number, caller.account.actor, named)
    return _told(office, opened, number, named, len(recorded))


def _wanted(
    office: Office, opened: OpenedCase, command: type[Command], sent: Mapping[str, Any]
) -> Any:
    """The command, with what the record itself knows filled in."""
    form = form_of(command)
    check_typed(form, sent)
    given = copy.deepcopy(dict(sent))
    declared_now(form, given, office.now())
    return read(form, completed(office.store, opened.whole, form, given))


def _told(office: Office, opened: OpenedCase, number: str, key: str, count: int) -> Done:
    """The answer, which depends on the record alone up to the command's last event."""
    record = office.store.load(number)
    last = max((one.number for one in record if one.key == key), default=len(opened.recorded))
    until = record[:last]
    case = opened.sight.case(case_of(until))
    seen = opened.sight.events(until)
    return Done(
        case=number,
        state=case.state,
        waits_for=STATES[case.state].waits_for,
        events=seen[last - count :] if count else (),
    )


OFFERED = {slug: one for slug, one in BY_PEOPLE.items() if one not in {SignLetter, Publish}}
"""A letter is signed by a person with a second factor, and published by one who saw it without
names; neither by a program."""

for _slug, _command in OFFERED.items():
    _operation(_slug, _command)

FILLED_IN = {body_name(one): FILLED.get(one, ()) for one in OFFERED.values()}
"""Fields of bodies that are filled in from the record where they are not sent."""
