"""What intake corrects of an application that came by mail, in the words of the house."""

from __future__ import annotations

from openimr.vocabulary.filing import Priority
from openimr.web.filing.questions import YES_NO, Question
from openimr.workflow.filing import FILERS, Signature
from openimr.workflow.filing_mail import DELIVERIES

_MAY_FILE = tuple((one.value, one.value.capitalize()) for one in FILERS)

GROUPS: tuple[tuple[str, tuple[Question, ...]], ...] = (
    (
        "Who",
        (
            Question("filer", "Who filed", "choice", options=_MAY_FILE),
            Question("employee", "Employee"),
            Question("date_of_birth", "Date of birth", "day"),
            Question("attorney", "Attorney"),
        ),
    ),
    (
        "Claim",
        (
            Question("date_of_injury", "Date of injury", "day"),
            Question("claim_number", "Claim number"),
            Question("employer", "Employer"),
            Question("claims_administrator", "Claims administrator"),
        ),
    ),
    (
        "Decision",
        (
            Question("decided", "Date of the decision", "day"),
            Question("served", "Served on", "day", hint="Never taken from its date."),
            Question("asked", "Request received by the administrator", "day"),
            Question(
                "conditional", "Denied for want of information only", "yes-no", options=YES_NO
            ),
            Question("ur_expedited", "Made as an expedited decision", "yes-no", options=YES_NO),
            Question("liability_disputed", "Liability disputed too", "yes-no", options=YES_NO),
            Question("liability_resolved", "Notice of its resolution served on", "day"),
            Question(
                "no_decision",
                "Is a copy of the decision missing?",
                "yes-no",
                hint="Leave it open while nobody looked.",
                options=YES_NO,
            ),
        ),
    ),
    (
        "Treatments",
        (
            Question("treatments", "In dispute, one on each line", "lines"),
            Question("given", "Given already", "yes-no", options=YES_NO),
            Question("requesting_physician", "Requesting physician"),
            Question("physician_specialty", "Specialty"),
            Question("diagnosis", "Main diagnosis"),
        ),
    ),
    (
        "Form",
        (
            Question(
                "priority",
                "Review asked for",
                "choice",
                options=(
                    (Priority.STANDARD.value, "Regular"),
                    (Priority.EXPEDITED.value, "Expedited"),
                ),
            ),
            Question("certified", "A physician certifies the threat", "yes-no", options=YES_NO),
            Question(
                "signature",
                "Signature",
                "choice",
                hint="Leave it open while nobody looked.",
                options=(
                    (Signature.SIGNED.value, "Signed"),
                    (Signature.NOT_SIGNED.value, "Not signed"),
                ),
            ),
            Question("signed_on", "Day beside the signature", "day"),
        ),
    ),
)

ALL = tuple(one for _, group in GROUPS for one in group)

DELIVERED = tuple((one.value, one.how.capitalize()) for one in DELIVERIES)
