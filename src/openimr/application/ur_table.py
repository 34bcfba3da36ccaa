"""The table of requests in a UR decision: request, number asked, decision, number certified."""

from __future__ import annotations

import re
from collections.abc import Sequence

from openimr.application.model import UrAction
from openimr.application.papers import Line, Segment
from openimr.application.request import parse_request
from openimr.application.ur_words import DECISION, ur_action
from openimr.vocabulary.numbers import Number, find_numbers
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.value import Value


class Row(Value, frozen=True, kw_only=True):
    """One row: the treatment, what was decided, and the numbers asked for and certified."""

    text: str
    action: UrAction | None
    requested: Number | None
    certified: Number | None
    places: tuple[PageSpan, ...]
    last_line: int


_REQUEST_HEAD = re.compile(
    r"^(?:#\s*)?(?:request(?:ed|s)?(?:\s+(?:treatment|service|item|procedure|medication)\w*)?(?:\(s\))?|"
    r"(?:treatment|service|item|procedure|medication|drug|description|modality)s?(?:\(s\))?"
    r"(?:\s*/\s*\w+)?(?:\s+(?:request(?:ed)?|description|reviewed|in\s+question|under\s+review|name))?)(?:\W|$)",
    re.IGNORECASE,
)
_DECISION_HEAD = re.compile(
    r"^(?:ur\s+|review\s+|final\s+)?(?:decision|determination|outcome|disposition|status|result|"
    r"recommendation|finding|action|conclusion)s?\b",
    re.IGNORECASE,
)
_CERTIFIED_HEAD = re.compile(
    r"\b(?:certified|approved|authori[sz]ed|allowed|granted)\b", re.IGNORECASE
)
_DECISION_CELL = re.compile(
    rf"^\W*(?:{DECISION})\b(?:[\s,:;–-]*(?:to|as|at|for|x|by)?\s*(?P<rest>.{{0,60}}))?$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"^(?:reviewe[rd]|physician|peer|contact|discussion|attempts?|documents?|records?|material|clinical|summary|synopsis|history|"
    r"rationale|determinations?|decision|dear|certified\s+services|reference|note|guideline|explanation|if\s+you|the\s+|this\s+|"
    r"page\b|reviewing|information|medical\s+records|sources?|criteria|total)\b",
    re.IGNORECASE,
)
_NUMBER_CELL = re.compile(r"^#?\s*\d{1,2}[.)]?$")
_NUMBER_RUN_IN = re.compile(r"\s(?P<count>\d{1,3})$")
_NOTHING = re.compile(r"^\W*(?:none|nil|zero|n/?a|not\s+certified|-+|–|—)\W*$", re.IGNORECASE)
_LONGEST_CONTINUATION = 70
_MOST_CONTINUATIONS = 3


def find_rows(lines: Sequence[Line]) -> list[Row]:
    """The rows of every table of requests; cells that run over several lines are joined."""
    rows: list[Row] = []
    for number, line in enumerate(lines):
        if _is_head(line):
            rows += _rows_below(lines, number + 1, len(line.columns))
    return rows


def _is_head(line: Line) -> bool:
    cells = [column.text for column in line.columns]
    return (
        len(cells) >= 2
        and any(_REQUEST_HEAD.match(cell) for cell in cells)
        and any(_DECISION_HEAD.match(cell) or cell.lower() == "ur" for cell in cells)
        and all(len(cell) < 45 for cell in cells)
    )


def _rows_below(lines: Sequence[Line], first: int, width: int) -> list[Row]:
    rows: list[list[Line]] = []
    before: list[Line] = []
    since = 0
    end = first
    for number, line in enumerate(lines[first:], start=first):
        end = number
        if _decision_cell(line) is not None:
            rows.append([*before, line])
            before, since = [], 0
        elif _is_head(line) or not _may_continue(line) or since >= _MOST_CONTINUATIONS:
            break
        elif rows:
            rows[-1].append(line)
            since += 1
        else:
            before.append(line)
            since += 1
    return [row for lines_of_row in rows if (row := _row(lines_of_row, end, width)) is not None]


def _may_continue(line: Line) -> bool:
    if _ENDS.match(line.text) and not line.text[:1].islower():
        return False
    return len(line.text) <= _LONGEST_CONTINUATION and not line.text.rstrip().endswith(":")


def _decision_cell(line: Line) -> int | None:
    if len(line.columns) < 2:
        return None
    for number, column in enumerate(line.columns[1:], start=1):
        if len(column.text) <= 75 and _DECISION_CELL.match(column.text):
            return number
    return None


def _row(lines: Sequence[Line], last_line: int, width: int) -> Row | None:
    line = next(each for each in lines if _decision_cell(each) is not None)
    at = _decision_cell(line) or 0
    before = [
        c for c in line.columns[:at] if not (_NUMBER_CELL.match(c.text) and c is line.columns[0])
    ]
    if not before:
        return None
    count = _count(before[1:])
    run_in = _NUMBER_RUN_IN.search(before[0].text)
    if run_in and count is None and len(line.columns) < width:
        count = int(run_in["count"])
        before[0] = before[0].part(0, run_in.start())
    wrapped = [
        each.columns[0]
        for each in lines
        if each is not line and not _NOTHING.match(each.columns[0].text)
    ]
    first_index = lines.index(line)
    name = [c for c in wrapped if _comes_before(c, lines[:first_index])]
    name += [before[0], *[c for c in wrapped if c not in name]]
    text = re.sub(r"^\s*(?:#\s*)?\d{1,2}[.)]\s+", "", " ".join(c.text for c in name)).strip(" :;")
    cell = _DECISION_CELL.match(line.columns[at].text)
    rest = (cell["rest"] or "") if cell else ""
    return Row(
        text=text,
        action=ur_action(line.columns[at].text),
        requested=count,
        certified=_certified([c.text for c in line.columns[at + 1 :]] or [rest]),
        places=tuple(c.place for c in [*name, *before[1:], *line.columns[at:]]),
        last_line=last_line,
    )


def _comes_before(column: Segment, lines: Sequence[Line]) -> bool:
    return any(column is each for line in lines for each in line.columns)


def _count(cells: Sequence[Segment]) -> Number | None:
    """The number asked for in its own cell; "1 + 12" leaves it to the words of the request."""
    for cell in cells:
        numbers = find_numbers(cell.text)
        if len(numbers) == 1:
            return numbers[0][0]
        request = parse_request(cell.text)
        if request.quantity is not None:
            return request.quantity
    return None


def _certified(cells: Sequence[str]) -> Number | None:
    for cell in cells:
        if _NOTHING.match(cell):
            return 0
        quantity = parse_request(cell).quantity
        if quantity is not None:
            return quantity
        numbers = find_numbers(cell)
        if numbers:
            return numbers[0][0]
    return None
