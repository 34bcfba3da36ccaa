"""What the screen would find of an application, asked before it is filed.

The very functions that screen a case are asked, on the event that filing would record. So nobody
is told anything else than what the office would find. Of others' cases only that there is one is
told, and to whoever knows the same worker, injury, claim, decision and treatments.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from openimr.case.commands.intake import EarlierApplication, Screen
from openimr.case.deciding.occasion import Occasion
from openimr.case.deciding.screening import found, questions_of
from openimr.case.events.intake import ApplicationReceived, FoundDuplicate
from openimr.case.evolve import evolve
from openimr.case.governing import circumstances, deciding_dates
from openimr.case.model import Case
from openimr.case.rules import HOUSE
from openimr.guidelines.model import Pack
from openimr.law.calendar import Calendar, pacific_day
from openimr.law.due import due
from openimr.law.model import Evidence, Law
from openimr.law.model import Screen as LeadsTo
from openimr.law.triggers import Trigger
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.filing import PartyRole
from openimr.vocabulary.value import Value
from openimr.workflow.duplicates import earlier_applications
from openimr.workflow.filing import FILERS, Answers, Paper, SentPaper, read_of
from openimr.workflow.open_by_hand import OpenCase
from openimr.workflow.receive import Filing, Intake, application_received, named_parties
from openimr.workflow.receive_papers import SAME_PAPERS, filed_before
from openimr.workflow.receive_reading import PapersRead

NOT_OPEN = "not-filed-yet"
"""Stands for the number that the case would get."""

BY_THE_WEB = Actor(role=Role.SYSTEM, id="web form")
"""Who files for people without an account; the application itself names who filed."""

DUPLICATE, APPROVED = "total-duplicate", "approved-since"


class Check(Value, frozen=True, kw_only=True):
    """One thing that the office would find.

    Attributes:
        rule: its name.
        reason: what was found.
        citation: the law, as the office cites it.
        remedy: what the law's table says can be done.
        leads_to: where it leads; None for what stops nothing by itself.
    """

    rule: str
    reason: str
    citation: str | None
    remedy: str | None
    leads_to: LeadsTo | None


class FileBy(Value, frozen=True, kw_only=True):
    """Until when to file, as people are reminded: by the earliest reading.

    Attributes:
        day: the last day.
        citation: its law.
        verified: whether the text was seen.
        latest: the last day by another reading, where authorities count differently.
    """

    day: dt.date
    citation: str
    verified: bool
    latest: dt.date


class Foreseen(Value, frozen=True, kw_only=True):
    """What would be found.

    Attributes:
        checks: every thing found; none where the application would go on.
        file_by: in time by every reading of the law; None where nobody can say.
        presumed: it is counted from the decision's own date, as its service is unknown.
    """

    checks: tuple[Check, ...]
    file_by: FileBy | None
    presumed: bool


def foreseen(  # noqa: PLR0913, PLR0917 - what an application is screened with
    intake: Intake,
    answers: Answers,
    papers: Sequence[SentPaper],
    now: dt.datetime,
    pack: Pack,
    actor: Actor = BY_THE_WEB,
) -> Foreseen:
    """What the screen would find now of what was answered and sent.

    Raises:
        ValueError: when it is not fit to file.
    """
    opened, read = read_of(answers, papers, now, pack)
    event = _would_be_received(intake, opened, read, now)
    case, on = evolve(None, event, now, actor), Occasion(intake.law, now, actor)
    checks = (
        *_beside_the_screen(intake, answers, papers, event),
        *_of_the_screen(case, earlier_applications(intake.store, case), on),
    )
    return Foreseen(
        checks=checks,
        file_by=_file_by(case, intake.law),
        presumed=_runs_from(case) is None,
    )


def _runs_from(case: Case) -> tuple[Trigger, dt.date] | None:
    """From what the time for filing runs; None while nobody knows."""
    if resolved := case.decision.liability_resolved:
        return Trigger.DEFERRAL_ENDED, resolved
    served = case.decision.served
    return (Trigger.UR_DECISION_SERVED, served) if served else None


def _file_by(case: Case, law: Law) -> FileBy | None:
    """The earliest last day among treatments and readings; each treatment has its own time."""
    decided = case.decision.decided
    since = _runs_from(case) or (decided and (Trigger.UR_DECISION_SERVED, decided))
    if not since:
        return None
    trigger, day = since
    dates, calendar = deciding_dates(case, day), Calendar(law)
    found = [
        due(rule, day, None, calendar)
        for treatment in case.treatments
        for rule in law.rules_after(trigger, dates, circumstances(case, treatment))
        if rule.party in FILERS
    ]
    if not found:
        return None
    first = min(found, key=lambda one: one.at)
    return FileBy(
        day=pacific_day(first.at),
        citation=first.earliest.citation,
        verified=first.earliest.evidence is Evidence.SEEN,
        latest=pacific_day(first.latest),
    )


def _would_be_received(
    intake: Intake, opened: OpenCase, read: PapersRead, now: dt.datetime
) -> ApplicationReceived:
    """The event that filing would record, but for the number."""
    filing = Filing(received=now, by=opened.by, filer=opened.filer)
    parties = named_parties(read, intake.digests, NOT_OPEN)
    return application_received(read, filing, NOT_OPEN, now, parties, intake.digests, intake.law)


def _of_the_screen(
    case: Case, earlier: tuple[EarlierApplication, ...], on: Occasion
) -> Iterator[Check]:
    if isinstance(found(case, Screen(earlier=earlier), on), FoundDuplicate):
        rule = next((one for one in on.law.eligibility if one.id == DUPLICATE), None)
        yield Check(
            rule=DUPLICATE,
            reason=rule.reason if rule else "The same dispute is already in another case.",
            citation=rule.citation if rule else None,
            remedy=rule.remedy if rule else None,
            leads_to=LeadsTo.DUPLICATE,
        )
        earlier = ()
    before = [one for one in earlier if (one.received, one.case) < (case.received, case.number)]
    for question in questions_of(case, before, on):
        lack = question.lack
        yield Check(
            rule=lack.rule,
            reason="An earlier application on the same dispute ended without review."
            if lack.rule == "earlier-application"
            else lack.reason,
            citation=lack.citation,
            remedy=lack.remedy,
            leads_to=question.leads_to,
        )


def _beside_the_screen(
    intake: Intake, answers: Answers, papers: Sequence[SentPaper], event: ApplicationReceived
) -> Iterator[Check]:
    """What a person would find who looks at the papers."""
    for rule, reason, citation, holds in _LOOKED_AT:
        if holds(answers, papers):
            yield Check(rule=rule, reason=reason, citation=citation, remedy=None, leads_to=None)
    if filed_before(intake.papers, intake.store, [one.sha256 for one in event.papers]):
        yield Check(
            rule=SAME_PAPERS,
            reason="Some of these very files were filed already, and opened a case.",
            citation=HOUSE,
            remedy="If it is the same dispute, nothing needs to be filed again.",
            leads_to=None,
        )


def _designated_before(answers: Answers, _papers: Sequence[SentPaper]) -> bool:
    day, decided = answers.designated, answers.decided
    of_designee = answers.filer is PartyRole.DESIGNEE
    return of_designee and day is not None and decided is not None and day < decided


def _designation_missing(answers: Answers, papers: Sequence[SentPaper]) -> bool:
    kinds = {one.kind for one in papers}
    return answers.filer is PartyRole.DESIGNEE and Paper.DESIGNATION not in kinds


def _represented(answers: Answers, _papers: Sequence[SentPaper]) -> bool:
    return answers.filer is PartyRole.DESIGNEE and bool(answers.attorney.strip())


_FILER_LAW = "8 CCR 9792.10.1(b)(2)"
_Holds = Callable[[Answers, Sequence[SentPaper]], bool]
_LOOKED_AT: tuple[tuple[str, str, str, _Holds], ...] = (
    (
        "designated-before",
        "The worker named the designee before the decision was made. Such a designation is void.",
        _FILER_LAW,
        _designated_before,
    ),
    (
        "designation-missing",
        "Nothing shows that the worker named the designee.",
        _FILER_LAW,
        _designation_missing,
    ),
    (
        "represented",
        "A worker who has an attorney files through the attorney, not through a designee.",
        _FILER_LAW,
        _represented,
    ),
    (
        APPROVED,
        "The claims administrator approved everything that is in dispute. A review ends when the "
        "administrator tells us so.",
        "8 CCR 9792.10.6(a)",
        lambda answers, _papers: answers.approved_since is True,
    ),
)
"""What no law's table leads anywhere with, and a person who looks would see."""
