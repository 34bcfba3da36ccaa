"""Who wrote a document: the person who signed it, or the organisation on its letterhead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz

from openimr.casefile.documents.page_view import PageView
from openimr.casefile.documents.people import NAME, cased_organisation, is_organisation, persons
from openimr.casefile.model import DocumentType as T

_SIGNED_BY = re.compile(
    r"electronically\s+signed|\bsigned\b|dictated|\bsurgeon\b|\bphysician\b(?!'s)|\bprovider\b|"
    r"seen\s+by|evaluator|examiner|interpreted|read\s+by|radiologist|determination\s+made\s+by|"
    r"reviewer|reviewed\s+by|therapist|performed\s+by|author",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\bcc\b|refer\w*|\bdear\b|\bto\b\s*:?|\battn|requested\s+by|ordered|\bref\b|assistant|\basst|"
    r"via\s+fax|your\s+(?:physician|doctor|provider)|director|attorney|adjuster|\bpcp\b|with\s+dr|\bper\b|anesthesia|prescriber|consult",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"(?:senior\s+|sr\.?\s+)?(?:claims?\s+(?:examiner|adjuster|specialist|representative|manager|analyst)|"
    r"adjuster|examiner|case\s+manager|nurse|manager|director|supervisor|human\s+resources|coordinator|"
    r"representative|paralegal|legal\s+assistant|assistant|specialist|administrator)",
    re.IGNORECASE,
)
_SERVED = re.compile(r"(?:proof|certificate|declaration)\s+of\s+(?:service|mailing)", re.IGNORECASE)
_PARTS = re.compile(r"\s{2,}|\s[-–—|•·]\s")
"""What separates a practice's name from the title or address on its line."""

_ADDRESSED = {T.UR_DECISION, T.MEDICAL_LEGAL_REPORT}
_PATIENT_WRITES = {T.QUESTIONNAIRE}
_ORGANISATION_WRITES = {T.LAB_REPORT, T.MEDICATION_LIST}


def author_of(views: Sequence[PageView], kind: T, subject: str | None) -> str | None:
    """The author as "Name, CREDENTIAL" and, where an office answers for it, the organisation.

    Args:
        views: the document's pages.
        kind: its type.
        subject: the patient's name, who writes applications and questionnaires.
    """
    if kind is T.APPLICATION:
        return _applicant(views, subject)
    if kind in _PATIENT_WRITES:
        return subject
    office = organisation_of(views[0])
    if kind in _ORGANISATION_WRITES:
        return office
    if kind is T.CORRESPONDENCE:
        return _correspondent(views, office)
    person = _signer(views, kind)
    if kind is T.UR_DECISION and person and office:
        return f"{person} / {office}"
    return person or office or None


def _applicant(views: Sequence[PageView], subject: str | None) -> str | None:
    """The employee, unless an attorney's signature stands on the form."""
    for line in views[0].lines[-8:]:
        for name, _ in persons(line.text):
            if name.endswith("Esq."):
                return f"{name} (attorney for employee)"
    return f"{subject} (employee)" if subject else None


def _signer(views: Sequence[PageView], kind: T) -> str | None:
    votes: Counter[str] = Counter()
    for n, view in enumerate(views):
        if n and _SERVED.search(view.text[:400]):
            continue
        last = n == len(views) - 1 or _SERVED.search(views[n + 1].text[:400]) is not None
        for m, line in enumerate(view.lines):
            for name, start in persons(line.text):
                known = next((v for v in votes if _same_person(v, name)), name)
                before = line.text[:start] or _label_above(view, m)
                addressed = kind in _ADDRESSED and not n and 1 < m < min(12, len(view.lines) - 2)
                votes[known] += _weight(before, m, len(view.lines), first=n == 0, last=last)
                votes[known] -= 10 * (addressed and not _SIGNED_BY.search(before))
    if not votes:
        return None
    name, score = max(votes.items(), key=lambda vote: vote[1])
    if score <= 0:
        return None
    return max((v for v in _spellings(views, name)), key=len, default=name)


def _label_above(view: PageView, line: int) -> str:
    """The line above a lone name, where it is a label and no sentence."""
    above = view.lines[line - 1].text if line else ""
    return above if len(above.split()) <= 3 else ""


def _weight(before: str, line: int, total: int, *, first: bool, last: bool) -> int:
    """How strongly a person's place says that he or she wrote the paper, in tenths."""
    label = before[-40:]
    if _OTHERS.search(label):
        return -5
    if _SIGNED_BY.search(label):
        return 30
    if last and line >= total - 7:
        return 25
    return 15 if first and line < 5 else 1


def _same_person(one: str, other: str) -> bool:
    """Whether two spellings, one perhaps with initials, name the same person."""
    a, b = (name.partition(",")[0].lower().split() for name in (one, other))
    if fuzz.ratio(a[-1], b[-1]) < 85:
        return False
    return a[0][0] == b[0][0] and (len(a[0]) < 3 or len(b[0]) < 3 or fuzz.ratio(a[0], b[0]) >= 75)


def _spellings(views: Sequence[PageView], name: str) -> list[str]:
    return [found for view in views for found, _ in persons(view.text) if _same_person(found, name)]


def organisation_of(view: PageView) -> str | None:
    """The practice, company or office on a page's letterhead."""
    for line in view.lines[:5]:
        for part in _PARTS.split(line.text):
            text = part.strip(" ,-_|‘’'\"")
            if 6 <= len(text) <= 70 and len(text.split()) >= 2 and is_organisation(text):
                return cased_organisation(text)
    return None


def _correspondent(views: Sequence[PageView], office: str | None) -> str | None:
    person = _letter_signer(views)
    if person and office and not person.endswith("Esq."):
        return f"{person}, {office}"
    return person or office


def _letter_signer(views: Sequence[PageView]) -> str | None:
    """The name over or beside a job title, or the last name before the copies."""
    lines = [line.text.strip() for line in views[-1].lines[-9:]]
    lines = [ln for ln in lines if not re.match(r"(?:cc|encl?)\b", ln, re.I)]
    for n in range(len(lines) - 1, -1, -1):
        found = re.match(rf"({NAME})\b", lines[n])
        job = bool(_JOB.search(lines[n])) or (
            n + 1 < len(lines) and bool(_JOB.search(lines[n + 1]))
        )
        if found and (job or len(lines[n]) - len(found[1]) < 8) and not is_organisation(found[1]):
            credited = next((name for name, _ in persons(lines[n])), None)
            return credited or found[1]
    return None
