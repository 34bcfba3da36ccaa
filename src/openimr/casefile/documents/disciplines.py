"""Who treats: the discipline that a letterhead and a signature name."""

from __future__ import annotations

import enum
import itertools
import re

from openimr.casefile.documents.page_view import PageView


class Discipline(enum.Enum):
    """The kind of clinician a paper comes from."""

    MEDICINE = "medicine"
    PSYCHOLOGY = "psychology"
    CHIROPRACTIC = "chiropractic"
    PHYSICAL_THERAPY = "physical therapy"
    ACUPUNCTURE = "acupuncture"


_CREDENTIALS = (
    (Discipline.ACUPUNCTURE, r"\bL\.?\s?Ac\b|\bDAOM\b|\bDipl\.?\s?O\.?M"),
    (Discipline.CHIROPRACTIC, r"(?<=[,\s])D\.?C\.?(?=[\s,;.)]|$)"),
    (
        Discipline.PHYSICAL_THERAPY,
        r"(?<=[,.;])\s?D?\.?P\.?T\.?A?\.?(?=[\s,;.)]|$)|(?<=[A-Za-z]\s)D?\.?P\.?T\.?A?\.?\s*(?=,|$)|\bOTR(?:/L)?\b|\bMSPT\b"
        r"|\bCHT\b",
    ),
    (
        Discipline.PSYCHOLOGY,
        r"\bP[Hh]\.?\s?D\b|\bP(?:sy|SY)\.?\s?D\b|\bLCSW\b|\bL?MFT\b"
        r"|\bLPCC?\b|\bEd\.?D\b",
    ),
    (Discipline.MEDICINE, r"\bM\.?D\b|\bD\.?O\b(?!\w)|\bD\.?P\.?M\b|\bF?NP(?:-C)?\b|\bPA-?C\b"),
)
_CREDENTIAL = tuple((d, re.compile(p, re.MULTILINE)) for d, p in _CREDENTIALS)
_WORDS = (
    (
        Discipline.MEDICINE,
        re.compile(
            r"pain\s+(?:medicine|management)|orthop(?:a?)edic|neurolog|internal\s+medicine"
            r"|(?:family|occupational|emergency)\s+(?:medicine|practice|department)"
            r"|urgent\s+care|physiatr|hospital",
            re.I,
        ),
    ),
    (Discipline.ACUPUNCTURE, re.compile(r"acupunctur|oriental\s+medicine", re.I)),
    (Discipline.CHIROPRACTIC, re.compile(r"chiropract", re.I)),
    (
        Discipline.PHYSICAL_THERAPY,
        re.compile(r"(?:physical|occupational|hand)\s+therap|physiotherap|\brehab\b", re.I),
    ),
    (
        Discipline.PSYCHOLOGY,
        re.compile(
            r"psycholog|psychotherap|behavio(?:u)?ral|counsel|mental\s+health|cognitive", re.I
        ),
    ),
)


_TOLD = re.compile(
    r"^\W*(?:cc|hpi|hx|history|subjective|chief\s+complaint|s|plan|dx|diagnos\w+|interval(?:\s+history)?|interim(?:\s+history)?)\s*[:.]"
    r"|\b\d{2}[\s-]*(?:y\.?/?o\b|years?[\s-]old)"
    r"|[a-z]{3,}[.;]\s+[A-Z]",
    re.MULTILINE,
)
"""Lines under a letterhead that already tell of the patient."""


def discipline_of(view: PageView) -> Discipline:
    """The discipline of a page's author: first by the signature, then by the letterhead."""
    signature = "\n".join(line.text for line in view.lines[-7:])
    above = itertools.takewhile(lambda line: not _TOLD.search(line.text), view.lines[:4])
    letterhead = "\n".join(line.text for line in above)
    votes = dict.fromkeys(Discipline, 0.0)
    for discipline, pattern in _CREDENTIAL:
        votes[discipline] += 2.0 * bool(pattern.search(signature))
        votes[discipline] += 1.5 * bool(pattern.search(letterhead))
    for discipline, pattern in _WORDS:
        votes[discipline] += 2.5 * bool(pattern.search(letterhead))
        votes[discipline] += 0.5 * bool(pattern.search(view.text))
    best = max(votes, key=lambda d: votes[d])
    return best if votes[best] > 0 else Discipline.MEDICINE
