"""History: injury and the events around it, occupation, psychiatric care, impairment."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from openimr.casefile import concepts
from openimr.casefile.facts.passages import Passage
from openimr.casefile.facts.sections import Section
from openimr.casefile.facts.stating import Setting, clause, own_date, state
from openimr.casefile.model import DocumentType
from openimr.vocabulary.dates import find_dates
from openimr.vocabulary.fact import Assertion, Fact, FactKind
from openimr.vocabulary.numbers import parse_number

_PAPERS = (
    DocumentType.APPLICATION,
    DocumentType.UR_DECISION,
    DocumentType.RFA,
    DocumentType.LAB_REPORT,
    DocumentType.IMAGING_REPORT,
)
_MECHANISM = re.compile(
    r"\b(?:slipped|tripped|fell (?!asleep|behind|from \d|to \d)|fall(?:ing)? (?:from|off|onto"
    r"|down|at work|on)"
    r"|struck|hit (?:his|her|my|by|on|the)|twisted|yank\w*|jerked|was (?:lifting|pulling|pushing"
    r"|carrying|struck|hit|rear-ended|assaulted|attacked|robbed|bitten|threatened|crushed"
    r"|walking)|"
    r"landed on|went (?:backward|down|out)|felt (?:a )?(?:pop|snap|sharp pain|sudden)|rear-ended"
    r"|collision|motor vehicle|caught (?:his|her|my)|stepped on|threatened|pointed a (?:finger"
    r"|gun)|leveled a finger|assaulted|crushed|tugged|snapped back|exposed to|repetitive (?:use"
    r"|motion|typing|lifting)|cumulative trauma|gradual onset|while (?:lifting|pulling|pushing"
    r"|carrying|working|moving|unloading|climbing))\b",
    re.I,
)
_BODY_HARMED = (
    r"(?:strain(?:ed|ing)|sprain(?:ed|ing)|injur(?:ed|ing)|hurt(?:ing)?|fractur(?:ed|ing)|tor[en]"
    r"|wrench(?:ed|ing)|lacerat(?:ed|ing)|burned|jammed|smashed|pinched|re-?injured|bruised)"
)
_HOW = (
    r"(?:when|while|as|after|during|lifting|pulling|pushing|carrying|moving|reaching|falling"
    r"|bending|twisting|getting|climbing|stepping|working|using|loading|unloading|in\s+an?\b|from"
    r"|due\s+to|by|at\s+work|on\s+the\s+job)"
)
_HARMED = re.compile(
    rf"\b{_BODY_HARMED}\s+(?:his|her|their|my|the|both|a)\b|\b(?:injured|(?:was|were|got|been)\s+hurt)\s+{_HOW}\b"
    rf"|\binjur(?:y|ies)\s+(?:\w+\s+)?(?:occurred|happened|took\s+place|arose|resulted)\s+{_HOW}\b"
    r"|\bsustained\s+(?:\w+\s+){0,4}?(?:crush|blunt|fall|burn|bite|blow|twist)\w*"
    rf"|\bsustained\s+(?:[\w-]+\s+){{0,6}}?(?:injur\w+|strain|sprain|fracture|contusion"
    rf"|laceration)\w*\s+(?:(?!\bon\s+\d)[\w'’-]+\s+){{0,8}}?{_HOW}\b"
    r"|\bonset\s+of\s+(?:[\w-]+\s+){0,5}?(?:pain|symptoms|numbness)\s+(?:\w+\s+)?(?:when|while"
    r"|after|during|as)\b"
    r"|\b(?:developed|noticed|experienced)\s+(?:[\w-]+\s+){0,6}?(?:pain|symptoms|numbness)\s+"
    r"(?:after|while|from|due\s+to|as\s+a\s+result\s+of|secondary\s+to)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:\w+ing|repetitive|fall|accident)\b"
    r"|\b(?:symptoms|pain|complaints)\s+(?:began|started|arose|came\s+on)\s+(?:\w+\s+){0,2}?"
    r"(?:when|while|after|from|due\s+to|with|as)\b"
    r"|\b(?:grabbed|kicked|pushed|punched|shoved|bit|head-?butted)\s+(?:his|her|him|the\s+patient)"
    r"\b|\bmissed\s+a\s+step\b|\bcame\s+down\s+(?:\w+\s+)?on\b|\bcame\s+off\s+(?:it|the|a)\b"
    r"|\b(?:collapsed|fell|dropped|rolled|landed|slid)\s+(?:down\s+)?(?:on|onto|over|against)\b"
    r"|\b(?:ladder|scaffold\w*|step|chair|floor|mat)\s+(?:slipped|slid|gave\s+way|broke|tipped)\b"
    r"|\binvolved\s+in\s+an?\s+(?:[\w-]+\s+){0,3}?(?:accident|collision|crash|rollover)\b"
    r"|\battribut\w+\s+(?:his|her|the|this|these)\s+(?:[\w-]+\s+){0,3}?(?:pain|symptoms?|injury"
    r"|condition|complaints?|problems?)\b[^.;]{0,30}\bto\b"
    r"|\b(?:backed|ran|rolled|drove|crashed|slammed|bumped|fell|tipped|swung)\s+(?:in)?(?:to|over|on)\s+"
    r"(?:him|her|his|the\s+(?:patient|worker|employee))\b|\bpinn(?:ed|ing)\b|\brear[\s-]?ended\b"
    r"|\bonset\s+(?:was|is)\s+(?:gradual|insidious|sudden|acute)\b"
    r"|\bwhile\s+\w+ing\b[^.;]{0,40}\b(?:felt|developed|noticed|heard|experienced)\b"
    r"|\brepetitive\s+(?:[\w-]+\s+){0,2}?(?:work|keyboard\w*|grip\w*|reach\w*|bending|stooping"
    r"|duties|tasks|activit\w+|trauma|strain|motions?)\b",
    re.I,
)
"""How somebody was hurt, in the words that a history begins with."""
_STRESSOR = re.compile(
    r"\b(?:human resources|\bHR\b|supervisor|co-?workers?|accused|called (?:a |him a "
    r"|her a )?(?:liar|faker)|harass\w*|(?:made|making) up (?:the|an?|his|her) (?:fall|injury"
    r"|accident|claim)|questions? had been raised"
    r"|questioned (?:him|her)|stressful|pressure|caseload|positions? (?:were |was )?(?:cut"
    r"|eliminated)|budget cuts|police"
    r"|officers came|did not take a report|no report was taken|discipline|hostile|overtime"
    r"|understaff\w+|(?:case|work)?(?:load|list) (?:grew|increased|doubled)|longer (?:days|hours"
    r"|shifts)|(?:had to leave|left) (?:work )?because|attempted (?:to )?return)\b",
    re.I,
)
_NO_INJURY = re.compile(r"\bno (?:new )?(?:falls?|injur\w+|trauma)\b", re.I)
_RECOVERED = re.compile(r"\b(?:full recovery|resolved|released to full duty|healed)\b", re.I)
_OCCUPATION = re.compile(
    r"\b(?:former(?:ly)? (?:an? )?[a-z]+(?: [a-z]+)? ?(?:worker|driver|nurse|carpenter|laborer"
    r"|clerk|technician|operator|mechanic|teacher|supervisor|lead|cook|welder|electrician"
    r"|plumber|foreman|manager|officer|aide|housekeeper|janitor)|has been an? [a-z ]{3,40}(?:for"
    r"|at|since)|(?:was )?employed (?:as|by)|works as|worked as|job (?:title|duties)"
    r"|(?:head|chief|director|supervisor|manager) of [a-z]+|has (?:worked"
    r"|processed)[a-z ]{0,40} (?:for|at)|occupation (?:is|was)"
    r"|years? (?:with|at|for) (?:the|this) (?:employer|company|camp|agency))\b",
    re.I,
)
_IMPAIRMENT = re.compile(
    r"\b(?:whole person impairment|WPI"
    r"|permanent (?:partial )?disability(?: rating)?)\b[^.%]{0,40}?(?P<n>\d{1,3})\s*%"
    r"|(?P<m>\d{1,3})\s*%\s*(?:whole person|WPI|permanent disability)",
    re.I,
)
_PSYCHIATRIC = re.compile(
    r"\b(?:counsel(?:ing|or|lor)|psychotherap\w+|psychologists?|psychiatr\w+|psychotropic\w*"
    r"|mental (?:health|illness)|psychological history|antidepressant\w*|(?:suicide"
    r"|previous suicide) attempts?|nervous breakdown)\b",
    re.I,
)
_NONE = re.compile(
    r"^\s*(?:none|negative|denies|denied|no\b|no (?:prior|earlier|previous|past))", re.I
)
_EARLIER = re.compile(
    r"\b(?:earlier|prior|previous\w*|past|history|before|never|no|not|denies|ever|during)\b", re.I
)
_LIFE = re.compile(
    r"\b(?:died|death of|passed away|funeral|bereave\w*|divorc\w+|separated from (?:his|her)"
    r"|miscarriage|bankrupt\w*|evict\w+|foreclos\w+|house fire|robbed|arrest(?:ed)?|custody)\b",
    re.I,
)
_TRANSFER = re.compile(
    r"\b(?:(?:second|third|fourth|fifth) (?:\w+ ){0,2}(?:physician|doctor|provider)"
    r"|transferr?(?:ed)? (?:of )?care|care (?:was )?transferred|previously (?:treated|followed"
    r"|under|dr)|took over care|previously Dr|new (?:PTP|treating physician)|changed (?:doctors"
    r"|physicians))\b",
    re.I,
)
_ADVISED = re.compile(
    r"\b(?:recommend|advis\w+|suggest\w*|refer\w*)\b[^.;]{0,60}\b(?:psycholog\w+|psychiatr\w+"
    r"|mental health|pain management|surgeon|orthop\w+|neurolog\w+|specialist)\b",
    re.I,
)
_UNREADABLE = re.compile(
    r"\b(?:not able to read|unable to read|illegible|cannot (?:be )?read|could not (?:be )?(?:read"
    r"|make out|decipher)|could (?:make out little)|can(?:not|'t) read|could make out little)\b",
    re.I,
)
_ASKED_COUNT = re.compile(
    r"\b(?:how many visits|number of visits|total number of (?:visits|sessions)|running total)\b",
    re.I,
)
_SUBSTANCE = re.compile(
    r"\b(?:alcohol(?:ism)?|EtOH|tobacco|smok(?:es|er|ing)|nonsmoker|illicit\w*"
    r"|(?:street )?drugs?(?! (?:screen|test|class))|marijuana|cannabis|drinks?)\b",
    re.I,
)
_MEDICAL = re.compile(
    r"\b(?:HTN|hypertension|diabetes|DM2?|asthma|hypothyroid\w*|high cholesterol|CAD|cancer"
    r"|hepatitis|arthritis|seasonal allerg\w+|sleep apnea|GERD|heart disease|stroke|seizures?)\b",
    re.I,
)


def find(passage: Passage, setting: Setting) -> Iterator[Fact]:
    """History facts of one passage."""
    text = passage.text
    if "penalty of perjury" in text or passage.document.type in _PAPERS:
        return
    form = passage.document.type is DocumentType.QUESTIONNAIRE
    if _UNREADABLE.search(text) or (_ASKED_COUNT.search(text) and not form):
        yield _fact(passage, concepts.RECORD_UNREADABLE, Assertion.HISTORICAL)
    if passage.section in (
        Section.FAMILY_HISTORY,
        Section.RECORDS,
        Section.OTHER,
        Section.NARRATIVE,
        Section.EXAM,
    ):
        return
    yield from _events(passage, setting)
    yield from _person(passage)
    if passage.section in (
        Section.SOCIAL_HISTORY,
        Section.MEDICAL_HISTORY,
        Section.PSYCHIATRIC_HISTORY,
    ):
        yield from _habits(passage)


def _fact(  # noqa: PLR0913
    passage: Passage,
    concept: str,
    assertion: Assertion,
    *,
    date: dt.date | None = None,
    value: int | float | None = None,
    unit: str | None = None,
) -> Fact:
    start, end = clause(passage, 0, min(len(passage.text), 120))
    return state(
        passage,
        FactKind.HISTORY,
        concept,
        start=start,
        end=end,
        assertion=assertion,
        date=date,
        value=value,
        unit=unit,
    )


def _events(passage: Passage, setting: Setting) -> Iterator[Fact]:
    text = passage.text
    telling = not passage.row and passage.section in (
        Section.INJURY,
        Section.SUBJECTIVE,
        Section.NONE,
        Section.HISTORY,
        Section.DISCUSSION,
    )
    if not telling:
        return
    mechanism = _mechanism(passage)
    if not (_long_enough(text) or mechanism):
        return
    if mechanism and not _NO_INJURY.search(text):
        yield _fact(passage, concepts.INJURY, Assertion.HISTORICAL, date=_when(passage, setting))
    elif passage.section is Section.INJURY or (
        _STRESSOR.search(text) and passage.section is not Section.SUBJECTIVE
    ):
        yield _fact(passage, concepts.EVENT, Assertion.HISTORICAL, date=_when(passage, setting))


def _mechanism(passage: Passage) -> bool:
    """Whether a passage tells how the injury came about; under a heading of that name it does."""
    text = passage.text
    found = _MECHANISM.search(text) or _HARMED.search(text)
    if found and re.search(r"\b(?:not|n['’]t|never)\s+$", text[: found.start()], re.I):
        return False
    return bool(found or re.match(r"mechanism|how (?:did|the)", passage.heading, re.I))


def _long_enough(text: str) -> bool:
    return len(text.split()) >= 5


def _when(passage: Passage, setting: Setting) -> dt.date | None:
    """The day the sentence names, the day a heading sentence before it names, or the injury's."""
    named = own_date(passage)
    if named:
        return named
    led = find_dates(passage.lead)
    if led and len(passage.lead) < 24:
        return led[0][0]
    if _mechanism(passage) and not re.search(
        r"\b(?:in|of) (?:january|february|march|april|may|june|july|august|september|october"
        r"|november|december)\b",
        passage.text,
        re.I,
    ):
        return setting.injury_date
    return None


