"""Treatments received, authorised and planned, with how many and when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.casefile import concepts
from openimr.casefile.facts.counts import sessions_asked, sessions_had
from openimr.casefile.facts.never_had import never, never_had
from openimr.casefile.facts.passages import Passage
from openimr.casefile.facts.sections import Section
from openimr.casefile.facts.stating import Setting, clause, own_date, state
from openimr.casefile.facts.visits import by_provider, logged, more_of_the_same, own_visit
from openimr.casefile.facts.vocabulary import Mention, vocabulary
from openimr.casefile.model import DocumentType
from openimr.vocabulary.fact import AUTHORIZED, Assertion, Fact, FactKind
from openimr.vocabulary.numbers import Number

_LETTERS = (DocumentType.CORRESPONDENCE, DocumentType.OTHER)
_COUNTED_KINDS = (FactKind.TREATMENT_RECEIVED, FactKind.PLANNED_TREATMENT)
_ONLY_PLANNED = frozenset({"imaging", "urine-drug-testing", "surgery"})
_UNCOUNTED = _ONLY_PLANNED | {"tens", "bracing", "durable-medical-equipment", "traction"}
_SEPARATOR = re.compile(r"[,;]\s+(?:and\s+)?|\s(?:and|&|/|plus)\s+", re.I)
_ALLOWED = re.compile(r"\b(?:authori[sz]ed|approved|certified)\b", re.I)
_ATTENDED = re.compile(
    r"\b(?:completed|attended|received|used|done|finished|underwent|\d+ of \d+|has had|have had"
    r"|did)\b",
    re.I,
)
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
    r"\b(?:req(?:uest(?:s|ed|ing)?)?\.?|re-?request\w*|recommend\w*|rec\b"
    r"|authori[sz]ation (?:for|is)|ask(?:s|ed|ing)?\b|refer(?:ral|red)?|"
    r"to begin|to start|start|continue|cont\b|proceed|go ahead|would benefit|advise\w*|trial"
    r"|prescrib\w+|order(?:ed)?|"
    r"needs?|additional|further|plan(?:ned)?|schedul\w+|finish|seek\w*|rfa|will (?:get|have"
    r"|begin|start|see)|should|go on|add)\b",
    re.I,
)
_SOUGHT = re.compile(
    r"\b(?:was|were|is|are|being|been|be)\s+(?:\w+ly\s+|all\s+|also\s+|then\s+)?(?:sought|requested"
    r"|recommended|ordered|asked\s+for|proposed|suggested|advised|planned|submitted|endorsed)\b"
    r"|\b(?:requests?|requesting|requested|orders?|ordered|referrals?|referred|prescriptions?"
    r"|authori[sz]ation)\s+(?:for|to)\b|\bnon-?certif\w+|\bdenied\s+(?:\w+\s+){0,2}?requests?\b"
    r"|\b(?:fail(?:s|ed)?|declin\w+|refus\w+)\s+to\s+(?:approve|authori[sz]e|certify)\b"
    r"|\b(?:seeks?|seeking|sought|requests|orders)\b",
    re.I,
)
"""A treatment that the sentence says is asked for, whoever tells it."""
_AUTHORIZES = re.compile(
    r"\b(?:we (?:hereby )?authori[sz]e|(?:is|are|was|were|has been|have been"
    r"|been) (?:hereby )?(?:authori[sz]ed|approved|certified)|this (?:letter )?(?:is to"
    r"|will) (?:authori[sz]e|confirm authori[sz]ation)|"
    r"authori[sz]ation (?:is|has been) (?:given|granted|issued)"
    r"|(?<!request for )(?<!requesting )authori[sz]ation (?:of|for)|authori[sz]ed|certified"
    r"|certify"
    r"|approved|modified)\b",
    re.I,
)
_REFUSES = re.compile(
    r"\b(?:not (?:been )?(?:authori[sz]ed|certified|approved)|denied|non-?certif\w+|denial"
    r"|turned down|if (?:authori[sz]ed|approved)|no treatment is authori[sz]ed)\b",
    re.I,
)
_DONE = re.compile(
    r"\b(?:did|done|had|has had|completed?|finished|attended|received|underwent"
    r"|(?:has|have|had) (?:included|consisted)|treated with"
    r"|(?:has|have) used|used (?=\w+ (?:\(\d+\) )?(?:of|out of)\b)|has been"
    r"|have been|was|were|given|ended|tried|seen|saw|since|"
    r"discharged|d/c|so far|to date|previous(?:ly)?|prior|past|last|helped|relief|failed|after"
    r"|s/p|trial of|went|benefit(?:ed)?|response|reviewed|handout|performed|administered"
    r"|over the (?:years|summer)|occasions|interspersed|drawn|followed)\b|"
    r"\bx\s?\d+|\b\d+\s*(?:of|/)\s*\d+\b|\(\d+ visits\)",
    re.I,
)
_LAST_CELL = re.compile(r"\s{2,}\W?(?P<n>\d{1,2})\W?$")
_CODE = re.compile(r"(?<!\d)9[789]\d{3}(?!\d)|\b90[89]\d{2}\b")
"""The quantity in the last column of a form's row, and the procedure code such rows have."""
_MORE_OF_THE_ROW = re.compile(
    r"\s*(?:CPT\W{0,3}[\d, -]+\W*)?"
    r"(?:\s*(?:frequency|duration|quantity|qty|number\s+of|freq)\b[^\n]*)+",
    re.I,
)
"""On a form the labelled lines right below a service say how often and how many."""


