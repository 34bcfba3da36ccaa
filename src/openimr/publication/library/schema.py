"""The columns of the library: one schema for files, interfaces and the data dictionary."""

from __future__ import annotations

import enum
import itertools
from collections.abc import Iterator
from typing import Final

from openimr.determination.model import Basis, Decision, Priority, Sex
from openimr.publication.library.codes import MEANS
from openimr.publication.library.later import Happened
from openimr.publication.model import Programme, SourceKind
from openimr.vocabulary.value import Value


class Kind(enum.Enum):
    """What a column holds."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    DAY = "day"
    RECORD = "record"


class Column(Value, frozen=True, kw_only=True):
    """One column.

    Attributes:
        name: as in the files.
        kind: of one value.
        says: what it means, for the data dictionary.
        many: whether it is a list.
        needed: whether it is never empty.
        words: those that it may hold, where it is one of a few.
        means: each of these words explained; "" where the word says it.
        of: the columns of a record.
    """

    name: str
    kind: Kind
    says: str
    many: bool = False
    needed: bool = False
    words: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    of: tuple[Column, ...] = ()

    @property
    def meaning(self) -> str:
        """What the column means, and each of its words."""
        if not self.words:
            return self.says
        told = (f"{word} ({means})" if means else word for word, means in self._explained)
        return f"{self.says} One of: {', '.join(told)}."

    @property
    def _explained(self) -> Iterator[tuple[str, str]]:
        return itertools.zip_longest(self.words, self.means, fillvalue="")


def _text(name: str, says: str, codes: type[enum.Enum] | None = None) -> Column:
    return Column(name=name, kind=Kind.TEXT, says=says, words=_words(codes), means=_means(codes))


def _needed(name: str, says: str, codes: type[enum.Enum] | None = None) -> Column:
    words, means = _words(codes), _means(codes)
    return Column(name=name, kind=Kind.TEXT, says=says, words=words, means=means, needed=True)


def _words(codes: type[enum.Enum] | None) -> tuple[str, ...]:
    return tuple(str(one.value) for one in codes or ())


def _means(codes: type[enum.Enum] | None) -> tuple[str, ...]:
    return tuple(MEANS[one] for one in codes or ())


def _texts(name: str, says: str) -> Column:
    return Column(name=name, kind=Kind.TEXT, says=says, many=True, needed=True)


def _day(name: str, says: str) -> Column:
    return Column(name=name, kind=Kind.DAY, says=says)


def _whole(name: str, says: str, *, needed: bool = False) -> Column:
    return Column(name=name, kind=Kind.WHOLE, says=says, needed=needed)


def _number(name: str, says: str) -> Column:
    return Column(name=name, kind=Kind.NUMBER, says=says)


def _record(name: str, says: str, of: tuple[Column, ...], *, many: bool = False) -> Column:
    return Column(name=name, kind=Kind.RECORD, says=says, of=of, many=many, needed=True)


_PROVENANCE: Final = (
    _needed("kind", "Kind of source.", SourceKind),
    _needed("name", "Name of the file without its folders."),
    _needed("sha256", "Digest of the file, or of the row in an export."),
    _whole("row", "Row of an export, counted from 1 below its header."),
    _text("layout", "Layout of a letter, as recognized."),
    _texts("unread", "Fields that could not be read."),
    _texts("rest", "What a row says besides or was not understood, behind its column's name."),
)

_REQUEST: Final = (
    _number("quantity", "How many are in dispute, as printed; never multiplied out."),
    _text("unit", "What the quantity counts: sessions, tablets, months."),
    _number("per_week", "Times a week."),
    _number("weeks", "Number of weeks."),
    _texts("body_parts", "Parts of the body with their side."),
    _text("drug", "Drug as requested, in lower case."),
    _text("strength", "Strength with its unit."),
)

_CITATION: Final = (
    _needed("source", "Title as cited; sources of the MTUS begin with MTUS."),
    _texts("sections", "Sections in the order cited."),
    _texts("pages", "Pages as printed."),
)

_FINDING: Final = (
    _whole("number", "Place in the letter, from 1.", needed=True),
    _needed("treatment", "The disputed treatment as worded."),
    _record("request", "The request in numbers.", _REQUEST),
    _text("decision", "The reviewer's answer; empty where it could not be read.", Decision),
    _text("claims_basis", "What the claims administrator's line says it rests on.", Basis),
    _text("basis", "What the reviewer's line says it rests on.", Basis),
    _record("claims_citations", "Guidelines of the claims administrator.", _CITATION, many=True),
    _record("citations", "Guidelines of the reviewer.", _CITATION, many=True),
    _text("rationale", "Why; paragraphs are separated by line breaks."),
    _texts("topics", "Derived: guideline topics, the leading one first."),
    _texts("body_regions", "Derived: regions of the body."),
    _texts("drugs", "Derived: generic names of drugs."),
)

COLUMNS: Final[tuple[Column, ...]] = (
    _needed("id", "Identifier to cite: programme, slash, number. The same for every version."),
    _whole("version", "From 1; a corrected determination is the next one.", needed=True),
    _needed("programme", "Whose review.", Programme),
    _record("provenance", "Where it was read from.", _PROVENANCE),
    _day("published", "Day of publication; empty for what others published."),
    _text("case_number", "Case number as printed."),
    _day("date_assigned", "Day of assignment."),
    _day("decision_date", "Day of the determination."),
    _day("date_of_injury", "Day of the injury."),
    _day("ur_denial_date", "Day of the utilization review decision."),
    _day("application_received", "Day on which the application came in."),
    _whole("year", "Year of the decision, else the one that the case number names."),
    _text("priority", "Priority of the review.", Priority),
    _texts("licensure", "States in which the reviewer is licensed."),
    _texts("specialties", "Specialties of the reviewer."),
    _text("reviewer", "Pseudonym of the reviewer; empty where unknown."),
    _whole("age", "Age of the employee or patient in years, up to 89."),
    _text("age_band", "Derived: ten years of age, or 90 and over; in exports as they band ages."),
    _text("sex", "Sex of the employee or patient.", Sex),
    _text("summary", "The clinical case summary; paragraphs are separated by line breaks."),
    _texts("documents", "Titles of the documents reviewed; of an export its references."),
    _texts("diagnoses", "Diagnoses as an export names them."),
    _text("review_type", "What was asked, in the words of an export."),
    _text("health_plan", "Whose denial was reviewed, where an export names it."),
    _text("coverage", "Coverage of the plan, where an export names it."),
    _text("organization", "Who reviewed, where an export names it."),
    _record(
        "findings", "The answer on each treatment, in the order of the letter.", _FINDING, many=True
    ),
)
"""Every column in the order of the files: the fields of ``PublishedDetermination``."""

WORDS: Final = _needed(
    "words_sha256", "Digest of the words, the same for all copies of one determination."
)
"""A column that only the files have: what copies are known by."""


LATER_COLUMNS: Final[tuple[Column, ...]] = (
    _needed("id", "Identifier of the determination; it may be one that the library does not have."),
    _needed("happened", "What became of it.", Happened),
    _day("date", "Day on which that was decided."),
    _text("by", "Who decided so."),
    _needed("citation", "Where anybody may look it up."),
)
"""The columns of what became of determinations later: the fields of ``LaterEvent``."""


def each_column(
    columns: tuple[Column, ...] = COLUMNS, before: str = ""
) -> Iterator[tuple[str, Column]]:
    """Every column with the columns of its records, by the path of its name."""
    for column in columns:
        path = f"{before}{column.name}"
        yield path, column
        yield from each_column(column.of, f"{path}.")


def dictionary(columns: tuple[Column, ...] = (*COLUMNS, WORDS)) -> str:
    """The data dictionary as a table in Markdown."""
    lines = ["| Column | Holds | Meaning |", "|---|---|---|"]
    for path, column in each_column(columns):
        holds = f"list of {column.kind.value}s" if column.many else column.kind.value
        lines.append(f"| `{path}` | {holds} | {column.meaning} |")
    return "\n".join(lines) + "\n"
