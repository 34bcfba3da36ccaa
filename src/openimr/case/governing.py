"""By which dates and circumstances of a case the law is looked up; the one place for it.

Every value of the law says itself which date decides whether it governs. Clocks, limits and the
screen ask here, so that around a change of the law they never go by different versions.
"""

from __future__ import annotations

import datetime as dt

from openimr.case.events.intake import ListedTreatment
from openimr.case.model import Case
from openimr.law.calendar import pacific_day
from openimr.law.model import Circumstances, DecidingDates


def deciding_dates(case: Case, trigger: dt.datetime | dt.date) -> DecidingDates:
    """The dates of a case that decide which version of a value governs.

    Of decision and service one stands in for the other where it alone is known; for every other
    date that nobody knows the trigger does.
    """
    decided, served = case.decision.decided, case.decision.served
    return DecidingDates(
        trigger=pacific_day(trigger),
        application_received=pacific_day(case.received),
        ur_decision=decided or served,
        date_of_injury=case.date_of_injury,
        service=served or decided,
        rfa_received=case.decision.asked,
    )


def circumstances(case: Case, treatment: ListedTreatment | None = None) -> Circumstances:
    """What is known of a review, or of one treatment in it."""
    return Circumstances(
        priority=case.priority,
        formulary=treatment.formulary if treatment else None,
        given=treatment.given if treatment else None,
    )
