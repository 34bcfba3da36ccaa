"""The expert reviewer: licensure, specialties and the statement about reviewer and selection."""

from __future__ import annotations

import re

from openimr.determination.model import Reviewer
from openimr.determination.transcript import Transcript

_LICENSURE = re.compile(r"States?\s*(?:\(s\))?\s+of\s+Licensure\s*:", re.IGNORECASE)
_SPECIALTY = re.compile(
    r"(?:Board\s+)?Certi(?:fi|ﬁ)cations?\s*(?:\(s\))?\s*[/&]\s*Specialt(?:y|ies)\s*(?:\(ies\))?\s*:",
    re.IGNORECASE,
)
_CREDENTIALS = re.compile(
    r"(?:^|(?<=[.:;]))[ \t]*The\s+(?:Expert|Physician|Medical)?\s*Reviewer\s+has\s+the"
    r"\s+following\s+credentials\s*:?",
    re.IGNORECASE | re.MULTILINE,
)
_SENTENCE_STATE = re.compile(
    r"\blicensed\s+to\s+practice\s+(?:medicine\s+|chiropractic\s+|psychology\s+|\w+\s+)?in\s+"
    r"(?P<states>[^.;]+?)(?=[.;]|,?\s+and\s+(?:is|has|he|she)\b|$)",
    re.IGNORECASE,
)
_SENTENCE_SPECIALTY = re.compile(
    r"\b(?:board[\s-]+certi(?:fi|ﬁ)ed\s+in|licensed\s+in|certi(?:fi|ﬁ)ed\s+in"
    r"|(?:is|as)\s+a\s+licensed|sub-?specialt(?:y|ies)\s+in|specializ(?:es|ing)\s+in"
    r"|(?:fellowship|residency)\s+trained\s+in|certi(?:fi|ﬁ)cate\s+in)\s+"
    r"(?P<specialty>.+?)(?=,?\s+(?:and\s+)?(?:has|is|holds|with|who)\s|[.;]|$)",
    re.IGNORECASE | re.DOTALL,
)
_STATE_SEPARATOR = re.compile(r"\s*(?:,\s*and\s+|,|;|/|\band\b|&)\s*", re.IGNORECASE)
_DOTTED_END = re.compile(r"\b(?:[A-Za-z]\.){2,}\s*\Z")
"""An abbreviation whose full stop is its own (D.C., M.D.)."""
_BRACKET = re.compile(r"[(\[]")
_NO_LICENSURE = "no state of licensure could be read"
_NO_SPECIALTY = "no certification or specialty could be read"


def read_reviewer(transcript: Transcript, start: int, end: int) -> tuple[Reviewer, bool]:
    """The reviewer described between two offsets.

    Returns:
        The reviewer, and whether the credentials stand in labelled fields.
    """
    text = transcript.letter.text
    licensure = _search(_LICENSURE, "State(s) of Licensure", text, start, end)
    specialty = _search(_SPECIALTY, "Certification(s)/Specialty", text, start, end)
    if licensure or specialty:
        return _labelled(transcript, start, end, licensure, specialty), True
    return _in_sentence(transcript, start, end), False


def _search(
    pattern: re.Pattern[str], usual: str, text: str, start: int, end: int
) -> re.Match[str] | None:
    """The pattern's first match; where its usual words stand, a plain search finds it sooner."""
    at = text.find(usual, start, end)
    return (at >= 0 and pattern.match(text, at, end)) or pattern.search(text, start, end)


def _labelled(
    transcript: Transcript,
    start: int,
    end: int,
    licensure: re.Match[str] | None,
    specialty: re.Match[str] | None,
) -> Reviewer:
    labels = sorted((m.start(), m.end()) for m in (licensure, specialty) if m)
    lead = "The Expert Reviewer has the following credentials"
    credentials = _search(_CREDENTIALS, lead, transcript.letter.text, start, labels[0][0])
    statement_end = credentials.start() if credentials else labels[0][0]

    def names(field: str, label: re.Match[str] | None, message: str) -> tuple[str, ...]:
        if label is None:
            transcript.problem(field, message, start, start)
            return ()
        after = [first for first, _ in labels if first > label.start()]
        value_end = _value_end(transcript, label.end(), min([*after, end]))
        value = transcript.quote(field, label.end(), value_end)
        if value is None:
            transcript.problem(field, message, label.start(), label.end())
        return _names(value or "")

    return Reviewer(
        licensure=names("reviewer.licensure", licensure, _NO_LICENSURE),
        specialties=names("reviewer.specialties", specialty, _NO_SPECIALTY),
        statement=transcript.quote("reviewer.statement", start, statement_end),
    )


def _value_end(transcript: Transcript, start: int, limit: int) -> int:
    """The end of a labelled value: a full sentence below it is not part of it."""
    text = transcript.letter.text
    sentence = re.compile(r"\n\s*(?=(?:The|He|She|He/she|MAXIMUS|This|It)\b)").search(
        text, start, limit
    )
    return sentence.start() if sentence else limit


def _names(text: str) -> tuple[str, ...]:
    text = text.strip(" .,;") + ("." if _DOTTED_END.search(text) else "")
    if not _BRACKET.search(text):
        return tuple(name for part in re.split("[,;]", text) if (name := part.strip()))
    depth = 0
    parts = [""]
    for char in text:
        depth += (char in "([") - (char in ")]")
        if char in ",;" and depth <= 0:
            parts.append("")
        else:
            parts[-1] += char
    return tuple(name for part in parts if (name := part.strip()))


def _in_sentence(transcript: Transcript, start: int, end: int) -> Reviewer:
    text = transcript.letter.text
    states = _SENTENCE_STATE.search(text, start, end)
    specialties: list[str] = []
    places: list[tuple[int, int]] = []
    for match in _SENTENCE_SPECIALTY.finditer(text, start, end):
        if name := transcript.letter.quote(*match.span("specialty")).strip(" ,"):
            specialties.extend(_names(name))
            places.append(match.span("specialty"))
    licensure = _states(transcript, states) if states else ()
    if not licensure:
        transcript.problem("reviewer.licensure", _NO_LICENSURE, start, start)
    if specialties:
        transcript.spans["reviewer.specialties"] = tuple(
            span for place in places for span in transcript.letter.spans(*place)
        )
    else:
        transcript.problem("reviewer.specialties", _NO_SPECIALTY, start, start)
    return Reviewer(
        licensure=licensure,
        specialties=tuple(specialties),
        statement=transcript.quote("reviewer.statement", start, end),
    )


def _states(transcript: Transcript, match: re.Match[str]) -> tuple[str, ...]:
    value = transcript.quote("reviewer.licensure", *match.span("states")) or ""
    return tuple(name for name in _STATE_SEPARATOR.split(value) if name)
