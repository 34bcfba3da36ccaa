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

    @property
    def says(self) -> str:
        """What happened, in plain words."""
        return _SAYS[self]


_SAYS = {
    Trigger.RFA_RECEIVED: "The claims administrator received a request for authorization and "
    "the information needed",
    Trigger.TREATMENT_RECOMMENDED: "The physician recommended a treatment",
    Trigger.UR_DECISION_SERVED: "The utilization review decision was served",
    Trigger.DEFERRAL_ENDED: "Notice was served that the dispute over liability is resolved",
    Trigger.FOUND_INCOMPLETE: "The Administrative Director asked for what an application lacks",
    Trigger.FOUND_ELIGIBLE: "An application was found eligible",
    Trigger.NOTICE_OF_ASSIGNMENT_SENT: "The notice of assignment and request for information "
    "(NOARFI) was sent",
    Trigger.RECORDS_REQUESTED: "Further documents were asked of a party",
    Trigger.RECORDS_CLOSED: "The request and its supporting documents are complete",
    Trigger.EXTENSION_APPROVED: "The Administrative Director extended the decision; counted from "
    "its former due date",
    Trigger.DETERMINATION_SERVED: "The Final Determination was served",
    Trigger.DETERMINATION_RECEIVED: "The claims administrator received the Final Determination",
}
