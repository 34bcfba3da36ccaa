"""Names of rules that events carry; those of the screen are ids of the law's eligibility rules."""

from __future__ import annotations

EARLIER = "earlier-application"
BEFORE_IMR = "before-imr"
INJURIES_COVERED = "injuries-covered"
UNSIGNED = "unsigned"
SIGNATURE_NOT_READ = "signature-not-read"
FILER = "filer"
UR_DECISION_MISSING = "ur-decision-missing"
UR_DECISION_NOT_SEEN = "ur-decision-not-seen"
LATE = "late"
SERVICE_UNKNOWN = "service-date-unknown"
CONDITIONAL = "conditional-denial"
NOT_CERTIFIED = "expedited-not-certified"
UNTIMELY = "untimely-ur"
LIABILITY = "liability-disputed"

DATES_CONTRADICT = "dates-contradict"
NO_TREATMENTS = "no-treatments"
ASKED = "information-asked-for"
PERSON = "decided-by-a-person"

HOUSE = "rule of the review organization"
"""Cited by what refuses without any law behind it."""
