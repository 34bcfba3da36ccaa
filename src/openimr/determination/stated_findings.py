"""The findings of the letters of 2013: whole sentences instead of labels.

"<treatment> is not medically necessary and appropriate." states the decision; "The Claims
Administrator based its decision on ..., which is part of the MTUS." and the same sentence about
the reviewer are the guideline lines. In the notice the decisions stand in a list, and what
belongs to each follows under "Regarding the request for <treatment>:".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from openimr.application.request import parse_request
from openimr.determination.guideline_line import parse_guideline_line
from openimr.determination.letter_text import LetterText
from openimr.determination.model import Decision, Finding, GuidelineLine
from openimr.determination.transcript import Transcript

_NECESSARY = (
    r"\s*,?\s+(?:is|are|was|were)\s+(?P<word>(?P<negated>not\s+)?medically\s+necessary"
    r"(?:\s+(?:and|or|&)\s+appropriate)?)"
)
_LISTED = re.compile(
    r"(?:has|have)\s+determined\s+(?:that\s+)?(?:the\s+)?(?:retrospective\s+)?requests?\s+for\s+"
    rf"(?P<title>.+?){_NECESSARY}",
    re.IGNORECASE | re.DOTALL,
)


def _headed(line_end: str) -> re.Pattern[str]:
    """A decision sentence on lines of its own; its title may run over this kind of line end."""
    return re.compile(
        r"^[ \t]*(?:(?:\(?\d{1,2}[.)]|[•●▪-])\s*)?(?:(?:The\s+)?(?:request|decision)\s+for\s+)?"
        rf"(?P<title>\S(?:(?!\.\s)[^\n]|{line_end})*?){_NECESSARY}[ \t]*\.?[ \t\r\u00a0]*$",
        re.IGNORECASE | re.MULTILINE,
    )


_HEADED = _headed(r"\n(?!\s*\n)")
_HEADED_DOUBLE_SPACED = _headed(r"\n(?:[ \t\r]*\n)?(?!\s*\n)")
_REGARDING = re.compile(
    r"^[ \t]*(?:\(?\d{1,2}[.)]\s*)?Regarding\s+(?:the\s+)?(?:retrospective\s+)?requests?\s+for\s+"
    r"(?P<title>.+?)\s*:[ \t\r\u00a0]*$",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_RATIONALE_LABEL = re.compile(
    r"^[ \t]*(?:The\s+)?(?:(?:Physician|Expert|Medical)\s+)?(?:Reviewer(?:'s|’s)?\s+)?"
    r"(?:decision\s+rationale|rationale\s+for\s+(?:the|his/her|its)\s+decision)\s*:?",
    re.IGNORECASE | re.MULTILINE,
)
_CA_SENTENCE = re.compile(
    r"\bThe\s+Claims?\s+Admin\w+\s+(?=based|did|cited|used|relied|failed|referenced|stated)",
    re.IGNORECASE,
)
_REVIEWER_SENTENCE = re.compile(
    r"\bThe\s+(?:Physician|Expert|Medical|Professional|IMR)\s+Reviewer\s+"
    r"(?=based|did|found|relied|used|cited|determined|stated)",
    re.IGNORECASE,
)
_CONCLUDING = re.compile(
    r"\s*(?:(?:therefore|thus|hence|as\s+such|accordingly|consequently|(?:and\s+)?so|in\s+conclusion"
    r"|for\s+th(?:is|ese)\s+reasons?)\b|(?:the|this|that|these)\s+(?:\w+\s+){0,2}(?:requests?|treatments?|items?|services?|medications?)\b|(?:requests?|it)\Z)",
    re.IGNORECASE,
)
"""How a rationale's last sentence starts when it falls on a line of its own."""
_SAME_AS_CA = re.compile(
    r"\bguidelines?\s+(?:used|cited|relied\s+(?:up)?on|referenced)\s+by\s+the\s+Claims\s+Admin",
    re.IGNORECASE,
)


class StatedDecision(NamedTuple):
    """A treatment with its decision: offsets of the sentence, its title and deciding words."""

    start: int
    title: tuple[int, int]
    word: tuple[int, int]
    decision: Decision


class _Place(NamedTuple):
    """A decision with the stretch of the letter in which its guidelines and rationale stand."""

    stated: StatedDecision
    start: int
    end: int


def headed_decisions(letter: LetterText, start: int, end: int) -> list[StatedDecision]:
    """Decisions that head their own guidelines and rationale, a line or few each."""
    text = letter.text
    pattern = _HEADED if letter.line_step == 1 else _HEADED_DOUBLE_SPACED
    matches = list(pattern.finditer(text, start, end))
    ends = _ends([match.start() for match in matches], end)
    return [
        _stated(match)
        for match, last in zip(matches, ends, strict=True)
        if _heads_reasons(text, match.end(), last) or not _concludes(text, match)
    ]


def _heads_reasons(text: str, start: int, end: int) -> bool:
    """Whether guideline sentences or a rationale stand under a decision."""
    return any(
        label.search(text, start, end)
        for label in (_RATIONALE_LABEL, _CA_SENTENCE, _REVIEWER_SENTENCE)
    )


