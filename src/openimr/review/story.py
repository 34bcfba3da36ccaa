"""Occupation and how the injury happened, in the record's words, with their places."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.review.quoting import Quoter
from openimr.vocabulary.dates import find_dates
from openimr.vocabulary.fact import Fact, FactKind
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.value import Value

_OLD = r"(?:\d{2}|[A-Z][a-z]+(?:-[a-z]+)?)[\s-]*(?:year|yr)s?\.?[\s-]*old|\d{2}\s?y/?\.?o\.?"
_QUALITY = (
    r"(?:,?\s+(?:and\s+)?(?:right|left|RH|LH|R|L|male|female|man|woman|gentleman|lady|married|single"
    r"|divorced|widowed|separated|never[- ]married|caucasian|white|black|hispanic|latin[ao]"
    r"|asian|african[- ]american|english[- ]speaking|spanish[- ]speaking|obese|pleasant"
    r"|hand(?:ed)?|dominant|(?:right|left|R|L)[- ]hand(?:ed)?(?:[- ]dominant)?)\b)*"
)
_JOB = r"(?P<job>(?:[a-z][a-z/'-]+)(?:\s+(?:of\s+)?[a-z][a-z/'-]+){0,3}?)"
_AFTER = (
    r"(?=\s*[,.;(]|\s+(?:who|whose|injured|hurt|with|was|has|for|at|by|since|in|when|from|and"
    r"|presents?|presenting|states|reports|sustained|employed|working|on)\b)"
)
_JOBS = (
    re.compile(rf"\b(?:{_OLD}){_QUALITY},?\s+{_JOB}{_AFTER}"),
    re.compile(
        rf"\b(?:works?|worked|working|employed|hired)\s+(?:\w+\s+){{0,2}}?as\s+(?:an?\s+|the\s+)?"
        rf"{_JOB}{_AFTER}"
    ),
    re.compile(
        rf"\b(?:has been|had been|was|is)\s+(?:an?\s+|the\s+)?{_JOB}\s+(?:for|at)\s+(?=[A-Za-z])"
    ),
    re.compile(rf",\s+an?\s+{_JOB},?\s+(?=states|reports|says|sustained|was injured|injured)"),
    re.compile(
        r"\b(?:Occupation|Job title|Job|Position)(?:\s+at injury)?\s*:?[ \t]{1,3}"
        r"(?P<job>[A-Z]?[a-z][a-z/'-]+(?: [a-z/'-]+){0,3})(?=\s{2}|\s*\n|\s*$|[;,.])"
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
    r"|guard|agent|driver|staff|tech|helper|host|pilot|judge|clergy|operations|maid|smith|wright)\b",
    re.IGNORECASE,
)
_HURT = re.compile(
    r"\b(?:slip|fell|fall|struck|strik|hit|lift|pull|tugg|twist|jerk|step|caught|catch|crush"
    r"|collid|collision|rear-?end|tripp|assault|threat|attack|bent|bend|reach|carr|push|jam|kick"
    r"|bit|burn|cut|explo|dropp|robb|trap|point|squat|kneel|climb|yank|moving|moved|repetitive"
    r"|typing|throw|threw|shov|roll|land|snapp|pop|gave way|let go)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-Z\u201c\"])|\n\s*\n")
_WHEN = re.compile(
    r"\b(?i:injur\w+|hurt|accident|pain|harmed)\b[^;]{0,90}?\b(?P<how>(?:when|while|after)\s.+)"
)
_DOING = re.compile(r"\b(?i:injur\w+|hurt)\b[^;]{0,60}\d,?\s+(?P<how>[a-z]{3,}ing\s.+)")
_WAS_DONE = re.compile(
    r"\bwas\s+(?P<how>(?:assaulted|struck|hit|attacked|rear-?ended|bitten|kicked|threatened|robbed"
    r"|run over|crushed)\b.+)"
)
_ON_THE_DAY = re.compile(
    r"^(?:at about [^,]{1,20},\s*)?,?\s*(?P<how>(?:he|she|a|an|the|his|her)\s.+)"
)

_SUBJECT = re.compile(r"^(?:He|She)\s")
_MOST, _LEAST = 24, 4
_STOP = re.compile(
    r"(?:[\s,;:]+|\s+(?:and|or|but|the|a|an|of|to|with|in|on|at|for|from|by|her|his|that|which|was"
    r"|were|had|felt|causing|so|as|when|while))+$"
)


class Told(Value, frozen=True, kw_only=True):
    """A few words of the record and the place that holds them."""

    words: str
    place: PageSpan


def occupation_of(case_file: CaseFile, quoter: Quoter) -> Told | None:
    """The occupation as the papers name it, clinical papers first; None when none does."""
    found = [
        told
        for document in _papers(case_file)
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
    return Told(words=words[0].lower() + words[1:], place=place)


def mechanism_of(
    case_file: CaseFile, facts: Iterable[Fact], injured: dt.date, quoter: Quoter
) -> Told | None:
    """How the injury of a day happened: a clause that goes on from "injured on that day"."""
    found = [
        (_worth(told.words) - 1, told)
        for fact in facts
        if fact.kind is FactKind.HISTORY and fact.concept == "injury" and fact.date == injured
        if (
            told := _told(
                f"when {fact.quote[0].lower()}{fact.quote[1:]}", fact.quote, fact.place, quoter
            )
        )
        is not None
        and _SUBJECT.match(fact.quote)
    ]
    for document in _papers(case_file):
        for page in case_file.pages_of(document):
            found += [
                (_worth(told.words), told)
                for sentence, start in _sentences(page)
                if (told := _mechanism(page, sentence, start, injured, quoter)) is not None
            ]
    return max(found, key=lambda one: one[0])[1] if found else None


def _worth(words: str) -> int:
    """How much a clause tells: what happened, to a length that can be read."""
    return 100 * min(2, len(_HURT.findall(words))) + min(len(words.split()), 16)


def _mechanism(
    page: Page, sentence: str, start: int, injured: dt.date, quoter: Quoter
) -> Told | None:
    days = find_dates(sentence)
    if not any(day == injured for day, _, _ in days):
        return None
    clause = _clause(sentence, next(end for day, _, end in days if day == injured))
    if clause is None or not _HURT.search(clause):
        return None
    place = page.as_text().span(start, start + len(sentence))
    return _told(clause, sentence, place, quoter)


def _told(clause: str, passage: str, place: PageSpan, quoter: Quoter) -> Told | None:
    """The clause at a readable length, where it was read surely and names nobody."""
    words = _short(clause)
    if len(words.split()) < _LEAST or quoter.unnamed(words) != words:
        return None
    if re.search(r"\b(?:I|my|me|not|denies)\b|[\u2610-\u2612|_\\\[\]]|\?", words):
        return None
    return (
        Told(words=words, place=place) if quoter.read_surely(_part(words, passage, place)) else None
    )


def _part(words: str, passage: str, place: PageSpan) -> PageSpan:
    """Where in a passage the words stand, without the one that joins them."""
    pattern = r"\s+".join(re.escape(word) for word in words.split()[2:])
    found = re.search(pattern, passage)
    if found is None:
        return place
    start = place.start + found.start()
    return PageSpan(file=place.file, page=place.page, start=start, end=start + len(found[0]))


def _clause(sentence: str, after: int) -> str | None:
    """The clause of a sentence that tells what happened, with the word that joins it."""
    text = sentence.replace("\n", " ")
    for pattern, joint in ((_WHEN, ""), (_DOING, "while ")):
        found = pattern.search(text)
        if found:
            return joint + found["how"]
    on_the_day = _ON_THE_DAY.search(text[after:].lstrip(" ,"))
    if on_the_day:
        return _joined(on_the_day["how"])
    done = _WAS_DONE.search(text)
    if done:
        return f"when {done['how']}"
    return None


def _joined(clause: str) -> str:
    return f"as {clause}" if " when " in clause else f"when {clause}"


def _short(clause: str) -> str:
    """The clause up to the last joint that leaves it readable."""
    text = re.sub('["\u201c\u201d]', "'", " ".join(clause.split()))
    text = re.split(r"[.;](?:\s|$)|\s\(", text)[0]
    found = find_dates(text)
    if found:
        text = re.sub(r"\s+on\s*$", "", text[: found[0][1]].rstrip(" ,"))
    words = text.split()
    if len(words) > _MOST:
        text = " ".join(words[:_MOST])
        joints = [m.start() for m in re.finditer(r",\s|\s(?:and|so that|which|causing)\s", text)]
        text = text[: joints[-1]] if joints and joints[-1] > 20 else text
    comma = re.search(r",\s(?:felt|feeling|resulting|causing|landing|injuring|sustaining)\b", text)
    return _STOP.sub("", text[: comma.start()] if comma else text)


def _sentences(page: Page) -> Iterator[tuple[str, int]]:
    """The sentences of a page with their places."""
    start = 0
    for match in [*_SENTENCE.finditer(page.text), None]:
        end = match.start() if match else len(page.text)
        sentence = page.text[start:end]
        if sentence.strip() and len(sentence) < 600:
            lead = len(sentence) - len(sentence.lstrip())
            yield sentence.strip(), start + lead
        start = match.end() if match else end


def _papers(case_file: CaseFile) -> list[Document]:
    """Papers that tell the story, those of clinicians before those of utilization review."""
    untold = (DocumentType.APPLICATION, DocumentType.CORRESPONDENCE, DocumentType.LAB_REPORT)
    late = (DocumentType.UR_DECISION, DocumentType.OTHER, DocumentType.QUESTIONNAIRE)
    papers = [d for d in case_file.usable() if d.type not in untold]
    return sorted(papers, key=lambda d: d.type in late)
