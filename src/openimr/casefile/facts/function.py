"""What the patient can do, and whether treatment changed it."""

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
from openimr.casefile.model import DocumentType
from openimr.vocabulary.choices import chosen
from openimr.vocabulary.fact import Assertion, Fact, FactKind

_PAPERS = (
    DocumentType.APPLICATION,
    DocumentType.UR_DECISION,
    DocumentType.RFA,
    DocumentType.LAB_REPORT,
    DocumentType.IMAGING_REPORT,
    DocumentType.ELECTRODIAGNOSTIC_REPORT,
    DocumentType.OPERATIVE_REPORT,
)
_SILENT = frozenset(
    {
        Section.FAMILY_HISTORY,
        Section.MEDICATIONS,
        Section.RECORDS,
        Section.ALLERGIES,
        Section.REVIEW_OF_SYSTEMS,
        Section.INJURY,
        Section.NARRATIVE,
    }
)
_NOT_ABOUT_LIFE = frozenset(
    {
        Section.PLAN,
        Section.EXAM,
        Section.DIAGNOSES,
        Section.WORK_STATUS,
        Section.TREATMENT_GIVEN,
    }
)
_ABLE = re.compile(
    r"\b(?:can(?:not|'t)?|could|couldn't|able|unable|needs? help|help(?:s)? (?:w/|with)"
    r"|independent\w*|does|doesn't|does not|do(?:es)? (?:her|his) own|tolerance"
    r"|\d+\s*(?:-\s*\d+\s*)?(?:min|minutes?|hours?|hrs?|h|blocks?|miles?|lbs?|pounds)|limited"
    r"|difficult\w*|trouble|avoids?|"
    r"stopped|no longer|slow (?:with|dressing)|requires? (?:help|assistance)|assist\w*|only with"
    r"|only w/|goes out|let me|allow|min(?:utes)?|hours?|hard|puts off|uses|with(?:out)? (?:help"
    r"|pain|difficulty)|drops?|lets go|cares? for|by (?:her|him)self|on own)\b",
    re.I,
)
_GAIN = re.compile(
    r"\b(?:again|back to|resumed|now (?:able|can|does|walks|drives|lifts|sits)|getting more done"
    r"|able to (?:return|resume|do more)|more (?:active|independent|done)|increased|improv\w+"
    r"|better|longer|(?:twice|three times|much) as (?:long|far|much)|up from|(?:previously"
    r"|vs\.?) \d+|helping|lifted|regained|returned to|gains?"
    r"|by (?:her|him)self again|now[,;]? (?:was|from|before|vs\.?|could|used to|previously)"
    r"|(?:could|was) (?:only )?(?:do|manage|able)?\s*(?:for )?\d+ \w+ before"
    r"|consolidated)\b",
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
_FELT = re.compile(
    r"\b(?:helped|helps|helping|helpful|relief|took the edge off|(?:feels?|felt) (?:\d+\s*%\s*"
    r"|much |a little |somewhat )?better|\d+\s*% (?:better|improve\w+|relief)"
    r"|reduced (?:\w+ )?pain|loosened|(?:is|are) lifting|lifted (?:her|his) mood|getting better"
    r"|improving|good nights|benefit(?:ed)?|looser|edge off|more manageable|brighter"
    r"|tolerated well|knocks pain)\b",
    re.I,
)
_SCORES_IN_ROW = re.compile(r"[\s:]*\d{1,3}(?:\s*/\s*\d+|%)?[\s>→-]+\d{1,3}(?:\s*/\s*\d+|%|\s|$)")
_NONE_THAT_LASTS = re.compile(
    r"\b(?:only|just)\s+(?:\w+\s+)?(?:short[\s-]term|temporary|transient|brief|momentary)\b"
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
_SAME = re.compile(
    r"\b(?:(?:the )?same as (?:at |the )?(?:last|previous|prior)|same as at"
    r"|I can do:?\W{0,6}.{0,12}\bthe same)\b",
    re.I,
)
_INDEPENDENT = re.compile(
    r"\bindependent(?:ly)?\b.{0,25}\b(?:home ex\w*|HEP|home program|self[\s-]care program)"
    r"|\b(?:home ex\w*|HEP)\b.{0,40}\b(?:independent\w*|w/o cue\w*|without cue\w*|on (?:her"
    r"|his) own)",
    re.I,
)
_INTERFERENCE = re.compile(
    r"^(?P<what>walking|household chores|chores|sitting|standing|sleep|driving|mood|lifting|work"
    r"|enjoyment of life|relations[^\d]{0,30}|self[\s-]?care|dressing"
    r"|bathing)\s*:?\s{1,}(?P<n>10|\d)\b",
    re.I,
)


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


def find(passage: Passage, setting: Setting) -> Iterator[Fact]:
    """Functional statements of one passage."""
    if (
        passage.document.type in _PAPERS
        or passage.section in _SILENT
        or "penalty of perjury" in passage.text
    ):
        return
    yield from _status(passage)
    yield from _response(passage, setting)


def _status(passage: Passage) -> Iterator[Fact]:
    text = passage.text
    if _INDEPENDENT.search(text):
        yield state(passage, FactKind.FUNCTIONAL_STATUS, concepts.INDEPENDENT_HOME_EXERCISE)
    if _SAME.search(text) or _compared(text) == "same":
        yield state(passage, FactKind.FUNCTIONAL_STATUS, concepts.SAME_FUNCTION)
    form = passage.document.type is DocumentType.QUESTIONNAIRE
    scale = _INTERFERENCE.match(text) if form else None
    if scale:
        yield state(
            passage,
            FactKind.FUNCTIONAL_STATUS,
            re.sub(r"[^a-z]+", "-", scale["what"].lower()).strip("-"),
            unit="interference 0-10",
        )
    elif passage.section not in _NOT_ABOUT_LIFE and _ABLE.search(text):
        yield from _activities(passage)


def _activities(passage: Passage) -> Iterator[Fact]:
    """The daily activities that the passage says something of, the first few."""
    named = {m.concept: m for m in reversed(vocabulary("activities").find(passage.text))}
    own = [
        mention
        for mention in named.values()
        if not passage.context(mention.start, mention.end).other_person
    ]
    for mention in sorted(own, key=lambda m: m.start)[:3]:
        start, end = clause(passage, mention.start, mention.end)
        yield state(
            passage,
            FactKind.FUNCTIONAL_STATUS,
            mention.concept,
            start=start,
            end=end,
            confidence=0.75,
        )


def _compared(text: str) -> str | None:
    """The ticked answer of "compared with your last visit I can do more / the same / less"."""
    if not _COMPARED.search(text):
        return None
    option = chosen(text, tuple(_COMPARISONS))
    return _COMPARISONS[option] if option else None


def _response(passage: Passage, setting: Setting) -> Iterator[Fact]:
    if _SUPPOSED.search(passage.text):
        return
    for about in _about(passage, setting):
        changes = list(_changes(passage, about))
        if _compared(passage.text) == "more":
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
    speaks_of_it = about is not None or _SUBJECT.search(passage.text)
    return bool(_NO_GAIN.search(passage.text) and speaks_of_it)


def _changes(passage: Passage, about: str | None) -> Iterator[Fact]:
    text = passage.text
    if same_medication(text):
        yield _change(passage, concepts.MEDICATION_UNCHANGED, about)
    elif less_medication(passage):
        yield _change(passage, concepts.MEDICATION_REDUCED, about)
    if "restrictions-reduced" in {m.concept for m in vocabulary("work_status").find(text)}:
        yield _change(passage, concepts.WORK_RESTRICTIONS_REDUCED, about)
    if _back_to_work(passage):
        yield _change(passage, concepts.RETURNED_TO_WORK, about)
    activities: tuple[Mention, ...] = vocabulary("activities").find(text)
    gain = _GAIN.search(text)
    if (
        gain
        and (activities or re.search(r"getting more done|day-to-day|function", text, re.I))
        and not _NO_GAIN.search(text)
        and passage.section not in (Section.EXAM, Section.TREATMENT_GIVEN)
    ):
        if not passage.context(gain.start(), gain.end()).negated:
            yield _change(passage, concepts.DAILY_ACTIVITIES_GAIN, about)
    elif _felt(passage, about):
        yield _change(passage, concepts.SUBJECTIVE_IMPROVEMENT, about)
    for mention, score, unit, _ in scored(text):
        if _repeated(passage, mention.concept):
            yield _change(
                passage,
                concepts.MEASURED_CHANGE,
                about,
                value=latest(passage.text, mention, score),
                unit=unit,
            )


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
