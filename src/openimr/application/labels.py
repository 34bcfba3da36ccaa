"""Labelled fields of forms and letter heads: what stands behind, beside or below a label.

Forms print a label over its value, letter heads print pairs of columns, typed letters write
"Claim No.: ...". All three are read by the labels alone; which office made the form does not
matter.
"""

from __future__ import annotations

import enum
import functools
import importlib.resources
import re
from collections.abc import Iterator, Sequence

import rapidfuzz
import yaml

from openimr.application.papers import Line, Segment
from openimr.vocabulary.value import Value


class Field(enum.Enum):
    """What a labelled value means."""

    EMPLOYEE = "employee"
    DATE_OF_BIRTH = "date of birth"
    SEX = "sex"
    DATE_OF_INJURY = "date of injury"
    CLAIM_NUMBER = "claim number"
    EMPLOYER = "employer"
    CLAIMS_ADMINISTRATOR = "claims administrator"
    PHYSICIAN = "requesting physician"
    SPECIALTY = "specialty"
    ATTORNEY = "attorney"
    DIAGNOSIS = "primary diagnosis"
    UR_DATE = "date of the utilization review decision"
    RFA_DATE = "date of the request for authorization"
    RFA_RECEIVED = "date the request for authorization was received"
    SIGNATURE = "signature"
    ADDRESS = "address"
    OTHER = "another field of the form"


class Labelled(Value, frozen=True, kw_only=True):
    """A value with the field that its label names.

    Attributes:
        parts: the segments it fills.
        whose: the section of the form that it stands in.
    """

    field: Field
    parts: tuple[Segment, ...]
    whose: Field = Field.OTHER

    @property
    def text(self) -> str:
        """The value, its lines joined by a space."""
        return " ".join(part.text for part in self.parts)


_SECTION_NAME = {
    "employee": Field.EMPLOYEE,
    "injured": Field.EMPLOYEE,
    "patient": Field.EMPLOYEE,
    "physician": Field.PHYSICIAN,
    "provider": Field.PHYSICIAN,
    "administrator": Field.CLAIMS_ADMINISTRATOR,
    "representative": Field.ATTORNEY,
    "attorney": Field.ATTORNEY,
    "disputed": Field.OTHER,
    "treatment": Field.OTHER,
    "employer": Field.EMPLOYER,
}
_SECTION = re.compile(
    r"^(?:[IVX\d]+[.)]\s*)?(?:requesting|treating|injured|disputed|requested|medical|claims?|authorized)?\s*"
    r"(?P<whose>employee|injured|patient|physician|provider|administrator|representative|attorney|"
    r"disputed|treatment|employer)\b[^:]*\b(?:information|designation|treatment|section)\b",
    re.IGNORECASE,
)
_SECTION_FIELDS = {"name", "company name", "full name", "last first middle", "contact"}
_HINT = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
_BEFORE_COLON = re.compile(r"^(?P<label>[A-Za-z#][^:]{0,70}?)\s*:\s*")
_NUMBER_SIGN = re.compile(r"\s*(?:#|\bno\b\.?)\s*:?\s*", re.IGNORECASE)
_LEAST_LIKENESS, _LEAST_LIKENESS_OF_LONG, _LONG_LABEL = 88, 84, 16
"""How alike a badly scanned label must be, 0 to 100; long labels may be worse."""

_LEAST_LIKENESS_OF_DATE = 66
"""How alike a badly scanned "date" must be."""

_NO_LABELS = frozenset({"requested", "requests", "certified", "determination", "determinations"})
_LABEL_AT_END = re.compile(
    r"\s(?P<label>Employer|Insurer|Carrier|Claims? [Aa]dministrator|Date of [BbIi]\w+|DOB|DOI|"
    r"Claim(?: (?:[Nn]umber|[Nn]o\.?|#))?|Employee|Claimant|Patient|Attorney)\s*:?$"
)
_GOES_ON = re.compile(r"(?:,|&|\band|\bof|-|/)$", re.IGNORECASE)
_CONTINUES = re.compile(
    r"^(?:(?-i:[a-z(&])|inc\b|llc\b|llp\b|ltd\b|co\b|corp\b|company\b|ins\b|insurance\b|exch|group\b|services\b|of\b)",
    re.IGNORECASE,
)
_MOST_LINES = 3


def read_labels(lines: Sequence[Line]) -> list[Labelled]:
    """Every labelled value of a document, in order; a label without a value is left out."""
    found: list[Labelled] = []
    whose = Field.OTHER
    for number, line in enumerate(lines):
        heading = _SECTION.match(line.text)
        if heading and label_of(line.columns[0].text) in (None, Field.OTHER):
            whose = _SECTION_NAME[heading["whose"].lower()]
        found.extend(_read_line(lines, number, whose))
    return found


def label_of(text: str, whose: Field = Field.OTHER) -> Field | None:
    """The field that a text names as a label and nothing else, or None.

    Args:
        text: a column of a line.
        whose: the section of the form it stands in, which says whose "Name" is meant.
    """
    plain = _plain(text)
    if not plain or len(plain) > 75:
        return None
    if plain in _SECTION_FIELDS and whose is not Field.OTHER:
        return whose
    known = _labels()
    if plain in known:
        return known[plain]
    if len(plain) < 9 or plain in _NO_LABELS:
        return None
    cutoff = _LEAST_LIKENESS if len(plain) < _LONG_LABEL else _LEAST_LIKENESS_OF_LONG
    best = rapidfuzz.process.extractOne(
        plain, known.keys(), scorer=rapidfuzz.fuzz.ratio, score_cutoff=cutoff
    )
    return known[best[0]] if best and _says_date(plain, best[0]) else None


