"""What forms call the steps of a case and their fields, for people who never saw the program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Words(NamedTuple):
    """A field as a form calls it, with a line of help; "" where none is needed."""

    label: str
    hint: str = ""


_FOR_ALL = "It stands in the record, which the parties of the case may see."

STEPS: Mapping[str, str] = {
    "correct-application": "Correct what was read wrongly from the form. The reading stays in the "
    "record; the case is screened again.",
    "screen": "Look for duplicates, completeness and eligibility. The record decides by the rules "
    "of the law; what it leaves open goes to a person.",
    "receive-cure": "Take in what an incomplete application lacked.",
    "let-cure-lapse": "The time for the cure is over and nothing came.",
    "ask-for-information": "Ask the parties for what a person needs to judge eligibility.",
    "decide-referral": "Answer what the screen left open.",
    "end-deferral": "The liability dispute is resolved, or the claims administrator agrees that "
    "review goes on.",
    "consolidate": "Have the treatments of this case decided in another case of the same course "
    "of treatment.",
    "take-in": "Decide the treatments of another case here; the other side of consolidating.",
    "convert-to-expedited": "Make the review expedited on the treating physician's certification.",
    "return-to-standard": "Let an expedited review go on as a standard one.",
    "send-notice-of-assignment": "Record that the notice of assignment and request for information "
    "went to the parties. The time for records runs from it.",
    "request-records": "Ask one party for more records.",
    "receive-records": "Take in records that came.",
    "close-records": "Call the case file complete, or go on without what is missing. The time to "
    "decide runs from here.",
    "approve-extra-reviewers": "Record the Administrative Director's written approval of more than "
    "one reviewer.",
    "appoint-reviewer": "Appoint a member of the panel by name. Standing and ties are looked up in "
    "the panel that is kept.",
    "accept-appointment": "Accept the appointment with your declaration of independence.",
    "declare-further": "Declare independence of those who were named after you accepted.",
    "recuse": "Step down from a seat, or take its reviewer off.",
    "record-first-opinion": "Record what you think before any proposal is shown. It is never "
    "changed.",
    "record-extension": "Record the Administrative Director's approval of more time.",
    "send-to-quality": "Hand the complete findings to quality review.",
    "return-to-reviewer": "Send the findings back with reasons; quality never changes a decision.",
    "pass-quality": "Nothing keeps the letter back. The answers are drawn from the findings.",
    "issue": "Issue the signed Final Determination. An issued letter is never taken back; it can "
    "be corrected in its wording.",
    "serve": "Record that the letter was served on the parties. The times to appeal and to "
    "implement run from it.",
    "correct": "Replace the letter's wording; decisions stay.",
    "withdraw": "End the case at the employee's wish.",
    "record-authorization": "Record that the claims administrator authorized disputed treatments. "
    "They are no longer in dispute.",
    "report-implementation": "Record that a treatment whose denial was overturned was authorized "
    "or paid.",
    "file-appeal": "Record a petition to the Workers' Compensation Appeals Board.",
    "make-evidence-pack": "Record that the evidence on one ground of the appeal was put together.",
    "decide-appeal": "Record the appeals board's decision.",
    "close": "Close the case. Nothing follows in a closed case.",
    "name-party": "Name a further party, or somebody to whom a reviewer may have no tie.",
}
"""What each step does, by its name in addresses."""

GRAVE = frozenset({"issue", "serve", "withdraw", "close", "let-cure-lapse"})
"""Steps that nobody can take back: they are asked about once more."""

_ANY: Mapping[str, Words] = {
    "reason": Words("Reason", _FOR_ALL),
    "reasons": Words("Reasons", "One on each line."),
    "seat": Words("Seat"),
    "reviewer": Words("Reviewer", "The panel's identifier, such as R-004."),
    "treatment": Words("Treatment"),
    "treatments": Words("Treatments"),
    "papers": Words("Papers", "One or more PDFs."),
    "sent": Words("Sent to"),
    "declaration": Words("I have no material affiliation with"),
    "approval_sha256": Words("Written approval", "A PDF."),
    "letter_sha256": Words("Letter", "The signed PDF, exactly as the parties get it."),
    "questions": Words("Questions", "One on each line."),
}

_OF_STEPS: Mapping[tuple[str, str], Words] = {
    ("pass-quality", "stands"): Words(
        "Why grave findings may stand", "Say it on the page Quality."
    ),
    ("screen", "doubts"): Words(
        "What you see beside what the form tells", "Rules of eligibility that hold as well."
    ),
    ("receive-cure", "rules"): Words("What is cured"),
    ("decide-referral", "eligible"): Words("Is the application eligible?"),
    ("end-deferral", "resolved_served"): Words(
        "Notice of the resolution was served on",
        "Leave it empty when the claims administrator agrees that review goes on.",
    ),
    ("consolidate", "into"): Words("Decided in case", "Its number, such as CM26-0000012."),
    ("take-in", "case"): Words("Case to be taken in", "Its number, such as CM26-0000012."),
    ("convert-to-expedited", "certified_by"): Words("Certified by", "The treating physician."),
    ("convert-to-expedited", "papers"): Words(
        "Certification and its documents", "One or more PDFs."
    ),
    ("return-to-standard", "papers"): Words(
        "The physician's writing", "Needed where a physician certified the review as expedited."
    ),
    ("send-notice-of-assignment", "sha256"): Words("The notice", "The PDF as it was sent."),
    ("request-records", "of"): Words("Asked of"),
    ("request-records", "what"): Words(
        "What is asked for", "As the party reads it: kind of record, from whom, of which time."
    ),
    ("request-records", "by"): Words("Sent"),
    ("receive-records", "receipt"): Words("Records", "A PDF."),
    ("receive-records", "beyond_ur"): Words(
        "Do they hold more than the utilization review decision?",
        "A determination never rests on that decision alone.",
    ),
    ("receive-records", "list_sent"): Words(
        "Did the sender's list go to the employee or attorney?"
    ),
    ("close-records", "missing"): Words(
        "What did not come", "One on each line; leave it empty when the case file is complete."
    ),
    ("approve-extra-reviewers", "seats"): Words("How many reviewers may sit"),
    ("appoint-reviewer", "reason"): Words(
        "Why this reviewer", "And not the one whom a round of appointing would choose."
    ),
    ("recuse", "barred"): Words(
        "Never to sit in this case again?",
        "No is for a reviewer who gave no answer to the appointment.",
    ),
    ("record-first-opinion", "opinion"): Words("First opinion"),
    ("record-extension", "reason"): Words("Reason of the approval", _FOR_ALL),
    ("issue", "documents"): Words("Documents reviewed", "How many the letter lists."),
    ("record-authorization", "treatments"): Words("Treatments that were authorized"),
    ("record-authorization", "notice"): Words("Notice of the authorization", "A PDF."),
    ("report-implementation", "on"): Words("Authorized or paid on"),
    ("file-appeal", "grounds"): Words("Grounds that are pleaded"),
    ("file-appeal", "filed"): Words("Filed on"),
    ("file-appeal", "petition"): Words("Petition", "A PDF."),
    ("make-evidence-pack", "ground"): Words("Ground"),
    ("make-evidence-pack", "sha256"): Words("Evidence pack", "The PDF as it was put together."),
    ("decide-appeal", "granted"): Words("Is the appeal granted?"),
    ("decide-appeal", "on"): Words("Decided on"),
    ("decide-appeal", "appeal"): Words("Which appeal", "Only where several are pending."),
    ("decide-appeal", "elsewhere"): Words(
        "Does the new review go to another organization?", "The case then ends here."
    ),
    ("close", "not_implemented_because"): Words(
        "Why it is closed without a report of implementation",
        "Only where an overturned treatment was not reported as authorized or paid.",
    ),
    ("name-party", "role"): Words("What it is in the case"),
    ("name-party", "name"): Words("Name", "Kept beside the record, never in it."),
    ("correct-application", "reason"): Words("What was read wrongly, and how you know"),
    ("correct-application", "treatments"): Words(
        "Treatments as the form lists them", "Empty the text of one that is not there."
    ),
    ("correct-application", "decision.decided"): Words("Utilization review decided on"),
    ("correct-application", "decision.served"): Words(
        "Decision served on", "The time to file runs from here."
    ),
    ("correct-application", "decision.conditional"): Words(
        "Was it refused for want of requested information only?"
    ),
    ("correct-application", "decision.expedited"): Words(
        "Was utilization review itself expedited?", "As the decision says."
    ),
    ("correct-application", "decision.attached"): Words("Did a copy of the decision come?"),
    ("correct-application", "decision.asked"): Words(
        "Request for authorization received on", "By the claims administrator, with what it needed."
    ),
    ("correct-application", "decision.liability_resolved"): Words(
        "Notice that the liability dispute is resolved served on"
    ),
    ("correct-application", "date_of_injury"): Words("Date of injury"),
    ("correct-application", "signed"): Words("Is the application signed?"),
    ("correct-application", "liability_disputed"): Words("Is liability disputed?"),
    ("correct-application", "priority"): Words("Review asked for"),
    ("correct-application", "certified"): Words("Did a physician certify the threat?"),
}


def words_of(step: str, field: str) -> Words | None:
    """How the form of a step calls a field; None where nobody gave it words.

    Args:
        step: its name in addresses.
        field: the field, its parts with dots: "decision.served".
    """
    return _OF_STEPS.get((step, field)) or _ANY.get(field)


TOGETHER = (
    "screen",
    "let-cure-lapse",
    "send-notice-of-assignment",
    "close-records",
    "serve",
    "close",
)
"""Steps that may be taken in many cases at once: their fields are the same for each."""
