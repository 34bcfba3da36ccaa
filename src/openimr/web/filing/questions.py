"""The questions of the guided application: one group for each page, in plain words."""

from __future__ import annotations

from typing import NamedTuple

from openimr.vocabulary.filing import PartyRole, Priority
from openimr.workflow.filing import Paper, Signature

Options = tuple[tuple[str, str], ...]
YES_NO: Options = (("yes", "Yes"), ("no", "No"))


class Question(NamedTuple):
    """One question.

    Attributes:
        name: of the field of ``workflow.filing.Answers`` that it fills.
        label: the question.
        kind: "line", "lines", "day", "choice" or "yes-no".
        hint: what to write, and where it is found.
        options: of a choice, each value with its words.
        fills: what browsers may fill in by themselves (HTML's autocomplete).
    """

    name: str
    label: str
    kind: str = "line"
    hint: str = ""
    options: Options = ()
    fills: str = "off"


class Step(NamedTuple):
    """One page.

    Attributes:
        slug: in its address.
        title: what it is about.
        why: why we ask.
        questions: in their order.
        papers: kinds of papers that are sent on it.
        says: what to know before answering.
    """

    slug: str
    title: str
    why: str
    questions: tuple[Question, ...]
    papers: tuple[Paper, ...] = ()
    says: str = ""


_WHO = Step(
    slug="you",
    title="Who is filing",
    why="The law says who may ask for a review: the injured worker, the worker's attorney, or a "
    "person whom a worker without an attorney named after the decision (8 CCR 9792.10.1(b)(2)). A "
    "provider of emergency treatment may file for itself; we have not seen the text of that part. "
    "A doctor who asked for the treatment may help the worker, but not file alone.",
    questions=(
        Question(
            "filer",
            "You are",
            "choice",
            options=(
                (PartyRole.EMPLOYEE.value, "The injured worker"),
                (PartyRole.EMPLOYEE_ATTORNEY.value, "The worker's attorney"),
                (
                    PartyRole.DESIGNEE.value,
                    "A person whom the worker named in writing to file for them (a designee)",
                ),
                (PartyRole.EMERGENCY_PROVIDER.value, "A provider who gave emergency treatment"),
            ),
        ),
        Question(
            "filer_name",
            "Your name",
            hint="Leave this empty if you are the injured worker. An attorney: the person, "
            "not the firm.",
            fills="name",
        ),
        Question(
            "filer_address",
            "Your mailing address",
            "lines",
            hint="Leave this empty if you are the injured worker; the next page asks for it.",
            fills="street-address",
        ),
        Question(
            "designated",
            "Day on which the worker named you",
            "day",
            hint="Only for a designee. It must be after the decision.",
        ),
    ),
)

_WORKER = Step(
    slug="worker",
    title="The injured worker",
    why="Name and date of birth tell this worker from others of the same name. Letters on the "
    "review go to the mailing address.",
    questions=(
        Question(
            "employee", "Name of the injured worker", hint="First and last name.", fills="name"
        ),
        Question("date_of_birth", "Date of birth", "day", fills="bday"),
        Question("employee_address", "Mailing address", "lines", hint="Up to six lines."),
        Question(
            "attorney",
            "The worker's attorney, if there is one",
            hint="Leave this empty if there is none, or if you are the attorney.",
        ),
    ),
)

_CLAIM = Step(
    slug="claim",
    title="The injury and the claim",
    why="The claim number and the date of injury tie this application to the right claim. They "
    "are on the decision and on letters of the claims administrator.",
    questions=(
        Question("date_of_injury", "Date of injury", "day"),
        Question("claim_number", "Claim number"),
        Question("employer", "Employer", hint="At the time of the injury."),
        Question(
            "claims_administrator",
            "Claims administrator",
            hint="The insurance company, or the company that handles the claim. Not a person.",
        ),
    ),
)

_DECISION = Step(
    slug="decision",
    title="The decision that you dispute",
    why="A review looks at a utilization review decision: the letter that denied or changed a "
    "treatment. As a rule it must be filed within 30 days after that letter was served "
    "(8 CCR 9792.10.1(b)(1)), and for some drugs sooner. So two days count: the date on the "
    "letter, and the day it was mailed, faxed or handed over.",
    questions=(
        Question("decided", "Date on the decision", "day"),
        Question(
            "served",
            "Day on which it was served",
            "day",
            hint="Often on the proof of service, the last page. Leave this empty if you do not "
            "know: the date on the letter does not stand for it.",
        ),
        Question(
            "asked",
            "Day on which the claims administrator got the doctor's request",
            "day",
            hint="Often in the first lines of the decision. Leave this empty if it is not there.",
        ),
        Question(
            "conditional",
            "Was it denied only because information was missing?",
            "yes-no",
            hint="Not because the treatment is not medically necessary.",
            options=YES_NO,
        ),
        Question(
            "liability_disputed",
            "Does the claims administrator also say that it does not have to pay at all?",
            "yes-no",
            hint="For example: it says the body part was not hurt at work.",
            options=YES_NO,
        ),
        Question(
            "liability_resolved",
            "If that dispute is over: the day on which notice of it was served",
            "day",
        ),
        Question(
            "approved_since",
            "Has the claims administrator approved all of it since?",
            "yes-no",
            options=YES_NO,
        ),
    ),
)

_TREATMENTS = Step(
    slug="treatments",
    title="What was denied or changed",
    why="The reviewer answers each treatment that you list here, and no other. The doctor's "
    "specialty and the diagnosis help to choose the right reviewer.",
    questions=(
        Question(
            "treatments",
            "Treatments in dispute, one on each line",
            "lines",
            hint="Copy them from the decision, with how many or how often. For example: "
            "Acupuncture, 6 visits, lumbar spine",
        ),
        Question(
            "given",
            "Was the treatment given already?",
            "yes-no",
            options=YES_NO,
        ),
        Question("requesting_physician", "Doctor who asked for the treatment"),
        Question("physician_specialty", "The doctor's specialty", hint="If you know it."),
        Question(
            "diagnosis",
            "Main diagnosis",
            hint="In words or as a code, as on the doctor's request. If you know it.",
        ),
    ),
)

