"""The screen of an application (8 CCR 9792.10.3): which of the law's questions it raises.

Where a question leads (ineligible, incomplete, deferred, to a person) is data of the law, by
date. No date alone makes an application ineligible: what looks late goes to a person, since the
day of the decision says nothing of when it was served.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from openimr.case.commands.intake import EarlierApplication, EarlierOutcome
from openimr.case.commands.intake import Screen as ScreenApplication
from openimr.case.deciding.occasion import Occasion
from openimr.case.events.event import Lack
from openimr.case.events.intake import (
    Deferred,
    FoundDuplicate,
    FoundEligible,
    FoundIncomplete,
    FoundIneligible,
    Priority,
    ReferredToPerson,
)
from openimr.case.governing import deciding_dates
from openimr.case.limits import cure_limit, filing_limit, presumed_limit, ur_limit
from openimr.case.model import Case
from openimr.case.rules import (
    BEFORE_IMR,
    CONDITIONAL,
    DATES_CONTRADICT,
    EARLIER,
    FILER,
    INJURIES_COVERED,
    LATE,
    LIABILITY,
    NO_TREATMENTS,
    NOT_CERTIFIED,
    SERVICE_UNKNOWN,
    SIGNATURE_NOT_READ,
    UNSIGNED,
    UNTIMELY,
    UR_DECISION_MISSING,
    UR_DECISION_NOT_SEEN,
)
from openimr.law.calendar import pacific_day
from openimr.law.model import EligibilityRule, Law, Screen
from openimr.vocabulary.errors import Refused

Found = (
    FoundDuplicate | FoundIneligible | FoundIncomplete | Deferred | ReferredToPerson | FoundEligible
)

SCREEN = "8 CCR 9792.10.3"

_NO_SUCH_DATES = dt.date(1900, 1, 1)
"""Whatever is dated before was misread."""

_LOOK_FOR_SIGNATURE = (
    "No signature with a date was read on the application, which does not make it unsigned. "
    "Look at the form, then correct the application: say whether it is signed."
)

_LOOK_FOR_DECISION = (
    "No paper was recognized as the utilization review decision, which does not mean that none "
    "came. Look at the papers, then correct the application: say whether a copy of it came."
)


class Question(NamedTuple):
    """A question that the application raises, and where the law leads from there."""

    lack: Lack
    leads_to: Screen


def found(case: Case, command: ScreenApplication, on: Occasion) -> Found:
    """What the screen finds.

    Raises:
        Refused: when a case named as earlier is on another dispute, or is this case; when a doubt
            is no rule of the law.
    """
    _check_earlier(case, command.earlier)
    _check_doubts(case, command.doubts, on.law)
    earlier = [one for one in command.earlier if _before(one, case)]
    if of := _duplicate_of(earlier):
        return FoundDuplicate(of=of)
    questions = questions_of(case, earlier, on, command.doubts)
    if reasons := _leading_to(Screen.INELIGIBLE, questions):
        return FoundIneligible(reasons=reasons)
    if lacks := _leading_to(Screen.INCOMPLETE, questions):
        return FoundIncomplete(lacks=lacks, cure_by=cure_limit(on.law, case, on.now))
    if disputes := _leading_to(Screen.DEFERRED, questions):
        return Deferred(reason=" ".join(lack.reason for lack in disputes))
    if questions:
        return ReferredToPerson(lacks=tuple(one.lack for one in questions))
    return FoundEligible()


def questions_of(
    case: Case, earlier: list[EarlierApplication], on: Occasion, doubts: tuple[str, ...] = ()
) -> list[Question]:
    """Every question that the application raises, wherever it leads; ``found`` says what counts.

    Args:
        case: as it stands.
        earlier: applications on the same dispute that came before, and are none it repeats.
        on: under which law, and when.
        doubts: ids of rules that whoever screens sees hold.
    """
    raised = {rule: says for rule, says in _raised(case, earlier, on)}
    doubted = dict.fromkeys(doubts, "")
    return [_asked(case, rule, says, on) for rule, says in (doubted | raised).items()]


def _leading_to(where: Screen, questions: list[Question]) -> tuple[Lack, ...]:
    return tuple(one.lack for one in questions if one.leads_to is where)


def _check_earlier(case: Case, earlier: tuple[EarlierApplication, ...]) -> None:
    for one in earlier:
        if one.case == case.number or one.same_dispute != case.same_dispute:
            raise Refused(
                "What was named as an earlier application is not on the same dispute.",
                rule="same-dispute",
                citation=SCREEN,
                remedy="Search again for cases of the same dispute.",
            )


def _check_doubts(case: Case, doubts: tuple[str, ...], law: Law) -> None:
    unknown = [rule for rule in doubts if in_force(law, rule, case) is None]
    if unknown:
        raise Refused(
            f"The law has no such rule of eligibility: {', '.join(unknown)}.",
            rule="no-such-rule",
            citation=SCREEN,
            remedy="Look the rules up with `openimr law list`.",
        )


def _before(one: EarlierApplication, case: Case) -> bool:
    """Of two applications only the later can be the duplicate, whichever is screened first."""
    return (one.received, one.case) < (case.received, case.number)


def _duplicate_of(earlier: list[EarlierApplication]) -> str | None:
    """The first case that goes on or was decided on the same dispute."""
    reviewed = [one for one in earlier if one.outcome is not EarlierOutcome.NOT_REVIEWED]
    return min(reviewed, key=lambda one: (one.received, one.case)).case if reviewed else None


def _asked(case: Case, rule_id: str, says: str, on: Occasion) -> Question:
    """The question in the law's words, with what the case adds to them."""
    rule = in_force(on.law, rule_id, case)
    if rule is None:
        words = says or f"The law in use says nothing on: {rule_id.replace('-', ' ')}."
        lack = Lack(rule=rule_id, reason=words, citation=SCREEN)
        return Question(lack, Screen.INCOMPLETE if rule_id == NO_TREATMENTS else Screen.PERSON)
    reason = f"{rule.reason} {says}".strip()
    lack = Lack(rule=rule_id, reason=reason, citation=rule.citation, remedy=rule.remedy or None)
    return Question(lack, rule.leads_to)


