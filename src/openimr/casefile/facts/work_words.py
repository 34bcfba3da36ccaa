"""Words for a return to work, as clinicians write them."""

from __future__ import annotations

_WORK = (
    r"(?:(?:his|her|their|the|a|an|full|regular|usual|normal|customary|modified|light|old|own)\s+){0,4}"
    r"(?:[a-z-]+\s+)?(?:work|job|duty|duties|shifts?|position|post|desk|route|crew|line)\b"
)
BACK_TO_WORK = (
    rf"(?:return(?:ed|s)?|going|gone|went|came|got|is|was|been)\s+(?:back\s+)?(?:to|at|on)\s+{_WORK}"
    rf"|\bback\s+(?:to|at|on)\s+{_WORK}|resumed\s+{_WORK}|released\s+to\s+(?:full|regular|modified)\b"
    r"|\b(?:went|gone)\s+back\s+to\s+[a-z]+ing\b(?=[^.;]{0,40}\b(?:duty|duties|shifts?|hours|job)\b)"
    r"|\bback\s+(?:at|in|on|to)\s+(?:the|his|her|their)\s+(?:[a-z-]+\s+){0,2}[a-z-]+\s+"
    r"(?:since|full|from|as\s+of|half[\s-]days?|part[\s-]time|(?:\d{1,2}|two|three|four|five|six|eight)\s+hours)\b"
)
"""A return to work in words: "went back to his regular job", "back at the shop since May"."""
