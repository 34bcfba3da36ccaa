"""The parts of clinical papers, by the headings that offices give them."""

from __future__ import annotations

import enum
import functools
import importlib.resources
import re
from collections.abc import Iterator

import yaml

from openimr.vocabulary.dates import parse_date


class Section(enum.Enum):
    """What the words under a heading are about."""

    NONE = "none"
    SUBJECTIVE = "subjective"
    HISTORY = "history"
    INJURY = "injury"
    MEDICATIONS = "medications"
    PAST_MEDICATIONS = "past medications"
    ALLERGIES = "allergies"
    REVIEW_OF_SYSTEMS = "review of systems"
    MEDICAL_HISTORY = "medical history"
    FAMILY_HISTORY = "family history"
    SOCIAL_HISTORY = "social history"
    PSYCHIATRIC_HISTORY = "psychiatric history"
    EXAM = "exam"
    TESTS = "tests"
    IMAGING = "imaging"
    INDICATION = "indication"
    IMPRESSION = "impression"
    OPERATION = "operation"
    NARRATIVE = "operative narrative"
    DIAGNOSES = "diagnoses"
    DISCUSSION = "discussion"
    PLAN = "plan"
    WORK_STATUS = "work status"
    FUNCTION = "function"
    TREATMENT_GIVEN = "treatment given"
    RECORDS = "records reviewed"
    IMPAIRMENT = "impairment"
    OTHER = "other"


_AFTER = r"(?:\s*\([^)\n]{0,90}\))?\s*(?P<mark>[:.\-–—|]|$|(?=\s))"
_NUMBERED = r"^\s*[\[|‘'\"“]*\s*(?:[IVX]{1,4}\.|[A-H]\.|\d{1,2}\.)?\s*"


@functools.cache
def _headings() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, Section]]:
    source = importlib.resources.files("openimr.casefile").joinpath("vocabularies/sections.yaml")
    table = yaml.load(source.read_bytes(), Loader=yaml.CSafeLoader)
    names = {
        variant: Section(kind)
        for kind, all_ in table.items()
        for name in all_
        for variant in _variants(" ".join(name.lower().split()))
    }
    ordered = sorted(names, key=len, reverse=True)
    words = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ordered)
    line = re.compile(rf"{_NUMBERED}(?P<name>{words}){_AFTER}", re.IGNORECASE)
    inline = re.compile(rf"(?:^|(?<=[.;,]\s)|(?<=\s\s))(?P<name>{words})\s*:\s*", re.IGNORECASE)
    return line, inline, names


def _variants(name: str) -> Iterator[str]:
    """A heading with the abbreviations that records systems print: "hx" and "&"."""
    yield name
    for full, short in ((" history", " hx"), (" and ", " & "), (" and ", " / ")):
        if full in f"{name} ":
            yield f"{name} ".replace(full, short).strip()


def heading_at(line: str) -> tuple[Section, int] | None:
    """The section that a line opens, and how much of the line the heading takes; else None.

    A heading stands alone on its line, or ends in a colon (a dash, a full stop in capitals).
    """
    pattern, _, names = _headings()
    match = pattern.match(line)
    if match is None:
        return None
    rest = line[match.end() :].strip()
    capitals = match["name"].isupper()
    dated = capitals and parse_date(rest) is not None and len(rest) < 24
    if rest and match["mark"] != ":" and not (capitals and match["mark"]) and not dated:
        return None
    if not rest and match["mark"] == "." and not capitals:
        return None
    return names[
        " ".join(match["name"].lower().split())
    ], match.end() if rest and not dated else len(line)


def inline_headings(text: str) -> list[tuple[int, int, Section]]:
    """Headings with a colon inside a paragraph: start, end, and the section they open."""
    _, pattern, names = _headings()
    return [
        (m.start("name"), m.end(), names[" ".join(m["name"].lower().split())])
        for m in pattern.finditer(text)
    ]
