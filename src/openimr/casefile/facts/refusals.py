"""Sentences of a clinical paper that retell why a payer refused something.

"Utilization review denied the MRI as there was no failed conservative care" is the payer's
argument, not what the clinician found.
"""

from __future__ import annotations

import functools
import re

from openimr.casefile.facts.passages import Passage

_REFUSED = (
    r"(?:den(?:y|ied|ying|ials?)|non-?certif\w+|not\s+certified|disapproved|disallowed|not\s+approved"
    r"|not\s+authori[sz]ed|(?:not|un)\s+(?:deemed\s+|found\s+|considered\s+|to\s+be\s+)*medically"
    r"\s+necessary|(?:failed|declined|refused)\s+to\s+(?:approve|certify|authori[sz]e))"
)
_PAYER = (
    r"(?:utili[sz]ation\s+review\w*|(?-i:UR)\b|claims?\s+(?:administrator|adjuster|examiner)|insurer"
    r"|insurance|carrier|reviewer|peer\s+review\w*|requests?|(?:original|prior|previous\w*|earlier"
    r"|initial)\s+(?:\w+\s+)?(?:denial|determination|decision|review))"
)
_REASON = (
    r"(?:because|due\s+to|as\s+(?:there|the|no|it|not)|since|given|on\s+the\s+(?:basis|grounds?)"
    r"|stating|cit(?:ing|ed)|noting|for\s+(?:lack|\w+(?:\s+\w+){0,6}\s+(?:as|because|since|due))"
    r"|based\s+on|reason\w*|rationale|who\s+stated|in\s+that)"
)
_RETOLD = re.compile(
    rf"\b{_PAYER}\b[^;]*\b{_REFUSED}\b[^;]*\b{_REASON}\b"
    rf"|\b(?:was|were|been|is|are|being)\s+(?:\w+ly\s+)?{_REFUSED}\b[^;]*\b{_REASON}\b[^;]*"
    r"\b(?:no|not|lack|without|insufficient|absence|un(?:clear|known))\b"
    rf"|\b(?:prior|previous|original)\s+denial\b.*\b{_REASON}\b",
    re.I | re.S,
)


def retells_refusal(passage: Passage) -> bool:
    """Whether a passage gives a payer's reasons, which are no finding of the clinician."""
    return _retells(passage.in_full)


@functools.lru_cache(maxsize=1024)
def _retells(text: str) -> bool:
    folded = text.lower()
    if not any(word in folded for word in ("den", "certif", "necessary", "approve", "authori")):
        return False
    return _RETOLD.search(text) is not None
