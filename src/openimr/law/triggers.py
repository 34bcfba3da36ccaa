"""What starts a legal clock; where an event of a case does, the trigger bears its name."""

from __future__ import annotations

import enum


class Trigger(enum.Enum):
    """An event from which a deadline runs."""

    RFA_RECEIVED = "rfa-received"
    TREATMENT_RECOMMENDED = "treatment-recommended"
    UR_DECISION_SERVED = "ur-decision-served"
    DEFERRAL_ENDED = "deferral-ended"
    FOUND_INCOMPLETE = "found-incomplete"
    FOUND_ELIGIBLE = "found-eligible"
    NOTICE_OF_ASSIGNMENT_SENT = "notice-of-assignment-sent"
    RECORDS_REQUESTED = "records-requested"
    RECORDS_CLOSED = "records-closed"
    EXTENSION_APPROVED = "extension-approved"
    DETERMINATION_SERVED = "determination-served"
    DETERMINATION_RECEIVED = "determination-received"
