"""The employee's occupation in the record's words, with its place."""

from __future__ import annotations

import re

from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.review.quoting import Quoter
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.value import Value

_OLD = r"(?:\d{2}|[A-Z][a-z]+(?:-[a-z]+)?)[\s-]*(?:year|yr)s?\.?[\s-]*old|\d{2}\s?y/?\.?o\.?"
_QUALITY = (
    r"(?i:,?\s+(?:and\s+)?(?:right|left|RH|LH|R|L|male|female|man|woman|gentleman|lady|married|single"
    r"|divorced|widowed|separated|never[- ]married|caucasian|white|black|hispanic|latin[ao]"
    r"|asian|african[- ]american|english[- ]speaking|spanish[- ]speaking|obese|pleasant"
    r"|M|F|hand(?:ed)?|dominant|(?:right|left|R|L)[- ]hand(?:ed)?(?:[- ]dominant)?)\b)*"
)
_JOB = r"(?P<job>(?:[A-Z]?[a-z][a-z/'-]+)(?:\s+(?:of\s+)?[A-Z]?[a-z][a-z/'-]+){0,3}?)"
_AFTER = (
    r"(?=\s*[,.;(]|\s+(?:who|whose|injured|hurt|with|was|has|for|at|by|since|in|when|from|and"
    r"|presents?|presenting|states|reports|working|on|fell|slipped|hit|struck|hurt|felt|cut|caught"
    r"|came|[a-z]+(?:ed))\b)"
)
_JOBS = (
    re.compile(rf"\b(?:{_OLD}){_QUALITY},?\s+{_JOB}{_AFTER}"),
    re.compile(
        rf"\b(?:works?|worked|working|employed|hired)\s+(?:[\w&.,'-]+\s+){{0,5}}?as\s+(?:an?\s+|the\s+)?"
        rf"{_JOB}{_AFTER}"
    ),
    re.compile(
        rf"\b(?:has been|had been|was|is)\s+(?:an?\s+|the\s+)?{_JOB}\s+(?:for|at)\s+(?=[A-Za-z])"
    ),
    re.compile(rf",\s+an?\s+{_JOB},?\s+(?=states|reports|says|sustained|was injured|injured)"),
    re.compile(
        r"\b(?:Occupation|Job title|Job|Position)(?:\s+at injury)?(?:\s*\([^)\n]*\))?"
        r"\s*:?[ \t]{1,3}"
        r"(?P<job>[A-Z]?[a-z][a-z/'-]+(?: [A-Z]?[a-z/'-]+){0,3})(?=\s{2}|\s*\n|\s*$|[;,.]"
        r"|\s+(?:Date|DOI|DOB|DOS|Employer|Claim|Age|Sex|Phone)\b)"
    ),
)
_NO_JOB = re.compile(
    r"^(?:her|his|my|their|your|our|soon|well|much|part|if|employee|worker|patient|claimant|applicant|individual|person|injured|man|woman|male"
    r"|female|gentleman|lady|son|daughter|child|boy|girl|smoker|history|pain|status|here|seen"
    r"|not|the|treated|diagnosed|given|referred|still|able|also|there|it|this|that|a|in|on|up|out"
    r"|off|back|doing|feeling|working|employed|treating|under|taking|using|unable|recommended"
    r"|required|requested|authorized|scheduled|indicated|evaluated|placed|released|left|right"
    r"|(?:\w+ed|\w+ing)\b(?!\s+\w))\b",
    re.IGNORECASE,
)
_JOB_WORDS = re.compile(
    r"\w*(?:er|or|ist|ian|man|woman|ant|ee|ic|ard|eon|ess|hand|lead|clerk|nurse|aide|cook|chef"
    r"|guard|agent|driver|staff|rep|representative|associate|tech|helper|host|pilot|judge|clergy|operations|maid|smith|wright)\b",
    re.IGNORECASE,
)


class Told(Value, frozen=True, kw_only=True):
    """A few words of the record and the place that holds them."""

    words: str
    place: PageSpan


def occupation_of(case_file: CaseFile, quoter: Quoter) -> Told | None:
    """The occupation as the papers name it, clinical papers first; None when none does."""
    found = [
        told
        for document in papers(case_file)
        for page in case_file.pages_of(document)
        for pattern in _JOBS
        for match in pattern.finditer(page.text)
        if (told := _job(page, match, quoter)) is not None
    ]
    named = [told for told in found if _JOB_WORDS.search(told.words)]
    return next(iter(named or found), None)


def _job(page: Page, match: re.Match[str], quoter: Quoter) -> Told | None:
    words = " ".join(match["job"].split())
    place = page.as_text().span(match.start(), match.end())
    named = match.re is _JOBS[-1] or _JOB_WORDS.search(words)
    if _NO_JOB.match(words) or not named or quoter.unnamed(words) != words:
        return None
    if not quoter.read_surely(page.as_text().span(match.start("job"), match.end("job"))):
        return None
    return Told(words=_small(words), place=place)


def _small(words: str) -> str:
    """A job in small letters; short forms in capitals (RN, CNA) keep them."""
    return " ".join(word if word.isupper() else word.lower() for word in words.split())


def papers(case_file: CaseFile) -> list[Document]:
    """Papers that tell the story, those of clinicians before those of utilization review."""
    untold = (DocumentType.APPLICATION, DocumentType.CORRESPONDENCE, DocumentType.LAB_REPORT)
    late = (DocumentType.UR_DECISION, DocumentType.OTHER, DocumentType.QUESTIONNAIRE)
    papers = [d for d in case_file.usable() if d.type not in untold]
    return sorted(papers, key=lambda d: d.type in late)
