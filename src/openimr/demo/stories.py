"""How cases of the demo go: where each begins and what happens in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from openimr.case.commands import appointing as a
from openimr.case.commands import intake as i
from openimr.case.commands import issuing as s
from openimr.case.commands import records as r
from openimr.case.events.issuing import AppealGround
from openimr.case.events.reviewing import Decision
from openimr.case.evidence import evidence_pack
from openimr.case.model import State
from openimr.demo.at_desk import write_half
from openimr.demo.clock import Story
from openimr.demo.conduct import (
    CASE_MANAGER,
    DAY,
    INTAKE,
    CaseLed,
    administrator_of,
    digest,
)
from openimr.demo.letters import CORRECTED, around_findings
from openimr.demo.people import ATTORNEYS, MANY, TREATED
from openimr.demo.telling import bounce_one, post_all, tell_parties
from openimr.law.calendar import pacific_day
from openimr.vocabulary.filing import PartyRole, Priority
from openimr.workflow.consolidating import consolidate
from openimr.workflow.open_by_hand import OpenCase

Telling = Callable[[CaseLed], Story]
HOUR = dt.timedelta(hours=1)
_PACES = (1.0, 0.7, 1.05, 0.45, 0.85)
"""Parts of its usual time that a step takes, from one case and step to the next."""

_LETTER_NEXT = (State.IN_QUALITY_REVIEW, State.DECIDED)
"""Where a case waits for its letter to be looked at or signed."""


def entered(led: CaseLed, **fields: Any) -> OpenCase:
    """An application as intake enters it, complete and in time unless fields say otherwise."""
    today, place = pacific_day(led.house.now()), led.place
    treated = TREATED[place % len(TREATED)]
    given: dict[str, Any] = {
        "employee": led.person.name,
        "treatments": treated.treatments,
        "diagnosis": treated.diagnosis,
        "date_of_birth": dt.date(1960 + place % 35, 1 + place % 12, 1 + place % 28),
        "date_of_injury": today - (300 + 11 * place) * DAY,
        "claim_number": f"DEMO-{4100 + 13 * place}",
        "employer": led.person.employer,
        "claims_administrator": administrator_of(place),
        "requesting_physician": treated.physician,
        "physician_specialty": treated.specialty,
        **_filed_by(place),
        "decided": today - 9 * DAY,
        "served": today - 8 * DAY,
        "asked": today - 13 * DAY,
        "attached": True,
        "signed": True,
    }
    return OpenCase(**{**given, **fields})


def _filed_by(place: int) -> dict[str, Any]:
    """Every third case is filed by an attorney, four in five of these by the same one."""
    if place % 3:
        return {}
    seldom = place // 3 % 5 == 4
    attorney = ATTORNEYS[1 + place // 15 % 2] if seldom else ATTORNEYS[0]
    return {"attorney": attorney, "filer": PartyRole.EMPLOYEE_ATTORNEY}


def straight(goal: State, **fields: Any) -> Telling:
    """A case that goes straight on to a state."""

    def told(led: CaseLed) -> Story:
        led.file(entered(led, **fields))
        yield from onward(led, goal)

    return told


def onward(led: CaseLed, goal: State, late: float = 1) -> Story:
    """The steps from where the case stands to a state, with the time that each takes.

    Args:
        led: the case.
        goal: the state.
        late: by how much records take longer than usual.
    """
    fast = led.case.priority is Priority.EXPEDITED
    steps: tuple[tuple[State, dt.timedelta, Callable[[], None]], ...] = (
        (State.ELIGIBLE, 20 * HOUR, led.notify),
        (State.AWAITING_RECORDS, 8 * late * DAY, led.take_records),
        (State.AWAITING_RECORDS, 2 * DAY, led.close_records),
        (State.READY_TO_APPOINT, DAY, led.appoint),
        (State.APPOINTED, 26 * HOUR, led.accept),
        (State.IN_REVIEW, 6 * DAY, led.review_all),
        (State.IN_QUALITY_REVIEW, DAY, led.pass_quality),
        (State.DECIDED, 20 * HOUR, led.issue),
        (State.ISSUED, 3 * HOUR, led.serve),
    )
    for place, (stands, wait, step) in enumerate(steps, led.place):
        if led.case.state is goal:
            break
        if led.case.state is stands:
            pace = _PACES[place % len(_PACES)]
            yield wait / 6 if fast else wait * pace
            step()
    if goal in _LETTER_NEXT:
        led.draft()


def asked_for_more(led: CaseLed) -> Story:
    """Filed late as it seems: the parties are asked when the decision was served."""
    yield from filed_late(led)
    question = "When and how was the utilization review decision served?"
    led.do(i.AskForInformation(questions=(question,)), CASE_MANAGER)


def cured(led: CaseLed) -> Story:
    """The parties were asked and answered: it waits for the screen again."""
    yield from asked_for_more(led)
    yield 2 * DAY
    lacking = tuple(lack.rule for lack in led.case.lacks)
    paper = led.paper("Proof of service", PartyRole.EMPLOYEE, 2)
    led.do(i.ReceiveCure(rules=lacking, papers=(paper,)), INTAKE)


def deferral_ended(led: CaseLed) -> Story:
    """Deferred, then liability was resolved: it waits for the screen again."""
    led.file(entered(led, liability_disputed=True))
    yield 12 * DAY
    led.do(i.EndDeferral(reason="The administrator accepts liability."), CASE_MANAGER)


def filed_late(led: CaseLed) -> Story:
    """Filed after the time: a person decides."""
    today = pacific_day(led.house.now())
    times = {"asked": today - 80 * DAY, "decided": today - 75 * DAY, "served": today - 74 * DAY}
    led.file(entered(led, **times))
    yield DAY


def ineligible(led: CaseLed) -> Story:
    """Filed after the time, and a person found it ineligible."""
    yield from filed_late(led)
    led.do(
        i.DecideReferral(eligible=False, reason="Filed after the limit, no cause."), CASE_MANAGER
    )


def duplicate(led: CaseLed) -> Story:
    """The same dispute is filed again by the attorney; the first filing goes on."""
    first = entered(led)
    led.file(first)
    yield 2 * DAY
    CaseLed(led.house, led.person, led.place).file(first)
    yield from onward(led, State.AWAITING_RECORDS)


def consolidated(led: CaseLed) -> Story:
    """A second application of one course of treatment is decided with the first."""
    first = entered(led)
    led.file(first)
    yield DAY
    second = CaseLed(led.house, led.person, led.place)
    second.file(
        entered(led, treatments=("Urine drug screen",), date_of_injury=first.date_of_injury)
    )
    yield 5 * HOUR
    office, now = led.house.office, led.house.now()
    consolidate(office.store, office.desk, office.law, second.number, led.number, CASE_MANAGER, now)
    yield from onward(led, State.AWAITING_RECORDS)


def withdrawn(led: CaseLed) -> Story:
    """The employee no longer wants the review."""
    led.file(entered(led))
    yield from onward(led, State.AWAITING_RECORDS)
    yield 3 * DAY
    led.do(s.Withdraw(reason="The employee and the administrator agreed."), CASE_MANAGER)


def terminated(led: CaseLed) -> Story:
    """Everything in dispute was authorized after all."""
    led.file(entered(led))
    yield from onward(led, State.AWAITING_RECORDS)
    yield 2 * DAY
    notice = led.paper("Authorization", PartyRole.CLAIMS_ADMINISTRATOR, 1)
    numbers = tuple(one.number for one in led.case.disputed)
    led.do(s.RecordAuthorization(treatments=numbers, notice=notice), CASE_MANAGER)


def closed_after_withdrawal(led: CaseLed) -> Story:
    """Withdrawn and closed."""
    yield from withdrawn(led)
    yield DAY
    led.do(s.Close(reason="Withdrawn by the employee."), CASE_MANAGER)


def closed_after_service(led: CaseLed) -> Story:
    """Served, implemented, the time to appeal over, closed."""
    led.file(entered(led))
    yield from onward(led, State.SERVED, late=2.2 if led.place % 2 else 1)
    yield 4 * DAY
    for answer in led.case.answers:
        if answer.decision is Decision.OVERTURNED:
            on = pacific_day(led.house.now())
            led.do(s.ReportImplementation(treatment=answer.treatment, on=on), CASE_MANAGER)
    led.publish()
    yield 45 * DAY
    led.do(s.Close(reason="Served and implemented; no appeal was filed."), CASE_MANAGER)


def appealed(led: CaseLed) -> Story:
    """A petition to the appeals board, with its evidence pack."""
    led.file(entered(led))
    yield from onward(led, State.SERVED)
    yield 9 * DAY
    petition = led.paper("Petition", PartyRole.EMPLOYEE, 14)
    filed = pacific_day(led.house.now())
    grounds = (AppealGround.CONFLICT,)
    led.do(s.FileAppeal(grounds=grounds, filed=filed, petition=petition), CASE_MANAGER)
    yield DAY
    pack = evidence_pack(AppealGround.CONFLICT, led.house.office.store.load(led.number))
    led.do(s.MakeEvidencePack(ground=pack.ground, sha256=pack.sha256), CASE_MANAGER)


def remanded(goal: State) -> Telling:
    """An appeal that was granted: another reviewer reviews the case again."""

    def told(led: CaseLed) -> Story:
        yield from appealed(led)
        yield 12 * DAY
        led.do(s.DecideAppeal(granted=True, on=pacific_day(led.house.now())), CASE_MANAGER)
        yield from onward(led, goal)

    return told


def half_reviewed(led: CaseLed) -> Story:
    """A reviewer who is done with the first treatment."""
    led.file(entered(led))
    yield from onward(led, State.IN_REVIEW)
    yield 2 * DAY
    led.find(most=1)
    if len(led.case.disputed) > 1:
        write_half(led)


def late_records(led: CaseLed) -> Story:
    """More records come while the reviewer is at work."""
    yield from half_reviewed(led)
    yield 20 * HOUR
    paper = led.paper("Records found later", PartyRole.CLAIMS_ADMINISTRATOR, 61)
    led.do(r.ReceiveRecords(receipt=paper, beyond_ur=True, list_sent=True), INTAKE)


def returned(led: CaseLed) -> Story:
    """Quality review sent the findings back."""
    led.file(entered(led))
    yield from onward(led, State.IN_QUALITY_REVIEW)
    yield 6 * HOUR
    led.send_back(
        "Treatment 1: the rationale names no page of the records.",
        "The request is of two dates; say which one was reviewed.",
    )


def decided_twice(led: CaseLed) -> Story:
    """Quality review gave its second opinions, and looks at the letter now."""
    led.file(entered(led))
    yield from onward(led, State.IN_QUALITY_REVIEW)
    yield 4 * HOUR
    led.decide_blind()


def decided_in_part(led: CaseLed) -> Story:
    """Three seats; quality review gave one of its second opinions."""
    yield from several_reviewers(State.IN_QUALITY_REVIEW)(led)
    yield 5 * HOUR
    led.decide_blind(most=1)


def signed(led: CaseLed) -> Story:
    """The letter is signed and waits to be issued."""
    led.file(entered(led))
    yield from onward(led, State.DECIDED)
    yield 3 * HOUR
    led.sign(around_findings(led.case))


def of_one_worker(led: CaseLed) -> Story:
    """An employee has a letter, corrected after its service, and files again."""
    first = entered(led)
    led.file(first)
    yield from _telling(led, State.SERVED)
    yield 2 * DAY
    post_all(led.house.telling, led.number, CASE_MANAGER)
    led.publish()
    yield 2 * HOUR
    led.correct(CORRECTED, "The summary left out how long conservative care was tried.")
    yield 4 * HOUR
    led.serve()
    tell_parties(led.house.telling, led.number)
    bounce_one(led.house.telling, led.number)
    yield DAY
    led.publish()
    yield 2 * DAY
    second = CaseLed(led.house, led.person, led.place)
    others = ("Functional restoration program, initial evaluation",)
    second.file(entered(led, treatments=others, date_of_injury=first.date_of_injury))
    yield from _telling(second, State.AWAITING_RECORDS)


def told(goal: State) -> Telling:
    """A case whose parties are told of every step."""

    def telling(led: CaseLed) -> Story:
        led.file(entered(led))
        yield from _telling(led, goal)

    return telling


def _telling(led: CaseLed, goal: State) -> Story:
    """Onward; the parties are told of each step, and what was printed is posted a step later."""
    told = led.house.telling
    for wait in onward(led, goal):
        post_all(told, led.number, CASE_MANAGER)
        tell_parties(told, led.number)
        yield wait
    tell_parties(told, led.number)


def several_reviewers(goal: State) -> Telling:
    """More than one reviewer was approved."""

    def told(led: CaseLed) -> Story:
        led.file(entered(led))
        yield from onward(led, State.READY_TO_APPOINT)
        approval = digest(f"approval {led.number}")
        led.do(a.ApproveExtraReviewers(seats=3, approval_sha256=approval), CASE_MANAGER)
        yield from onward(led, goal)

    return told


def many(goal: State) -> Telling:
    """Twenty-one treatments in one dispute."""
    return straight(goal, treatments=MANY)


def expedited(goal: State) -> Telling:
    """Certified by a physician, after an expedited decision made in time."""

    def told(led: CaseLed) -> Story:
        today = pacific_day(led.house.now())
        days = {"asked": today - 4 * DAY, "decided": today - 3 * DAY, "served": today - 3 * DAY}
        urgent = {"priority": Priority.EXPEDITED, "certified": True, "ur_expedited": True}
        led.file(entered(led, **urgent, **days))
        yield from onward(led, goal)

    return told
