"""Where a case stands, as whoever filed it is told: in plain words, and of no person."""

from __future__ import annotations

from openimr.case.model import State

_REVIEWED = "An independent physician reviews the treatments. You need not do anything now."
_ENDED = "The review is over."

STANDING = {
    State.RECEIVED: "Our office looks whether everything is there. You need not do anything now.",
    State.INCOMPLETE: "Something is missing. Until it comes, the review does not begin.",
    State.REFERRED: "A person in our office looks at the points below. You need not file again; "
    "you may send papers that help.",
    State.DEFERRED: "The review waits until the dispute over who must pay is over, or the claims "
    "administrator agrees to the review.",
    State.ELIGIBLE: "The application was found eligible for review. All parties get a notice with "
    "the name of the reviewing organization, and the claims administrator must send the medical "
    "records.",
    State.AWAITING_RECORDS: "We wait for the medical records. You may send records too.",
    State.READY_TO_APPOINT: "The records are here. An independent physician is chosen next.",
    State.APPOINTED: _REVIEWED,
    State.IN_REVIEW: _REVIEWED,
    State.IN_QUALITY_REVIEW: "The review is written, and is checked before it is sent.",
    State.DECIDED: "The decision is made. The letter follows.",
    State.ISSUED: "The decision is made and the letter is written. It is sent to all parties.",
    State.SERVED: "The letter with the decision was sent to all parties.",
    State.APPEALED: "The decision was appealed. The appeal is looked at.",
    State.INELIGIBLE: "The application was found not eligible, for the reasons below. A letter "
    "says so too. You may file again if you can mend them in time; what you typed is not kept. "
    "The finding can be appealed (8 CCR 10575(a)).",
    State.DUPLICATE: "The same dispute is already in another case. That one goes on; nothing needs "
    "to be filed again.",
    State.CONSOLIDATED: "The treatments are decided together with those of another case of the "
    "same worker.",
    State.WITHDRAWN: "The application was withdrawn.",
    State.TERMINATED: "The treatments were approved, so the review ended.",
    State.CLOSED: _ENDED,
}
"""By state; a new state has a row here, or its receipt cannot be shown."""

MISSING = {
    "signature-not-read": (
        "No signature was read on the form.",
        "Send the DWC Form IMR, signed and dated.",
    ),
    "ur-decision-not-seen": (
        "No paper was recognized as the utilization review decision.",
        "Send the decision, with all its pages. If you have no copy, ask the claims administrator.",
    ),
    "dates-contradict": (
        "The dates do not fit together: injury, request, decision, service and filing must follow "
        "each other.",
        "Send papers that show the right dates.",
    ),
    "service-date-unknown": (
        "We do not know on which day the decision was served, and it may be late.",
        "Send the proof of service, or what shows when the decision came.",
    ),
    "expedited-not-certified": (
        "An expedited review was asked for, and nothing backs it yet.",
        "Send the doctor's certification of an imminent and serious threat.",
    ),
}
"""What is missing after filing, and what to do, where the office's own words are not for filers."""