_SPEED = Step(
    slug="speed",
    title="Regular or expedited",
    why="An expedited review takes days, not weeks. It is for a serious threat to health. Either "
    "the decision itself was made in an expedited way, or a doctor certifies the threat "
    "(8 CCR 9792.10.1(b)(3); we have not seen the text of this part).",
    questions=(
        Question(
            "priority",
            "You ask for",
            "choice",
            options=(
                (Priority.STANDARD.value, "A regular review"),
                (Priority.EXPEDITED.value, "An expedited review"),
            ),
        ),
        Question(
            "ur_expedited",
            "Does the decision say that it was an expedited one?",
            "yes-no",
            options=YES_NO,
        ),
        Question(
            "certified",
            "Do you have a doctor's certification of an imminent and serious threat?",
            "yes-no",
            options=YES_NO,
        ),
    ),
    papers=(Paper.CERTIFICATION,),
    says="Send the doctor's certification here if you have it.",
)

_PAPERS = Step(
    slug="papers",
    title="Papers",
    why="The law asks for a signed application on the DWC Form IMR, with a copy of the decision "
    "(8 CCR 9792.10.1(b)(1)). The form came with the decision. Since April 2014 nobody writes to "
    "you if the decision is missing: the application is then not eligible.",
    questions=(
        Question(
            "no_decision",
            "If you have no copy of the decision: will you file without it?",
            "yes-no",
            hint="Better ask the claims administrator for a copy first: they must have it. Your "
            "answers wait here until you have it.",
            options=YES_NO,
        ),
        Question(
            "signature",
            "Is the form signed?",
            "choice",
            options=(
                (Signature.SIGNED.value, "Yes, by the worker or the attorney or designee"),
                (Signature.NOT_SIGNED.value, "No, it is not signed"),
            ),
        ),
        Question("signed_on", "Day beside the signature", "day"),
    ),
    papers=(Paper.DECISION, Paper.FORM, Paper.DESIGNATION, Paper.OTHER),
)

STEPS = (_WHO, _WORKER, _CLAIM, _DECISION, _TREATMENTS, _SPEED, _PAPERS)
"""The pages in their order; the check of everything comes after the last."""

BY_SLUG = {step.slug: step for step in STEPS}

PAPERS = {
    Paper.DECISION: (
        "The decision",
        "All pages of the utilization review letter, with the proof of service.",
    ),
    Paper.FORM: (
        "The signed form",
        "The DWC Form IMR that came with the decision, with a signature and a date.",
    ),
    Paper.DESIGNATION: (
        "The designation",
        "Only if you are a designee: the paper by which the worker named you.",
    ),
    Paper.CERTIFICATION: (
        "The doctor's certification",
        "Signed by the treating doctor, with the papers that show the threat.",
    ),
    Paper.OTHER: ("Other papers", "For example the doctor's request for authorization."),
}
"""Each kind of paper by its heading, and what belongs there."""

STEP_OF_RULE = {
    "filer": "you",
    "designated-before": "you",
    "represented": "you",
    "designation-missing": "papers",
    "unsigned": "papers",
    "signature-not-read": "papers",
    "ur-decision-missing": "papers",
    "ur-decision-not-seen": "papers",
    "late": "decision",
    "service-date-unknown": "decision",
    "dates-contradict": "decision",
    "conditional-denial": "decision",
    "liability-disputed": "decision",
    "untimely-ur": "decision",
    "before-imr": "decision",
    "approved-since": "decision",
    "expedited-not-certified": "speed",
    "no-treatments": "treatments",
}
"""Where the answer is given on which a check rests."""

IN_PLAIN_WORDS = {
    "signature-not-read": (
        "No signed form was sent yet, or you did not say whether it is signed.",
        "Send the signed DWC Form IMR and say that it is signed. Without it a person in the office "
        "must look, and an application that nobody signed is not eligible.",
    ),
    "ur-decision-not-seen": (
        "No copy of the decision was sent yet.",
        "Send the decision. If you have none, ask the claims administrator for a copy.",
    ),
    "dates-contradict": (
        "The dates do not fit together: injury, request, decision, service and today must follow "
        "each other.",
        "Look at the dates again. If they are right, you can file: a person will look.",
    ),
    "service-date-unknown": (
        "We do not know on which day the decision was served, and you may be late.",
        "Look for the proof of service and give its day, or send what shows when it came.",
    ),
    "expedited-not-certified": (
        "You ask for an expedited review, and nothing backs it yet.",
        "Send the doctor's certification, or ask for a regular review. You can also file: a "
        "person then decides.",
    ),
    "unsigned": (
        "The form is not signed. An application that nobody signed is not eligible.",
        "Print the form, have it signed, and send it here before you file.",
    ),
    "ur-decision-missing": (
        "You file without a copy of the decision. Such an application is not eligible, and "
        "nobody writes to ask for it.",
        "Ask the claims administrator for a copy and send it here before you file.",
    ),
}
"""What some checks say here: their words elsewhere are for the office."""

LEADS_TO = {
    "ineligible": "As it stands, it would be found not eligible.",
    "incomplete": "As it stands, something would be asked for.",
    "deferred": "As it stands, the review would wait.",
    "duplicate": "As it stands, it would be found a duplicate.",
    "a person decides": "As it stands, a person would decide.",
}
"""What follows from a check, by where the law leads from it."""
