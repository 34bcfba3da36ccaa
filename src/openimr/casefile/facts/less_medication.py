"""Whether a passage says that less medication is taken, or as much as before."""

from __future__ import annotations

import re

from openimr.casefile.facts.passages import Passage
from openimr.casefile.facts.sections import Section
from openimr.vocabulary.drugs import find_drugs
from openimr.vocabulary.numbers import NUMBER, parse_number

_LESS_MEDICATION = re.compile(
    r"\b(?:off (?:of )?all (?:of )?(?:his |her )?(?:opioids?|opiates?|narcotics"
    r"|pain med\w*|medications?)"
    r"|(?:less|fewer|reduced|decreas\w+|cut (?:down|back)|weaned|tapered"
    r"|stopped) (?:\w+ ){0,3}?(?:medications?|meds|pills|opioids?|narcotics|norco|percocet"
    r"|tramadol)|(?:medications?|meds|opioid|opiate|narcotic|analgesic|pill) (?:use"
    r"|intake)[^.;]{0,30}(?:reduced|decreased|less|down|cut|halved|lower)"
    r"|(?:use|intake|consumption|dose|number) of (?:\w+ ){0,3}?(?:medications?|meds|pills|opioids?"
    r"|narcotics)[^.;]{0,30}(?:reduced|decreased|less|down|cut|halved|lower))\b",
    re.I,
)
_SAME_MEDICATION = re.compile(
    r"\b(?:(?:medications?|meds|opioid|opiate|analgesic|pill)\s+(?:use"
    r"|intake)[^.;]{0,30}(?:unchanged|the same|no change|not changed)|uses? \w+ the same"
    r"|no (?:change|reduction) (?:in|of) (?:meds|medications?|opiates|opioids|medication use)"
    r"|(?:meds|medications?|dosages?)\W+(?:are |is |remain )?(?:the )?(?:same|unchanged)\b"
    r"|same (?:amount|dose|dosage|number) of (?:\w+ )?(?:medications?|meds|pills|medicine)"
    r"|\w+ same, \w+ same|medication has not come down"
    r"|(?:not|n['’]t|unable) (?:been )?(?:able )?(?:to )?(?:reduced?|decreased?|wean\w*|cut down"
    r"|cut back|taper\w*)\s+(?:\w+\s+){0,3}?(?:medications?|meds|opioids?|narcotics|pills))",
    re.I,
)
_REDUCED_DRUG = re.compile(
    r"\b(?:half as (?:much|many)|off all|cut(?: down| back)?(?: on)?|reduc\w+|decreas\w+|taper\w*"
    r"|wean\w*"
    r"|less|fewer"
    r"|discontinued|no longer (?:needs?|takes?|taking|requires?|uses?|on)|stopped"
    r"|(?:able to|could|managed to) (?:stop|come off)(?: taking| using)?"
    r"|off)\s+(?:off\s+)?(?:of\s+)?"
    r"(?:the\s+|her\s+|his\s+)?(?:(?:use|intake|dose|dosage)\s+of\s+)?$",
    re.I,
)
_DRUG_CUT = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:dose |dosage |use )?"
    r"(?:(?:use |intake )?(?:was|were|is|has been|have been|has gone|went|could be)\s+down\b"
    r"|(?:was|were|is|has been|have been|could be)\s+"
    r"(?:cut|reduced|decreased|lowered|tapered|weaned|halved)\b"
    r"|(?:cut|reduced|decreased|lowered|tapered|weaned|halved|down)(?=\s+(?:from|to|by"
    r"|in half)\b|\s*[,.;]|\s*$))",
    re.I,
)
_DRUG_STOPPED = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:\d+\s*mg\s*)?(?:was|were|is|has been|have been)?\s*"
    r"(?:stopped|discontinued|d/c['’]?d|weaned off|tapered off"
    r"|no longer (?:needed|taken|used|required))\b",
    re.I,
)
_SELDOM_NOW = re.compile(
    r"[^.;]{0,15}\bless\s+(?:often|frequently)\b|[^.;]{0,20}\bnow\s+(?:only\s+|just\s+)?(?:as\s+needed|prn|occasional\w*|once|at\s+night"
    r"|at\s+bedtime|rarely)[^.;]{0,20}\b(?:previously|before|was|from|instead|used\s+to|down)\b",
    re.I,
)
_SELDOMER = re.compile(
    r"[^.;]{0,10}\bonly\s+(?:once|twice|as\s+needed|occasional\w*|at\s+night)[^.;]{0,30}"
    r"\b(?:instead|rather\s+than|previously|down\s+from)\b",
    re.I,
)
_FROM_TO = re.compile(
    rf"\bfrom\s+(?P<first>{NUMBER})\s+[a-z][^.;]{{0,25}}?\bto\s+(?P<then>{NUMBER})\b", re.I
)
_OF_PAIN = re.compile(r"\bpain\b|/\s*10|\bVAS\b|\bscore|\bminutes?\b|\bpounds?\b|\blbs?\b", re.I)
_SAME_BEFORE = re.compile(r"\bsame\s+(?:dose\s+of\s+|amount\s+of\s+)?$", re.I)


def less_medication(passage: Passage) -> bool:
    """Whether a medicine was cut, stopped or is no longer needed, not for its side effects."""
    text = passage.text
    if passage.section is Section.PLAN or re.search(r"\bgoals?\b", text, re.I):
        return False
    if _LESS_MEDICATION.search(text):
        return not re.search(r"\b(?:no|not|unable|cannot)\b", text, re.I)
    return any(
        (
            _REDUCED_DRUG.search(text[: drug.start])
            or _DRUG_CUT.match(text, drug.end)
            or _DRUG_STOPPED.match(text, drug.end)
            or _SELDOM_NOW.match(text, drug.end)
            or _SELDOMER.match(text, drug.end)
            or _fewer(text)
        )
        for drug in find_drugs(text)
        if not re.search(
            r"\bnot been able\b|due to|\bd/t\b|secondary to|because|side effect|nausea|ineffective"
            r"|no help|\bupset|intoleran|\bGI\b|dry mouth|grogg|drows|sedat|dizz|\brash\b|itch"
            r"|does nothing|did nothing|made (?:him|her|them) (?:sick|ill)",
            text,
            re.I,
        )
    )


def _fewer(text: str) -> bool:
    """Whether a number of tablets or milligrams went down ("from six Norco a day to two")."""
    match = _FROM_TO.search(text)
    if match is None or _OF_PAIN.search(text, max(0, match.start() - 25), match.end() + 10):
        return False
    first, then = parse_number(match["first"]), parse_number(match["then"])
    return first is not None and then is not None and then < first


def same_medication(text: str) -> bool:
    """Whether medication is said to be as before ("meds same", "on the same tramadol")."""
    if _SAME_MEDICATION.search(text):
        return True
    return any(_SAME_BEFORE.search(text[: drug.start]) for drug in find_drugs(text))
