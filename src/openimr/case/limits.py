"""Until when something is in time, as far as the answer to a command depends on it.

Where authorities count differently, people are reminded of the earliest date (see the deadlines
of a case); here the latest is asked for, since nothing is held against anybody while one reading
is left by which it is in time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from openimr.case.events.event import Delivery, PartyRole
from openimr.case.events.intake import ListedTreatment
from openimr.case.governing import circumstances, deciding_dates
from openimr.case.model import Case
from openimr.law.calendar import PACIFIC, Calendar, pacific_day
from openimr.law.due import due
from openimr.law.model import Circumstances, DeadlineRule, Law
from openimr.law.triggers import Trigger
from openimr.vocabulary.filing import Priority

_FILERS = (PartyRole.EMPLOYEE, PartyRole.EMPLOYEE_ATTORNEY, PartyRole.DESIGNEE)


def cure_limit(law: Law, case: Case, now: dt.datetime) -> dt.date | None:
    """Last day for curing an application that is found incomplete now.

    Counted from the day of the asking, as the text that was seen does not say whether the time
    runs from service or from receipt of what is asked.
    """
    until = _latest(law, _cure_rules(law, case, now), now, None)
    return pacific_day(until) if until else None


def cure_is_decisive(law: Law, case: Case, now: dt.datetime) -> bool:
    """Whether the law attaches the loss of review to the day of the cure."""
    return any(rule.decisive for rule in _cure_rules(law, case, now))


def _cure_rules(law: Law, case: Case, now: dt.datetime) -> tuple[DeadlineRule, ...]:
    dates = deciding_dates(case, now)
    return law.rules_after(Trigger.FOUND_INCOMPLETE, dates, circumstances(case))


def filing_limit(law: Law, case: Case) -> dt.date | None:
    """Last day of filing in time; None while nobody knows when the decision was served."""
    resolved = case.limit_from or case.decision.liability_resolved
    if resolved is not None:
        return _filing(law, case, Trigger.DEFERRAL_ENDED, resolved)
    if case.decision.served is not None:
        return _filing(law, case, Trigger.UR_DECISION_SERVED, case.decision.served)
    return None


def presumed_limit(law: Law, case: Case) -> dt.date | None:
    """Last day of filing if the decision was served on its own date, the earliest possible."""
    if case.decision.decided is None:
        return None
    return _filing(law, case, Trigger.UR_DECISION_SERVED, case.decision.decided)


def ur_limit(law: Law, case: Case) -> dt.date | None:
    """Last day on which the contested decision was in time; None while nobody knows the request's.

    The latest by any reading: of hours the whole day of receipt counts, and a decision for which
    information may have been asked had until the end of the longest time, which runs from the
    recommendation and so ends no later than counted from receipt.
    """
    asked = case.decision.asked
    if asked is None:
        return None
    priority = Priority.EXPEDITED if case.decision.expedited else Priority.STANDARD
    calendar = Calendar(law)
    end_of_day = dt.datetime.combine(asked, dt.time.max, tzinfo=PACIFIC)
    limits = [
        due(rule, end_of_day, None, calendar).latest
        for treatment in case.treatments
        for rule in _ur_rules(law, case, treatment, priority)
    ]
    return pacific_day(max(limits)) if limits else None


def _ur_rules(
    law: Law, case: Case, treatment: ListedTreatment, priority: Priority
) -> Iterator[DeadlineRule]:
    """The limits of utilization review; a drug of the formulary has no longest time beyond its."""
    dates = deciding_dates(case, case.decision.asked or case.received)
    known = Circumstances(priority=priority, formulary=treatment.formulary, given=treatment.given)
    for trigger in (Trigger.RFA_RECEIVED, Trigger.TREATMENT_RECOMMENDED):
        if trigger is Trigger.RFA_RECEIVED or not treatment.formulary:
            rules = law.rules_after(trigger, dates, known)
            yield from (rule for rule in rules if rule.decisive)


def records_limit(law: Law, case: Case) -> dt.datetime | None:
    """Until when the administrator's records come in time after the notice of assignment."""
    if case.notified is None:
        return None
    dates = deciding_dates(case, case.notified)
    rules = law.rules_after(Trigger.NOTICE_OF_ASSIGNMENT_SENT, dates, circumstances(case))
    asked = tuple(rule for rule in rules if rule.party is PartyRole.CLAIMS_ADMINISTRATOR)
    by = next((one.by for one in case.notices if one.to is PartyRole.CLAIMS_ADMINISTRATOR), None)
    return _latest(law, asked, case.notified, by)


def appeal_limit(law: Law, case: Case) -> dt.datetime | None:
    """Until when an appeal of what was last served would be in time."""
    since = case.last_served or case.found_ineligible
    if since is None:
        return None
    dates = deciding_dates(case, since)
    rules = law.rules_after(Trigger.DETERMINATION_SERVED, dates, circumstances(case))
    return _latest(law, rules, since, Delivery.MAIL)


def _filing(law: Law, case: Case, trigger: Trigger, since: dt.date) -> dt.date | None:
    """The earliest among the treatments, since each has its own time."""
    dates, limits = deciding_dates(case, since), []
    for treatment in case.treatments:
        rules = law.rules_after(trigger, dates, circumstances(case, treatment))
        mine = tuple(rule for rule in rules if rule.party in _FILERS)
        if until := _latest(law, mine, since, None):
            limits.append(pacific_day(until))
    return min(limits, default=None)


def _latest(
    law: Law,
    rules: tuple[DeadlineRule, ...],
    since: dt.datetime | dt.date,
    by: Delivery | None,
) -> dt.datetime | None:
    if not rules:
        return None
    calendar = Calendar(law)
    return max(due(rule, since, by, calendar).latest for rule in rules)
