"""Families of treatments, the words for them, and what a text says about the request itself."""

from __future__ import annotations

import functools
import re

from openimr.vocabulary.drugs import find_drugs
from openimr.vocabulary.value import Value

_WORDS: dict[str, str] = {
    "mri": r"mri'?s?|mra|magnetic\s+resonance(?:\s+imaging)?|mr\s+arthrogra\w+",
    "ct": r"ct(?:\s+scans?)?|cat\s+scans?|comput(?:ed|er|erized)\s+(?:axial\s+)?tomograph\w+",
    "x-ray": r"x-?\s?rays?|radiographs?|radiography|plain\s+films?|plain\s+film\s+\w+|roentgen\w*",
    "ultrasound": r"ultrasounds?|ultrasonograph\w*|sonogra\w+",
    "bone-scan": r"bone\s+scans?|scintigra\w+|spect|dexa(?:\s+scan)?|bone\s+density",
    "electrodiagnostic": (
        r"emgs?|ncv?s?|ncvs|nerve\s+conduction(?:\s+\w+){0,2}|electromyogra\w+|"
        r"electro-?\s?diagnos\w+|electroneuro\w+"
    ),
    "discogram": r"disco?gra\w+|myelogra\w+",
    "physical-therapy": (
        r"physical\s+therap\w+|physio-?therap\w+|(?-i:PT|OT)|occupational\s+therap\w+|hand\s+therap\w+|"
        r"physical\s+medicine(?!\s+(?:and|&)\s+rehab)|therapeutic\s+exercises?|aqua(?:tic)?\s+therap\w+"
    ),
    "manipulation": (
        r"chiropract\w+|chiro|spinal\s+manipulat\w+|manipulat\w+|manual\s+therap\w+|(?-i:CMT|OMT)|"
        r"osteopathic\s+(?:treatment|therapy)"
    ),
    "acupuncture": r"(?:electro-?)?acupunct\w+",
    "massage": r"massag\w+|myofascial\s+release",
    "traction": r"traction|inversion\s+table|spinal\s+decompression\s+(?:unit|table|therapy)",
    "tens": (
        r"(?-i:TENS|NMES|IFC)(?:\s+units?)?|electrical\s+(?:nerve\s+|muscle\s+)?stimulat\w+|interferential\w*|"
        r"h-?wave|neuromuscular\s+electrical\s+stimulat\w+|neurostimulat\w+"
    ),
    "shockwave": r"shock-?\s?wave\w*|(?-i:ESWT)",
    "laser": r"low[- ]level\s+laser\w*|(?-i:LLLT)|laser\s+therapy",
    "psychotherapy": (
        r"psychotherap\w+|cognitive[\s-]+behaviou?ral?\b(?:\s+\w*therap\w+)?|(?-i:CBT)|"
        r"psychological\s+(?:treatment|therap\w+|counsel\w+)|counsell?ing"
    ),
    "biofeedback": r"biofeedback",
    "epidural-injection": (
        r"epidurals?(?:\s+steroid\s+injections?)?|(?-i:ESIs?|LESI|CESI|TFESI)|transforaminal(?:\s+\w+)?"
    ),
    "facet-procedure": (
        r"facet(?:\s+joint)?\s+(?:injections?|blocks?)|medial\s+branch\s+blocks?|(?-i:MBBs?)|"
        r"radio-?frequency\s+\w+|rhizotom\w+|neurotom\w+"
    ),
    "trigger-point-injection": r"trigger\s+points?\s+injections?|(?-i:TPIs?)",
    "joint-injection": (
        r"(?:cortico-?\s?)?steroid\s+injections?|cortisone\s+(?:injections?|shots?)|intra-?articular\s+injections?|"
        r"hyaluron\w+(?:\s+acid)?(?:\s+injections?)?|viscosupplement\w*|platelet[\s-]+rich\s+plasma|(?-i:PRP)"
    ),
    "surgery": (
        r"arthroscop\w+|surger\w+|surgical\s+(?:intervention|procedure|repair|treatment)|arthroplast\w+|"
        r"(?:micro)?dis[ck]ectom\w+|laminectom\w+|laminotom\w+|foraminotom\w+|meniscectom\w+|acromioplast\w+|"
        r"herniorrhaph\w+|tenotom\w+|fusions?|(?-i:ACDF|TLIF|PLIF|ALIF)|(?:carpal|cubital)\s+tunnel\s+release|"
        r"(?:rotator\s+cuff|labral|tendon|ligament|hernia|meniscal)\s+repairs?|joint\s+replacement"
    ),
    "brace": (
        r"brac(?:e|es|ing)|splints?|orthos[ei]s|orthotics?|sling|cam\s+(?:boot|walker)|"
        r"walking\s+boot"
    ),
    "functional-capacity": r"functional\s+capacity(?:\s+evaluations?)?|(?-i:FCE)",
    "drug-testing": (
        r"urine\s+(?:drug\s+)?(?:tests?|testing|screens?|screening)|urine\s+toxicology|"
        r"(?-i:UDT|UDS)|drug\s+(?:test|screen)\w*"
    ),
    "work-conditioning": r"work\s+(?:conditioning|hardening)",
    "pain-program": (
        r"functional\s+restoration|pain\s+(?:management\s+)?program\w*|"
        r"multidisciplinary\s+program"
    ),
    "home-health": r"home\s+health\w*|home\s+care",
    "gym-membership": r"gym\s+membership|health\s+club",
    "sleep-study": r"sleep\s+stud\w+|polysomnogra\w+",
    "nerve-block": (
        r"(?:sympathetic|stellate(?:\s+ganglion)?|occipital(?:\s+nerve)?|peripheral\s+nerve)\s+blocks?"
    ),
    "botulinum-toxin": r"botulinum(?:\s+toxin)?|botox",
    "cold-therapy": r"cold\s+therapy(?:\s+unit)?|cryotherap\w+|ice\s+machine|polar\s+care",
    "bed": r"hospital\s+bed|mattress(?:es)?",
    "transportation": r"transportation",
    "stimulator": r"spinal\s+cord\s+stimulat\w+|intrathecal\s+\w+|pain\s+pump",
}

