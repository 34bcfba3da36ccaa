"""Test scores: questionnaires, drug screens, flagged laboratory values, tests not given."""

from __future__ import annotations

import functools
import importlib.resources
import re
from collections.abc import Iterator
from typing import Any

import yaml

from openimr.casefile import concepts
from openimr.casefile.facts.passages import Passage
from openimr.casefile.facts.stating import Setting, clause, state
from openimr.casefile.facts.vocabulary import Mention, Vocabulary
from openimr.casefile.model import DocumentType
from openimr.vocabulary.fact import Assertion, Fact, FactKind
from openimr.vocabulary.numbers import parse_number

_SCORE = re.compile(
    r"^[\s):=,.-]*(?:\((?![^)]*\d\s*[-–/])[^)]{0,45}\)[\s:=,]*)?(?:(?:score[ds]?|total|today"
    r"|current(?:ly)?|is|was|of|at|index|scale|today's|result|raw|the|a|now|administered|with"
    r"|showed|yielded|revealed|measured|obtained|completed|and|inventory|initially"
    r"|baseline|intake)\b[\s:=]*){0,7}"
    r"(?:(?:has |have )?(?:decreased|improved|dropped|fell|fallen|went|gone|declined|reduced"
    r"|increased|rose|risen|down|up|changed)?\s*from\s+\d{1,3}(?:\s*/\s*\d+"
    r"|%)?\s*(?:\([^)]{1,20}\)\s*)?to\s+)?"
    r"(?P<score>\d{1,3}(?:\.\d)?)\s*(?P<percent>%)?(?:\s*(?:/|of"
    r"|out of)\s*(?P<of>\d{1,3}))?(?!\s*[-–]\s*\d|\d|/\d{1,2}/)",
    re.I,
)
_COMING = re.compile(
    r"\bno (?:\w+ ){0,3}?(?:PHQ|BDI|beck|scales?|psychological test\w*|psychometric\w*|testing"
    r"|re-?test\w*|mood scale|questionnaire)\b.{0,50}?\b(?:given|done|administered|today"
    r"|attached|completed|available|used|obtained)|"
    r"\bno (?:PHQ|BDI|Beck|psychological test\w*|psychometric test\w*"
    r"|objective (?:psychological )?(?:measures|testing))\b|\b(?:PHQ-?9|BDI|testing"
    r"|scales?) (?:was |were )?not (?:given|repeated|done|administered|completed)",
    re.I,
)
_SCREEN = re.compile(
    r"\b(?P<bad>inconsistent|not consistent|(?<!no )(?<!any )(?<!of )aberrant|unexpected)\b"
    r"|\bconsistent with (?:the )?(?:prescribed|prescription|prescriptions|listed|medications?"
    r"|current)|\bagrees? with (?:the )?(?:listed |prescribed )?(?:prescri\w+|medications?)"
    r"|\bas expected\b|\bappropriate\b|\bconsistent\b",
    re.I,
)
_DRUG_TEST = re.compile(
    r"\b(?:urine (?:drug|tox\w*)|UDS|UDT|drug screen|tox(?:icology)? screen|toxicology|CUTOFF)\b",
    re.I,
)
_FLAGGED = re.compile(
    r"^(?P<name>[A-Z][A-Za-z"
    r" ,/()-]{2,40}?)\s{1,}(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>[A-Za-z%]+/?[A-Za-z]*)"
    r"\s+[<>]?\s*[\d.]+(?:\s*-\s*[\d.]+)?\s+(?P<flag>LOW|HIGH|L|H|ABNORMAL)\b"
)


@functools.cache
def _instruments() -> tuple[Vocabulary, dict[str, tuple[float, float]]]:
    source = importlib.resources.files("openimr.casefile").joinpath("vocabularies/instruments.yaml")
    table: dict[str, dict[str, Any]] = yaml.load(source.read_bytes(), Loader=yaml.CSafeLoader)
    words = Vocabulary({slug: entry["words"] for slug, entry in table.items()})
    return words, {slug: (entry["range"][0], entry["range"][1]) for slug, entry in table.items()}


DISABILITY_INDICES = frozenset(
    {"ndi", "odi", "quickdash", "dash", "lefs", "roland-morris", "koos", "womac"}
)
"""Instruments whose score says how the patient functions."""


def find(passage: Passage, setting: Setting) -> Iterator[Fact]:
    """Test scores of one passage."""
    if passage.document.type in (
        DocumentType.APPLICATION,
        DocumentType.UR_DECISION,
        DocumentType.RFA,
    ):
        return
    if _COMING.search(passage.text):
        yield state(passage, FactKind.TEST_SCORE, concepts.NO_MEASURE, assertion=Assertion.ABSENT)
    else:
        yield from _scores(passage)
    yield from _drug_screen(passage, setting)
    flagged = _FLAGGED.match(passage.text)
    if flagged:
        yield _laboratory(passage, flagged, setting)


