"""What the patient can do; what treatment changed of it is in `response`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.casefile import concepts
from openimr.casefile.facts import response
from openimr.casefile.facts.passages import Passage
from openimr.casefile.facts.response import compared
from openimr.casefile.facts.sections import Section
from openimr.casefile.facts.stating import Setting, clause, state
from openimr.casefile.facts.vocabulary import vocabulary
from openimr.casefile.model import DocumentType
from openimr.vocabulary.fact import Fact, FactKind

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
_SAME = re.compile(
    r"\b(?:(?:the )?same as (?:at |the )?(?:last|previous|prior)|same as at"
    r"|I can do:?\W{0,6}.{0,12}\bthe same)\b",
    re.I,
)
_INDEPENDENT = re.compile(
    r"\bindependent(?:ly)?\b.{0,25}\b(?:home ex\w*|HEP|home program|self[\s-]care program)"
    r"|\b(?:home ex\w*|HEP)\b.{0,40}\b(?:independent\w*|w/o cue\w*|without cue\w*|on (?:her"
    r"|his) own)"
    r"|\b(?:continu(?:es|ing)|compliant|adherent|performs?|performing|does|doing|keeps? up"
    r"|carries out|practices|follow(?:s|ing)|faithful|diligent)\b[^.;]{0,30}\b(?:home[\s-]+(?:ex\w*"
    r"|program\w*|stretch\w*)|HEP|(?:exercises?|stretch\w*) at home)"
    r"|\b(?:gym|pool|exercis\w+|works? out|stretch\w*|swims?|conditioning)\b[^.;]{0,30}\bon (?:his"
    r"|her|their) own\b"
    r"|\b(?:transition\w*|discharged|graduated|released|advanced|progressed)\s+(?:\w+\s+){0,3}?"
    r"(?:to|with)\s+(?:an?\s+|his\s+|her\s+)?(?:\w+\s+){0,2}?(?:home|self|HEP|independent|gym)"
    r"|\b(?:stretch\w*|exercis(?:es|ing)|works? out|(?:stationary )?bike|treadmill)\s+at home\b"
    r"|\bself[\s-]directed\s+(?:home\s+)?(?:exercise|program|gym)",
    re.I,
)
"""The patient carries the exercises on alone."""
_SUPERVISED = re.compile(
    r"\b(?:not|n['’]t|never|unable|cannot|needs?|once|when|will|should|to (?:begin|start)"
    r"|instruct\w*|requires?|goals?)\b",
    re.I,
)
_INTERFERENCE = re.compile(
    r"^(?P<what>walking|household chores|chores|sitting|standing|sleep|driving|mood|lifting|work"
    r"|enjoyment of life|relations[^\d]{0,30}|self[\s-]?care|dressing"
    r"|bathing)\s*:?\s{1,}(?P<n>10|\d)\b",
    re.I,
)


def find(passage: Passage, setting: Setting) -> Iterator[Fact]:
    """Functional statements of one passage."""
    if (
        passage.document.type in _PAPERS
        or passage.section in _SILENT
        or "penalty of perjury" in passage.text
    ):
        return
    yield from _status(passage)
    yield from response.find(passage, setting)


def _status(passage: Passage) -> Iterator[Fact]:
    text = passage.text
    if _independent(passage):
        yield state(passage, FactKind.FUNCTIONAL_STATUS, concepts.INDEPENDENT_HOME_EXERCISE)
    if _SAME.search(text) or compared(text) == "same":
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


def _independent(passage: Passage) -> bool:
    match = _INDEPENDENT.search(passage.text)
    return match is not None and not _SUPERVISED.search(passage.text[: match.end()])


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
