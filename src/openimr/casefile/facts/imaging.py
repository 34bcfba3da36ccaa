"""Findings of imaging and of nerve studies, from the reports and from notes that cite them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from openimr.casefile.facts.passages import Passage
from openimr.casefile.facts.sections import Section
from openimr.casefile.facts.stating import Setting, clause, own_date, state
from openimr.casefile.facts.vocabulary import Mention, vocabulary
from openimr.casefile.facts.whereabouts import size, where
from openimr.casefile.model import DocumentType
from openimr.vocabulary.fact import Assertion, Fact, FactKind

_REPORTS = (DocumentType.IMAGING_REPORT, DocumentType.ELECTRODIAGNOSTIC_REPORT)
_TITLE = re.compile(
    r"\b(?:mri?|ct|x-?ray|radiograph|ultrasound|bone scan|myelogram|electrodiagnostic|emg"
    r"|nerve conduction|arthrogram)\b",
    re.I,
)
_STUDY = re.compile(
    r"\b(?:MRI|MR arthrogram|CT(?: scan| head| myelogram)?|[Xx]-?\s?rays?|radiographs?|XRs?"
    r"|plain films?|[Rr]oentgenogra\w+|EMG(?:/NC[SV])?|NC[SV]"
    r"|[Nn]erve conduction|[Ee]lectrodiagnostic\w*|[Mm]agnetic resonance|[Uu]ltrasound|[Bb]one scan"
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
_SPINE = re.compile(r"[CTDL]\d{1,2}\s?[-–/]\s?[CTDLS]?\d{1,2}\b", re.I)
_SIDES = frozenset({"left", "right", "bilateral"})
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
        in_impression = passage.section is Section.IMPRESSION
        yield from _reported(passage, setting, in_impression=in_impression)
    elif not report and not _ORDERED.search(passage.text):
        yield from _cited(passage)


def _reported(passage: Passage, setting: Setting, *, in_impression: bool) -> Iterator[Fact]:
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
        place = _place(passage, mention) or _titled(setting.title)
        yield _finding(passage, mention, 0.9 if in_impression else 0.75, place=place)


def _cited(passage: Passage) -> Iterator[Fact]:
    study = _STUDY.search(passage.text)
    if study is None and passage.section is not Section.IMAGING:
        return
    behind = study.start() if study else -1
    for mention in _distinct(passage):
        if mention.start > behind:
            place = _place(passage, mention)
            yield _finding(passage, mention, 0.7, place=place, date=own_date(passage))


def _place(passage: Passage, mention: Mention) -> str | None:
    """Where the finding is; the level that opens the paragraph where its sentence names none."""
    if passage.context(mention.start, mention.end).negated:
        return where(passage.text, mention.start, mention.end, alone=True)
    told = where(passage.text, mention.start, mention.end, spine_side=False)
    level = None if told and _SPINE.match(told) else _SPINE.match(passage.lead)
    if level is None:
        return told
    led = where(passage.lead, *level.span(), spine_side=False)
    side = told if told in _SIDES else None
    return f"{led}, {side}" if side else led


def _titled(title: str) -> str | None:
    """The part of the body in a report's heading lines."""
    study = _TITLE.search(title)
    return where(title, *study.span()) if study else None


def _distinct(passage: Passage) -> list[Mention]:
    seen: dict[str, Mention] = {}
    for mention in vocabulary("imaging").find(passage.text):
        seen.setdefault(mention.concept, mention)
    return list(seen.values())


def _finding(
    passage: Passage,
    mention: Mention,
    confidence: float,
    *,
    place: str | None,
    date: dt.date | None = None,
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
    millimetres = size(passage.text, mention.start, mention.end)
    return state(
        passage,
        FactKind.IMAGING_FINDING,
        mention.concept,
        start=start,
        end=end,
        about=place,
        value=millimetres,
        unit="mm" if millimetres is not None else None,
        assertion=assertion,
        confidence=confidence,
        date=date,
    )
