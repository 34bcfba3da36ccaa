"""Names of the rules by which an application can be held up; they stand in events and screens."""

from __future__ import annotations

UNSIGNED = "unsigned"
UR_DECISION_MISSING = "ur-decision-missing"
NO_TREATMENTS = "no-treatments"
PHYSICIAN_ALONE = "physician-alone"
CONDITIONAL = "conditional-non-certification"
NOT_A_FILER = "not-a-filer"
FILED_EARLIER = "filed-earlier"
FILED_LATE = "filed-late"
SERVICE_UNKNOWN = "service-unknown"
DECISION_DATE_UNKNOWN = "decision-date-unknown"