def _concludes(text: str, match: re.Match[str]) -> bool:
    """Whether a decision's words end a rationale rather than name a treatment."""
    above = text[text.rfind("\n", 0, max(0, match.start() - 1)) + 1 : match.start()]
    runs_on = bool(above.strip()) and not above.rstrip().endswith((".", ":"))
    title = match["title"]
    sentence = re.split(r"[.:;]\s+", title)[-1]
    return runs_on or title[0].islower() or _CONCLUDING.match(sentence) is not None


def listed_decisions(text: str, start: int, end: int) -> list[StatedDecision]:
    """Decisions of a list "... has determined the request for X is ..."; each treatment once."""
    found: dict[str, StatedDecision] = {}
    for match in _LISTED.finditer(text, start, end):
        found.setdefault(_key(match["title"]), _stated(match))
    return list(found.values())


def read_headed_findings(transcript: Transcript, start: int, end: int) -> tuple[Finding, ...]:
    """Findings whose decision sentence stands above their guidelines and rationale."""
    decisions = headed_decisions(transcript.letter, start, end)
    ends = _ends([stated.start for stated in decisions], end)
    places = [
        _Place(stated, stated.word[1], last) for stated, last in zip(decisions, ends, strict=True)
    ]
    return _findings(transcript, places, start)


def read_listed_findings(transcript: Transcript, start: int, end: int) -> tuple[Finding, ...]:
    """Findings whose decisions are listed, with "Regarding the request for X:" further below."""
    text = transcript.letter.text
    decisions = listed_decisions(text, 0, end)
    sections = list(_REGARDING.finditer(text, start, end))
    ends = _ends([section.start() for section in sections], end)
    by_title = {
        _key(section["title"]): (section.end(), last)
        for section, last in zip(sections, ends, strict=True)
    }
    places = []
    for index, stated in enumerate(decisions):
        stretch = by_title.get(_key(text[slice(*stated.title)]))
        if stretch is None and len(sections) == len(decisions):
            stretch = (sections[index].end(), ends[index])
        if stretch is None and not sections:
            stretch = (start, end)
        places.append(_Place(stated, *(stretch or (stated.word[1], stated.word[1]))))
    return _findings(transcript, places, start)


def _findings(transcript: Transcript, places: list[_Place], start: int) -> tuple[Finding, ...]:
    if not places:
        message = "no disputed treatment with a decision was found"
        transcript.problem("findings", message, start, start)
    return tuple(
        _finding(transcript, f"findings.{index}", place) for index, place in enumerate(places)
    )


def _finding(transcript: Transcript, path: str, place: _Place) -> Finding:
    title = transcript.quote(f"{path}.disputed_treatment", *place.stated.title) or "-"
    transcript.mark(f"{path}.decision", *place.stated.word)
    text = transcript.letter.text
    label = _RATIONALE_LABEL.search(text, place.start, place.end)
    lines_end = label.start() if label else place.end
    administrator, reviewer = guideline_sentences(transcript, path, place.start, lines_end)
    rationale = transcript.quote(f"{path}.rationale", label.end(), place.end) if label else None
    if rationale is None:
        transcript.problem(f"{path}.rationale", "the rationale is missing", lines_end, lines_end)
    return Finding(
        disputed_treatment=title,
        decision=place.stated.decision,
        claims_administrator_guideline=administrator,
        reviewer_guideline=reviewer,
        rationale=rationale,
        request=parse_request(title),
    )


def guideline_sentences(
    transcript: Transcript, path: str, start: int, end: int
) -> tuple[GuidelineLine, GuidelineLine]:
    """The sentences on what claims administrator and reviewer based their decisions on."""
    text = transcript.letter.text
    administrator = _CA_SENTENCE.search(text, start, end)
    reviewer = _REVIEWER_SENTENCE.search(text, administrator.end() if administrator else start, end)
    split = reviewer.start() if reviewer else end
    of_administrator = _line(
        transcript,
        f"{path}.claims_administrator_guideline",
        (administrator.start(), split) if administrator else (start, start),
    )
    name = f"{path}.reviewer_guideline"
    of_reviewer = _line(transcript, name, (split, end) if reviewer else (start, start))
    if of_reviewer.text and _SAME_AS_CA.search(of_reviewer.text):
        of_reviewer = GuidelineLine(
            basis=of_administrator.basis,
            text=of_reviewer.text,
            citations=of_administrator.citations,
        )
    elif of_reviewer.text and of_reviewer.basis is None:
        transcript.problem(f"{name}.basis", "the words name no basis", split, end)
    return of_administrator, of_reviewer


def _line(transcript: Transcript, path: str, place: tuple[int, int]) -> GuidelineLine:
    text = transcript.quote(f"{path}.text", *place)
    if text is None:
        transcript.problem(f"{path}.text", "the sentence on its guidelines is missing", *place)
        return GuidelineLine()
    return parse_guideline_line(text)


def _stated(match: re.Match[str]) -> StatedDecision:
    decision = Decision.UPHELD if match["negated"] else Decision.OVERTURNED
    return StatedDecision(match.start(), match.span("title"), match.span("word"), decision)


def _ends(starts: list[int], end: int) -> list[int]:
    """Where each stretch ends: at the start of the next one, the last at ``end``."""
    return [*starts[1:], end][: len(starts)]


def _key(title: str) -> str:
    return re.sub(r"\W+", " ", title).strip().lower()
