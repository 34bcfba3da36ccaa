"""DWC Form IMR: the filed application (8 CCR 9792.10.2), typed, filled by hand or scanned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from openimr.application.forms.dates_on_forms import received_stamp, signature_date
from openimr.application.labels import Labelled, label_of, read_labels
from openimr.application.model import Cited, CitedDate, UrAction
from openimr.application.papers import Line, Pages, Segment, lines_of
from openimr.application.request import parse_request
from openimr.application.ur_words import ur_action
from openimr.vocabulary.choices import CHECKED
from openimr.vocabulary.numbers import Number, find_numbers
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.value import Value


class Listed(Value, frozen=True, kw_only=True):
    """A treatment as the form lists it, with what a note behind it says of the UR decision.

    ``lines`` are its words line by line, ``places`` the places of these lines.
    """

    text: str
    places: tuple[PageSpan, ...]
    lines: tuple[str, ...] = ()
    action: UrAction | None = None
    certified: Number | None = None


class ImrForm(Value, frozen=True, kw_only=True):
    """The filed form as read."""

    labels: tuple[Labelled, ...]
    treatments: tuple[Listed, ...]
    priority: Cited | None = None
    action: UrAction | None = None
    liability_disputed: bool = False
    signed: CitedDate | None = None
    received: CitedDate | None = None


_LIST_BEGINS = re.compile(
    r"\b(?:list\s+each|requested\s+medical\s+(?:services?|treatments?)(?:,?\s*(?:goods|items|or)|\s*:)|"
    r"(?:list\s+of\s+)?(?:specific\s+)?(?:disputed|denied)\s+(?:medical\s+)?(?:treatments?|services?|items?)\s*(?:\(s\))?\s*:|"
    r"(?:treatments?|services?)\s+(?:denied|disputed)(?:\s+(?:or|and)\s+modified)?\s*:|"
    r"treatments?\s+in\s+dispute)",
    re.IGNORECASE,
)
_LIST_LABEL = re.compile(
    r"^\W*(?:list\s+of\s+)?(?:specific\s+)?(?:medical\s+)?(?P<which>(?:disputed|denied|requested)(?:\s+(?:or|and)\s+\w+)?\s+)?"
    r"(?:medical\s+)?(?:treatment|service|item)(?:\W?s\b\W?)?"
    r"(?P<why>\s*(?:in\s+dispute|requested|denied|disputed|(?:denied|disputed)\s*(?:or|and|/)\s*mod\w+))?\W*$",
    re.IGNORECASE,
)
"""A label that names the list without a colon, its entries in the next column or line."""

_LIST_ENDS = re.compile(
    r"^\W*(?:request\s+for\s+review|consent\s+to|i\s+request\s+an?\s+independent|i\s+hereby|i\s+certify|(?:employee|applicant|injured\s+worker|"
    r"attorney)?\s*signa[a-z]{4}\b|(?:[\w'’]+\s+){1,3}signa[a-z]{4}\b|signed(?:\s+by)?(?:\s+\w+){0,3}\s*:|received\b|(?-i:[A-Z]){1,5}[\s_-]?\d{5,}\W*$|authorized\s+representative|page\s+\d|instructions|is\s+the\s+claims\s+administrator|dwc\s+form)",
    re.IGNORECASE,
)
_INSTRUCTION = re.compile(
    r"\b(?:in\s+the\s+space\s+below|additional\s+pages?|separate\s+(?:sheet|page)|if\s+necessary|were\s+denied\s+or\s+modified)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^\W{0,2}(?:#\s*)?(?:\d{1,2}\s*[.):]|[a-jA-J][.)](?=\s))\s*(?P<text>.*)$|^\W{0,2}(?P<bare>\d{1,2})\W{0,2}$"
)
_INNER_NUMBER = re.compile(
    r"(?:(?<=[;,])\s*|(?<=[\w).])\s+)(?=\(?(?P<number>\d{1,2})[.)]\s+[A-Za-z])"
)
_BULLET = re.compile(r"^\s*[•·▪*-]\s+")
_ELSEWHERE = re.compile(
    r"^\W*(?:please\s+)?(?:see|refer\s+to|per|as\s+(?:listed|stated|described|per)|same\s+as|attached|enclosed|n/?a|none|"
    r"all\s+(?:treatments?|items?|services?))\b[^;]{0,70}$",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\s*[\s,;–—-]*[(\[]\s*(?P<note>[^()\[\]]*\b(?:modified|authori[sz]ed|approved|certified|denied|non-?certified|"
    r"allowed|UR\b)[^()\[\]]*)[)\]]\s*$|\s+[–—-]\s*(?P<dash>(?:denied|modified|non-?certified|partially\s+\w+)\b[^()]{0,40})$",
    re.IGNORECASE,
)
_BOX = r"(?:☐|□|\[\s*\]|\(\s*\)|○)"
_PRIORITY = re.compile(
    rf"{CHECKED}\s*(?P<priority>regular|standard|expedited)\b|\b(?P<behind>regular|standard|expedited)\s*{CHECKED}(?!\s*\w)",
    re.IGNORECASE,
)
_TICKED = re.compile(
    rf"{CHECKED}\s*(?P<action>denied|modified|delayed|partially\s+\w+)\b", re.IGNORECASE
)
_LIABILITY = re.compile(r"disput\w+\s+liability", re.IGNORECASE)
_YES = re.compile(rf"{CHECKED}\s*yes\b", re.IGNORECASE)
_EMPLOYEE_SIGNS = re.compile(
    r"\b(?:emp[l1I]o[yv]ee|worker|applicant|attorney|representative|claimant)|^\W*(?:signa[a-z]{4}|signed\b)",
    re.IGNORECASE,
)


def read_imr_form(pages: Pages) -> ImrForm:
    """Read the form's labelled fields, boxes, list of treatments, signature date and stamp."""
    lines = lines_of(pages)
    stamp = received_stamp(lines)
    return ImrForm(
        labels=tuple(read_labels(lines)),
        treatments=tuple(_treatments(lines)),
        priority=_priority(lines),
        action=_ticked(lines),
        liability_disputed=_liability_disputed(lines),
        signed=signature_date(lines, _EMPLOYEE_SIGNS, stamp),
        received=stamp,
    )