def scored(text: str) -> Iterator[tuple[Mention, int | float, str | None, int]]:
    """Instruments of a text with their score, "%" or "of 27", and the offset behind it."""
    words, ranges = _instruments()
    for mention in words.find(text):
        match = _SCORE.match(text[mention.end :])
        if match is None:
            continue
        score = parse_number(match["score"])
        low, high = ranges[mention.concept]
        if score is None or not low <= score <= max(high, 100 if match["percent"] else high):
            continue
        if match["of"] and int(match["of"]) < high / 2:
            continue
        unit = "%" if match["percent"] else f"of {match['of']}" if match["of"] else None
        yield mention, score, unit, mention.end + match.end()


def _scores(passage: Passage) -> Iterator[Fact]:
    for mention, score, unit, end in scored(passage.text):
        context = passage.context(mention.start, mention.end)
        if context.other_person or re.search(
            r"\b(?:below|above|goal|under|less than|to reach)\b",
            passage.text[mention.end : end],
            re.I,
        ):
            continue
        start, stop = clause(passage, mention.start, end)
        kind = FactKind.TEST_SCORE
        row = latest(passage.text, mention, score)
        behind = passage.text[mention.end :]
        later = _NOW.match(behind) or _THEN.match(behind) or _IN_COLUMNS.match(behind)
        now = row if later else score
        yield state(passage, kind, mention.concept, start=start, end=stop, value=now, unit=unit)
        if mention.concept in DISABILITY_INDICES:
            yield state(
                passage,
                FactKind.FUNCTIONAL_STATUS,
                mention.concept,
                start=start,
                end=stop,
                value=row,
                unit=unit,
            )


_NOW = re.compile(
    r"[\s:=(]*(?:was|of|score|scores|total)?\s*\d{1,3}(?:\s*/\s*\d+(?!\d)|%)?\s*"
    r"(?:(?:at|on)\s+(?:the\s+)?(?:start|intake|eval\w*|baseline|outset|first\s+visit|admission)|initially|before|\([^)]*\))?"
    r"\s*(?:[,;]|and|then|→|->|>)*\s*(?:(?:it\s+)?is\s+)?"
    r"(?:now\s+(?P<now>\d{1,3})\b|(?<!\d)(?P<last>\d{1,3})(?:\s*/\s*\d+|%)?\s*(?:now|today|at\s+present|currently|at\s+(?:discharge|d/?c|re-?eval\w*|follow-?up|the\s+end|end|last)))",
    re.I,
)
"""An earlier score with the one of today behind it ("19 at start, 9 now")."""


_THEN = re.compile(
    r"[^.;\d]{0,25}\d{1,3}(?:\s*/\s*\d+|%)?(?:\s+(?:initially|at\s+(?:intake|baseline|(?:the\s+)?start)))?"
    r"\s*[;,.]?\s*(?:and\s+|but\s+)?(?:(?:on|by|as\s+of|in|at|after)\s+(?!\d{1,3}\s*[;,.])[^.;]{3,28}?\s)?"
    r"(?:it|this|the\s+score|now\s+it)\s+(?:(?:had|has)\s+)?"
    r"(?:was|is|fell\s+to|dropped\s+to|fallen\s+to|came\s+down\s+to|rose\s+to|went\s+to)\s+(?P<then>\d{1,3})\b",
    re.I,
)
"""A score, and in the next clause what it came to ("was 24; on May 3 it was 15")."""


_IN_COLUMNS = re.compile(r"\s{2,}\d+\s*%?\s{2,}[\[|(]?\d+\s*%?\W*$")
"""A row with the score of the first day and of this one."""


def latest(text: str, mention: Mention, score: int | float) -> int | float:
    """In a row of initial and later scores the later one."""
    row = re.match(
        r"\s{2,}\d+(?:\s*/\s*\d+|%)?\s{2,}[\[|(]?(\d+)(?:\s*/\s*\d+|%)?", text[mention.end :]
    )
    if row is None and (then := _THEN.match(text[mention.end :])):
        later = parse_number(then["then"])
    elif row is None and (told := _NOW.match(text[mention.end :])):
        later = parse_number(told["now"] or told["last"])
    else:
        later = parse_number(row[1]) if row else None
    return score if later is None else later


def _drug_screen(passage: Passage, setting: Setting) -> Iterator[Fact]:
    match = _SCREEN.search(passage.text)
    in_report = passage.document.type is DocumentType.LAB_REPORT
    if match is None or not (_DRUG_TEST.search(passage.text) or (in_report and match)):
        return
    if not in_report and re.search(r"\bappropriate\b|\bas expected\b", match[0], re.I):
        return
    yield state(
        passage,
        FactKind.TEST_SCORE,
        "urine-drug-screen",
        date=setting.specimen_date,
        unit="inconsistent" if match["bad"] else "consistent",
    )


def _laboratory(passage: Passage, match: re.Match[str], setting: Setting) -> Fact:
    slug = re.sub(r"[^a-z0-9]+", "-", match["name"].lower()).strip("-")
    return state(
        passage,
        FactKind.TEST_SCORE,
        slug,
        value=parse_number(match["value"]),
        date=setting.specimen_date,
        unit=match["unit"].lower().replace("dl", "dL"),
    )
