"""What programs are told of the library, where it is no value of the house by itself."""

from __future__ import annotations

import datetime as dt

from openimr.determination.model import Decision
from openimr.publication.library.later import LaterEvent
from openimr.publication.open_data.release import Counts
from openimr.publication.search.alike_model import Difference, Likeness, Shared, Similar
from openimr.publication.search.ports import FacetCounts, Hit, Passage
from openimr.vocabulary.figures import Column, Figure
from openimr.vocabulary.shares import Share
from openimr.vocabulary.value import Value


class FoundTold(Value, frozen=True, kw_only=True):
    """One page of what a search found.

    Attributes:
        total: determinations found.
        page: from 1.
        per_page: determinations of a page.
        next: the address of the next page; null on the last.
        notes: how words were taken: guessed spellings, small letters of operators.
        also: other names that were searched beside what was typed.
        hits: the determinations of this page, each with the passages that have the words.
        facets: values among all that was found, by which it can be narrowed.
    """

    total: int
    page: int
    per_page: int
    next: str | None
    notes: tuple[str, ...]
    also: tuple[str, ...]
    hits: tuple[Hit, ...]
    facets: tuple[FacetCounts, ...]


class VersionTold(Value, frozen=True, kw_only=True):
    """A version of a determination.

    Attributes:
        version: from 1.
        cite: what it is cited by.
        address: of its page.
        decision_date: when it was decided.
        published: when it was published here; null of what others published.
    """

    version: int
    cite: str
    address: str
    decision_date: dt.date | None
    published: dt.date | None


class CopyTold(Value, frozen=True, kw_only=True):
    """A further source in which a version was found in the same words.

    Attributes:
        version: of the determination.
        name: of the file.
        row: of an export.
        sha256: digest of the file or the row.
    """

    version: int
    name: str
    row: int | None
    sha256: str


class HistoryTold(Value, frozen=True, kw_only=True):
    """All that belongs to a determination beside its words.

    Attributes:
        id: of the determination.
        versions: the oldest first.
        later_events: what became of it, in order of days.
        copies: further sources of the same words.
    """

    id: str
    versions: tuple[VersionTold, ...]
    later_events: tuple[LaterEvent, ...]
    copies: tuple[CopyTold, ...]


class SimilarTold(Value, frozen=True, kw_only=True):
    """A similar finding with the reason why.

    Attributes:
        id: of the determination that holds it.
        version: of that determination.
        finding: its number.
        treatment: as worded.
        decision: null where it could not be read.
        year: of the decision.
        likeness: 1 for the same words.
        shares: what both tell alike.
        terms: that carried most of the likeness, as they stand in the other's text.
        passage: of the other's text in which they stand.
        differs: what both tell differently.
        other_outcome: whether it answered the same question with the other outcome.
    """

    id: str
    version: int
    finding: int
    treatment: str
    decision: Decision | None
    year: int | None
    likeness: float
    shares: tuple[Shared, ...]
    terms: tuple[str, ...]
    passage: Passage | None
    differs: tuple[Difference, ...]
    other_outcome: bool


class LikenessTold(Value, frozen=True, kw_only=True):
    """Published findings whose words mean much the same; no forecast of any.

    Attributes:
        similar: the most similar first.
        otherwise: on the same question with the other outcome.
    """

    similar: tuple[SimilarTold, ...]
    otherwise: tuple[SimilarTold, ...]


class ShareTold(Value, frozen=True, kw_only=True):
    """So many of so many.

    Attributes:
        part: how many had it.
        whole: of how many.
        value: between 0 and 1; null of nothing.
        low, high: ends of Wilson's interval of 95 percent; null of nothing.
    """

    part: int
    whole: int
    value: float | None
    low: float | None
    high: float | None


class FigureTold(Value, frozen=True, kw_only=True):
    """One table of figures.

    Attributes:
        slug: its name.
        title: in words.
        says: what is counted, and what to mind.
        columns: name and kind of each; the first names the row.
        rows: a text, then counts, days or shares, as the columns say.
    """

    slug: str
    title: str
    says: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | int | ShareTold | None, ...], ...]


class SectionTold(Value, frozen=True, kw_only=True):
    """A part of the statistics.

    Attributes:
        section: its name.
        title: in words.
        figures: of the determinations asked for.
    """

    section: str
    title: str
    figures: tuple[FigureTold, ...]


class ReleasedFileTold(Value, frozen=True, kw_only=True):
    """A file of a release.

    Attributes:
        name: without folders.
        says: what it is.
        address: where it is.
        media_type: by its ending.
        size: in bytes.
        sha256: digest of its bytes.
        rows: of a table below its header, or of a list; null of what is no table.
    """

    name: str
    says: str
    address: str
    media_type: str
    size: int
    sha256: str
    rows: int | None


class ReleaseTold(Value, frozen=True, kw_only=True):
    """The whole library as files, as it was once.

    Attributes:
        name: of the release.
        cite: how it is cited.
        license: under which it may be used.
        publisher: who stands behind it.
        schema: version of files and columns.
        counts: what it holds.
        files: with their checksums.
    """

    name: str
    cite: str
    license: str
    publisher: str | None
    schema: str
    counts: Counts
    files: tuple[ReleasedFileTold, ...]


class ReleasesTold(Value, frozen=True, kw_only=True):
    """The releases that are offered.

    Attributes:
        releases: the newest first, by their names.
    """

    releases: tuple[ReleaseTold, ...]


def likeness_told(found: Likeness) -> LikenessTold:
    """Similar findings without the whole of their determinations."""
    return LikenessTold(
        similar=tuple(map(_similar, found.similar)),
        otherwise=tuple(map(_similar, found.otherwise)),
    )


def _similar(one: Similar) -> SimilarTold:
    return SimilarTold(
        id=one.determination.id,
        version=one.determination.version,
        finding=one.finding,
        treatment=one.said.treatment,
        decision=one.said.decision,
        year=one.determination.year,
        likeness=one.likeness,
        shares=one.shares,
        terms=one.terms,
        passage=one.passage,
        differs=one.differs,
        other_outcome=one.otherwise,
    )


def figure_told(figure: Figure) -> FigureTold:
    """A figure with the intervals of its shares."""
    return FigureTold(
        slug=figure.slug,
        title=figure.title,
        says=figure.says,
        columns=figure.columns,
        rows=tuple(tuple(map(_cell, row)) for row in figure.rows),
    )


def _cell(cell: str | int | Share | None) -> str | int | ShareTold | None:
    if not isinstance(cell, Share):
        return cell
    low, high = cell.interval or (None, None)
    return ShareTold(part=cell.part, whole=cell.whole, value=cell.value, low=low, high=high)
