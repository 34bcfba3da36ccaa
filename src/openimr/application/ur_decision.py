"""The contested utilization review decision: each treatment, what was decided, and on what.

Letters of many organisations are read by three habits: a table of requests with their
decisions, a paragraph per request ("2. Acupuncture x 6: DENIED. Guideline: ..."), and plain
sentences ("The request for ... is not medically necessary").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from openimr.application.labels import Labelled, read_labels
from openimr.application.model import UrAction
from openimr.application.papers import Flow, Line, Pages, flow_of, lines_of
from openimr.application.request import parse_request
from openimr.application.treatment_words import alike
from openimr.application.ur_citation import cited_line, cites_anything
from openimr.application.ur_narrative import ANSWERED, Said, find_said
from openimr.application.ur_pace import is_expedited
from openimr.application.ur_shared import Reasons, shared_reasons
from openimr.application.ur_table import Row, find_rows
from openimr.application.ur_words import ur_action
from openimr.vocabulary.numbers import Number
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.value import Value


class UrTreatment(Value, frozen=True, kw_only=True):
    """One treatment of a UR decision.

    Attributes:
        text: the treatment as the decision names it.
        action: what was decided.
        detail: further words on it, such as its frequency in a column of its own.
        requested: number asked for, where the decision prints it apart from the text.
        certified: number allowed, where stated.
        citation: the guideline line in a letter's wording.
        places: where text, decision and reasons stand.
    """

    text: str
    action: UrAction | None
    detail: str = ""
    requested: Number | None = None
    certified: Number | None = None
    citation: str | None = None
    places: tuple[PageSpan, ...] = ()


class UrDecision(Value, frozen=True, kw_only=True):
    """A utilization review decision as read: labelled head, treatments, and what kind it is.

    Attributes:
        conditional: the request was refused for want of information only.
        expedited: it calls itself a decision of expedited review.
    """

    labels: tuple[Labelled, ...]
    treatments: tuple[UrTreatment, ...]
    action: UrAction | None = None
    conditional: bool = False
    expedited: bool = False


_REASONS = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?:(?:clinical\s+|medical\s+)?(?:determinations?|decisions?|rationale|conclusions?|"
    r"reasons?\s+for|basis\s+(?:for|of)|explanation|discussion\s+and\s+rationale|guidelines?|criteria|"
    r"review(?:er)?'?s?\s+(?:rationale|conclusion|decision|determination))\b(?:[^.:]{0,50}:?$|"
    r"[^.:]{0,40}:\s))",
    re.IGNORECASE,
)
_COMMON = re.compile(
    r"^\W*(?:(?:clinical|medical|overall|reviewer'?s?)\s+)?(?:rationale|reasons?|basis|discussion|explanation|references|sources|"
    r"(?:guidelines?|criteria|evidence)(?:\s*/\s*\w+)?\s+(?:used|cited|referenced|reviewed|applied|relied))\b(?:[^.:]{0,50}:|[^.:]{0,50}$)"
    r"|^\W*(?:the|this|these|our)\s+(?:decision|determination)s?\s+(?:is|are|was|were)\s+based\b",
    re.IGNORECASE,
)
"""Where reasons begin that hold for every treatment of the letter."""

_HEADED = re.compile(
    r"^\W*(?:(?:item|request|treatment|service)?\s*#?\s*\d{1,2}\s*[.):-]\s*)?(?P<text>[A-Za-z].{3,150}?)\s*(?:[:.]\s|[:.]?$|\s[-–—]\s)",
    re.IGNORECASE,
)
_END = re.compile(
    r"^\W*(?:your\s+right|dispute\s+resolution|if\s+you\s+(?:disagree|do\s+not\s+agree|hold)|(?:voluntary\s+)?internal\s+(?:appeal|"
    r"utilization)|appeal|how\s+to\s+(?:appeal|dispute)|notice\s+to|to\s+the\s+(?:injured|employee|physician)|proof\s+of\s+service|"
    r"declaration|sincerely|respectfully|reviewing\s+physician|physician\s+reviewer|signature|enclosures?|"
    r"(?:important|mandatory)\s+(?:notice|information)|an?\s+(?:injured|employee)|independent\s+medical\s+review|cc:)",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(
    r"\bconditional(?:ly)?\s+(?:non-?\s?certif|den)|\b(?:den\w+|non-?\s?certif\w+)\s+(?:for|due\s+to|based\s+on|because\s+of)\s+"
    r"(?:a\s+)?lack\s+of\s+(?:requested\s+|necessary\s+)?information",
    re.IGNORECASE,
)
_RFA = re.compile(r"\brequests?\s+for\s+authori[sz]ation\b", re.IGNORECASE)
"""Words of a title that decide nothing."""
_TITLE_LINES = 30


def read_ur_decision(pages: Pages) -> UrDecision:
    """Read one UR decision: its head, and each treatment with decision, numbers and guideline."""
    lines = lines_of(pages, running_heads=False)
    rows, said = find_rows(lines), find_said(lines)
    said = _with_headed(rows, said, lines)
    flow = flow_of(lines)
    treatments = [_from_row(row, said, lines) for row in rows]
    treatments += [
        _from_said(each, said, lines) for each in said if not _among(each.text, treatments)
    ]
    treatments = _with_shared_reasons(treatments, said, lines)
    return UrDecision(
        labels=tuple(read_labels(lines)),
        treatments=tuple(treatments),
        action=_title_action(lines),
        conditional=bool(_CONDITIONAL.search(flow.text)),
        expedited=is_expedited(line.text for line in lines),
    )


def _with_headed(rows: Sequence[Row], said: Sequence[Said], lines: Sequence[Line]) -> list[Said]:
    """The paragraphs that decide, and those headed by a row's treatment without deciding it."""
    table = max((row.last_line for row in rows), default=0)
    headed = list(said)
    for row in rows:
        if row.action is None or any(alike(row.text, each.text) for each in said):
            continue
        for number in range(table + 1, len(lines)):
            head = _HEADED.match(lines[number].text)
            if head and alike(head["text"], row.text):
                headed.append(
                    Said(text=row.text, action=row.action, first_line=number, last_line=len(lines))
                )
                break
    headed.sort(key=lambda each: each.first_line)
    ends = [*(each.first_line for each in headed), len(lines)][1:]
    paragraphs = [_shortened(each, end, lines) for each, end in zip(headed, ends, strict=True)]
    return _without_common_reasons(paragraphs, lines)


