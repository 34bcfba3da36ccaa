"""Work status: at work, modified duty, off work, retired, restrictions and their changes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.casefile import concepts
from openimr.casefile.assertion import Context
from openimr.casefile.facts.passages import Passage
from openimr.casefile.facts.sections import Section
from openimr.casefile.facts.stating import Setting, clause, state
from openimr.casefile.facts.vocabulary import Mention, vocabulary
from openimr.casefile.facts.work_words import BACK_TO_WORK
from openimr.casefile.model import DocumentType
from openimr.vocabulary.choices import chosen
from openimr.vocabulary.fact import Assertion, Fact, FactKind
from openimr.vocabulary.numbers import parse_number

_PAPERS = (
    DocumentType.APPLICATION,
    DocumentType.UR_DECISION,
    DocumentType.RFA,
    DocumentType.LAB_REPORT,
    DocumentType.IMAGING_REPORT,
    DocumentType.ELECTRODIAGNOSTIC_REPORT,
)
_SILENT = frozenset(
    {
        Section.FAMILY_HISTORY,
        Section.MEDICATIONS,
        Section.RECORDS,
        Section.REVIEW_OF_SYSTEMS,
        Section.ALLERGIES,
        Section.IMAGING,
    }
)
_POUNDS = re.compile(
    r"(?:no\b[^.;]{0,40}?\b(?:over|above|more than|greater than|>)|max(?:imum)?(?: of)?"
    r"|limit(?:ed)?(?: to| of)?|up to|>|lift(?:ing)?)\s*(?P<n>\d{1,3})\s*(?:lbs?|pounds|#)"
    r"|(?P<m>\d{1,3})\s*(?:lbs?|pounds|Ib)\b",
    re.I,
)
_HOURS = re.compile(
    r"hours?\s*(?:per|/|a)\s*(?:week|wk)\W{0,4}\s*(?P<n>\d{1,2})\b|\b(?P<m>\d{1,2})\s*(?:h|hrs?"
    r"|hours?)\s*(?:per|/|a)\s*(?:week|wk)|^(?P<k>\d{2})\s*[-–]",
    re.I,
)
_BOX = re.compile(r"(?P<box>☒|☐|☑|✓|\[[xX ]\]|\([xX ]\))\s*$")
_ARE_YOU = re.compile(
    r"\bare you (?:now |currently |presently )?working\b|\bcurrently working\s*\?", re.I
)
_RELEASED = re.compile(r"\bduty\b|\breturn|\brelease|\bRTW\b|restrictions", re.I)
_OWN_NEGATION = re.compile(
    r"no\b|not\b|non|without\b|unable|cannot|preclu|unemployed|has not|stopped|un", re.I
)
_SPAN_OF_TIME = re.compile(
    r"\b(?:periods?|time|days|weeks|months|much|portions) (?:of (?:the )?"
    r"(?:time|claim) )?off (?:of )?work"
    r"|\d{1,2}/\d{1,2}/\d{2,4}\s*(?:to|through|-|–)\s*\d{1,2}/\d{1,2}/\d{2,4}",
    re.I,
)
_EARLIER = re.compile(r"\b(?:was|were|had been|has drawn|tried|attempted|previously)\b", re.I)
_BACK_AT_WORK = re.compile(
    r"\b(?<!not )(?<!cannot )(?:(?:went|is|was|has (?:gone|been)|came|returned|resumed)"
    rf"(?: back)?(?: to| at)? work(?:ing)?\b|{BACK_TO_WORK})",
    re.I,
)
_BEFORE_THAT = re.compile(
    r"\b(?:after|following|had been|having been|until|before)\b[^.;]{0,30}$", re.I
)
_HOPED = re.compile(
    r"\b(?:to (?:consolidate|secure|allow|achieve|facilitate|support|enable|prepare|attempt|try"
    r"|help|complete|speed|promote|assist|ensure|progress|get|permit|make)|in order to"
    r"|so (?:that|as to)|towards?|goals?|aim\w*|hop(?:es?|ing|eful)|expect\w*|anticipat\w*"
    r"|plans?|planned|planning|would like|wants? to|wish\w*|prepar\w+|eventual\w*|pending"
    r"|target\w*|if|once|when (?:he|she) (?:can|is able))\b[^.;]{0,50}$",
    re.I,
)
"""Words that make a status a purpose or a hope ("to consolidate the return to full duty")."""
_WAITS = re.compile(
    r"[^.;,]{0,30}\b(?:when|once|if|upon|pending|after (?:he|she|surgery|clearance)) ", re.I
)
_WAS = re.compile(r"\b(?:was|were|had been|having been)\s+(?:then |still |kept )?$", re.I)
_PART_OF_THE_DAY = re.compile(
    r"\b(?:half[\s-]days?|part[\s-]time|(?:[2-6]|two|three|four|five|six)[\s-]*(?:h|hrs?|hours?)"
    r"\s*(?:per|/|a|each)\s*day)\b",
    re.I,
)
_BOX_ANY = re.compile(r"[☒☑✓]|\[[xX]\]|\([xX]\)")
_BOILERPLATE = re.compile(
    r"check the box|do not use this form|penalty of perjury|date last worked"
    r"|last day worked:?\s*(?:N/?A|_|$)|if not working|under california law"
    r"|if modified duty .{0,60}not available|only if employer"
    r"|maximum medical\s*improvement\), do not",
    re.I,
)
_AT_WORK = frozenset({concepts.WORKING_FULL, concepts.WORKING_MODIFIED})
_CONDITION = re.compile(
    r"\b(?:if|unless|until he is|until she is|when he|should the|would be)\b", re.I
)


def find(passage: Passage, setting: Setting) -> Iterator[Fact]:
    """Work-status facts of one passage."""
    if (
        passage.document.type in _PAPERS
        or passage.section in _SILENT
        or _BOILERPLATE.search(passage.text)
    ):
        return
    answer = _answered(passage)
    if answer:
        yield state(passage, FactKind.WORK_STATUS, answer)
        return
    seen: set[tuple[str, Assertion]] = set()
    for mention in vocabulary("work_status").find(passage.text):
        assertion = _assertion(passage, mention, setting)
        if assertion is None or (mention.concept, assertion) in seen:
            continue
        seen.add((mention.concept, assertion))
        yield from _status(passage, mention, assertion)
    if not seen and passage.section is Section.WORK_STATUS and _POUNDS.search(passage.text):
        yield _limit(passage, _told_when(passage, setting))
    yield from _part_time(passage, setting)
    yield from _hours(passage)


def _part_time(passage: Passage, setting: Setting) -> Iterator[Fact]:
    """Back at work for some hours of the day is modified work, whatever it was before."""
    back = _BACK_AT_WORK.search(passage.text)
    if back is None or not _PART_OF_THE_DAY.search(passage.text):
        return
    context = passage.context(back.start(), back.end())
    if context.negated or context.planned or passage.section is Section.PLAN:
        return
    when = _told_when(passage, setting)
    yield state(passage, FactKind.WORK_STATUS, concepts.WORKING_MODIFIED, assertion=when)


def _answered(passage: Passage) -> str | None:
    """What a form's ticked answers say: working or not, full or modified duty."""
    if not _ARE_YOU.search(passage.text):
        return None
    working = chosen(passage.text, ("yes", "no"))
    duty = chosen(passage.text, ("full duty", r"(?:light\s*/?\s*)?(?:modified|light) duty"))
    if working == "no":
        return concepts.OFF_WORK
    if working is None and duty is None:
        return None
    return concepts.WORKING_FULL if duty in (None, "full duty") else concepts.WORKING_MODIFIED


