"""Treatments received, authorised and planned, with how many and when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from openimr.casefile import concepts
from openimr.casefile.facts.counts import sessions_asked, sessions_had
from openimr.casefile.facts.passages import Passage
from openimr.casefile.facts.sections import Section
from openimr.casefile.facts.stating import Setting, clause, own_date, state
from openimr.casefile.facts.vocabulary import Mention, vocabulary
from openimr.casefile.model import DocumentType
from openimr.vocabulary.fact import Assertion, Fact, FactKind

_LETTERS = (DocumentType.CORRESPONDENCE, DocumentType.OTHER)
_ONLY_PLANNED = frozenset({"imaging", "urine-drug-testing", "surgery"})
_SILENT = frozenset(
    {
        Section.FAMILY_HISTORY,
        Section.ALLERGIES,
        Section.RECORDS,
        Section.OTHER,
        Section.DIAGNOSES,
        Section.REVIEW_OF_SYSTEMS,
    }
)
_ASKING = re.compile(
    r"\b(?:req(?:uest(?:s|ed|ing)?)?\.?|re-?request\w*|recommend\w*|rec\b|authori[sz]ation (?:for|is)|ask(?:s|ed|ing)?\b|refer(?:ral|red)?|"
    r"to begin|to start|start|continue|cont\b|proceed|go ahead|would benefit|advise\w*|trial|prescrib\w+|order(?:ed)?|"
    r"needs?|additional|further|plan(?:ned)?|schedul\w+|finish|seek\w*|rfa|will (?:get|have|begin|start|see)|should|go on|add)\b",
    re.I,
)
_AUTHORIZES = re.compile(
    r"\b(?:we (?:hereby )?authori[sz]e|(?:is|are|was|were|has been|have been|been) (?:hereby )?(?:authori[sz]ed|approved|certified)|this (?:letter )?(?:is to|will) (?:authori[sz]e|confirm authori[sz]ation)|"
    r"authori[sz]ation (?:is|has been) (?:given|granted|issued)|authori[sz]ed|certified|certify|approved|modified)\b",
    re.I,
)
_REFUSES = re.compile(
    r"\b(?:not (?:been )?(?:authori[sz]ed|certified|approved)|denied|non-?certif\w+|denial|turned down|if (?:authori[sz]ed|approved)|no treatment is authori[sz]ed)\b",
    re.I,
)
_DONE = re.compile(
    r"\b(?:did|done|had|has had|completed?|finished|attended|received|underwent|has been|have been|was|were|given|ended|tried|seen|saw|since|"
    r"discharged|d/c|so far|to date|previous(?:ly)?|prior|past|last|helped|relief|failed|after|s/p|trial of|went|benefit(?:ed)?|response|reviewed|handout|performed|administered|over the (?:years|summer)|occasions|interspersed|drawn|followed)\b|"
    r"\bx\s?\d+|\b\d+\s*(?:of|/)\s*\d+\b|\(\d+ visits\)",
    re.I,
)
_NEVER = re.compile(
    r"\b(?:never (?:had|tried|been|seen|undergone|received|attended)|has (?:had )?no(?:t)?\b|no (?:prior|earlier|previous|past)|has not (?:had|tried|undergone|received)|not (?:yet )?(?:had|tried|undergone)|no\b.{0,60}\bat any time|none to date|to date\b.{0,20}\bno\b|had no\b|without prior)",
    re.I,
)
_RESPONSE = re.compile(
    r"\b(?:respon(?:ds?|se|ded)|relief|(?:effect|benefit)s? last\w*|temporary|plateau\w*|no change|unchanged"
    r"|as before|improv\w+ (?:in|of|with|after)|toler(?:ance|ated)|goals? (?:met|\d)|progress(?:ing|ed)\b)",
    re.I,
)
_MORE = re.compile(
    r"\b(?:further|more|additional|continued?|continuing|weekly|ongoing)\s+(?:\w+\s+)?(?:sessions?|visits?|treatments?|therapy|care)\b|^cont(?:inue)?\b",
    re.I,
)
_DEGREE = re.compile(
    r"(?<![\w.])(?P<d>D\.?C\.?|L\.?\s?Ac\.?|D?PT|OTR|Ph\.?D\.?|Psy\.?D\.?|LCSW|LMFT|MFT)(?![\w])"
)
_DEGREES = {
    "DC": concepts.MANUAL_THERAPY_MANIPULATION,
    "LAC": concepts.ACUPUNCTURE,
    "PT": concepts.PHYSICAL_MEDICINE,
    "DPT": concepts.PHYSICAL_MEDICINE,
    "OTR": concepts.PHYSICAL_MEDICINE,
    "PHD": concepts.COGNITIVE_BEHAVIORAL_PSYCHOTHERAPY,
    "PSYD": concepts.COGNITIVE_BEHAVIORAL_PSYCHOTHERAPY,
    "LCSW": concepts.COGNITIVE_BEHAVIORAL_PSYCHOTHERAPY,
    "LMFT": concepts.COGNITIVE_BEHAVIORAL_PSYCHOTHERAPY,
    "MFT": concepts.COGNITIVE_BEHAVIORAL_PSYCHOTHERAPY,
}
_NOTE_SECTIONS = frozenset(
    {
        Section.DIAGNOSES,
        Section.TESTS,
        Section.SUBJECTIVE,
        Section.PLAN,
        Section.FUNCTION,
        Section.IMPRESSION,
        Section.DISCUSSION,
    }
)
_LOG_ROW = re.compile(
    r"^\s*#?\s*(?P<n>\d{1,2})(?:\s*(?:/|of)\s*\d{1,2})?\s+"
    r"(?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?:[/-]\d{2,4})?\b"
)


def find(passage: Passage, setting: Setting) -> Iterator[Fact]:
    """Treatment facts of one passage."""
    kind = passage.document.type
    if kind is DocumentType.APPLICATION:
        return
    if kind is DocumentType.UR_DECISION:
        yield from _authorized(passage, Assertion.PLANNED)
        return
    if kind is DocumentType.RFA:
        yield from _requested_on_form(passage)
        return
    if passage.section is Section.NONE and passage.text.isupper():
        return
    if passage.section in _SILENT and not (passage.section is Section.DIAGNOSES and setting.topic):
        return
    if kind in _LETTERS and _AUTHORIZES.search(passage.text) and not _REFUSES.search(passage.text):
        yield from _authorized(passage, Assertion.HISTORICAL)
        return
    row = _LOG_ROW.match(passage.text) if setting.topic else None
    if row and setting.topic:
        yield _logged(passage, setting.topic, row)
        return
    named = list(_told(passage, setting))
    yield from named
    if not named:
        yield from _by_provider(passage)
        yield from _more_of_the_same(passage, setting)
    yield from _own_visit(passage, setting)


def _mentions(passage: Passage) -> list[Mention]:
    seen: dict[str, Mention] = {}
    for mention in vocabulary("treatments").find(passage.text):
        seen.setdefault(mention.concept, mention)
    return list(seen.values())


def _told(passage: Passage, setting: Setting) -> Iterator[Fact]:
    mentions = _mentions(passage)
    for number, mention in enumerate(mentions):
        context = passage.context(mention.start, mention.end)
        if context.other_person or re.match(
            r"\s*(?:consult|eval)", passage.text[mention.end :], re.I
        ):
            continue
        own = _words_of(passage.text, mentions, number)
        if _never(passage, mention):
            yield from _never_had(passage, mention)
        elif mention.concept == concepts.HOME_EXERCISE:
            yield from _home_exercise(passage, mention, setting)
        elif context.negated:
            continue
        elif mention.concept in _ONLY_PLANNED and not (
            passage.section is Section.PLAN and _planned(passage, mention)
        ):
            continue
        elif _planned(passage, mention):
            yield _plan(passage, mention, passage.text if len(mentions) == 1 else own)
        elif _DONE.search(passage.text) or passage.section in (
            Section.HISTORY,
            Section.OPERATION,
            Section.INJURY,
        ):
            yield _received(passage, mention, own)


def _words_of(text: str, mentions: list[Mention], number: int) -> str:
    """The part of the passage that speaks of one of several treatments."""
    ordered = sorted(mentions, key=lambda m: m.start)
    at = ordered.index(mentions[number])
    start = 0 if at == 0 else ordered[at - 1].end
    end = len(text) if at + 1 == len(ordered) else ordered[at + 1].start
    return text[start:end] if len(ordered) > 1 else text


def _never(passage: Passage, mention: Mention) -> bool:
    before = passage.text[: mention.start]
    return (
        _answered_never(passage)
        or bool(_NEVER.search(passage.text) and passage.context(mention.start, mention.end).negated)
        or bool(
            passage.section is Section.PSYCHIATRIC_HISTORY
            and re.match(r"\s*(?:no|denies|never)\b", before, re.I)
        )
        or bool(
            re.search(r"\bnever\s*$", passage.text[mention.end : mention.end + 60].strip(), re.I)
        )
    )


def _answered_never(passage: Passage) -> bool:
    """On a form, "never" written behind the name of a treatment or under it."""
    if passage.document.type is not DocumentType.QUESTIONNAIRE:
        return False
    behind = passage.page.text[passage.end : passage.end + 16]
    return bool(re.match(r"\s*(?:☐|\[ \]|o\b)?\s*(?:never|none)\b", behind, re.I))


def _never_had(passage: Passage, mention: Mention) -> Iterator[Fact]:
    yield state(
        passage,
        FactKind.TREATMENT_RECEIVED,
        mention.concept,
        value=0,
        unit=concepts.SESSIONS,
        assertion=Assertion.ABSENT,
    )
    yield state(
        passage,
        FactKind.HISTORY,
        concepts.NEVER_TREATED,
        about=mention.concept,
        assertion=Assertion.ABSENT,
    )


def _home_exercise(passage: Passage, mention: Mention, setting: Setting) -> Iterator[Fact]:
    context = passage.context(mention.start, mention.end)
    if context.negated:
        return
    old = setting.superseded(passage.date)
    yield state(
        passage,
        FactKind.TREATMENT_RECEIVED,
        concepts.HOME_EXERCISE,
        assertion=Assertion.HISTORICAL if old else Assertion.PRESENT,
    )


def _planned(passage: Passage, mention: Mention) -> bool:
    text = passage.text
    asked = _ASKING.search(text)
    if passage.section in (Section.PLAN, Section.WORK_STATUS):
        return not re.search(
            r"\b(?:helped|relief|have lifted|completed|done today|given|finished)\b", text, re.I
        ) or bool(asked)
    if re.search(r"\b(?:I am asking|recommend\w*|request(?:ing|s)?|refer)\b", text, re.I):
        return not re.search(
            r"\b(?:had|completed|attended|has been|was|were)\b", text[: mention.start], re.I
        )
    return passage.context(mention.start, mention.end).planned and not _DONE.search(text)


def _plan(passage: Passage, mention: Mention, words: str) -> Fact:
    number = sessions_asked(words)
    if number is None and words is not passage.text:
        number = sessions_asked(passage.text)
    return state(
        passage,
        FactKind.PLANNED_TREATMENT,
        mention.concept,
        value=number,
        unit=concepts.SESSIONS,
        assertion=Assertion.PLANNED,
    )


def _received(passage: Passage, mention: Mention, words: str) -> Fact:
    start, end = clause(passage, mention.start, mention.end)
    return state(
        passage,
        FactKind.TREATMENT_RECEIVED,
        mention.concept,
        start=start,
        end=end,
        value=sessions_had(words),
        unit=concepts.SESSIONS,
        assertion=Assertion.HISTORICAL,
        date=own_date(passage) if mention.concept.endswith("injection") else None,
    )


def _authorized(passage: Passage, assertion: Assertion) -> Iterator[Fact]:
    text = passage.text
    if _REFUSES.search(text) and not re.search(r"\bcertified as\b|\bmodified\b", text, re.I):
        return
    if not _AUTHORIZES.search(text):
        return
    mentions = [m for m in _mentions(passage) if m.concept != concepts.HOME_EXERCISE] or _led(
        passage
    )
    for mention in mentions[:2]:
        number = _certified_number(text)
        if number is None and assertion is Assertion.PLANNED:
            continue
        yield state(
            passage,
            FactKind.TREATMENT_RECEIVED,
            mention.concept,
            value=number,
            unit=concepts.AUTHORIZED,
            assertion=assertion,
        )


def _led(passage: Passage) -> list[Mention]:
    """The treatment named in the sentence before ("Biofeedback is ... . Four are certified.")."""
    return list(vocabulary("treatments").find(passage.lead))[-1:]


def _certified_number(text: str) -> int | float | None:
    certified = re.search(
        r"(?:MODIFIED(?: to)?:?|CERTIFIED:?|APPROVED(?: for)?:?|authori[sz]ed?:?)\s+(?:up to\s+)?(.{0,40}?(?:sessions?|visits?))",
        text,
        re.I,
    )
    number = sessions_had(certified[1]) if certified else None
    return number if number is not None else sessions_had(text)


def _requested_on_form(passage: Passage) -> Iterator[Fact]:
    if re.search(r"\bno request\b|\bn/a\b", passage.text, re.I):
        return
    for mention in _mentions(passage):
        yield _plan(passage, mention, passage.text)


def _own_visit(passage: Passage, setting: Setting) -> Iterator[Fact]:
    """In a therapist's own note: how many visits so far, and how the patient responds."""
    if setting.topic is None:
        return
    text = passage.text
    number = None
    if re.search(r"\b(?:visits?|sessions?|treatments?)\b|#\s*\d+ of", text, re.I):
        number = sessions_had(text)
    answered = passage.section in _NOTE_SECTIONS and bool(_RESPONSE.search(text))
    if number is None and not answered:
        return
    if re.search(r"\b(?:recommend|request|additional|further)", text, re.I) and not answered:
        return
    allowed = bool(re.search(r"\bauth(?:ori[sz]ed|\.)?\b", text, re.I)) and not re.search(
        r"attended|completed|used|last one|#", text, re.I
    )
    yield state(
        passage,
        FactKind.TREATMENT_RECEIVED,
        setting.topic,
        value=number,
        unit=concepts.AUTHORIZED if allowed else concepts.SESSIONS,
        assertion=Assertion.HISTORICAL,
        confidence=0.7 if number is None else 0.85,
    )


