"""How each case of the demo goes: where it begins, what happens, and where it stands today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from openimr.case.commands import appointing as a
from openimr.case.commands import intake as i
from openimr.case.commands import issuing as s
from openimr.case.commands import records as r
from openimr.case.events.issuing import AppealGround
from openimr.case.events.reviewing import Decision
from openimr.case.evidence import evidence_pack
from openimr.case.model import State
from openimr.demo.clock import Story
from openimr.demo.conduct import (
    CASE_MANAGER,
    DAY,
    INTAKE,
    CaseLed,
    administrator_of,
    digest,
)
from openimr.demo.people import ATTORNEYS, MANY, TREATED
from openimr.law.calendar import pacific_day
from openimr.vocabulary.filing import PartyRole, Priority
from openimr.workflow.consolidating import consolidate
from openimr.workflow.open_by_hand import OpenCase

Telling = Callable[[CaseLed], Story]
HOUR = dt.timedelta(hours=1)
Begun = tuple[float, Telling]
"""The days ago at which a story begins, and the story."""


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
        "attorney": ATTORNEYS[place % 2] if place % 3 == 0 else None,
        "decided": today - 9 * DAY,
        "served": today - 8 * DAY,
        "asked": today - 13 * DAY,
        "attached": True,
        "signed": True,
    }
    return OpenCase(**{**given, **fields})


def straight(goal: State, **fields: Any) -> Telling:
    """A case that goes straight on to a state."""

    def told(led: CaseLed) -> Story:
        led.file(entered(led, **fields))
        yield from onward(led, goal)

    return told


def onward(led: CaseLed, goal: State) -> Story:
    """The steps from where the case stands to a state, with the time that each takes."""
    fast = led.case.priority is Priority.EXPEDITED
    steps: tuple[tuple[State, dt.timedelta, Callable[[], None]], ...] = (
        (State.ELIGIBLE, 20 * HOUR, led.notify),
        (State.AWAITING_RECORDS, 8 * DAY, led.take_records),
        (State.AWAITING_RECORDS, 2 * DAY, led.close_records),
        (State.READY_TO_APPOINT, DAY, led.appoint),
        (State.APPOINTED, 26 * HOUR, led.accept),
        (State.IN_REVIEW, 6 * DAY, led.review_all),
        (State.IN_QUALITY_REVIEW, DAY, led.pass_quality),
        (State.DECIDED, 20 * HOUR, led.issue),
        (State.ISSUED, 3 * HOUR, led.serve),
    )
    for stands, wait, step in steps:
        if led.case.state is goal:
            return
        if led.case.state is stands:
            yield wait / 6 if fast else wait
            step()


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
    yield from onward(led, State.SERVED)
    yield 4 * DAY
    for answer in led.case.answers:
        if answer.decision is Decision.OVERTURNED:
            on = pacific_day(led.house.now())
            led.do(s.ReportImplementation(treatment=answer.treatment, on=on), CASE_MANAGER)
    led.do(s.Publish(publication=f"public-{led.number}"), CASE_MANAGER)
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
    led.send_back("The rationale names no page.")


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


def _programme() -> Iterator[Begun]:
    yield from ((ago, cured) for ago in (4, 9))
    yield 14, deferral_ended
    yield from ((ago, asked_for_more) for ago in (2.2, 6, 12))
    yield from ((ago, filed_late) for ago in (1, 3, 8))
    deferred = straight(State.DEFERRED, liability_disputed=True)
    yield from ((ago, deferred) for ago in (5, 20, 41))
    yield from ((ago, straight(State.ELIGIBLE)) for ago in (0.3, 0.5, 0.7))
    yield from ((ago, straight(State.AWAITING_RECORDS)) for ago in (3, 7, 24, 33))
    yield 1.5, expedited(State.AWAITING_RECORDS)
    yield from _under_review()
    yield from _decided()
    yield from _ended()


def _under_review() -> Iterator[Begun]:
    for ago in (12, 14):
        yield ago, straight(State.READY_TO_APPOINT)
    yield 70, remanded(State.READY_TO_APPOINT)
    for ago in (13, 15):
        yield ago, straight(State.APPOINTED)
    yield 3, expedited(State.APPOINTED)
    for ago in (16, 52):
        yield ago, straight(State.IN_REVIEW)
    yield 19, many(State.IN_REVIEW)
    yield 18, half_reviewed
    yield 20, late_records
    yield 22, returned
    yield 17, several_reviewers(State.IN_REVIEW)
    yield 75, remanded(State.IN_REVIEW)


def _decided() -> Iterator[Begun]:
    for ago in (21, 23):
        yield ago, straight(State.IN_QUALITY_REVIEW)
    yield 24, several_reviewers(State.IN_QUALITY_REVIEW)
    for ago in (22, 60):
        yield ago, straight(State.DECIDED)
    yield 5, expedited(State.DECIDED)
    for ago in (24, 25):
        yield ago, straight(State.ISSUED)
    for ago in (26, 37):
        yield ago, straight(State.SERVED)
    yield 28, many(State.SERVED)
    for ago in (38, 45, 58):
        yield ago, appealed


def _ended() -> Iterator[Begun]:
    for ago in (6, 30):
        yield ago, ineligible
    for ago in (5, 11):
        yield ago, duplicate
    for ago in (4, 10):
        yield ago, consolidated
    for ago in (9, 13):
        yield ago, withdrawn
    for ago in (8, 12):
        yield ago, terminated
    yield 34, closed_after_withdrawal
    for ago in (85, 92, 100):
        yield ago, closed_after_service


PROGRAMME = tuple(_programme())
"""Every story of the demo with the days ago at which it begins."""
