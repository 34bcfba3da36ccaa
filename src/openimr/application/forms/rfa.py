"""DWC Form RFA: the request for authorization, its head and the rows of its treatment table."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from openimr.application.forms.dates_on_forms import signature_date
from openimr.application.labels import Labelled, read_labels
from openimr.application.model import CitedDate
from openimr.application.papers import Line, Pages, Segment, lines_of
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.value import Value


class RequestedService(Value, frozen=True, kw_only=True):
    """One row: the service as requested, for which diagnosis, and the further words on it."""

    service: str
    diagnosis: str = ""
    other: str = ""
    places: tuple[PageSpan, ...] = ()


class Rfa(Value, frozen=True, kw_only=True):
    """The request for authorization as read."""

    labels: tuple[Labelled, ...]
    services: tuple[RequestedService, ...]
    signed: CitedDate | None = None


_HEAD = re.compile(r"\b(?:service|good|procedure|treatment)", re.IGNORECASE)
_HEAD_OTHER = re.compile(
    r"\b(?:diagnosis|icd|cpt|hcpcs|frequency|other\s+information)", re.IGNORECASE
)
_HEAD_CELL = re.compile(
    r"^\W*(?:diagnos[ie]s|icd|\(?required|service|good|procedure|treatments?\s+requested|requested|cpt|hcpcs|"
    r"code|\(?if\s+known|other\s+info|\(?frequency|\(?duration|\(?quantity|etc|dosage)[^:]{0,60}:?\s*(?:\(?(?:frequency|duration|quantity|if\b|required)[^:]{0,50})?$",
    re.IGNORECASE,
)
_COUNT_HEAD = re.compile(r"^\W*(?:qty|quantity|units?|visits|number|#)", re.IGNORECASE)
_DIAGNOSIS_HEAD = re.compile(r"^\W*diagnos", re.IGNORECASE)
_HEAD_LINES = 10
_WHOLE_ROW = 3
_ENDS = re.compile(
    r"^\W*(?:report\s+attached|requesting\s+physician|physician'?s?\s+signature|treating\s+physician|claims\s+administrator|"
    r"signature|see\s+(?:the\s+)?(?:pr-?2|report|attached)|authorization\s+number|page\s+\d|dwc\s+form|☐\s*approved)",
    re.IGNORECASE,
)
_ICD = re.compile(
    r"(?<![\w.])(?:[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?|V\d{2}(?:\.\d{1,2})?|\d{3}(?:\.\d{1,2})?)(?![\w.%/-]|\s*(?:mg|x\b))"
)
_ICD_CELL = re.compile(
    rf"^\W*(?:{_ICD.pattern})(?:[\s,;/&()]+(?:r/o\s+)?(?:{_ICD.pattern}))*(?:\s*\(?r/o)?\W*$",
    re.IGNORECASE,
)
_CPT_CELL = re.compile(
    r"^\W*(?:CPT\s*:?\s*)?(?:\d{5}|[A-V]\d{4})(?:-\d\d)?(?:\s*x\s*\d+)?(?:[\s,;/&x+-]+(?:\d{5}|[A-V]\d{4})(?:-\d\d)?(?:\s*x\s*\d+)?)*\W*$",
    re.IGNORECASE,
)
_NO_SERVICE = re.compile(
    r"^\W*(?:same|none|n/?a|ditto|no\s+request|see\s+above|\(.*\))\W*$", re.IGNORECASE
)
_LABELLED = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?:specific\s+)?(?:service|good|treatment|procedure|item|medication)s?(?:\s*/\s*goods?)?(?:\s*\(s\))?\s*"
    r"(?:requested|being\s+requested|request)?\s*(?:\(required\))?\s*:\s*(?P<text>\S.*)$"
    r"|^\W*(?:requested\s+(?:treatment|service|procedure|item|medication)s?|request)\s*(?:\(s\))?\s*:\s*(?P<other>\S.*)$",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"(?<=[;.\s])(?:services?|treatments?)?\s*(?:requested|service)\s*:\s*(?P<text>[^\s;][^;]*)",
    re.IGNORECASE,
)
_LABELLED_MORE = re.compile(
    r"^\W*(?:other\s+information|frequency|duration|quantity|frequency\s*/\s*duration|number\s+of\s+(?:visits|sessions))[^:]{0,40}:\s*(?P<text>\S.*)$",
    re.IGNORECASE,
)
_LABELLED_DIAGNOSIS = re.compile(
    r"^\W*diagnos[ie]s\s*(?:\(required\))?\s*:\s*(?P<text>\S.*)$", re.IGNORECASE
)
_MORE_DETAIL = re.compile(
    r"\b(?:x\s*\d|\d\s*x|week|wk|month|qty|quantity|visits?|sessions?|times|days?|units?|refills?|tabs?|#\s*\d)",
    re.IGNORECASE,
)
_DETAIL_FIRST = re.compile(
    r"^\W*(?:\d+\s*(?:x|times|visits?|sessions?|per|/|days?|weeks?|tabs?|months?)|x\s*\d|qty|quantity|once|twice|weekly|daily|#\s*\d|"
    r"freq|\d+\s*$)",
    re.IGNORECASE,
)
_PHYSICIAN_SIGNS = re.compile(r"physician|provider|doctor|treating|^\W*signature", re.IGNORECASE)


def read_rfa(pages: Pages) -> Rfa:
    """Read the head, the treatment table and the signature date of a request."""
    lines = lines_of(pages)
    services = list(_table(lines)) or list(_labelled(lines)) or list(_inside(lines))
    return Rfa(
        labels=tuple(read_labels(lines)),
        services=tuple(services),
        signed=signature_date(lines, _PHYSICIAN_SIGNS),
    )


def _table(lines: Sequence[Line]) -> Iterator[RequestedService]:
    body: list[Line] = []
    first, last = _head(lines)
    for line in lines[last:] if last else ():
        if _ENDS.match(line.text):
            break
        body.append(line)
    head = [column.text for line in lines[first:last] for column in line.columns]
    yield from _rows(body, head)


def _head(lines: Sequence[Line]) -> tuple[int, int]:
    """The lines of the table's head, whose cells stand side by side or one below the other.

    Returns:
        The first line and the one behind the last; (0, 0) without a table.
    """
    for number in range(len(lines)):
        near = lines[number : number + _HEAD_LINES]
        if not _HEAD_CELL.match(lines[number].columns[0].text):
            continue
        last = 0
        for offset, line in enumerate(near, start=1):
            if not all(_HEAD_CELL.match(column.text) for column in line.columns):
                break
            last = offset
        words = " ".join(line.text for line in near[:last])
        if _HEAD.search(words) and _HEAD_OTHER.search(words) and words.count(" ") > 2:
            return number, number + last
    return 0, 0


def _rows(lines: Sequence[Line], head: Sequence[str]) -> Iterator[RequestedService]:
    """Rows of the table: whole lines, or cells read one below the other (narrow columns)."""
    stacked: list[Segment] = []
    for line in lines:
        cells = list(line.columns)
        if len(cells) >= _WHOLE_ROW:
            yield from _stacked_rows(stacked)
            stacked = []
            if (service := _row(cells, head)) is not None:
                yield service
        else:
            stacked += cells
    yield from _stacked_rows(stacked)


def _stacked_rows(cells: Sequence[Segment]) -> Iterator[RequestedService]:
    """Rows whose cells follow each other: diagnosis, ICD codes, service, CPT codes, further."""
    codes = [n for n, cell in enumerate(cells) if _ICD_CELL.match(cell.text)]
    firsts = [n for n in codes if n - 1 not in codes]
    diagnosis = list(cells[: firsts[0]]) if firsts else []
    for place, first in enumerate(firsts):
        end = firsts[place + 1] if place + 1 < len(firsts) else len(cells)
        rest = [cell for n, cell in enumerate(cells[first:end], start=first) if n not in codes]
        last_row = place + 1 == len(firsts)
        own, following = (rest, []) if last_row else _without_next_diagnosis(rest)
        service = _service(diagnosis, own)
        if service is not None:
            yield service
        diagnosis = following


def _without_next_diagnosis(
    cells: Sequence[Segment],
) -> tuple[list[Segment], list[Segment]]:
    """The cells of a row, and those behind it that name the diagnosis of the next row."""
    coded = [n for n, cell in enumerate(cells) if _CPT_CELL.match(cell.text)]
    detailed = [n for n, cell in enumerate(cells) if _MORE_DETAIL.search(cell.text)]
    last = max([*coded, *detailed, 0])
    last = min(last, len(cells) - 2)
    return list(cells[: last + 1]), list(cells[last + 1 :])


def _row(cells: Sequence[Segment], head: Sequence[str]) -> RequestedService | None:
    """A row on one line: its cells are told apart by what they look like."""
    counted = {
        cell.start
        for cell, name in zip(cells, head, strict=False)
        if len(cells) == len(head) and _COUNT_HEAD.match(name) and cell.text.isdigit()
    }
    icd = next((n for n, cell in enumerate(cells) if _ICD_CELL.match(cell.text)), None)
    if icd is not None:
        return _service(cells[:icd], cells[icd + 1 :], counted)
    if any(_DIAGNOSIS_HEAD.match(name) for name in head):
        return _service(cells[:1], cells[1:], counted)
    return _service([], cells, counted)


def _service(
    diagnosis: Sequence[Segment],
    cells: Sequence[Segment],
    counted: Collection[int] = (),
) -> RequestedService | None:
    """The service in front of the CPT codes and the further words behind them.

    ``counted`` are the starts of cells whose heading makes their number a quantity.
    """
    texts = [cell for cell in cells if not _CPT_CELL.match(cell.text)]
    if not texts:
        return None
    cpt = next((n for n, cell in enumerate(cells) if _CPT_CELL.match(cell.text)), None)
    service = list(cells[:cpt]) if cpt else texts[: _service_lines(texts)]
    if _NO_SERVICE.match(" ".join(cell.text for cell in service)):
        return None
    other = [cell for cell in texts if cell not in service]
    return RequestedService(
        service=" ".join(cell.text for cell in service),
        diagnosis=" ".join(cell.text for cell in diagnosis),
        other=" ".join(f"qty {c.text}" if c.start in counted else c.text for c in other),
        places=tuple(cell.place for cell in (*diagnosis, *service, *other)),
    )


def _service_lines(texts: Sequence[Segment]) -> int:
    """How many cells name the service when no CPT code stands behind it."""
    for number, cell in enumerate(texts[1:], start=1):
        if _DETAIL_FIRST.match(cell.text) or number == len(texts) - 1:
            return number
    return 1


def _labelled(lines: Sequence[Line]) -> Iterator[RequestedService]:
    """Requests written as labelled lines ("Requested treatment: ...", "Frequency: ...")."""
    diagnosis = ""
    for number, line in enumerate(lines):
        if match := _LABELLED_DIAGNOSIS.match(line.text):
            diagnosis = match["text"]
        match = _LABELLED.match(line.text)
        if match is None:
            continue
        more = [
            found
            for near in lines[number + 1 : number + 6]
            if (found := _LABELLED_MORE.match(near.text))
        ]
        yield RequestedService(
            service=(match["text"] or match["other"]).strip(),
            diagnosis=diagnosis,
            other=", ".join(each[0].strip() for each in more),
            places=tuple(column.place for column in line.columns),
        )


def _inside(lines: Sequence[Line]) -> Iterator[RequestedService]:
    """Requests labelled in the middle of a line ("Diagnosis ...; Requested: ...")."""
    for number, line in enumerate(lines):
        match = _INSIDE.search(line.text)
        if match is None:
            continue
        words = match["text"]
        if re.search(r"\b(?:x|for|per)\s*\d+$", words) and number + 1 < len(lines):
            words = f"{words} {lines[number + 1].text}"
        yield RequestedService(
            service=re.split(r"\.\s+", words)[0].strip(" .;"),
            places=tuple(column.place for column in line.columns),
        )