def _treatments(lines: Sequence[Line]) -> Iterator[Listed]:
    for entry in _entries(_listing(lines)):
        texts = tuple(part.text for part in entry)
        listed = listed_as(texts, tuple(part.place for part in entry))
        if listed is not None:
            yield listed


def listed_as(lines: tuple[str, ...], places: tuple[PageSpan, ...]) -> Listed | None:
    """An entry of the list, the note on the UR decision taken off; None when it names nothing."""
    text = " ".join(lines).strip(" ,;")
    note = _NOTE.search(text)
    bare = text[: note.start()].strip(" ,;") if note else text
    if len(bare) < 3 or _ELSEWHERE.match(bare):
        return None
    words = (note["note"] or note["dash"]) if note else ""
    return Listed(
        text=bare,
        places=places,
        lines=lines,
        action=_noted_action(words, bare),
        certified=_noted_number(words),
    )


def _listing(lines: Sequence[Line]) -> list[Segment]:
    """The segments between the heading of the list and what follows it on the form."""
    inside: list[Segment] = []
    begun, instructed = False, False
    worded = any(_LIST_BEGINS.search(column.text) for line in lines for column in line.columns)
    for line in lines:
        went_on = instructed and line.text[:1].islower()
        instructed = bool(_INSTRUCTION.search(line.text)) and line.text[-1:] not in ".:)"
        if went_on:
            continue
        heading = _list_heading(line, worded=worded)
        if heading is not None:
            begun = True
            inside.extend(_behind_heading(line, heading))
        elif begun and (_LIST_ENDS.match(line.text) or _next_field(line)):
            break
        elif begun and not _INSTRUCTION.search(line.text):
            inside.extend(line.columns)
    return inside


def _next_field(line: Line) -> bool:
    """Whether a table's row, label and value, goes on with another field of the form."""
    return len(line.columns) == 2 and label_of(line.columns[0].text.rstrip(" :")) is not None


