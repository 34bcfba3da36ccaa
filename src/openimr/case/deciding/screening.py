"""The screen of an application (8 CCR 9792.10.3).

In this order: duplicate, ineligible, incomplete, deferred, for a person, or eligible.

No date alone makes an application ineligible: what looks late goes to a person, since the day
of the decision says nothing of when it was served.
"""

from __future__ import annotations

import datetime as dt

from openimr.case.commands.intake import EarlierApplication, EarlierOutcome
from openimr.case.deciding.occasion import Occasion
from openimr.case.events.event import Lack, PartyRole
from openimr.case.events.intake import (
    Deferred,
    FoundDuplicate,
    FoundEligible,
    FoundIncomplete,
    FoundIneligible,
    ReferredToPerson,
)
from openimr.case.limits import cure_limit, filing_limit, presumed_limit
from openimr.case.model import Case
from openimr.case.rules import (
    CONDITIONAL,
    DECISION_DATE_UNKNOWN,
    FILED_EARLIER,
    FILED_LATE,
    NO_TREATMENTS,
    NOT_A_FILER,
    PHYSICIAN_ALONE,
    SERVICE_UNKNOWN,
    UNSIGNED,
    UR_DECISION_MISSING,
)
from openimr.law.calendar import pacific_day
from openimr.vocabulary.errors import Refused

Found = (
    FoundDuplicate | FoundIneligible | FoundIncomplete | Deferred | ReferredToPerson | FoundEligible
)

FILERS = "8 CCR 9792.10.1(b)(2)"
FORM = "8 CCR 9792.10.1(b)(1)"
SCREEN = "8 CCR 9792.10.3"

_MAY_NOT_FILE = (
    PartyRole.CLAIMS_ADMINISTRATOR,
    PartyRole.EMPLOYER,
    PartyRole.ADMINISTRATIVE_DIRECTOR,
)


def found(case: Case, earlier: tuple[EarlierApplication, ...], on: Occasion) -> Found:
    """What the screen finds.

    Raises:
        Refused: when a case named as earlier is on another dispute, or is this case.
    """
    _check_earlier(case, earlier)
    if of := _duplicate_of(earlier):
        return FoundDuplicate(of=of)
    if reasons := _ineligible(case):
        return FoundIneligible(reasons=reasons)
    if lacks := _lacking(case):
        return FoundIncomplete(lacks=lacks, cure_by=cure_limit(on.law, case, on.now))
    if case.liability_disputed:
        return Deferred(reason="Liability for the injury or the treatment is disputed.")
    if questions := (*_earlier_unreviewed(earlier), *_late(case, on)):
        return ReferredToPerson(lacks=questions)
    return FoundEligible(remarks=_remarks(case))


def _check_earlier(case: Case, earlier: tuple[EarlierApplication, ...]) -> None:
    for one in earlier:
        if one.case == case.number or one.same_dispute != case.same_dispute:
            raise Refused(
                "What was named as an earlier application is not on the same dispute.",
                rule="same-dispute",
                citation=SCREEN,
                remedy="Search again for cases of the same dispute.",
            )


def _duplicate_of(earlier: tuple[EarlierApplication, ...]) -> str | None:
    """The first case that goes on or was decided on the same dispute."""
    reviewed = [one for one in earlier if one.outcome is not EarlierOutcome.NOT_REVIEWED]
    return min(reviewed, key=lambda one: (one.received, one.case)).case if reviewed else None


def _ineligible(case: Case) -> tuple[Lack, ...]:
    reasons = []
    if case.decision.conditional:
        reasons.append(
            Lack(
                rule=CONDITIONAL,
                reason="The treatment was refused only for want of requested information, not on "
                "medical necessity.",
                citation=SCREEN,
                remedy="The physician may send the information with a new request.",
            )
        )
    if case.filer in _MAY_NOT_FILE:
        reasons.append(
            Lack(
                rule=NOT_A_FILER,
                reason=f"The {case.filer.value} cannot ask for independent medical review.",
                citation=FILERS,
                remedy="The employee, the attorney or a designee may file.",
            )
        )
    return tuple(reasons)


def _lacking(case: Case) -> tuple[Lack, ...]:
    lacks = []
    if case.filer is PartyRole.REQUESTING_PHYSICIAN:
        lacks.append(
            Lack(
                rule=PHYSICIAN_ALONE,
                reason="A requesting physician may join or assist but not file alone.",
                citation=FILERS,
                remedy="The employee, the attorney or a designee signs the form.",
            )
        )
    if not case.signed:
        lacks.append(
            Lack(
                rule=UNSIGNED,
                reason="The form is not signed.",
                citation=FORM,
                remedy="Send the form signed by the employee or the representative.",
            )
        )
    if not case.decision.attached:
        lacks.append(
            Lack(
                rule=UR_DECISION_MISSING,
                reason="The utilization review decision did not come with the form.",
                citation=FORM,
                remedy="Send a copy of the written decision.",
            )
        )
    if not case.treatments:
        lacks.append(
            Lack(
                rule=NO_TREATMENTS,
                reason="No disputed treatment is listed.",
                citation=FORM,
                remedy="Name the treatments as they were requested.",
            )
        )
    return tuple(lacks)


def _earlier_unreviewed(earlier: tuple[EarlierApplication, ...]) -> tuple[Lack, ...]:
    return tuple(
        Lack(
            rule=FILED_EARLIER,
            reason=f"Case {one.case} on the same dispute ended without review.",
            citation=SCREEN,
        )
        for one in earlier
        if one.outcome is EarlierOutcome.NOT_REVIEWED
    )


def _late(case: Case, on: Occasion) -> tuple[Lack, ...]:
    """What a person must weigh of the dates; none of them decides by itself."""
    came = pacific_day(case.received)
    if limit := filing_limit(on.law, case):
        return () if came <= limit else (_late_by(limit, came),)
    if case.decision.decided is None:
        return (
            Lack(
                rule=DECISION_DATE_UNKNOWN,
                reason="Neither the day of the decision nor of its service is known.",
                citation=FORM,
                remedy="Enter the days from the decision and its proof of service.",
            ),
        )
    limit = presumed_limit(on.law, case)
    if limit is None or came <= limit:
        return ()
    return (
        Lack(
            rule=SERVICE_UNKNOWN,
            reason="It came after the time for filing if the decision was served on its date; the "
            "day of service is not known.",
            citation=FORM,
            remedy="Find out when the decision was served; the time runs from service.",
        ),
    )


def _late_by(limit: dt.date, came: dt.date) -> Lack:
    return Lack(
        rule=FILED_LATE,
        reason=f"It came {(came - limit).days} days after the time for filing "
        f"({limit:%B %-d, %Y}).",
        citation=FORM,
        remedy="Look for mail days, a late or wrong notice, or another service.",
    )


def _remarks(case: Case) -> tuple[Lack, ...]:
    if case.decision.served is not None:
        return ()
    return (
        Lack(
            rule=SERVICE_UNKNOWN,
            reason="The day of service is not known; even from the decision's date it is in time.",
            citation=FORM,
        ),
    )
