"""The table of requests in a UR decision: request, number asked, decision, number certified."""

from __future__ import annotations

import re
from collections.abc import Sequence

from openimr.application.model import UrAction
from openimr.application.papers import Line, Segment
from openimr.application.request import parse_request
from openimr.application.ur_citation import cites_anything
from openimr.application.ur_words import DECISION, ur_action
from openimr.vocabulary.dates import find_dates
from openimr.vocabulary.numbers import Number, find_numbers
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.value import Value


class Row(Value, frozen=True, kw_only=True):
    """One row: the treatment, further words on it, what was decided, the numbers, and why."""

    text: str
    detail: str
    action: UrAction | None
    requested: Number | None
    certified: Number | None
    places: tuple[PageSpan, ...]
    last_line: int
    basis: str = ""


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
    rf"^\W*(?:recommend\w*\s+(?:for\s+|as\s+)?)?(?:{DECISION})\b(?:[\s,:;–-]*(?:to|as|at|for|x|by)?\s*(?P<rest>.{{0,60}}))?$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"^(?:reviewe[rd]|physician|peer|contact|discussion|attempts?|documents?|records?|material|clinical|summary|synopsis|history|"
    r"rationale|determinations?|decision|dear|certified\s+services|reference|note|guideline|explanation|if\s+you|the\s+|this\s+|"
    r"page\b|reviewing|information|medical\s+records|sources?|criteria|total)\b",
    re.IGNORECASE,
)
_NUMBER_CELL = re.compile(r"^#?\s*\d{1,2}[.)]?$")
_FREQUENCY_CELL = re.compile(r"\b(?:week|wk|month|day|year)", re.IGNORECASE)
_NUMBER_RUN_IN = re.compile(r"\s(?P<count>\d{1,3})$")
_CODE_CELL = re.compile(r"^(?:CPT\s*:?\s*)?(?:\d{5}|[A-V]\d{4})(?:-\d\d)?(?:\s*[,/x]\s*\w{1,7})*$")
_NOTHING = re.compile(r"^\W*(?:none|nil|zero|n/?a|not\s+certified|-+|–|—)\W*$", re.IGNORECASE)
_LONGEST_CONTINUATION = 70
_MOST_CONTINUATIONS = 3


def find_rows(lines: Sequence[Line]) -> list[Row]:
    """The rows of every table of requests; cells that run over several lines are joined."""
    rows: list[Row] = []
    for number, line in enumerate(lines):
        if _is_head(line):
            rows += _rows_below(lines, number + 1, line)
    return rows


def _is_head(line: Line) -> bool:
    cells = [column.text for column in line.columns]
    return (
        len(cells) >= 2
        and any(_REQUEST_HEAD.match(cell) for cell in cells)
        and any(_DECISION_HEAD.match(cell) or cell.lower() == "ur" for cell in cells)
        and all(len(cell) < 45 for cell in cells)
    )


def _rows_below(lines: Sequence[Line], first: int, head: Line) -> list[Row]:
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
    return [row for lines_of_row in rows if (row := _row(lines_of_row, end, head)) is not None]


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


def _row(lines: Sequence[Line], last_line: int, head: Line) -> Row | None:
    line = next(each for each in lines if _decision_cell(each) is not None)
    at = _decision_cell(line) or 0
    before = [
        c
        for c in line.columns[:at]
        if not _CODE_CELL.match(c.text)
        and not (_NUMBER_CELL.match(c.text) and c is line.columns[0])
    ]
    if not before:
        return None
    requested, allowed = _numbers_before(before[1:], head)
    run_in = _NUMBER_RUN_IN.search(before[0].text)
    if run_in and requested is None and len(line.columns) < len(head.columns):
        requested = int(run_in["count"])
        before[0] = before[0].part(0, run_in.start())
    cell = _DECISION_CELL.match(line.columns[at].text)
    behind = [c.text for c in line.columns[at + 1 :]] or [(cell["rest"] or "") if cell else ""]
    basis = [words for words in behind if cites_anything(words)]
    certified = _certified([words for words in behind if words not in basis])
    name = _name(before[0], line, lines)
    text = re.sub(r"^\s*(?:#\s*)?\d{1,2}[.)]\s+", "", " ".join(c.text for c in name)).strip(" :;")
    return Row(
        text=text,
        detail=" ".join(c.text for c in before[1:] if re.search(r"[A-Za-z]{2}", c.text)),
        action=ur_action(line.columns[at].text),
        requested=requested,
        certified=allowed if certified is None else certified,
        places=tuple(c.place for c in [*name, *before[1:], *line.columns[at:]]),
        last_line=last_line,
        basis=" ".join(basis),
    )


def _name(first: Segment, line: Line, lines: Sequence[Line]) -> list[Segment]:
    """The segments of the treatment's name: its cell may run over the lines around the row's."""
    place = lines.index(line)
    wrapped = [
        (number, each.columns[0])
        for number, each in enumerate(lines)
        if each is not line and not _NOTHING.match(each.columns[0].text)
    ]
    above = [column for number, column in wrapped if number < place]
    return [*above, first, *[column for number, column in wrapped if number > place]]


def _numbers_before(cells: Sequence[Segment], head: Line) -> tuple[Number | None, Number | None]:
    """Numbers asked for and certified of the cells in front of the decision."""
    numbers = [n for cell in cells if (n := _plain_number(cell.text)) is not None]
    heads = [column.text for column in head.columns]
    decided = next((n for n, cell in enumerate(heads) if _DECISION_HEAD.match(cell)), len(heads))
    if len(numbers) >= 2 and any(_CERTIFIED_HEAD.search(cell) for cell in heads[:decided]):
        return numbers[-2], numbers[-1]
    if numbers:
        return numbers[0], None
    return next((q for c in cells if (q := parse_request(c.text).quantity) is not None), None), None


def _plain_number(cell: str) -> Number | None:
    """A cell's only number; "1 + 12" and "2 x 6" leave it to the words of the request."""
    if _FREQUENCY_CELL.search(cell) or find_dates(cell):
        return None
    numbers = find_numbers(cell)
    return numbers[0][0] if len(numbers) == 1 else None


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
