"""Conservative care that was given while the complaint goes on, in the words of many offices.

Guidelines of many treatments ask whether simpler care failed. Clinicians say so outright
("exhausted", "refractory to"), by its small effect ("relief for a day or two"), or by the
complaint that is still there, in the same sentence or in the next.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from openimr.casefile import concepts
from openimr.casefile.facts.passages import Passage
from openimr.casefile.facts.sections import Section
from openimr.casefile.facts.stating import Setting, clause, state
from openimr.casefile.facts.vocabulary import vocabulary
from openimr.casefile.model import DocumentType
from openimr.vocabulary.drugs import find_drugs
from openimr.vocabulary.fact import Assertion, Fact, FactKind

_PAPERS = (
    DocumentType.APPLICATION,
    DocumentType.UR_DECISION,
    DocumentType.RFA,
    DocumentType.CORRESPONDENCE,
    DocumentType.IMAGING_REPORT,
    DocumentType.LAB_REPORT,
    DocumentType.ELECTRODIAGNOSTIC_REPORT,
    DocumentType.OPERATIVE_REPORT,
)
_SILENT = (Section.FAMILY_HISTORY, Section.EXAM, Section.ALLERGIES, Section.REVIEW_OF_SYSTEMS)
_CARE = re.compile(
    r"\b(?:conservative|non-?\s?(?:operative|surgical)|physio\w*|therap(?:y|ies|ist)|rehab\w*"
    r"|modalit\w+|med(?:ication|icine)?s?|NSAIDs?|anti-?\s?inflammator\w+|steroids?|analgesics?"
    r"|muscle\s+relax\w+|opioids?|narcotics?|injections?|shots?|blocks?|brac(?:e|es|ing)"
    r"|splint\w*|immobili[sz]\w+|cast(?:ing)?|ice|heat|rest|activity\s+modification\w*"
    r"|modified\s+(?:work|activit\w+|duty|duties)|over[\s-]the[\s-]counter|OTC"
    r"|(?:home\s+)?exercis\w+|stretch\w+|massage|treatments?|tx|care|conservatively)\b",
    re.I,
)
_NO_CARE = frozenset(
    {"imaging", "surgery", "urine-drug-testing", "psychological-evaluation", "home-health"}
)
_WITHOUT = (
    r"(?:no|not|without|w/o|little|minimal|min|limited|poor|partial|incomplete|inadequate"
    r"|insufficient|marginal|transient|temporary|brief|momentary|modest|suboptimal"
    r"|short[\s-]?(?:term|lived)|lack\s+of|only|den(?:y|ies|ied))"
)
_EFFECT = (
    r"(?:relief|benefits?|improvements?|response|help|effect|gains?|difference|progress"
    r"|changes?(?!\s+in\s+(?:\w+\s+)?(?:med|opi|narc|treat|dos|work|status|restrict|plan|manag))"
    r"|success|resolution|avail)"
)
_FAILED = re.compile(
    r"\bfail(?:s|ed|ing|ures?)?\b(?!\s+to\s+(?!respon|improv|help|reliev|alleviat|progress|resolv"
    r"|benefit|provide\s+(?:\w+\s+)?(?:relief|benefit)))|\bexhausted\b|\b(?:refractory|recalcitrant|unresponsive|resistant)"
    r"\b|\bdespite\b|\bin\s+spite\s+of\b|\bnotwithstanding\b|\bunsuccessful\w*\b|\bineffective\b"
    r"|\bunhelpful\b|\b(?:not|n['’]t)\s+(?:\w+\s+){0,2}?(?:successful|effective|helpful|beneficial"
    r"|sufficient|adequate)\b"
    rf"|\b{_WITHOUT}\b[\s,]+(?:[\w-]+[\s,]+){{0,4}}?{_EFFECT}\b"
    rf"|\b{_EFFECT}\b\W+(?:[\w,]+\s+){{0,3}}?(?:not\s+(?:last|sustain|maintain)\w*|temporary"
    r"|short[\s-]?(?:lived|term)|brief|transient|minimal|partial|limited|incomplete|wore)\b"
    r"|\b(?:not|n['’]t)\s+(?:\w+\s+){0,3}?(?:help(?:ed|ing)?|respon\w+|improv\w+|reliev\w+"
    r"|work(?:ed|ing)?|benefit\w*|resolv\w+|alleviat\w+|progress\w*|last(?:ed|ing)?)\b"
    r"|\b(?:nothing|neither|none)\b[^.;]{0,30}?\b(?:help|work|reliev|benefit)\w*"
    r"|\bnever\s+(?:\w+\s+)?(?:went\s+away|resolved|improved|helped|worked|got\s+better)\b"
    r"|\bno\s+better\b|\bworse\s+(?:after|with|since|following)\b"
    r"|\blast(?:ed|ing|s)\s+(?:for\s+|only\s+|about\s+|just\s+|approximately\s+|less\s+than\s+){0,3}"
    r"(?:a\s+few\s+|an?\s+|one\s+|two\s+|three\s+|several\s+|\d+(?:\s*(?:-|to)\s*\d+)?\s+)?"
    r"(?:hours?|days?|weeks?)\b"
    r"|\btemporarily\b|\bnot\s+(?:last|sustain)\w*\b|\bwor(?:e|n)\s+off\b|\bwears\s+off\b"
    r"|\b(?:help|relie|better|benefit|improv)\w*\b[^.;]{0,30}\bfor\s+(?:only\s+|about\s+|just\s+)?"
    r"(?:a\s+few|an?|one|two|three|several|\d+)(?:\s*(?:or|to|-)\s*\w+)?\s+(?:hours?|days?|weeks?)"
    r"|\bthen\s+(?:the\s+|his\s+|her\s+)?(?:pain|symptoms?)\s+(?:return|c[ao]me|recur)\w*"
    r"|\b(?:aggravat|worsen|exacerbat)(?:ed|s|ing)\b|\bmade\s+(?:\w+\s+){1,4}worse\b"
    r"|\bincreased\s+(?:the\s+|his\s+|her\s+)?pain\b|\bplateau\w*\b|\bdid\s+nothing\b"
    r"|\bmade\s+no\b|\b(?:un|not\s+)improved\b",
    re.I,
)
_COMPLAINT = (
    r"(?:pain\w*|symptom\w*|complain\w*|c/o|numb\w*|weak\w*|tingl\w*|paresthe\w*|radic\w*|deficit\w*"
    r"|discomfort|stiff\w*|spasms?|limited|limitation\w*|difficult\w*|headaches?|swelling"
    r"|hurts?|bother\w*|troubl\w*|aches?|aching|cannot|can['’]t|unable|\d\s*/\s*10)"
)
_LASTING = (
    r"(?:ongoing|persist\w*|continu\w*|residual|still|remain\w*|recurrent|returned|unchanged"
    r"|no\s+better|not\s+(?:much\s+)?(?:better|improved)|worse)"
)
_GOES_ON = re.compile(
    rf"\b{_LASTING}\b[^.;]{{0,40}}?\b{_COMPLAINT}|\b{_COMPLAINT}\b[^.;]{{0,40}}?\b{_LASTING}\b",
    re.I,
)
_HAD = re.compile(
    r"\b(?:(?:has|have|had|having)\s+(?:\w+\s+){0,2}?(?:had|been|gone|tried|undergone|completed"
    r"|received|included|attended|done|used|failed|consisted)"
    r"|ha[sd]\s+(?:PT|OT|physical|chiro\w*|acup\w*|therapy|\d)"
    r"|treated\s+(?:\w+\s+)?(?:with|by)|(?:treatments?|tx|therapy|care)\s*(?:to\s+date|so\s+far|thus"
    r"\s+far|has|have|had|included?s?|consisted|rendered|:)|(?:past|prior|previous|earlier)\s+"
    r"(?:conservative\s+)?(?:treatments?|tx|care|therap\w+)|completed|underwent|after|following"
    r"|s/p|status\s+post|tried|trial\s+of|attended|finished|received|sessions?|visits?|x\s?\d+"
    r"|to\s+date|so\s+far)\b",
    re.I,
)
_NOT_TRIED = re.compile(
    r"\b(?:no|not|never|without|lack\s+of|absence\s+of|nor|neither)\b"
    rf"(?:(?!\b{_EFFECT}\b|respon|improv|reliev|help|success)[^.;]){{0,60}}?"
    r"\b(?:conservative|non-?\s?operative)\s+(?:care|treatments?|therap\w+|measures?|management)\b"
    rf"(?:(?!\b{_EFFECT}\b|respon|improv|reliev|help|success)[^.;])*[.;]?\s*$"
    r"|\bconservative\s+(?:care|treatments?|therap\w+|measures?|management)\b[^.;]{0,20}"
    r"\b(?:has|have|was|were)\s+(?:not|never)\s+(?:yet\s+)?(?:been\s+)?(?:tried|given|attempted"
    r"|started|exhausted|rendered|provided|documented)\b",
    re.I,
)
_SUPPOSED = re.compile(
    r"^\s*(?:if|should|unless|in\s+(?:the\s+event|case)|were\s+(?:he|she|they))\b"
    r"|\b(?:if|until|unless)\s+(?:\w+\s+){0,4}(?:fail|do(?:es)?\s+not|no\b)"
    r"|\b(?:no|not|without|lack\s+of)\b[^.;]{0,30}\b(?:evidence|documentation|indication|mention"
    r"|documented)\b",
    re.I,
)
_THAT = re.compile(
    r"\b(?:this|these|that|those|it|neither|none|both|they|all|each|nothing|relief|benefit|response)\b",
    re.I,
)


def find(passage: Passage, setting: Setting) -> Iterator[Fact]:
    """Care without lasting benefit, told by one passage or by it and the sentence before."""
    if passage.document.type in _PAPERS or passage.section in _SILENT:
        return
    text = passage.text
    if not (_named(text) or _named(passage.lead)):
        return
    denied = _NOT_TRIED.search(text)
    if denied:
        yield _observed(passage, denied, Assertion.ABSENT)
        return
    told = None if _SUPPOSED.search(text) else _told(passage)
    if told is not None and not passage.context(*told.span()).other_person:
        yield _observed(passage, told, Assertion.PRESENT)


def _told(passage: Passage) -> re.Match[str] | None:
    """The words that say so: of failure, or of a complaint that goes on beside care given."""
    text = passage.text
    failed, here = _FAILED.search(text), _named(text)
    if failed and here:
        return failed
    lasting = _GOES_ON.search(text)
    if passage.section in (Section.PLAN, Section.WORK_STATUS) or not (failed or lasting):
        return None
    if here:
        had = _HAD.search(text) or passage.heading.lower().startswith(("treatment", "past t"))
        return lasting if had else None
    if not (_named(passage.lead) and _HAD.search(passage.lead)):
        return None
    return failed if failed and _THAT.search(text) else lasting


@functools.lru_cache(maxsize=64)
def _named(text: str) -> bool:
    """Whether care of any kind is named."""
    if _CARE.search(text):
        return True
    treatments = vocabulary("treatments").find(text)
    return any(m.concept not in _NO_CARE for m in treatments) or bool(find_drugs(text))


def _observed(passage: Passage, told: re.Match[str], assertion: Assertion) -> Fact:
    start, end = clause(passage, told.start(), told.end())
    named = {m.concept for m in vocabulary("treatments").find(passage.text[start:end])}
    about = named - _NO_CARE
    return state(
        passage,
        FactKind.OBSERVATION,
        concepts.CARE_WITHOUT_LASTING_BENEFIT,
        start=start,
        end=end,
        about=about.pop() if len(about) == 1 else None,
        assertion=assertion,
        confidence=0.8,
    )
