"""The findings of the letters of 2014 on: heading with decision, two guideline lines, rationale.

Each finding is found by its labels; its heading by going back from the decision word, line by
line, to the end of the previous rationale. There is often no blank line between the two.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from openimr.application.request import parse_request
from openimr.determination.finding_labels import PARTS, Block, damaged_decision, find_blocks
from openimr.determination.guideline_line import parse_guideline_line
from openimr.determination.headings import Heading, heading_start, without_numbering
from openimr.determination.model import Decision, Finding, GuidelineLine
from openimr.determination.transcript import Transcript

_DECISION = re.compile(
    r"(?=[\s:;–—.uo])(?:\s*[:;–—]+|\s+[-=]+|\.(?=\s)|\s+(?:is|was|are))?\s*"
    r"\b(?P<word>Uphe[lI1]d|Over\s?-?turned)\b[\s.*]*\Z",
    re.IGNORECASE,
)
_NECESSITY = re.compile(
    r"\s*,?\s+(?:is|are|was|were)\s+(?P<word>(?P<negated>not\s+)?medically\s+necessary"
    r"(?:\s+and\s+appropriate)?)[\s.]*\Z",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(
    r"\s*(?:Therefore|Thus|Hence|As\s+such|Based|Given|In\s+light|Consequently|Accordingly|This"
    r"|For\s+th|Because|The\s+(?:above\s+)?(?:request|medical))\b",
    re.IGNORECASE,
)
_DECISION_WINDOW = 60
"""Characters before a guideline label in which the decision word must stand."""


class LabelledFindings(NamedTuple):
    """Findings, and the offset at which the first heading starts."""

    findings: tuple[Finding, ...]
    start: int


def read_findings(transcript: Transcript, start: int, end: int) -> LabelledFindings:
    """All findings between two offsets, in order."""
    blocks = find_blocks(transcript.letter.text, start, end)
    if not blocks:
        message = "no disputed treatment with a decision was found"
        transcript.problem("findings", message, start, start)
        return LabelledFindings((), end)
    headings = _headings(transcript, blocks, start)
    ends = [heading.start for heading in headings[1:]] + [end]
    titled = without_numbering(transcript.letter, headings)
    findings: list[Finding] = []
    for block, heading, last in zip(blocks, titled, ends, strict=True):
        finding = _finding(transcript, f"findings.{len(findings)}", block, heading, last)
        if finding is not None:
            findings.append(finding)
    return LabelledFindings(tuple(findings), headings[0].start)


def _headings(transcript: Transcript, blocks: list[Block], start: int) -> list[Heading]:
    found = []
    low = start
    for block in blocks:
        found.append(_heading(transcript, low, _first(block)))
        low = max(end for _, end in block.values())
    return found


def _first(block: Block) -> int:
    return min(start for start, _ in block.values())


def _heading(transcript: Transcript, low: int, label: int) -> Heading:
    letter = transcript.letter
    window = max(low, label - _DECISION_WINDOW)
    match = _DECISION.search(letter.text[window:label])
    if match is None:
        return _necessity_heading(transcript, low, label)
    end = window + match.start()
    word = (window + match.start("word"), window + match.end("word"))
    decision = Decision.UPHELD if match["word"][0] in "uU" else Decision.OVERTURNED
    return Heading(heading_start(letter, low, end), end, decision, word)


def _necessity_heading(transcript: Transcript, low: int, label: int) -> Heading:
    """A heading that says "is not medically necessary" in place of the usual decision word."""
    letter = transcript.letter
    window = max(low, label - _DECISION_WINDOW)
    if damaged := damaged_decision(letter.text[window:label]):
        end = window + damaged[1]
        word = (end, window + damaged[2])
        return Heading(heading_start(letter, low, end), end, damaged[0], word)
    match = _NECESSITY.search(letter.text[window:label])
    end = window + match.start() if match else label
    start = heading_start(letter, low, end)
    if match is None or _CONCLUDES.match(letter.text, start, end):
        return Heading(heading_start(letter, low, label), label, None, (label, label))
    decision = Decision.UPHELD if match["negated"] else Decision.OVERTURNED
    return Heading(start, end, decision, (window + match.start("word"), window + match.end("word")))


def _finding(
    transcript: Transcript, path: str, block: Block, heading: Heading, end: int
) -> Finding | None:
    title = transcript.quote(f"{path}.disputed_treatment", heading.start, heading.end)
    if title is None:
        first = _first(block)
        message = "no heading stands before its guideline lines"
        transcript.problem(f"{path}.disputed_treatment", message, first, first)
        return None
    _note_decision(transcript, path, heading)
    places = _bodies(block, end)
    return Finding(
        disputed_treatment=title,
        decision=heading.decision,
        claims_administrator_guideline=_guideline(transcript, path, PARTS[0], places, heading),
        reviewer_guideline=_guideline(transcript, path, PARTS[1], places, heading),
        rationale=_rationale(transcript, path, places, heading),
        request=parse_request(title),
    )


def _note_decision(transcript: Transcript, path: str, heading: Heading) -> None:
    if heading.decision is not None:
        transcript.mark(f"{path}.decision", *heading.word)
        return
    message = "neither Upheld nor Overturned ends the heading"
    transcript.problem(f"{path}.decision", message, heading.start, heading.end)


def _bodies(block: Block, end: int) -> Block:
    """Offsets of the text behind each label, up to the next one."""
    ordered = sorted(block.items(), key=lambda named: named[1])
    ends = [place[0] for _, place in ordered[1:]] + [end]
    return {name: (place[1], last) for (name, place), last in zip(ordered, ends, strict=True)}


def _guideline(
    transcript: Transcript, path: str, part: str, places: Block, heading: Heading
) -> GuidelineLine:
    text = transcript.quote(f"{path}.{part}.text", *places[part]) if part in places else None
    if text is None:
        transcript.problem(f"{path}.{part}.text", "the line is missing", heading.end, heading.end)
        return GuidelineLine()
    line = parse_guideline_line(text)
    if line.basis is None:
        transcript.problem(f"{path}.{part}.basis", "the words name no basis", *places[part])
    return line


def _rationale(transcript: Transcript, path: str, places: Block, heading: Heading) -> str | None:
    field = f"{path}.rationale"
    text = transcript.quote(field, *places["rationale"]) if "rationale" in places else None
    if text is None:
        transcript.problem(field, "the rationale is missing", heading.end, heading.end)
    return text