_VISITS = re.compile(r"\b(?:visits?|sessions?)\b", re.I)
"""What injections are not counted in."""
_SUPPOSED = re.compile(
    r"^\s*(?:if|should|unless|in the event|in case|were (?:he|she))\b"
    r"|\bwould (?:be (?:needed|required|necessary|appropriate|considered)|need|require)\b",
    re.I,
)
"""A treatment that is only supposed ("if she has surgery, therapy would be needed")."""
_TOLD_AS_HAD = re.compile(
    r"\b(?:completed|attended|finished|underwent|received(?! (?:on|by)\b)|had|s/p|status post|done"
    r"|failed(?! to (?:approve|authori|certif))|after|helped|to date|so far)\b",
    re.I,
)


def find(passage: Passage, setting: Setting) -> Iterator[Fact]:
    """Treatment facts of one passage."""
    kind = passage.document.type
    letter = kind in _LETTERS and _AUTHORIZES.search(passage.text)
    if kind is DocumentType.UR_DECISION:
        yield from _authorized(passage, Assertion.PLANNED)
    elif kind is DocumentType.RFA:
        yield from _requested_on_form(passage)
    elif kind is DocumentType.APPLICATION or _silent(passage, setting):
        return
    elif letter and not _REFUSES.search(passage.text):
        yield from _authorized(passage, Assertion.HISTORICAL)
    else:
        yield from _clinical(passage, setting)


def _planned_there(passage: Passage) -> bool:
    """Whether an entry under "Assessment / Plan" asks for treatment rather than names a disease."""
    return not _TOLD_AS_HAD.search(passage.text) and bool(
        _ASKING.match(passage.text) or sessions_asked(passage.text) is not None
    )


def _silent(passage: Passage, setting: Setting) -> bool:
    if passage.section is Section.NONE and passage.text.isupper():
        return True
    own_note = passage.section is Section.DIAGNOSES and (
        setting.topic is not None or _planned_there(passage)
    )
    return passage.section in _SILENT and not own_note


def _clinical(passage: Passage, setting: Setting) -> Iterator[Fact]:
    row = logged(passage, setting)
    if row:
        yield row
        return
    named = list(_told(passage, setting))
    yield from named
    if not named:
        yield from by_provider(passage, setting)
        yield from more_of_the_same(passage, setting)
    if not any(fact.kind in _COUNTED_KINDS for fact in named):
        yield from own_visit(passage, setting)


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
        if _SUPPOSED.search(passage.text) and passage.section is not Section.PLAN:
            continue
        if never(passage, mention):
            yield from never_had(passage, mention)
        elif mention.concept == concepts.HOME_EXERCISE:
            yield from _home_exercise(passage, mention, setting)
        elif context.negated or (
            mention.concept in _ONLY_PLANNED
            and not (passage.section is Section.PLAN and _planned(passage, mention))
        ):
            continue
        elif _planned(passage, mention):
            yield _plan(passage, mention, own, mentions)
        elif _DONE.search(passage.in_full) or passage.section in (
            Section.HISTORY,
            Section.OPERATION,
            Section.INJURY,
        ):
            yield _received(passage, mention, own)
        elif _AUTHORIZES.search(own) and not _REFUSES.search(passage.text):
            yield from _authorized(passage, Assertion.HISTORICAL)


