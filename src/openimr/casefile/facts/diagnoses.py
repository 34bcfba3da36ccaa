"""Diagnoses with their ICD-9, ICD-10 or DSM codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.casefile.facts.passages import Passage
from openimr.casefile.facts.sections import Section
from openimr.casefile.facts.stating import Setting, plain, state
from openimr.casefile.facts.vocabulary import Mention, vocabulary
from openimr.casefile.model import DocumentType
from openimr.vocabulary.fact import Assertion, Fact, FactKind

_ICD9 = r"(?:\d{3}\.\d{1,2}|V\d{2}(?:\.\d{1,2})?|E\d{3}(?:\.\d)?)"
_ICD10 = r"(?:[A-TW-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4}))"
_CODE = re.compile(
    rf"(?<![\w.$/-])(?P<code>{_ICD9}|{_ICD10}|[3-9]\d{{2}}(?=\s*(?:/|;|,|$|\)|\s[A-Z])))(?![\w%]"
    rf"|\.\d)"
)
_PARTS = re.compile(
    r";\s+|\s{2,}(?=\d{1,2}[.)]\s)|(?<=\d)\.\s+\d[.)]\s+|(?<=\d),\s+(?=[a-z]{4,}\s)"
)
_SECTIONS = (Section.DIAGNOSES, Section.IMPRESSION)
_LINES = re.compile(
    r"^\s*(?:(?:DSM[-\w ]*[:,]?\s*)?axis\s+(?:I{1,3}|IV|V)(?:\s*\([a-z]\))?|dx|diagnos[ie]s"
    r"|pre-?op\w*|post-?op\w*"
    r"|diagnosis)\b[\s:]*",
    re.I,
)
_LABEL = re.compile(r"^(?:\W*\d{1,2}[.)]|axis\s+(?:I{1,3}|IV|V)\s*(?:\([a-z]\))?|\W)*\s*", re.I)
_CRITERIA = re.compile(
    r"\b(?:criteria (?:for|of)|disorder (?:is|was)|diagnosis of|meets?|not met"
    r"|the full disorder)\b",
    re.I,
)
_PAPERS = (DocumentType.APPLICATION, DocumentType.UR_DECISION, DocumentType.CORRESPONDENCE)
_NO_DISEASE = re.compile(
    r"\b(?:GAF|page \d|signature|loss of occupation|finances|visits?|\bDOB\b|\bDOI\b|penalty)\b",
    re.I,
)
_RULE_OUT = re.compile(
    r"\b(?:rule[sd]? out|ruled out|r/o|possible|poss\.?|probable|suspected|provisional|deferred"
    r"|questionable|vs\.?)\b|\?",
    re.I,
)
_RESOLVED = re.compile(r"\b(?:resolved|healed|full recovery|history of|h/o)\b", re.I)


def find(passage: Passage, setting: Setting) -> Iterator[Fact]:
    """Diagnoses of one passage: entries of a diagnosis list, or criteria met or not."""
    if passage.document.type in _PAPERS:
        return
    if _in_list(passage) or (
        passage.document.type is DocumentType.RFA and passage.row and _CODE.search(passage.text)
    ):
        yield from _listed(passage)
    if _CRITERIA.search(passage.text):
        yield from _criteria(passage)


def _in_list(passage: Passage) -> bool:
    if passage.document.type in (DocumentType.IMAGING_REPORT, DocumentType.LAB_REPORT):
        return False
    if passage.section is Section.IMPRESSION:
        return bool(_CODE.search(passage.text) or vocabulary("diagnoses").find(passage.text))
    return passage.section in _SECTIONS or bool(_LINES.match(passage.text))


def _listed(passage: Passage) -> Iterator[Fact]:
    for start, end in _entries(passage.text):
        words = passage.text[start:end]
        if not re.search(r"[A-Za-z]{3}|\d{3}", words) or (
            _NO_DISEASE.search(words) and not _CODE.search(words)
        ):
            continue
        yield from _entry(passage, start, end)


def _entries(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _PARTS.finditer(text):
        yield at, match.start()
        at = match.end()
    yield at, len(text)


def _entry(passage: Passage, start: int, end: int) -> Iterator[Fact]:
    words = passage.text[start:end]
    label = _LABEL.match(words)
    start += label.end() if label else 0
    words = passage.text[start:end]
    listed = _in_list(passage)
    codes = [code for code in _CODE.finditer(words) if listed or not code["code"].isdigit()]
    names = vocabulary("diagnoses").find(words)
    if not codes and not names:
        return
    for number, code in enumerate(codes):
        near = (
            words[max(0, code.start() - 24) : code.end() + 2] if number or len(codes) > 1 else words
        )
        yield state(
            passage,
            FactKind.DIAGNOSIS,
            names[number].concept if len(names) == len(codes) else _nearest(names, code.start()),
            start=start,
            end=end,
            value=code["code"],
            unit=_system(code["code"]),
            assertion=_assertion(passage, words, near),
        )
    if not codes:
        assertion = _assertion(passage, words, words)
        for name in names[:3]:
            yield state(
                passage,
                FactKind.DIAGNOSIS,
                name.concept,
                start=start,
                end=end,
                assertion=assertion,
                confidence=0.8,
            )


def _assertion(passage: Passage, words: str, near: str) -> Assertion:
    if _RULE_OUT.search(near):
        return Assertion.POSSIBLE
    if _RESOLVED.search(words) and "by history" not in words.lower():
        return Assertion.HISTORICAL
    name = _first_name(passage.text, words)
    if re.match(r"\s*no\b", words, re.I) or (name and passage.context(*name).negated):
        return Assertion.ABSENT
    return Assertion.PRESENT


def _first_name(text: str, words: str) -> tuple[int, int] | None:
    names = vocabulary("diagnoses").find(words)
    at = text.find(words)
    return (at + names[0].start, at + names[0].end) if names and at >= 0 else None


def _nearest(names: tuple[Mention, ...], at: int) -> str | None:
    return min(names, key=lambda name: abs(name.start - at)).concept if names else None


def _system(code: str) -> str:
    if re.fullmatch(_ICD9, code) or code.isdigit():
        mental = code[:3].isdigit() and 290 <= int(code[:3]) <= 319
        return "ICD-9/DSM-IV" if mental else "ICD-9"
    return "ICD-10"


def _criteria(passage: Passage) -> Iterator[Fact]:
    names = vocabulary("diagnoses").find(passage.text)
    concept = names[0].concept if names else _led(passage)
    if concept is None:
        return
    negative = re.search(
        r"\b(?:not (?:fully )?(?:met|present|meet|made|warranted)|does not meet|do not meet"
        r"|therefore not|is not present)\b",
        passage.text,
        re.I,
    )
    if negative:
        yield state(
            passage,
            FactKind.DIAGNOSIS,
            concept,
            assertion=Assertion.ABSENT,
            statement=plain(passage.text),
        )


def _led(passage: Passage) -> str | None:
    names = vocabulary("diagnoses").find(passage.lead)
    return names[-1].concept if names else None
