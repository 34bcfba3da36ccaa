"""Words by which a record tells that a worker depends less on treatment (8 CCR 9792.20)."""

from __future__ import annotations

from typing import Final

from openimr.guidelines.criterion import Ground

_CARE = (
    r"(visits?|sessions?|treatments?|therapy|care|injections?|appointments?|(?-i:PT)|chiropractic"
    r"|acupuncture|adjustments)"
)
_AID = (
    r"(TENS|brace|splint|sling|collar|cane|crutch(es)?|walker|wheelchair|lumbar\s+support|orthosis"
    r"|H-?wave|corset|boot)"
)

LESS_CARE: Final = Ground(
    name="less dependence on treatment",
    words=(
        rf"\b(reduc\w*|decreas\w*|taper\w*|cut|cutting|fewer|less\s+frequent|spac\w+\s+out)\s+"
        rf"((the|his|her|their|out|back|down|on|number|frequency|of|weekly|to|need|for)\s+){{0,4}}{_CARE}"
        r"\b(?!\s+(pain|note))",
        rf"\b(weaned|weaning)\s+(off|from)\s+(\w+\s+)?{_CARE}\b",
        rf"\b(frequency|number)\s+of\s+(\w+\s+){{0,2}}{_CARE}\b[^.;]{{0,30}}"
        r"\b(reduc|decreas|taper|cut|down|lower)",
        rf"\b{_CARE}\b[^.;]{{0,30}}\b(reduced|decreased|tapered|cut\s+(down|back)|spaced\s+out|went"
        r"\s+(down\s+)?from)\b[^.;]{0,25}\b(week|month|from|to)\b",
        rf"\bno\s+longer\s+(needs?|requires?|uses?|relies\s+on|depends?\s+on|sees?|wears?)\b"
        rf"[^.;]{{0,30}}\b({_CARE}|{_AID})",
        rf"\b(weaned(\s+(off|from))?|(now|came|is)\s+off)\b[^.;]{{0,15}}\b{_AID}\b",
        rf"\b(stopped|discontinued|now\s+\w+\s+without)\s+((using|wearing)\s+)?"
        rf"(\w+\s+){{0,2}}{_AID}\b",
        r"\bdischarged\b[^.;]{0,30}\b(home|independent|self|HEP)|\btransition(ed|ing)?\s+to\s+"
        r"(an?\s+|the\s+|his\s+|her\s+)?(independent|home|self|HEP|gym)",
        r"\b(less|reduced|decreased|diminished)\s+(dependen|relian)\w+\s+(on|upon)\b",
        r"\b(not|n't|no)\s+(needed|required|sought|had)\s+(any\s+)?(further|more|additional)\s+"
        r"(injections?|ER\s+visits?|emergency)",
    ),
)
"""Fewer visits, no longer an aid: besides fewer medicines, which are facts of their own."""