def _logged(passage: Passage, topic: str, row: re.Match[str]) -> Fact:
    """A numbered row of a treatment log: that many visits by that day."""
    return state(
        passage,
        FactKind.TREATMENT_RECEIVED,
        topic,
        value=int(row["n"]),
        unit=concepts.SESSIONS,
        assertion=Assertion.HISTORICAL,
        date=own_date(passage) or _day_of_log(passage, int(row["month"]), int(row["day"])),
    )


def _day_of_log(passage: Passage, month: int, day: int) -> dt.date | None:
    """A log's month and day in the year of its document, or the year before."""
    last = passage.date
    if last is None:
        return None
    for year in (last.year, last.year - 1):
        try:
            found = dt.date(year, month, day)
        except ValueError:
            return None
        if found <= last:
            return found
    return None


def _by_provider(passage: Passage) -> Iterator[Fact]:
    """Visits counted by the provider's degree alone ("6 visits with Dr. Lee (DC)")."""
    text = passage.text
    degree = _DEGREE.search(text)
    number = sessions_had(text)
    if degree is None or number is None or _REFUSES.search(text):
        return
    topic = _DEGREES[degree["d"].upper().replace(".", "").replace(" ", "")]
    planned = passage.section is Section.PLAN and not _DONE.search(text)
    yield state(
        passage,
        FactKind.PLANNED_TREATMENT if planned else FactKind.TREATMENT_RECEIVED,
        topic,
        value=number,
        unit=concepts.SESSIONS,
        assertion=Assertion.PLANNED if planned else Assertion.HISTORICAL,
        confidence=0.75,
    )


def _more_of_the_same(passage: Passage, setting: Setting) -> Iterator[Fact]:
    """In a note's plan "further sessions" mean the note's own treatment."""
    if setting.topic and passage.section is Section.PLAN and _MORE.search(passage.text):
        yield state(
            passage,
            FactKind.PLANNED_TREATMENT,
            setting.topic,
            value=sessions_asked(passage.text),
            unit=concepts.SESSIONS,
            assertion=Assertion.PLANNED,
            confidence=0.8,
        )
