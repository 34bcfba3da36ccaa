"""What treatment changed: daily activities, work, medication, measured or felt, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.casefile import concepts
from openimr.casefile.facts.less_medication import less_medication, same_medication
from openimr.casefile.facts.passages import Passage
from openimr.casefile.facts.scores import latest, scored
from openimr.casefile.facts.sections import Section
from openimr.casefile.facts.stating import Setting, clause, state
from openimr.casefile.facts.vocabulary import Mention, vocabulary
from openimr.casefile.facts.work_words import BACK_TO_WORK
from openimr.vocabulary.choices import chosen
from openimr.vocabulary.fact import Assertion, Fact, FactKind

_GAIN = re.compile(
    r"\b(?:again|back to|resumed|now (?:able|can|does|walks|drives|lifts|sits)|getting more done"
    r"|able to (?:return|resume|do more)|more (?:active|independent|done)|increased|improv\w+"
    r"|better|longer|(?:twice|three times|much) as (?:long|far|much)|up from|(?:previously"
    r"|vs\.?) \d+|helping|lifted|regained|returned to|gains?"
    r"|by (?:her|him)self again|now[,;]? (?:was|from|before|vs\.?|could|used to|previously)"
    r"|(?:could|was) (?:only )?(?:do|manage|able)?\s*(?:for )?\d+ \w+ before"
    r"|(?:could not|couldn['’]t|was unable to|was not able to) (?:\w+ ){0,3}?(?:before|previously)"
    r"|(?:allow\w*|enabl\w+|lets?|permit\w*) (?:him|her|them|me|the \w+) (?:to )?\w+"
    r"|\d+ \w+ (?:rather than|instead of|compared (?:to|with)) (?:\w+ )?\d+"
    r"|consolidated|doubled|tripled)\b",
    re.I,
)
_NO_GAIN = re.compile(
    r"\b(?:no help|not (?:been )?(?:helpful|effective)|ineffective|unhelpful|none of (?:these"
    r"|them|which|this)\b[^.;]{0,40}(?:improvement|benefit|relief"
    r"|help)\w*|no (?:\w+ ){0,5}?(?:change|improvement|gains?|benefit|progress"
    r"|difference)(?! in (?:restrictions|status|opiates))|unchanged|the same|as before"
    r"|plateau\w*|not (?:improved|helped|any better)|no better"
    r"|(?:only|just) (?:\w+ )?(?:short[\s-]term|temporary|transient|brief"
    r"|momentary) (?:relief|benefit|help)"
    r"|made (?:\w+ ){1,4}worse|without (?:\w+ ){0,5}?(?:improvement|benefit|change|relief|gains?)|"
    r"unsatisfactory|failed to improve|did not (?:improve|help)|temporary (?:relief|response)"
    r"|short[\s-]lived|(?:little|minimal|slight) (?:\w+ )?(?:change|improvement|benefit|relief"
    r"|progress)|wore off|(?:is|are|got|gets?|getting"
    r"|become|becoming|feels?|felt|much) worse)\b",
    re.I,
)
_STILL_GAINING = re.compile(
    r"\b(?:not|n['’]t|never|yet\s+to|no|without)\s+(?:\w+\s+){0,4}plateau", re.I
)
_DENYING = re.compile(r"\b(?:no|not|none|without|unsatisfactory|failed)\b", re.I)
_TREATED = re.compile(r"therapy|treatment|sessions?|visits|depression|anxiety|mood", re.I)
_THESE = re.compile(r"\b(?:these|both|each|all of (?:them|which)|none of them)\b", re.I)
_SUBJECT = re.compile(
    r"\b(?:function\w*|activit\w+|ADLs?|toleranc\w+|work(?:ing)?|sitting|standing|walking"
    r"|lifting|sleep\w*|mood|chores|cook\w*|laundry|shopping|groce\w+|driving|pain|restrictions"
    r"|medications?|meds|results?|relief|response|therapy|treatment|sessions?|visits|acupuncture"
    r"|chiro\w*|surgery|surgical)\b",
    re.I,
)
_TO_WORK = re.compile(rf"\b(?:{BACK_TO_WORK})", re.I)
_UP = re.compile(
    r"\bfrom\s+(?P<first>\d{1,3})\s*(?:min\w*|lbs?\.?|pounds?|blocks?|hours?|%)?\s+to\s+"
    r"(?P<then>\d{1,3})\s*(?:min|lb|pound|block|hour|h\b)",
    re.I,
)
_MEASURED = re.compile(
    r"\b(?:ROM|range of motion|motion|flexion|extension|abduction|rotation|(?:grip )?strength)\b"
    r"(?:[^.;,]{0,25}\b(?:and|,)\s+(?:strength|endurance|flexibility|motion))?\s+(?:(?:has|have|is"
    r"|was|were|had|are)\s+)?(?:also\s+|been\s+)?(?:improv(?:ed|ing)|increased|better|greater|up)\b"
    r"|\b(?:improved|increased|better|gains? in)\s+(?:\w+\s+){0,2}(?:ROM|range of motion|motion"
    r"|flexion|strength)\b",
    re.I,
)
_FELT = re.compile(
    r"\b(?:sleep\w* (?:has |is |have |was )?(?:improved|better)"
    r"|pain (?:levels? |scores? |has |was |is |have ){0,2}(?:decreased|dropped|fell|fallen"
    r"|lessened|diminished|went down|gone down|came down|down|lower|reduced)|helped|helps|helping"
    r"|helpful|relief|took the edge off|(?:feels?|felt) (?:\d+\s*%\s*"
    r"|much |a little |somewhat )?better|\d+\s*% (?:better|improve\w+|relief)"
    r"|reduced (?:\w+ )?pain|loosened|(?:is|are) lifting|lifted (?:her|his) mood|getting better"
    r"|improving|good nights|benefit(?:ed)?|looser|edge off|more manageable|brighter"
    r"|tolerated well|knocks pain)\b",
    re.I,
)
_NOTHING = re.compile(r"\b(?:nothing|neither|none)\b[^.;]{0,30}$", re.I)
_SCORES_IN_ROW = re.compile(r"[\s:]*\d{1,3}(?:\s*/\s*\d+|%)?[\s>→-]+\d{1,3}(?:\s*/\s*\d+|%|\s|$)")
_NONE_THAT_LASTS = re.compile(
    r"\b(?:only|just)\s+(?:\w+\s+)?(?:short[\s-]term|temporary|transient|brief|momentary)\b"
    r"|\b(?:short[\s-]term|temporary|transient|brief|momentary)\s+(?:\w+\s+)?(?:relief|benefit|help"
    r"|improvement)\s+only\b|\b(?:relief|benefit|improvement)\b[^.;]{0,20}\bnot\s+(?:last|sustain)"
    r"|\b(?:only\s+(?:for\s+)?)(?:a\s+few|\d+|one|two|three|four|several|some)\s+(?:hours?|days?|weeks?)\b"
    r"|\b(?:a\s+few|\d+|one|two|three|four|several)\s+(?:hours?|days?|weeks?)\s+only\b"
    r"|\b(?:help\w*|relie\w*|benefit\w*|better)\b[^.;]{0,15}\b(?:\d|one|two|three|a\s+few|several)\s+(?:hours?|days?)\b"
    r"|\b(?:partial|little|minimal)\s+(?:or|to)\s+no\s+(?:relief|benefit|help|improvement)\b"
    r"|\bno\s+(?:(?:lasting|sustained|long[\s-]term|functional|objective|significant"
    r"|measurable|real)\s+)+"
    r"(?:benefit|improvement|change|gains?|relief|effect)\b",
    re.I,
)
_FROM_TO = re.compile(
    r"\bfrom\b[^.;]{0,20}\d+[^.;]{0,12}\bto\b\s*\d|\b(?:was|initial(?:ly)?|at eval|baseline"
    r"|start(?:ing)?"
    r"|previously)\s+\d",
    re.I,
)
_COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|since (?:your|the) last visit|than (?:at )?(?:your|the) last)", re.I
)
_COMPARISONS = {
    "(?:can do )?more": "more",
    "(?:about )?(?:the )?same": "same",
    "(?:can do )?less": "less",
    "much better": "more",
    "a?\\s?little better": "more",
    "worse": "less",
}
_FEARED = re.compile(
    r"\b(?:afraid|fear\w*|worr\w*|scared|hurt\w*|re-?injur\w*|aggravat\w*|flar\w*|wors\w*)\b[^.;]{0,40}\bagain\b",
    re.I,
)
"""What is feared or has come back is no activity regained."""
_SUPPOSED = re.compile(
    r"^\s*(?:if|should|unless|in the event|were (?:he|she))\b"
    r"|\bif (?:it|this|that|these|therapy|treatment|he|she) (?:helps?|works?|improves?|does"
    r"|is|are)\b"
    r"|\bgoals?\s*(?::|(?:is|are|of|to)\b)"
    r"|\b(?:hop(?:es|ing|efully)|expect(?:s|ed)?|anticipat\w+) (?:to|that|for|further|more)\b",
    re.I,
)
"""A gain that is only supposed, hoped for or aimed at."""
_HAD = re.compile(
    r"\b(?:completed|attended|finished|received|underwent|had|used|done|s/p|status post|after"
    r"|since|\d+ (?:of|out of) \d+)\b",
    re.I,
)
_FAR_BACK = 300
_TELLING = frozenset({Section.SUBJECTIVE, Section.HISTORY, Section.NONE, Section.FUNCTION})


def compared(text: str) -> str | None:
    """The ticked answer of "compared with your last visit I can do more / the same / less"."""
    if not _COMPARED.search(text):
        return None
    option = chosen(text, tuple(_COMPARISONS))
    return _COMPARISONS[option] if option else None


def find(passage: Passage, setting: Setting) -> Iterator[Fact]:
    """What one passage says that treatment changed."""
    if _SUPPOSED.search(passage.text):
        return
    for about in _about(passage, setting):
        changes = list(_changes(passage, about))
        if compared(passage.text) == "more":
            changes = [_change(passage, concepts.SUBJECTIVE_IMPROVEMENT, about)]
        felt_only = {fact.concept for fact in changes} == {concepts.SUBJECTIVE_IMPROVEMENT}
        if felt_only and _NONE_THAT_LASTS.search(passage.text):
            changes = []
        if not changes and _without_gain(passage, about):
            absent = _DENYING.search(passage.text) is not None
            assertion = Assertion.ABSENT if absent else Assertion.PRESENT
            changes = [_change(passage, concepts.NO_FUNCTIONAL_CHANGE, about, assertion=assertion)]
        yield from changes


def _without_gain(passage: Passage, about: str | None) -> bool:
    if passage.section in (Section.WORK_STATUS, Section.PLAN, Section.EXAM):
        return False
    if _STILL_GAINING.search(passage.text):
        return False
    speaks_of_it = about is not None or _SUBJECT.search(passage.text)
    return bool(_NO_GAIN.search(passage.text) and speaks_of_it)


def _changes(passage: Passage, about: str | None) -> Iterator[Fact]:
    yield from _less_dependence(passage, about)
    yield from _gains(passage, about)
    yield from _measures(passage, about)


def _less_dependence(passage: Passage, about: str | None) -> Iterator[Fact]:
    """Medication, work restrictions, and work itself."""
    text = passage.text
    if same_medication(text):
        yield _change(passage, concepts.MEDICATION_UNCHANGED, about)
    elif less_medication(passage):
        yield _change(passage, concepts.MEDICATION_REDUCED, about)
    if "restrictions-reduced" in {m.concept for m in vocabulary("work_status").find(text)}:
        yield _change(passage, concepts.WORK_RESTRICTIONS_REDUCED, about)
    if _back_to_work(passage):
        yield _change(passage, concepts.RETURNED_TO_WORK, about)


def _gains(passage: Passage, about: str | None) -> Iterator[Fact]:
    """Daily activities gained, else what the patient feels of it."""
    text = passage.text
    activities: tuple[Mention, ...] = vocabulary("activities").find(text)
    gain = _GAIN.search(text) or _rise(text)
    if (
        gain
        and (activities or re.search(r"getting more done|day-to-day|function", text, re.I))
        and not _NO_GAIN.search(text)
        and not _FEARED.search(text)
        and passage.section not in (Section.EXAM, Section.TREATMENT_GIVEN)
    ):
        if not passage.context(gain.start(), gain.end()).negated:
            yield _change(passage, concepts.DAILY_ACTIVITIES_GAIN, about)
    elif _felt(passage, about):
        yield _change(passage, concepts.SUBJECTIVE_IMPROVEMENT, about)


def _measures(passage: Passage, about: str | None) -> Iterator[Fact]:
    """Motion and strength, and scales given more than once."""
    if _better_measured(passage):
        yield _change(passage, concepts.MEASURED_CHANGE, about)
    for mention, score, unit, _ in scored(passage.text):
        if _repeated(passage, mention.concept):
            yield _change(
                passage,
                concepts.MEASURED_CHANGE,
                about,
                value=latest(passage.text, mention, score),
                unit=unit,
            )


def _rise(text: str) -> re.Match[str] | None:
    """A number of a daily activity that went up ("walking went from 10 to 30 minutes")."""
    match = _UP.search(text)
    return match if match and int(match["first"]) < int(match["then"]) else None


def _better_measured(passage: Passage) -> bool:
    """Whether motion or strength is said to have grown, in numbers or in words."""
    match = _MEASURED.search(passage.text)
    if match is None or passage.section is Section.PLAN or _NO_GAIN.search(passage.text):
        return False
    return not passage.context(match.start(), match.end()).negated


def _back_to_work(passage: Passage) -> bool:
    match = _TO_WORK.search(passage.text)
    if match is None or passage.section in (Section.PLAN, Section.WORK_STATUS):
        return False
    hoped = re.search(
        r"\b(?:cannot|not|unable|(?-i:may)|ability|goal|hop(?:es?|ing))\b", passage.text, re.I
    )
    return not hoped and not passage.context(match.start(), match.end()).negated


def _felt(passage: Passage, about: str | None) -> bool:
    """Whether the patient felt helped; a denied benefit ("no lasting benefit") is none."""
    match = _FELT.search(passage.text)
    if match is None or passage.section is Section.EXAM:
        return False
    if passage.context(match.start(), match.end()).negated:
        return False
    if _NOTHING.search(passage.text[: match.start()]):
        return False
    return about is not None or _TREATED.search(passage.text) is not None


def _repeated(passage: Passage, instrument: str) -> bool:
    """Whether the instrument was scored before: in the same row, sentence or page."""
    text = passage.text
    here = next(m for m, *_ in scored(text) if m.concept == instrument)
    if _SCORES_IN_ROW.match(text[here.end :]) or _FROM_TO.search(text):
        return True
    earlier = passage.page.text[: passage.start]
    return any(mention.concept == instrument for mention, *_ in scored(earlier))


def _change(  # noqa: PLR0913
    passage: Passage,
    concept: str,
    about: str | None,
    *,
    assertion: Assertion = Assertion.PRESENT,
    value: int | float | None = None,
    unit: str | None = None,
) -> Fact:
    start, end = clause(passage, 0, min(len(passage.text), 60))
    return state(
        passage,
        FactKind.FUNCTIONAL_IMPROVEMENT,
        concept,
        start=start,
        end=end,
        about=about,
        assertion=assertion,
        value=value,
        unit=unit,
        confidence=0.8,
    )


def _about(passage: Passage, setting: Setting) -> tuple[str | None, ...]:
    """The treatments a response answers to: named here, just before, or the note's own."""
    here = [m.concept for m in vocabulary("treatments").find(passage.text)]
    if here:
        named = tuple(dict.fromkeys(here))
        return named if len(named) <= 3 else (None,)
    led = (m.concept for m in vocabulary("treatments").find(passage.lead))
    before = tuple(
        dict.fromkeys(c for c in led if setting.topic is None or c != concepts.HOME_EXERCISE)
    )
    if _THESE.search(passage.text) and 0 < len(before) <= 3:
        return before
    if not before and setting.topic is None:
        before = _last_had(passage)
    return (before[-1] if before else setting.topic,)


def _last_had(passage: Passage) -> tuple[str, ...]:
    """The one treatment that the paragraph told last as had, some sentences before."""
    if passage.section not in _TELLING:
        return ()
    told = passage.page.text[max(0, passage.start - _FAR_BACK) : passage.start]
    for sentence in reversed(re.split(r"(?<=[a-z)\d][.;])\s+", told)):
        named = {m.concept for m in vocabulary("treatments").find(sentence)}
        if named:
            had = len(named) == 1 and _HAD.search(sentence)
            return tuple(named) if had else ()
    return ()