def _status(passage: Passage, mention: Mention, assertion: Assertion) -> Iterator[Fact]:
    start, end = clause(passage, mention.start, mention.end)
    yield state(
        passage, FactKind.WORK_STATUS, mention.concept, start=start, end=end, assertion=assertion
    )
    if mention.concept == concepts.RESTRICTIONS and _POUNDS.search(passage.text):
        yield _limit(passage, assertion)


def _limit(passage: Passage, assertion: Assertion) -> Fact:
    match = _POUNDS.search(passage.text)
    number = parse_number(match["n"] or match["m"]) if match else None
    return state(
        passage,
        FactKind.WORK_STATUS,
        concepts.RESTRICTIONS,
        value=number,
        unit="lb" if number is not None else None,
        assertion=assertion,
    )


def _told_when(passage: Passage, setting: Setting) -> Assertion:
    return Assertion.HISTORICAL if setting.superseded(passage.date) else Assertion.PRESENT


def _assertion(passage: Passage, mention: Mention, setting: Setting) -> Assertion | None:
    context = passage.near_context(mention.start, mention.end)
    if _not_stated(passage, mention, context):
        return None
    limits = mention.concept == concepts.RESTRICTIONS
    if context.negated and not limits and not _OWN_NEGATION.match(passage.text, mention.start):
        return Assertion.ABSENT
    changed = mention.concept in (concepts.RESTRICTIONS_REDUCED, concepts.RESTRICTIONS_UNCHANGED)
    if _past(passage, mention) and not changed:
        return Assertion.HISTORICAL
    return _told_when(passage, setting)