def _without_common_reasons(said: list[Said], lines: Sequence[Line]) -> list[Said]:
    """The last paragraph ends where the reasons for all treatments begin."""
    heads = [
        next((n for n in range(s.first_line, s.last_line) if _COMMON.match(lines[n].text)), None)
        for s in said
    ]
    common = heads[-1] if heads else None
    if len(said) < 2 or common is None or any(heads[:-1]) or ANSWERED.match(lines[common - 1].text):
        return said
    said[-1] = replace(said[-1], last_line=max(common, said[-1].first_line + 1))
    return said


def _shortened(said: Said, end: int, lines: Sequence[Line]) -> Said:
    last = min(said.last_line, max(end, said.first_line + 1))
    for number in range(said.first_line + 1, last):
        if _END.match(lines[number].text):
            last = number
            break
    return replace(said, last_line=last)


def _with_shared_reasons(
    treatments: list[UrTreatment], said: Sequence[Said], lines: Sequence[Line]
) -> list[UrTreatment]:
    """Where one paragraph gives each treatment its own reasons, each cites its own only."""
    names = [treatment.text for treatment in treatments]
    flows = [flow_of(lines[each.first_line : each.last_line]) for each in said]
    for flow in (*flows, _general_reasons(lines)):
        if own := shared_reasons(flow, names):
            return [_resting_on(own.get(each.text), each) for each in treatments]
    return treatments


def _resting_on(reasons: Reasons | None, treatment: UrTreatment) -> UrTreatment:
    if reasons is None:
        return treatment
    text, places = reasons
    return replace(
        treatment,
        citation=cited_line(text),
        places=tuple(dict.fromkeys((*treatment.places[:1], *places))),
    )


def _among(text: str, treatments: Sequence[UrTreatment]) -> bool:
    return any(alike(text, other.text) for other in treatments)


def _from_row(row: Row, said: Sequence[Said], lines: Sequence[Line]) -> UrTreatment:
    paragraph = next((each for each in said if alike(row.text, each.text)), None)
    reasons, places = _reasons(paragraph, said, lines)
    reasons = row.basis or reasons
    certified = row.certified
    if certified is None and paragraph is not None:
        certified = paragraph.certified
    return UrTreatment(
        text=row.text,
        detail=row.detail,
        action=_action(row.action, row.requested, certified, row.text),
        requested=row.requested,
        certified=certified,
        citation=cited_line(reasons),
        places=(*row.places, *places),
    )


def _from_said(paragraph: Said, said: Sequence[Said], lines: Sequence[Line]) -> UrTreatment:
    reasons, places = _reasons(paragraph, said, lines)
    return UrTreatment(
        text=paragraph.text,
        action=_action(paragraph.action, None, paragraph.certified, paragraph.text),
        certified=paragraph.certified,
        citation=cited_line(reasons),
        places=places,
    )


def _action(
    action: UrAction | None, requested: Number | None, certified: Number | None, text: str
) -> UrAction | None:
    """The action, corrected where the numbers tell more than the word "certified"."""
    asked = requested if requested is not None else parse_request(text).quantity
    if action is UrAction.APPROVED and certified and asked and certified < asked:
        return UrAction.MODIFIED
    if action is UrAction.DENIED and certified and asked and certified < asked:
        return UrAction.MODIFIED
    return action


def _reasons(
    paragraph: Said | None, said: Sequence[Said], lines: Sequence[Line]
) -> tuple[str, tuple[PageSpan, ...]]:
    """The words that give the reasons for one treatment, and where they stand.

    The treatment's own paragraph, unless none of the paragraphs cites anything and the letter
    gives its reasons for all treatments together.
    """
    own = flow_of(lines[paragraph.first_line : paragraph.last_line]) if paragraph else None
    if own is not None and any(
        cites_anything(flow_of(lines[each.first_line : each.last_line]).text) for each in said
    ):
        return own.text, own.places(0, len(own.text))
    general = _general_reasons(lines)
    if own is not None and not cites_anything(general.text):
        general = own
    return general.text, general.places(0, len(general.text))


def _general_reasons(lines: Sequence[Line]) -> Flow:
    kept: list[Line] = []
    inside = False
    for line in lines:
        if _REASONS.match(line.text) or _COMMON.match(line.text):
            inside = True
        elif inside and _END.match(line.text):
            inside = False
        if inside:
            kept.append(line)
    return flow_of(kept)


def _title_action(lines: Sequence[Line]) -> UrAction | None:
    """What the letter's title says ("NOTICE OF NON-CERTIFICATION") of everything it decides."""
    for line in lines[:_TITLE_LINES]:
        if line.alone and re.search(
            r"\b(?:notic\w|determination|decision|review)\b", line.text, re.IGNORECASE
        ):
            action = ur_action(_RFA.sub(" ", line.text))
            if action is not None and len(line.text) < 110:
                return action
    return None