def _person(passage: Passage) -> Iterator[Fact]:
    text = passage.text
    if _OCCUPATION.search(text):
        yield _fact(passage, concepts.OCCUPATION, Assertion.HISTORICAL)
    impairment = _IMPAIRMENT.search(text)
    if impairment:
        yield _fact(
            passage,
            concepts.IMPAIRMENT,
            Assertion.HISTORICAL,
            value=parse_number(impairment["n"] or impairment["m"]),
            unit="% WPI",
        )
    if _LIFE.search(text) and passage.section is not Section.MEDICAL_HISTORY:
        yield _fact(passage, concepts.LIFE_EVENT, Assertion.PRESENT)
    if _RECOVERED.search(text) and passage.section in (Section.DIAGNOSES, Section.IMPRESSION):
        yield _fact(passage, concepts.MEDICAL_HISTORY, Assertion.HISTORICAL)
    if _TRANSFER.search(text):
        yield _fact(passage, concepts.CARE_TRANSFERRED, Assertion.HISTORICAL)
    if _ADVISED.search(text) and passage.document.type is DocumentType.MEDICAL_LEGAL_REPORT:
        yield _fact(passage, concepts.REFERRAL_ADVISED, Assertion.HISTORICAL)
    yield from _psychiatric(passage)


def _psychiatric(passage: Passage) -> Iterator[Fact]:
    text = passage.text
    match = _PSYCHIATRIC.search(text)
    heading = passage.section is Section.PSYCHIATRIC_HISTORY and _NONE.match(text)
    if heading:
        yield _fact(passage, concepts.PSYCHIATRIC_HISTORY, Assertion.ABSENT)
        return
    if match is None or passage.section in (Section.PLAN, Section.INDICATION, Section.DIAGNOSES):
        return
    context = passage.context(match.start(), match.end())
    if context.other_person:
        return
    never = re.search(r"\b(?:never)\b", text, re.I)
    if (context.negated or never) and _EARLIER.search(text):
        yield _fact(passage, concepts.PSYCHIATRIC_HISTORY, Assertion.ABSENT)
    elif re.search(
        r"\b(?:history of|previous\w*|prior|in (?:19|20)\d\d|during (?:his|her)"
        r"|brief counseling)\b",
        text,
        re.I,
    ) and passage.section in (
        Section.PSYCHIATRIC_HISTORY,
        Section.MEDICAL_HISTORY,
        Section.SOCIAL_HISTORY,
    ):
        yield _fact(passage, concepts.PSYCHIATRIC_HISTORY, Assertion.HISTORICAL)


def _habits(passage: Passage) -> Iterator[Fact]:
    for pattern, concept in (
        (_SUBSTANCE, concepts.SUBSTANCE_USE),
        (_MEDICAL, concepts.MEDICAL_HISTORY),
    ):
        match = pattern.search(passage.text)
        if match is None:
            continue
        context = passage.context(match.start(), match.end())
        if not context.other_person:
            absent = context.negated or match[0].lower() == "nonsmoker"
            yield _fact(passage, concept, Assertion.ABSENT if absent else Assertion.HISTORICAL)
