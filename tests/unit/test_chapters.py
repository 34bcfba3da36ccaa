"""MTUS chapters: which region they cover, which edition governs which day."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.guidelines.chapters import chapter_of, chapters, chapters_covering, cited_year

IN_2017 = dt.date(2017, 1, 20)


@pytest.mark.parametrize(
    ("source", "chapter"),
    [
        ("MTUS Low Back Complaints 2004", "low-back"),
        ("MTUS Forearm, Wrist, and Hand Complaints 2004", "forearm-wrist-hand"),
        ("MTUS ACOEM Guidelines, Chapter 13, knee", "knee"),
        ("ACOEM Practice Guidelines, Chapter 9 (page 200)", "shoulder"),
        ("MTUS Chronic Pain Medical Treatment 2016", "chronic-pain"),
        ("Official Disability Guidelines (ODG), Pain", None),
    ],
)
def test_a_citation_names_its_chapter(source: str, chapter: str | None) -> None:
    found = chapter_of(source)
    assert (found.id if found else None) == chapter


def test_a_region_belongs_to_the_chapters_in_force_on_the_day() -> None:
    assert [chapter.id for chapter in chapters_covering("finger", IN_2017)] == [
        "forearm-wrist-hand"
    ]
    assert chapters_covering("hip", IN_2017) == ()
    assert [chapter.id for chapter in chapters_covering("hip", dt.date(2018, 5, 1))] == [
        "hip-and-groin"
    ]


def test_the_day_picks_the_edition() -> None:
    chronic = chapter_of("MTUS Chronic Pain 2009")
    assert chronic is not None
    years = [
        edition.year if (edition := chronic.edition_on(day)) else None
        for day in (
            dt.date(2005, 1, 1),
            dt.date(2016, 7, 28),
            dt.date(2016, 7, 29),
            dt.date(2019, 1, 1),
        )
    ]
    assert years == [None, 2009, 2016, 2017]
    assert cited_year("MTUS Chronic Pain 2009") == 2009


def test_editions_of_a_chapter_follow_each_other_without_overlap() -> None:
    for chapter in chapters():
        for earlier, later in zip(chapter.editions, chapter.editions[1:], strict=False):
            assert earlier.last_day is not None
            assert earlier.last_day + dt.timedelta(days=1) == later.first_day
