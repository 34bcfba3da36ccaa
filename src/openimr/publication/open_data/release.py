"""A release of the library: a folder of files that says what it holds, for ever the same."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable
from typing import Final

from openimr.publication.library.schema import COLUMNS, WORDS, each_column
from openimr.publication.model import PublishedDetermination
from openimr.vocabulary.counted import counted
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value, require

PARQUET: Final = "determinations.parquet"
LINES: Final = "determinations.jsonl"
EVENTS: Final = "later-events.jsonl"
PACKAGE: Final = "datapackage.json"
SUMS: Final = "SHA256SUMS"
"""Names of files of a release."""

LICENSE_UNSTATED: Final = (
    "Not stated by the publisher. Each determination was published by the source that its "
    "provenance names; ask there what may be done with its words."
)
"""What a release says where its publisher has named no license."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}")
_FORM = 1
"""Of the files, raised when one of them is written otherwise."""


def schema_version() -> str:
    """The version of files and columns: a number, and a checksum of all columns."""
    told = ";".join(
        f"{path} {column.kind.value} {column.many} {','.join(column.words)}"
        for path, column in each_column((*COLUMNS, WORDS))
    )
    return f"{_FORM}-{zlib.crc32(told.encode()):08x}"


class Terms(Value, frozen=True, kw_only=True):
    """What whoever publishes says of a release.

    Attributes:
        name: of the release ("2026-11").
        publisher: who stands behind it; None where nobody is named.
        license: under which it may be used, in words or by its short name (CC0-1.0).
    """

    name: str
    publisher: str | None = None
    license: str = LICENSE_UNSTATED


def is_release_name(name: str) -> bool:
    """Whether a release may have this name: that of a folder everywhere."""
    return _NAME.fullmatch(name) is not None


def checked_terms(name: str, publisher: str | None, license: str | None) -> Terms:
    """The terms as typed.

    Raises:
        BadInput: for a name that cannot be that of a folder everywhere.
    """
    if not is_release_name(name):
        remedy = "Take letters, digits, dots, hyphens and underscores: 2026-11."
        raise BadInput("the name of the release", "cannot be one", remedy)
    said = " ".join((license or "").split())
    by = " ".join((publisher or "").split())
    return Terms(name=name, publisher=by or None, license=said or LICENSE_UNSTATED)


class ReleasedFile(Value, frozen=True, kw_only=True):
    """One file of a release.

    Attributes:
        name: without folders.
        size: in bytes.
        sha256: digest of its bytes.
        rows: lines of a table below its header, or of a list; None for what is no table.
    """

    name: str
    size: int
    sha256: str
    rows: int | None = None

    def __post_init__(self) -> None:
        require("/" not in self.name and "\\" not in self.name, "a file is named without folders")
        require(not self.name.startswith("."), "a file of a release is not hidden")
        require(re.fullmatch("[0-9a-f]{64}", self.sha256) is not None, "a digest has 64 digits")


class Counts(Value, frozen=True, kw_only=True):
    """What a release holds.

    Attributes:
        determinations: by their identifiers.
        versions: of them, corrected ones counted.
        findings: of all versions.
        later_events: what became of determinations.
        first_year, last_year: of the decisions; None where no year is known.
        programmes: versions by programme.
        sources: versions by kind of source.
    """

    determinations: int
    versions: int
    findings: int
    later_events: int
    first_year: int | None
    last_year: int | None
    programmes: dict[str, int]
    sources: dict[str, int]


class Release(Value, frozen=True, kw_only=True):
    """A release as its files say.

    Attributes:
        terms: of whoever publishes it.
        counts: what it holds.
        schema: version of files and columns.
        openimr: version of the program that wrote it.
        files: but for the list of checksums, and the one in which this stands.
        withdrawn: how many versions had been taken off the library by then: with more by now, it
            may hold one of them, and is not offered any more.
    """

    terms: Terms
    counts: Counts
    schema: str
    openimr: str
    files: tuple[ReleasedFile, ...]
    withdrawn: int = 0

    @property
    def cite(self) -> str:
        """How it is cited."""
        by = f"{self.terms.publisher}. " if self.terms.publisher else ""
        return (
            f"{by}Library of determinations of independent medical review, "
            f"release {self.terms.name} [data set]. "
            f"{counted(self.counts.determinations, 'determination')}{self._years}. "
            f"Written by OpenIMR {self.openimr}, "
            f"schema {self.schema}."
        )

    @property
    def _years(self) -> str:
        first, last = self.counts.first_year, self.counts.last_year
        if first is None or last is None:
            return ""
        return f" of {first}" if first == last else f" of {first} to {last}"


class Counting:
    """Counts determinations that come by identifier and version."""

    def __init__(self) -> None:
        self._id = ""
        self._determinations = self._versions = self._findings = 0
        self._first: int | None = None
        self._last: int | None = None
        self._programmes: Counter[str] = Counter()
        self._sources: Counter[str] = Counter()

    def add(self, determinations: Iterable[PublishedDetermination]) -> None:
        """Count further ones."""
        for said in determinations:
            self._determinations += said.id != self._id
            self._id = said.id
            self._versions += 1
            self._findings += len(said.findings)
            self._programmes[said.programme.value] += 1
            self._sources[said.provenance.kind.value] += 1
            if said.year is not None:
                self._first = said.year if self._first is None else min(self._first, said.year)
                self._last = said.year if self._last is None else max(self._last, said.year)

    def counts(self, later_events: int) -> Counts:
        """What was counted."""
        return Counts(
            determinations=self._determinations,
            versions=self._versions,
            findings=self._findings,
            later_events=later_events,
            first_year=self._first,
            last_year=self._last,
            programmes=dict(sorted(self._programmes.items())),
            sources=dict(sorted(self._sources.items())),
        )