def _says_date(plain: str, label: str) -> bool:
    """A heading may be like a date's label in all but that word ("Notice of ... determination")."""
    if "date" not in label.split():
        return True
    alike = (rapidfuzz.fuzz.ratio(word, "date") for word in plain.split())
    return max(alike) >= _LEAST_LIKENESS_OF_DATE


def _read_line(lines: Sequence[Line], number: int, whose: Field) -> Iterator[Labelled]:
    columns = _split_labels(lines[number].columns)
    at = 0
    while at < len(columns):
        column = columns[at]
        at += 1
        colon = _BEFORE_COLON.match(column.text)
        if colon and (field := label_of(colon["label"], whose)):
            behind = column.part(colon.end())
            if behind.text:
                yield Labelled(field=field, parts=(behind,), whose=whose)
                continue
        else:
            field = label_of(column.text.rstrip(" :"), whose)
        if field is None:
            yield from _without_colon(column)
        elif at < len(columns) and _is_value(columns[at], whose):
            yield Labelled(field=field, parts=(columns[at],), whose=whose)
            at += 1
        elif below := _below(lines, number, at - 1, len(columns), whose):
            yield Labelled(field=field, parts=below, whose=whose)


def _without_colon(column: Segment) -> Iterator[Labelled]:
    """Labels whose value shows itself by its digits, such as "DOB 05/18/1970"."""
    for pattern, field in _SELF_EVIDENT:
        match = pattern.match(column.text)
        if match:
            yield Labelled(field=field, parts=(column.part(match.end()),))
            return


_SELF_EVIDENT = (
    (
        re.compile(r"(?:DOB|D\.O\.B\.|date of birth)\W{0,3}\s*(?=\d)", re.IGNORECASE),
        Field.DATE_OF_BIRTH,
    ),
    (
        re.compile(
            r"(?:DOI|D\.O\.I\.|D/I|date of (?:injury|loss)|injury date)\W{0,3}\s*(?=\d)",
            re.IGNORECASE,
        ),
        Field.DATE_OF_INJURY,
    ),
    (
        re.compile(r"claim\s*(?:number|no\.?|#|:)\W{0,3}\s*(?=[A-Z]{0,5}[-\s]?\d)", re.IGNORECASE),
        Field.CLAIM_NUMBER,
    ),
)


def _split_labels(columns: Sequence[Segment]) -> list[Segment]:
    """Columns, with a label that ran into the value before it cut off again."""
    parts: list[Segment] = []
    columns = [part for column in columns for part in _at_inner_labels(column)]
    for number, column in enumerate(columns):
        run_in = _LABEL_AT_END.search(column.text) if number + 1 < len(columns) else None
        if run_in and not (number % 2 == 0 and label_of(column.text)):
            parts += [column.part(0, run_in.start()), column.part(run_in.start())]
        else:
            parts.append(column)
    return parts


def _at_inner_labels(column: Segment) -> Iterator[Segment]:
    """A typed line such as "DOI: 1/2/14 Claim No: 5" cut in front of each further label."""
    begin = 0
    for colon in [match.start() for match in re.finditer(":", column.text)][1:]:
        before = column.text[begin:colon]
        starts = [match.start() for match in re.finditer(r"(?<=\s)[A-Z]", before)]
        start = next((at for at in starts if _plain(before[at:]) in _labels()), None)
        if start is not None:
            yield column.part(begin, begin + start)
            begin += start
    yield column.part(begin)


def _is_value(column: Segment, whose: Field) -> bool:
    text = column.text
    colon = _BEFORE_COLON.match(text)
    if colon and label_of(colon["label"], whose):
        return False
    return label_of(text.rstrip(" :"), whose) is None and bool(re.search(r"\w", text))


def _below(
    lines: Sequence[Line], number: int, at: int, count: int, whose: Field
) -> tuple[Segment, ...]:
    """The value on the line below a label, with the lines it runs on over."""
    if number + 1 >= len(lines):
        return ()
    below = lines[number + 1].columns
    if count > 1 and len(below) != count:
        return ()
    value = below[at] if count > 1 else below[0]
    if not _is_value(value, whose) or _SECTION.match(value.text):
        return ()
    parts = [value]
    if count > 1 or len(below) > 1:
        return tuple(parts)
    for line in lines[number + 2 : number + 1 + _MOST_LINES]:
        following = line.alone
        if following is None or _SECTION.match(following.text):
            break
        if not _is_value(following, whose) or not _runs_on(parts, following):
            break
        parts.append(following)
    return tuple(parts)


def _runs_on(parts: Sequence[Segment], following: Segment) -> bool:
    text = " ".join(part.text for part in parts)
    if text.count("(") > text.count(")"):
        return True
    if text.endswith(")"):
        return False
    return bool(_GOES_ON.search(text) or _CONTINUES.match(following.text))


@functools.cache
def _labels() -> dict[str, Field]:
    source = importlib.resources.files("openimr.application").joinpath("labels.yaml")
    words = yaml.load(source.read_bytes(), Loader=yaml.CSafeLoader)
    return {word: Field(field) for field, labels in words.items() for word in labels}


def _plain(text: str) -> str:
    """A label without hints in brackets, punctuation and case; "#" counts as number."""
    bare = _NUMBER_SIGN.sub(" number ", _HINT.sub(" ", text))
    plain = " ".join(re.sub(r"[^a-z0-9]+", " ", bare.lower().replace("'", "")).split())
    return (
        plain.removesuffix(" number number") + " number"
        if plain.endswith("number number")
        else plain
    )
