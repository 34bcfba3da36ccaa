"""The chapters of the MTUS: which regions they cover and which edition governs which day.

The facts are data (``editions.yaml``), each with its citation and how it was verified.
"""

from __future__ import annotations

import datetime as dt
import functools
import importlib.resources
import re

import msgspec
import yaml

from openimr.guidelines.criterion import Verified
from openimr.vocabulary.body import ancestors
from openimr.vocabulary.value import Value, require


class Edition(Value, frozen=True, kw_only=True, rename={"first_day": "from", "last_day": "to"}):
    """One edition of a chapter.

    Attributes:
        year: year by which determinations cite it.
        first_day: first day of the requests or services it governs.
        last_day: the last such day; None while no later edition is known.
        citation: the section of the regulation that adopts it.
        verified: how the days were checked.
    """

    year: int
    first_day: dt.date
    last_day: dt.date | None
    citation: str
    verified: Verified

    def __post_init__(self) -> None:
        require(
            self.last_day is None or self.first_day <= self.last_day,
            "an edition ends after it begins",
        )

    def governs(self, day: dt.date) -> bool:
        """Whether a request or service of this day falls under the edition."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


class Chapter(Value, frozen=True, kw_only=True):
    """One chapter or guideline of the MTUS.

    Attributes:
        id: short name.
        title: official title without year.
        words: lower-case words by which citations name it.
        acoem_chapter: number of the ACOEM chapter it was adopted from, or None.
        regions: body regions it covers; empty for a chapter of no or of every region.
        topics: treatment families that it addresses.
        editions: in order of time.
    """

    id: str
    title: str
    words: tuple[str, ...]
    acoem_chapter: int | None
    regions: tuple[str, ...]
    regions_citation: str
    regions_verified: Verified
    topics: tuple[str, ...]
    topics_verified: Verified
    editions: tuple[Edition, ...]

    def __post_init__(self) -> None:
        require(bool(self.editions), "a chapter has at least one edition")
        for region in self.regions:
            ancestors(region)

    def covers(self, region: str) -> bool:
        """Whether a body region lies inside what the chapter covers."""
        return bool(ancestors(region) & set(self.regions))

    def edition_on(self, day: dt.date) -> Edition | None:
        """The edition that governs a day, or None when none is known for it."""
        return next((edition for edition in self.editions if edition.governs(day)), None)

    def edition_of(self, year: int) -> Edition | None:
        """The edition cited by a year."""
        return next((edition for edition in self.editions if edition.year == year), None)


class _Chapters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    chapters: tuple[Chapter, ...]


@functools.cache
def chapters() -> tuple[Chapter, ...]:
    """All chapters known."""
    source = importlib.resources.files("openimr.guidelines").joinpath("editions.yaml")
    known = yaml.load(source.read_bytes(), Loader=yaml.CSafeLoader)
    return msgspec.convert(known, _Chapters).chapters


def chapter_of(source: str) -> Chapter | None:
    """The chapter that a citation's source names; None when it names none.

    Args:
        source: the title as cited ("MTUS Low Back Complaints 2004").
    """
    folded = re.sub(r"\s+", " ", source.lower())
    numbered = re.search(r"\bacoem\b.{0,40}?\bchapter (\d+)", folded)
    for chapter in chapters():
        if any(word in folded for word in chapter.words):
            return chapter
        if numbered and chapter.acoem_chapter == int(numbered[1]):
            return chapter
    return None


def chapters_covering(region: str, day: dt.date) -> tuple[Chapter, ...]:
    """The chapters for a body region that have an edition in force on a day."""
    return tuple(
        chapter for chapter in chapters() if chapter.covers(region) and chapter.edition_on(day)
    )


def cited_year(source: str) -> int | None:
    """The edition year printed in a citation's source, or None."""
    years = re.findall(r"\b(?:19|20)\d{2}\b", source)
    return int(years[-1]) if years else None