def in_force(law: Law, rule_id: str, case: Case) -> EligibilityRule | None:
    """The law's rule of this id for this application, by the date that decides on it."""
    dates = deciding_dates(case, case.received)
    rules = (rule for rule in law.eligibility if rule.id == rule_id and rule.governs(dates))
    return next(rules, None)


def _raised(
    case: Case, earlier: list[EarlierApplication], on: Occasion
) -> Iterator[tuple[str, str]]:
    """The rules that hold, each with what this case adds to the law's words."""
    yield from ((rule, "") for rule, holds in _plain(case, on.law).items() if holds)
    if case.signed is None:
        yield SIGNATURE_NOT_READ, _LOOK_FOR_SIGNATURE
    if case.decision.attached is None:
        yield UR_DECISION_NOT_SEEN, _LOOK_FOR_DECISION
    if not case.treatments:
        yield NO_TREATMENTS, "No disputed treatment is listed."
    if condition := _no_right_to_file(case, on.law):
        yield FILER, condition
    if earlier:
        numbers = ", ".join(one.case for one in earlier)
        yield EARLIER, f"Ended without review: {numbers}."
    if _contradicting(case):
        yield DATES_CONTRADICT, "The days of injury, decision, service and filing contradict."
    else:
        yield from _late(case, on.law)
        yield from _untimely(case, on.law)


def _plain(case: Case, law: Law) -> dict[str, bool]:
    """The rules that hold or not by what the form tells, with nothing to add."""
    decision = case.decision
    backed = case.certified or decision.expedited
    return {
        BEFORE_IMR: _before_imr(case, law),
        CONDITIONAL: decision.conditional,
        UNSIGNED: case.signed is False,
        UR_DECISION_MISSING: decision.attached is False,
        NOT_CERTIFIED: case.priority is Priority.EXPEDITED and not backed,
        LIABILITY: case.liability_disputed and not case.agreed,
    }


def _before_imr(case: Case, law: Law) -> bool:
    """Only the law's own days decide here, and only where service and injury are known."""
    if case.decision.served is None or case.date_of_injury is None:
        return False
    dates = deciding_dates(case, case.received)
    covered = any(one.id == INJURIES_COVERED and one.governs(dates) for one in law.counting)
    return not covered and in_force(law, BEFORE_IMR, case) is not None


def _no_right_to_file(case: Case, law: Law) -> str:
    """On what the filer's right depends, where there is none; empty where there is one."""
    dates = deciding_dates(case, case.received)
    rights = [
        right for right in law.filing_rights if right.party is case.filer and right.governs(dates)
    ]
    if not rights or any(right.may_file for right in rights):
        return ""
    return f"Filed by the {case.filer.value} ({'; '.join(right.condition for right in rights)})."


def _contradicting(case: Case) -> bool:
    """Injury, decision, service and filing are out of order, or a year was misread."""
    decision = case.decision
    received = pacific_day(case.received)
    days = (case.date_of_injury, decision.asked, decision.decided, decision.served, received)
    known = [one for one in days if one is not None]
    return known != sorted(known) or known[0] < _NO_SUCH_DATES


def _late(case: Case, law: Law) -> Iterator[tuple[str, str]]:
    """What a person must weigh of the dates; none of them decides by itself."""
    came = pacific_day(case.received)
    limit = filing_limit(law, case)
    if limit is not None:
        if came > limit:
            yield (
                LATE,
                f"The last day was {limit:%m/%d/%Y}; it came {(came - limit).days} days later.",
            )
        return
    if case.limit_from or case.decision.liability_resolved or case.decision.served:
        return
    presumed = presumed_limit(law, case)
    if presumed is None:
        yield SERVICE_UNKNOWN, "The day of the decision is not known either."
    elif came > presumed:
        yield SERVICE_UNKNOWN, f"Served on its own date, the last day was {presumed:%m/%d/%Y}."


def _untimely(case: Case, law: Law) -> Iterator[tuple[str, str]]:
    """Whether the decision itself came too late by every reading; the appeals board says so."""
    decided, limit = case.decision.decided, ur_limit(law, case)
    if decided is not None and limit is not None and decided > limit:
        late = (decided - limit).days
        yield UNTIMELY, f"Its last day was {limit:%m/%d/%Y}; it is dated {late} days later."