def _not_stated(passage: Passage, mention: Mention, context: Context) -> bool:
    """Unticked options, goals, conditions, and what is said of somebody else."""
    box = _BOX.search(passage.text[: mention.start])
    if box and box["box"] in ("☐", "[ ]", "( )"):
        return True
    if not box and _unreadable_choice(passage):
        return True
    if mention.concept in _AT_WORK and _not_yet(passage, mention):
        return True
    if passage.section is Section.WORK_STATUS:
        return False
    if passage.section is Section.PLAN and mention.concept == concepts.WORKING_FULL:
        return not _RELEASED.search(passage.text)
    conditional = context.planned or _CONDITION.search(passage.text)
    stationary = mention.concept == concepts.PERMANENT_AND_STATIONARY
    return context.other_person or bool(stationary and conditional)


def _not_yet(passage: Passage, mention: Mention) -> bool:
    """Whether being at work is a purpose, a hope, or waits for something."""
    if _HOPED.search(passage.text[: mention.start]):
        return True
    full = mention.concept == concepts.WORKING_FULL
    return full and _WAITS.match(passage.text, mention.end) is not None


def _unreadable_choice(passage: Passage) -> bool:
    """Options of a scanned form whose ticks were not read."""
    if not passage.page.scanned or _BOX_ANY.search(passage.text):
        return False
    return len({m.concept for m in vocabulary("work_status").find(passage.text)}) > 1 and bool(
        re.search(r"\byes\b.*\bno\b|full duty.*(?:light|modified)", passage.text, re.I)
    )


def _past(passage: Passage, mention: Mention) -> bool:
    """A span of time that ended, or a job tried before."""
    words = passage.text[max(0, mention.start - 40) : mention.end + 60]
    if mention.concept == concepts.OFF_WORK and _ended(passage, mention):
        return True
    if _SPAN_OF_TIME.search(words):
        return True
    now = passage.section in (Section.WORK_STATUS, Section.SUBJECTIVE)
    return bool(_EARLIER.search(words)) and not now


def _ended(passage: Passage, mention: Mention) -> bool:
    """Time off work that came before a return ("back at work after being off work")."""
    before = passage.text[: mention.start]
    if _WAS.search(before) and not re.search(r"\bnot\b", passage.text[mention.start :][:4], re.I):
        return True
    led = _BEFORE_THAT.search(before)
    since = re.match(r"\s+(?:since|for|from)\b", passage.text[mention.end :], re.I)
    after = led is not None and re.search(r"\b(?:after|following)\b", led[0], re.I)
    return led is not None and (
        _BACK_AT_WORK.search(passage.text) is not None or bool(after and since)
    )


def _hours(passage: Passage) -> Iterator[Fact]:
    match = _HOURS.search(passage.text)
    if match is None:
        return
    if match["k"] and not re.search(
        r"hours?\s+per\s+week|working now",
        passage.lead + passage.page.text[max(0, passage.start - 160) : passage.start],
        re.I,
    ):
        return
    number = parse_number(match["n"] or match["m"] or match["k"])
    near = passage.page.text[max(0, passage.start - 160) : passage.end]
    if number is None or not re.search(r"\bwork", near, re.I):
        return
    light = re.search(r"(?:☒|\[[xX]\])\s*(?:light|modified)", near)
    yield state(
        passage,
        FactKind.WORK_STATUS,
        concepts.WORKING_MODIFIED
        if light or re.search(r"light|modified", passage.text, re.I)
        else concepts.WORKING_FULL,
        value=number,
        unit="hours/week",
    )