ADJACENT: dict[str, frozenset[str]] = {
    "physical-therapy": frozenset({"manipulation", "massage", "ultrasound", "traction"}),
    "manipulation": frozenset({"physical-therapy", "massage", "ultrasound", "traction"}),
    "psychotherapy": frozenset({"biofeedback"}),
    "biofeedback": frozenset({"psychotherapy"}),
    "epidural-injection": frozenset({"joint-injection", "nerve-block"}),
    "joint-injection": frozenset(
        {"epidural-injection", "trigger-point-injection", "facet-procedure"}
    ),
    "trigger-point-injection": frozenset({"joint-injection"}),
    "facet-procedure": frozenset({"joint-injection"}),
    "laser": frozenset({"acupuncture"}),
    "tens": frozenset({"acupuncture"}),
}
"""Families whose words often describe one another; naming one for the other is no slip."""

IMAGING = frozenset({"mri", "ct", "x-ray", "ultrasound", "bone-scan", "discogram"})
THERAPY = frozenset({"physical-therapy", "manipulation", "acupuncture", "massage"})
INJECTIONS = frozenset(
    {
        "epidural-injection",
        "facet-procedure",
        "trigger-point-injection",
        "joint-injection",
        "nerve-block",
    }
)

NAMES: dict[str, str] = {
    "mri": "an MRI",
    "ct": "a CT scan",
    "x-ray": "X-rays",
    "tens": "electrical stimulation",
    "electrodiagnostic": "electrodiagnostic testing",
    "manipulation": "manual therapy and manipulation",
    "epidural-injection": "an epidural injection",
    "topical": "topical drugs",
}
"""Families whose name is not simply their id without hyphens."""

_PATTERN = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<{name.replace('-', '_')}>{words})" for name, words in _WORDS.items())
    + r")(?!\w)",
    re.IGNORECASE,
)

TOPICAL_FORM = re.compile(
    r"\b(?:topical\w*|creams?|ointments?|gels?|patch(?:es)?|lotions?|transdermal|salves?|pads?|roll-on|"
    r"balms?|liniments?|plasters?|sprays?)\b|\d\s*%",
    re.IGNORECASE,
)
ORAL_FORM = re.compile(
    r"\b(?:oral(?:ly)?|tablets?|tabs?|capsules?|caps?|pills?|caplets?|by mouth|p\.?o\.?|suspension|"
    r"delayed[- ]release|extended[- ]release)\b|\d\s*mg\b(?!\s*/\s*(?:g|ml))",
    re.IGNORECASE,
)


class TreatmentMention(Value, frozen=True, kw_only=True):
    """A treatment family named in a text: its id and where the words stand."""

    family: str
    start: int
    end: int


def find_treatments(text: str) -> tuple[TreatmentMention, ...]:
    """The treatment families named in a text, in order; drugs are not among them."""
    return tuple(
        TreatmentMention(
            family=(match.lastgroup or "").replace("_", "-"), start=match.start(), end=match.end()
        )
        for match in _PATTERN.finditer(text)
    )


def named(family: str) -> str:
    """A family in plain words."""
    return NAMES.get(family, family.replace("-", " "))


def compatible(family: str, families: frozenset[str]) -> bool:
    """Whether a family is among others or is often described in their words."""
    return family in families or bool(ADJACENT.get(family, frozenset()) & families)


@functools.cache
def _drug_classes(text: str) -> frozenset[str]:
    return frozenset(mention.drug.drug_class for mention in find_drugs(text))


def drug_classes(text: str) -> frozenset[str]:
    """Classes of the drugs named in a short text (a heading, a section name)."""
    return _drug_classes(text)