def _words_of(text: str, mentions: list[Mention], number: int) -> str:
    """The part of the passage that speaks of one of several treatments.

    Parts end at the last comma, semicolon or "and" before the next treatment, so that a count
    in front of a name ("10 chiropractic visits") goes with it as well as one behind.
    """
    ordered = sorted(mentions, key=lambda m: m.start)
    at = ordered.index(mentions[number])
    start = 0 if at == 0 else _parted(text, ordered[at - 1].end, ordered[at].start)
    last = at + 1 == len(ordered)
    end = len(text) if last else _parted(text, ordered[at].end, ordered[at + 1].start)
    return text[start:end]


def _parted(text: str, left: int, right: int) -> int:
    cuts = [match.end() for match in _SEPARATOR.finditer(text, left, right)]
    return cuts[-1] if cuts else left


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
    if passage.section is Section.DIAGNOSES and _planned_there(passage):
        return True
    if passage.section in (Section.PLAN, Section.WORK_STATUS):
        return not re.search(
            r"\b(?:helped|relief|have lifted|completed|done today|given|finished|underwent)\b",
            text,
            re.I,
        ) or bool(asked)
    if _SOUGHT.search(text) and not _TOLD_AS_HAD.search(_other_than_before(text, mention)):
        return True
    if re.search(r"\b(?:I am asking|recommend\w*|request(?:ing|s)?|refer)\b", text, re.I):
        return not re.search(
            r"\b(?:had|completed|attended|has been|was|were)\b", text[: mention.start], re.I
        )
    return passage.context(mention.start, mention.end).planned and not _DONE.search(text)


def _other_than_before(text: str, mention: Mention) -> str:
    """The words up to a treatment, where what was had of it would be told."""
    return text[: mention.end + 40]


def _plan(passage: Passage, mention: Mention, words: str, mentions: list[Mention]) -> Fact:
    number = None if mention.concept in _UNCOUNTED else sessions_asked(words)
    if number is None and mention.concept not in _UNCOUNTED:
        number = _shared_number(passage.text, mentions)
    return state(
        passage,
        FactKind.PLANNED_TREATMENT,
        mention.concept,
        value=number,
        unit=concepts.SESSIONS,
        assertion=Assertion.PLANNED,
    )


def _shared_number(text: str, mentions: list[Mention]) -> Number | None:
    """The number said once behind several treatments ("acupuncture and PT, 6 visits each")."""
    own = [sessions_asked(_words_of(text, mentions, n)) for n in range(len(mentions))]
    stated = [number for number in own if number is not None]
    last = max(range(len(mentions)), key=lambda n: mentions[n].start)
    return own[last] if len(stated) == 1 else None


def _received(passage: Passage, mention: Mention, words: str) -> Fact:
    start, end = clause(passage, mention.start, mention.end)
    injected = mention.concept.endswith("injection")
    return state(
        passage,
        FactKind.TREATMENT_RECEIVED,
        mention.concept,
        start=start,
        end=end,
        value=None if injected and _VISITS.search(words) else sessions_had(words),
        unit=_unit(passage.text),
        assertion=Assertion.HISTORICAL,
        date=own_date(passage) if injected else None,
    )


def _unit(text: str) -> str:
    """Sessions attended, or only allowed ("has been authorized for 6 visits")."""
    allowed = _ALLOWED.search(text) and not _ATTENDED.search(text)
    return AUTHORIZED if allowed else concepts.SESSIONS


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
            unit=AUTHORIZED,
            assertion=assertion,
        )


def _led(passage: Passage) -> list[Mention]:
    """The treatment named in the sentence before ("Biofeedback is ... . Four are certified.")."""
    return list(vocabulary("treatments").find(passage.lead))[-1:]


def _certified_number(text: str) -> int | float | None:
    certified = re.search(
        r"(?:MODIFIED(?: to)?:?|CERTIFIED:?|APPROVED(?: for)?:?"
        r"|authori[sz]ed?:?)\s+(?:up to\s+)?(.{0,40}?(?:sessions?|visits?))",
        text,
        re.I,
    )
    number = sessions_had(certified[1]) if certified else None
    return number if number is not None else sessions_had(text)


def _requested_on_form(passage: Passage) -> Iterator[Fact]:
    if re.search(r"\bno request\b|\bn/a\b", passage.text, re.I):
        return
    below = passage.page.text[passage.end : passage.end + 160]
    behind = _MORE_OF_THE_ROW.match(below)
    further = f" {' '.join(behind[0].split())}" if behind else ""
    for mention in _mentions(passage):
        counted = passage.text if sessions_asked(passage.text) else passage.text + further
        quantity = _LAST_CELL.search(passage.text) if passage.row else None
        if quantity and _CODE.search(passage.text):
            counted = f"{quantity['n']} visits"
        yield _plan(passage, mention, counted, [mention])