def _list_heading(line: Line, *, worded: bool) -> Segment | None:
    """The column that announces the list: by its words, else as the label of a table's row.

    Where the form has such words, the bare label is only the title of a section.
    """
    begins = next((c for c in line.columns if _LIST_BEGINS.search(c.text)), None)
    if worded:
        return begins
    label = _LIST_LABEL.match(line.columns[0].text) if len(line.columns) <= 2 else None
    alone = len(line.columns) == 1 and label and not (label["which"] or label["why"])
    return begins or (line.columns[0] if label and not alone else None)


def _behind_heading(line: Line, heading: Segment) -> list[Segment]:
    """What stands on the heading's own line: behind its colon, or in further columns."""
    further = list(line.columns[line.columns.index(heading) + 1 :])
    before, colon, behind = heading.text.rpartition(":")
    if colon and behind.strip() and not _INSTRUCTION.search(behind):
        return [heading.part(len(before) + 1), *further]
    return further


def _entries(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Numbered or bulleted entries with their continuation lines; else an entry a line."""
    segments = [part for segment in segments for part in _at_inner_numbers(segment)]
    numbered = any(_NUMBERED.match(segment.text) for segment in segments)
    entries: list[list[Segment]] = []
    for segment in segments:
        match = _NUMBERED.match(segment.text)
        bullet = _BULLET.match(segment.text)
        if entries and _is_open(entries[-1]):
            entries[-1].append(segment)
        elif match:
            behind = match["text"] or ""
            entries.append([segment.part(match.start("text"))] if behind.strip() else [])
        elif bullet:
            entries.append([segment.part(bullet.end())])
        elif entries and (numbered or _goes_on(entries[-1], segment)):
            entries[-1].append(segment)
        elif label_of(segment.text) is None:
            entries.append([segment])
    return [entry for entry in entries if entry]


def _at_inner_numbers(segment: Segment) -> Iterator[Segment]:
    """A line such as "1) Acupuncture x 6; 2) Massage x 4" cut in front of its numbers."""
    begin = 0
    numbered = _NUMBERED.match(segment.text)
    first = re.search(r"\d+", segment.text) if numbered else None
    expected = int(first[0]) + 1 if first else None
    for cut in _INNER_NUMBER.finditer(segment.text):
        if segment.text[cut.start() - 1] not in ";," and int(cut["number"]) != expected:
            continue
        yield segment.part(begin, cut.start())
        begin = cut.end()
        expected = int(cut["number"]) + 1
    yield segment.part(begin)


def _is_open(entry: Sequence[Segment]) -> bool:
    """Whether a bracket is still open, so that even "6)" belongs to the entry."""
    text = " ".join(part.text for part in entry)
    return text.count("(") > text.count(")")


def _goes_on(entry: Sequence[Segment], segment: Segment) -> bool:
    text = " ".join(part.text for part in entry)
    return segment.text[:1].islower() or text.endswith((",", "-", "&", "/", "and", "for"))


def _noted_action(words: str, text: str) -> UrAction | None:
    action = ur_action(words) if words else None
    number, asked = _noted_number(words), parse_request(text).quantity
    if action is UrAction.APPROVED and number and (asked is None or number < asked):
        return UrAction.MODIFIED
    return action


def _noted_number(words: str) -> Number | None:
    numbers = find_numbers(words) if words else []
    return numbers[0][0] if numbers else None


def _priority(lines: Sequence[Line]) -> Cited | None:
    for line in lines:
        for column in line.columns:
            match = _PRIORITY.search(column.text)
            if match:
                word = (match["priority"] or match["behind"]).lower()
                value = "Expedited" if word == "expedited" else "Standard"
                return Cited(value=value, place=column.part(*match.span()).place)
    return None


def _ticked(lines: Sequence[Line]) -> UrAction | None:
    for line in lines:
        match = _TICKED.search(line.text)
        if match:
            return ur_action(match["action"])
    return None


def _liability_disputed(lines: Sequence[Line]) -> bool:
    for number, line in enumerate(lines):
        if _LIABILITY.search(line.text):
            return any(_YES.search(near.text) for near in lines[number : number + 3])
    return False
