"""Requests that name a kind of treatment and not the treatment: what they leave out."""

from __future__ import annotations

import re

_AROUND = re.compile(
    r"\b(continu\w*|refills?|renew\w*|requests?|authori[sz]ation|for|of|the|all|any|his|her|their"
    r"|current(ly)?|present|prescribed|existing|same|usual|routine|additional|further|more|ongoing"
    r"|new|initial|as|needed|prn|directed|pending|with|and|a|an|to|please|approve|treating"
    r"|medically|necessary|unspecified|various|multiple|other|certain|qty|quantity|x?\s*#?\d+"
    r"|days?|weeks?|months?|supply|review)\b",
    re.IGNORECASE,
)
_KINDS = (
    (
        r"(pain|oral|topical|psych\w*|chronic|rx|prescription)*\s*(medications?|medicines?|meds?|drugs?"
        r"|pills?|prescriptions?|rx|pain\s*relievers?|analgesics?|pain\s*creams?|creams?)"
        r"(\s*management)?",
        "which medication is asked for, with its strength and number",
    ),
    (
        r"(steroid|cortisone|pain)*\s*(injections?|shots?|blocks?)",
        "which injection is asked for, and where",
    ),
    (
        r"(diagnostic)*\s*(MRIs?|CTs?|CT\s*scans?|x-?\s*rays?|imaging|scans?|ultrasounds?|films?"
        r"|radiographs?|studies|stud\w+|diagnostics?|tests?|testing)(\s*(stud\w+|scans?))?",
        "which study is asked for, and of which part of the body",
    ),
    (
        r"(blood|laboratory|lab)*\s*(labs?|bloodwork|work|tests?|panels?|laboratory)",
        "which laboratory tests are asked for",
    ),
    (
        r"(conservative|medical)*\s*(therap(y|ies)|treatments?|care|rehab\w*|modalities|sessions?"
        r"|visits?)",
        "which treatment is asked for, and how many visits",
    ),
    (r"(surg\w+|operations?|procedures?)", "which operation is asked for"),
    (
        r"(medical|durable)*\s*(supplies|equipment|DME|devices?|appliances?|braces?|supports?)",
        "which equipment is asked for, and for how long",
    ),
    (r"pain\s*management", "whether a consultation or a treatment is asked for"),
)
"""Words that are all there is to a request, and what a decision on it needs."""


def left_out(text: str) -> str | None:
    """What a request that names no treatment leaves out; None where it names one."""
    plain = re.sub(r"[^\w\s/-]", " ", _AROUND.sub(" ", text))
    words = " ".join(plain.split()).strip("-/ ")
    found = (missing for kind, missing in _KINDS if re.fullmatch(kind, words, re.IGNORECASE))
    return next(found, None)
