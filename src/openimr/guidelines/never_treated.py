"""Words by which a record says that no treatment at all was had before the request."""

from __future__ import annotations

import functools
from typing import Final

from openimr.guidelines.criterion import Ground

_SO_FAR = (
    r"(so\s+far|to\s+date|as\s+yet|yet|up\s+to\s+now|until\s+now|thus\s+far"
    r"|(for|since)\s+(this|the|his|her)\s+(injury|accident|incident|condition|claim))"
)
_CARE = (
    r"((conservative|physical|formal|active|other|previous|prior|earlier|medical)\s+(or\s+\w+\s+)?)*"
    r"(treatments?|therap(y|ies)|care|rehab\w*|modalities)"
)
_HAD = (
    r"(had|have|received?|undergone?|tried|try|attend(ed)?|beg[iu]n|start(ed)?|got(ten)?|get"
    r"|(been|gone|go)\s+(to|in)|been\s+(given|provided|offered))"
)
_NOT = r"(has|have|had|was|were|did)(n['’]?t|\s+not)"

NO_CARE: Final = Ground(
    name="no treatment so far",
    words=(
        rf"\bno\s+(\w+\s+){{0,2}}?{_CARE}\b[^.;,]{{0,40}}\b{_SO_FAR}",
        rf"\b{_SO_FAR}\b[^.;]{{0,40}}\b(had|received|been)?\s*no\s+{_CARE}",
        rf"\b{_NOT}\s+(yet\s+|ever\s+)*{_HAD}\s+(any\s+)?(kind\s+of\s+|form\s+of\s+)?{_CARE}"
        r"(?!\s+(today|at this|this visit|other than|except|besides|beyond))",
        rf"\b(has|have|had)\s+(had|received)\s+no\s+(kind\s+of\s+|form\s+of\s+)?{_CARE}",
        rf"\b(has|have|had)\s+never\s+{_HAD}\s+(any\s+)?{_CARE}",
        rf"\bden(ies|ied)\s+(having\s+had\s+)?(any\s+)?(prior|previous|earlier|past)\s+{_CARE}",
        r"\bno\s+(prior|previous|earlier|past)\s+((conservative|physical|formal|active)\s+)?"
        r"(treatments?|therap(y|ies)|care)\b(?!\s+(notes?|records?))",
        rf"\b{_CARE}\s+(has|have)\s+not\s+(yet\s+)?(been\s+)?(started|begun|provided|given|tried)",
        rf"\b{_CARE}\s*(to\s+date|so\s+far)?\s*[:=-]\s*none\b",
        r"\b(treatment|therapy)[\s-]+na[iï]ve\b",
    ),
)
"""Denials of treatment as a whole; those of one treatment are facts of their own.

What a record calls "therapy" or "treatment" without more is care by hands or exercise.
"""

CARE_TO_DATE: Final = Ground(
    name="a list of the treatment to date",
    words=(
        rf"\b{_CARE}\s+(has|have)\s+(included|consisted)\b",
        rf"\b{_CARE}\s+(to\s+date|so\s+far|thus\s+far)\s*(:|(has|have|had)?\s*(included?|includes"
        r"|consisted|consists|been))",
        r"\b(to\s+date|so\s+far|thus\s+far)\b[^.;]{0,30}\b(treated|managed)\s+(only\s+)?with",
        rf"\b(prior|previous|past)\s+{_CARE}\s*(:|(has|have|had)?\s*(included?|includes|consisted))",
        r"\b(has|have|was|been)\s+(only|solely)\s+(been\s+)?(treated|managed)\s+with",
        r"\b(treated|managed)\s+(only|solely)\s+with|\b(treated|managed)\s+with\b[^.;]{0,80}\bonly\b",
    ),
)
"""Lists of all that was done, which deny what they leave out."""


@functools.cache
def never_had(name: str, words: tuple[str, ...]) -> Ground:
    """What denies one treatment, named by the words in which offices ask for it.

    Args:
        name: the treatment inside a sentence.
        words: patterns of its request wording.
    """
    it = f"(?:{'|'.join(f'(?:{word})' for word in words)})"
    kind = r"((any|prior|previous|earlier|past|formal|real|actual|outpatient|such|other)\s+){0,3}"
    not_now = r"(?!\s*(\w+\s+){0,2}(today|this\s+(visit|week)|notes?|records?|reports?|scheduled))"
    return Ground(
        name=f"no earlier {name}",
        words=(
            rf"\b(no|zero|without)\s+{kind}{it}(\s+(visits?|sessions?|treatments?|care))?\s+{_SO_FAR}",
            rf"\b(there\s+(has|have)\s+been|has\s+had|have\s+had|had|received)\s+(no|zero)\s+{kind}{it}"
            rf"{not_now}",
            rf"\b{_NOT}\s+(yet\s+|ever\s+)*{_HAD}\s+{kind}{it}{not_now}",
            rf"\b(has|have|had)?\s*never\s+{_HAD}\s+(in\s+|to\s+)?{kind}{it}{not_now}",
            rf"\bno\s+(history\s+of|previous|prior|earlier)\s+{kind}{it}{not_now}",
            rf"\b(will|would)\s+be\s+(his|her|their|the|an?)\s+(\w+['’]s\s+)?(very\s+)?first\b"
            rf"[^.;]{{0,30}}{it}",
            rf"{it}[^.;]{{0,20}}\b((has|have|had|was|were)\s+)?(not|never)\s+(yet\s+)?(been\s+)?"
            r"(tried|attempted|given|started|attended|begun|received|done)\b",
            rf"{it}\s*(to\s+date|so\s+far)?\s*[:=]\s*(none|never|no|0)\b",
            rf"{it}[^.;]{{0,30}}\bbut\s+(was\s+|were\s+)?(never|not)\s+(attended|started|begun|received)\b",
        ),
    )
