"""The words utilization reviewers decide with: denied, non-certified, modified, certified."""

from __future__ import annotations

import re

from openimr.application.model import UrAction

MODIFIED_WORDS = (
    r"modif(?:ied|y|ication)(?:\s+certification)?|partial(?:ly)?[\s-]+(?:certif\w+|approv\w+|authori[sz]\w+|den\w+)|"
    r"partial(?:ly)?\b|(?:certified|approved|authori[sz]ed)\s+(?:with|as)\s+modif\w+|"
    r"(?:certified|approved|authori[sz]ed)\s+in\s+part|conditional(?:ly)?\s+(?:certif\w+|approv\w+)|amended"
)
DENIED_WORDS = (
    r"den(?:ied|y|ial)|disapprov\w+|(?:conditional(?:ly)?\s+)?non[\s-]{0,2}(?:certif\w+|authori[sz]\w+|approv\w+)|"
    r"not\s+(?:be\s+|been\s+|being\s+)?(?:medically\s+)?(?:certified|approved|authori[sz]ed|granted|necessary|recommended|supported|"
    r"established|warranted|appropriate|indicated|substantiated|justified|met)|adverse(?:\s+determination)?|"
    r"unauthori[sz]ed|rejected|withheld|(?:unable|not\s+able)\s+to\s+(?:certify|approve|authori[sz]e|recommend)|"
    r"(?:cannot|can\s+not|could\s+not)\s+(?:be\s+)?(?:certif\w+|approv\w+|authori[sz]\w+|recommend\w*)|"
    r"(?:does|do)\s+not\s+meet"
)
APPROVED_WORDS = (
    r"certif(?:ied|y|ication)|approv(?:ed|e|al)|authori[sz](?:ed|e|ation)|granted|medically\s+necessary|"
    r"(?:is|are)\s+recommended|allowed"
)
DECISION = rf"(?:{MODIFIED_WORDS}|{DENIED_WORDS}|{APPROVED_WORDS})"
"""A pattern for the words of one decision."""

_MODIFIED = re.compile(rf"\b(?:{MODIFIED_WORDS})\b", re.IGNORECASE)
_DENIED = re.compile(rf"\b(?:{DENIED_WORDS})\b", re.IGNORECASE)
_APPROVED = re.compile(rf"\b(?:{APPROVED_WORDS})\b", re.IGNORECASE)


def ur_action(words: str) -> UrAction | None:
    """What UR did, by the words of its decision; None when they say nothing of the kind."""
    for pattern, action in (
        (_MODIFIED, UrAction.MODIFIED),
        (_DENIED, UrAction.DENIED),
        (_APPROVED, UrAction.APPROVED),
    ):
        if pattern.search(words):
            return action
    return None
