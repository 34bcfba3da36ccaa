"""DWC Form RFA: the request for authorization, its head and the rows of its treatment table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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


_HEAD = re.compile(r"\bservice|good|procedure|treatment", re.IGNORECASE)
_HEAD_OTHER = re.compile(
    r"\b(?:diagnosis|icd|cpt|hcpcs|frequency|other\s+information)\b", re.IGNORECASE
)
_ENDS = re.compile(
    r"^\W*(?:report\s+attached|requesting\s+physician|physician'?s?\s+signature|treating\s+physician|claims\s+administrator|"
    r"signature|see\s+(?:the\s+)?(?:pr-?2|report|attached)|authorization\s+number|page\s+\d|dwc\s+form|☐\s*approved)",
    re.IGNORECASE,
)
_ICD = re.compile(
    r"(?<![\w.])(?:[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?|V\d{2}(?:\.\d{1,2})?|\d{3}(?:\.\d{1,2})?)(?![\w.%/-]|\s*(?:mg|x\b))"
)
_ICD_CELL = re.compile(
    rf"^\W*(?:{_ICD.pattern})(?:[\s,;/&()]+(?:r/o\s+)?(?:{_ICD.pattern}))*\W*$", re.IGNORECASE
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
_PHYSICIAN_SIGNS = re.compile(r"physician|provider|doctor|treating|^\W*signature", re.IGNORECASE)


def read_rfa(pages: Pages) -> Rfa:
    """Read the head, the treatment table and the signature date of a request."""
    lines = lines_of(pages)
    services = list(_table(lines)) or list(_labelled(lines))
    return Rfa(
        labels=tuple(read_labels(lines)),
        services=tuple(services),
        signed=signature_date(lines, _PHYSICIAN_SIGNS),
    )


def _table(lines: Sequence[Line]) -> Iterator[RequestedService]:
    for number, line in enumerate(lines):
        if _is_head(line):
            body = []
            for below in lines[number + 1 :]:
                if _ENDS.match(below.text):
                    break
                body.append(below)
            yield from _rows(body)
            return


def _is_head(line: Line) -> bool:
    cells = [column.text for column in line.columns]
    return (
        len(cells) >= 2
        and any(_HEAD.search(cell) for cell in cells)
        and any(_HEAD_OTHER.search(cell) for cell in cells)
        and not any(_ICD_CELL.match(cell) for cell in cells)
    )


def _rows(lines: Sequence[Line]) -> Iterator[RequestedService]:
    """Rows of the table; a line without its own codes carries on the row above it."""
    rows: list[list[Segment]] = []
    for line in lines:
        cells = list(line.columns)
        starts = len(cells) >= 3 or any(_ICD_CELL.match(cell.text) for cell in cells)
        if starts or not rows:
            rows.append(cells)
        else:
            rows[-1] += cells
    for cells in rows:
        service = _row(cells)
        if service is not None:
            yield service


def _row(cells: Sequence[Segment]) -> RequestedService | None:
    """Diagnosis, codes, service, codes, further words: told apart by what they look like."""
    icd = next((n for n, cell in enumerate(cells) if _ICD_CELL.match(cell.text)), None)
    diagnosis = cells[:icd] if icd is not None else (cells[:1] if len(cells) >= 3 else [])
    rest = cells[icd + 1 :] if icd is not None else cells[len(diagnosis) :]
    texts = [cell for cell in rest if not _CPT_CELL.match(cell.text)]
    if not texts:
        return None
    cpt = next((n for n, cell in enumerate(rest) if _CPT_CELL.match(cell.text)), len(rest))
    service = [cell for cell in texts if cell in rest[:cpt]] or texts[:1]
    if cpt == len(rest) and len(service) > 1:
        service = service[:1]
    if _NO_SERVICE.match(service[0].text):
        return None
    other = [cell for cell in texts if cell not in service]
    return RequestedService(
        service=" ".join(cell.text for cell in service),
        diagnosis=" ".join(cell.text for cell in diagnosis),
        other=" ".join(cell.text for cell in other),
        places=tuple(cell.place for cell in (*diagnosis, *service, *other)),
    )


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
