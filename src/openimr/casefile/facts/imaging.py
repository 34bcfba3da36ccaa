"""Findings of imaging and of nerve studies, from the reports and from notes that cite them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from openimr.casefile.facts.passages import Passage
from openimr.casefile.facts.sections import Section
from openimr.casefile.facts.stating import Setting, clause, own_date, state
from openimr.casefile.facts.vocabulary import Mention, vocabulary
from openimr.casefile.model import DocumentType
from openimr.vocabulary.fact import Assertion, Fact, FactKind

_REPORTS = (DocumentType.IMAGING_REPORT, DocumentType.ELECTRODIAGNOSTIC_REPORT)
_TITLE = re.compile(
    r"\b(?:mri?|ct|x-?ray|radiograph|ultrasound|bone scan|myelogram|electrodiagnostic|emg"
    r"|nerve conduction|arthrogram)\b",
    re.I,
)
_STUDY = re.compile(
    r"\b(?:MRI|MR arthrogram|CT(?: scan| head| myelogram)?|x-?rays?|radiographs?|XRs?|plain films?"
    r"|EMG(?:/NC[SV])?|NC[SV]|nerve conduction|electrodiagnostic\w*|ultrasound|bone scan"
    r"|myelogram|films?)\b"
)
_PAPERS = (
    DocumentType.APPLICATION,
    DocumentType.UR_DECISION,
    DocumentType.RFA,
    DocumentType.CORRESPONDENCE,
)
_ORDERED = re.compile(
    r"\b(?:request\w*|order\w*|recommend\w*|pending|schedul\w+|authori[sz]\w+|obtain|await\w*"
    r"|RFA)\b",
    re.I,
)
_OVERALL = re.compile(
    r"\bno (?:acute|significant|new)?\s*(?:intracranial |bony |osseous )?(?:abnormalit\w+"
    r"|process|fracture)\b|\b(?:normal|negative|unremarkable) (?:study|examination|exam|MRI|CT"
    r"|x-?rays?|EMG)",
    re.I,
)


def find(passage: Passage, setting: Setting) -> Iterator[Fact]:
    """Imaging and electrodiagnostic findings of one passage."""
    kind = passage.document.type
    if kind in _PAPERS:
        return
    report = kind in _REPORTS or (
        kind is DocumentType.OTHER
        and bool(
            _TITLE.search(setting.title)
            and not re.search(r"progress report|pr-2|evaluation", setting.title)
        )
    )
    if report and passage.section in (Section.IMPRESSION, Section.IMAGING):
        yield from _reported(passage, in_impression=passage.section is Section.IMPRESSION)
    elif not report and _STUDY.search(passage.text) and not _ORDERED.search(passage.text):
        yield from _cited(passage)


def _reported(passage: Passage, *, in_impression: bool) -> Iterator[Fact]:
    found = _distinct(passage)
    if in_impression and not found:
        if len(passage.text) < 12 or re.match(
            r"(?:comment|dictated|read by|electronically|reviewed)", passage.text, re.I
        ):
            return
        negative = bool(re.match(r"\s*(?:no|negative|normal|unremarkable)\b", passage.text, re.I))
        yield state(
            passage,
            FactKind.IMAGING_FINDING,
            None,
            assertion=Assertion.ABSENT if negative else Assertion.PRESENT,
        )
    for mention in found:
        yield _finding(passage, mention, 0.9 if in_impression else 0.75)


def _cited(passage: Passage) -> Iterator[Fact]:
    study = _STUDY.search(passage.text)
    for mention in _distinct(passage):
        if study and mention.start > study.start():
            yield _finding(passage, mention, 0.7, own_date(passage))


def _distinct(passage: Passage) -> list[Mention]:
    seen: dict[str, Mention] = {}
    for mention in vocabulary("imaging").find(passage.text):
        seen.setdefault(mention.concept, mention)
    return list(seen.values())


def _finding(
    passage: Passage, mention: Mention, confidence: float, date: dt.date | None = None
) -> Fact:
    context = passage.context(mention.start, mention.end)
    start, end = clause(passage, mention.start, mention.end)
    assertion = (
        Assertion.ABSENT
        if context.negated
        or (_OVERALL.search(passage.text[start:end]) and mention.concept == "normal-study")
        else Assertion.POSSIBLE
        if context.possible
        else Assertion.PRESENT
    )
    return state(
        passage,
        FactKind.IMAGING_FINDING,
        mention.concept,
        start=start,
        end=end,
        assertion=assertion,
        confidence=confidence,
        date=date,
    )
