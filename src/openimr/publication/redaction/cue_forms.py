"""Forms of sentences and entries in which a capitalized word can only be somebody's name.

In each the group "name" is the name; "does" is a word that only somebody does.
"""

from __future__ import annotations

import re

from openimr.publication.redaction.standing import RELATIONS
from openimr.publication.redaction.stranger_forms import CAPITAL, JOBS

_ONE = rf"{CAPITAL}(?:['’]{CAPITAL})?[^\W\d_]+(?:-[^\W\d_]+)?"
_TWO = rf"{_ONE}(?:[ ]{_ONE})?"
_SMALL = r"(?:[Dd]e(?:l|la)?|[Vv]an|[Vv]on|[Dd]e[ ]l[ao]s?)[ ]"
_NAME = rf"(?P<name>(?:{_SMALL})?{_ONE})"
_MIDDLE = r"(?P<middle>[ ][A-Z]\b\.?)?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DAY = rf"(?:\d{{1,2}}[/.-]\d|{_MONTH}[a-z]*\.?\s\d)"
_ROLE = rf"(?:{RELATIONS}|{JOBS})"

NAME_ENDS = re.compile(
    r"\s*[.,;:)\]]|\s*\n\s*\n|\s*$|['’]s\b|\s+[(–—\d]"
    r"|\s+(?:on|at|in|for|is|was|has|who|and|or|to|but|from|with|of|went|does|did|not|that|as|then)\b"
    r"|\s+[a-z]+(?:-\n[a-z]*)?ly\b|\s+[a-z]{3,}ed\b"
)
"""What follows somebody's name in the midst of a sentence."""
SIGN_ENDS = re.compile(
    rf"\s*[.,;:)\]]|\s*\n|\s*$|['’][sS]\b|\s+[(–—/\d-]|\s+(?i:{_MONTH})[A-Z]*\s\d"
)
"""Of it, what is no word."""

WITH_WHO = (
    re.compile(rf"\b(?:by|with|to|from|and|named)\s+{_NAME}(?=,\s+who\s)"),
    re.compile(
        rf"[\w)]:\s+{_NAME}(?=\s+(?:can|could|will|cannot)\s+(?:drive|help|cook|bathe|walk)\b)"
    ),
)
"""Somebody in the midst of a sentence of whom only "who" tells that he is one."""
INTRODUCED = re.compile(rf"{_NAME}(?=,\s+(?:who\b|(?:the|an?)\s+(?:[a-z-]+\s+){{0,2}}{_ROLE}\b))")
"""Somebody and what he is; a sentence may begin with it."""
WHO = re.compile(r",\s+who\s")
ABBREVIATED = (
    re.compile(rf"\b(?:UR|HR|IMR|QME|AME|PTP|PCP)\s\({_NAME}(?=\))"),
    re.compile(rf"\b(?:NCM|RNCM|PCP|PTP)[ ]{_NAME}(?=\s+[a-z]+|[.,;)])"),
    re.compile(rf"\b(?:NCM|RNCM|PCP|PTP):[ ]{_NAME}(?=\s*\n\s*\n|[ ]*[.,;)]|\s*$)"),
    re.compile(
        rf"(?i:\bopinion|\bconsult(?:ation)?|\breferral|\b(?:by|with|to|from|and|or)|[,;]):?\s{_NAME}"
        r"(?=\s\((?i:ortho|neuro|pain|psych|spin|rheum|pm&?r|physiat|podiat|chiro|cardio))"
    ),
    re.compile(
        rf"\((?i:surgeon|assistant|anesthesia|scribe|interpreter|adjuster|custodian|radiologist)[ ]"
        rf"{_NAME}(?=\s*[;,)])"
    ),
)
"""Who has an office in capitals, a field behind the name or a part in an operation."""
WRITTEN = (
    re.compile(rf"\b(?i:reply|objection letter|letter)[ ]{_NAME}(?=\s*[;,.\n]|\s*$)"),
    re.compile(
        rf"(?:[:;]|\b[Ll]etter(?:\s(?:of|from))?)\s{_NAME}\s+(?i:to)\s+(?:{_SMALL})?{_TWO},?\s+{_DAY}",
    ),
    re.compile(
        rf"(?:[:;]|\b[Ll]etter(?:\s(?:of|from))?)\s(?:{_SMALL})?{_TWO}\s+(?i:to)\s+{_NAME}"
        rf"(?=,?\s+{_DAY})"
    ),
)
"""Who wrote and who answered; whatever word stands there."""
RELATED = re.compile(rf"\b(?i:{RELATIONS}),?\s+{_NAME}(?=\s+[a-z]+)")
"""A relation and the name of whoever it is, in a sentence."""
WITHIN = (
    re.compile(
        rf"\b(?:by|with|named|told|asked|called|phoned|notified|informed|thanked|for|from|to)\s+"
        rf"{_NAME}(?={NAME_ENDS.pattern})",
    ),
    re.compile(rf"\b(?i:did|does|would|could)\s+{_NAME}(?=\s+[a-z]+)"),
    re.compile(r"\b(?:by|with)\s+(?P<name>[A-Z][a-z]|Her)(?=\s+[a-z])"),
    re.compile(
        r"\b(?:since|because|as|that|when|while|although|if|but),?\s+"
        rf"{_NAME}(?=\s+(?P<does>[a-z]+))"
    ),
    re.compile(rf"[a-z][,;]\s+{_NAME}(?=\s+(?P<does>[a-z]+))"),
    re.compile(
        rf"[\w)]:\s+{_NAME}(?=\s+(?P<does>already|can|could|will|helps|cannot|drives)\b)",
    ),
)
"""Forms in the midst of a sentence."""
BEGINS = re.compile(
    rf"(?:^|[.!?;]['\"”’)]?\s+|\b[QA]\.\s+){_NAME}"
    r"(?=\s+(?:(?:also|never|still|then|again|later)\s+)?(?P<does>[a-z]+))"
)
"""Somebody who speaks or acts, where a sentence begins."""
ANOTHER = re.compile(
    rf"\s+(?i:and|or|&)\s+{_NAME}"
    r"(?=\s*[.,;:)\n]|\s*$|['’]s\b|\s+(?:alike|both|to|in|on|for|who"
    r"|gave|saw|say|said|agreed?|disagree|were|are|have|recommend|recommended|told|wrote)\b)"
)
"""Another one beside somebody."""

LABELED = re.compile(
    rf":[ ]?(?P<name>(?P<family>{_TWO})[ ]?,[ ]?(?P<given>{_ONE}){_MIDDLE})"
    r"(?=[ ]*[;.\n(]|[ ]{2}|[ ]*$)"
)
"""Family and given name behind a colon."""
ENTRY = re.compile(
    rf"(?:,\s|\(|(?m:^)[ ]*|[ ]{{2}})(?P<name>(?:{_SMALL}|St\.[ ])?{_TWO}[ ]?,[ ]?{_TWO}{_MIDDLE})"
    rf"(?=,\s+{_DAY}|\s+[-–—]\s+{_DAY}|[ ]{{2}})"
)
"""Family and given name in a list of papers, beside a day."""
INITIALED = re.compile(
    r"(?:\b(?:by|with|to|of|from|and|or)\s+|\()"
    rf"(?P<name>(?:[A-Z]\.[ \n]?){{1,2}}(?P<last>(?:{_SMALL})?{_ONE}))"
    rf"(?={NAME_ENDS.pattern}|,?\s(?:M\.?D|D\.?O|D\.?C)\b)"
)
"""An initial and a family name that may be a word."""
WHOLE = re.compile(
    rf"(?P<name>(?P<given>{_ONE}(?:[ ]{_ONE})??)(?P<middle>[ ]{CAPITAL}\.)?[ ]"
    rf"(?!(?:Jr|Sr|II|III|IV|{_MONTH}[a-z]*)\b)(?P<last>(?:{_SMALL})?{_ONE})"
    r"(?:[ \n](?:Jr|Sr)\b\.?|[ \n](?:II|III|IV)\b)?)"
    r"(?=\s*[.,;:)\]]|\s*\n|\s+(?:MD|DO|DC|PA|NP)\b|\s*$|['’]s\b|\s+[–—/-]|\s+[a-z]|\s\(|\s{2}|\s\d"
    rf"|\s+{_MONTH}|(?<=[A-Z][A-Z])[ \n][A-Z]{{2,}}\b)"
)
"""A given name, perhaps an initial, and a family name that is a word."""
LEADS = re.compile(
    r"(?:\b(?i:by|with|from|to|of|for|and|or|named|email|via|are|were|been|this\s+is"
    rf"|{RELATIONS}s?|{JOBS}|physician|doctor),?\s+"
    r"|\b(?:PA|NP|RN|MA|HR),?:?\s+|\b[QA]\.\s+|[–—/:;(|]\s?|[a-z],\s|^\s*)$"
)
"""What stands before a whole name whose two parts are words."""
DATED = re.compile(rf"\s*[-–—/|]\s*(?:\d|(?i:{_MONTH})[a-zA-Z]*\s\d)")
"""A day behind the name in a list of papers."""
ASSISTANT = re.compile(r",\s+(?:MA|CMA|RMA)\b(?!\s+\d)")
"""A medical assistant's degree behind the name; a number behind it makes it a state."""
