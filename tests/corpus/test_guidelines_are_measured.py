"""Topics of the real letters' titles, the guidelines' own cases, and reasons told in codes."""

from __future__ import annotations

import os
import typing
from pathlib import Path

import pytest
from accuracy import guideline_cases, reasons, topics
from accuracy.reason_codes import TYPES_WITH_A_CODE

from openimr.guidelines.kinds import AnyCriterion

SHARED = Path(os.environ.get("OPENIMR_SHARED", Path(__file__).parents[3] / "shared"))

with_letters = pytest.mark.skipif(
    not (SHARED / "letters").is_dir(), reason="the shared letters are not beside the repository"
)


@with_letters
def test_titles_of_real_letters_are_given_their_topics() -> None:
    section = topics.measure(SHARED)
    assert {row.name: row.share for row in section.rows if row.share < topics.AIM} == {}


@with_letters
def test_every_title_has_a_label() -> None:
    unlabelled = [t.letter for t in topics.labelled_titles(SHARED) if not t.topics]
    assert unlabelled == []


def test_cases_of_every_topic_come_out_as_written_and_show_each_outcome() -> None:
    section = guideline_cases.measure(SHARED)
    assert section.misses == ()
    assert [row.name for row in section.rows if row.reached is not True] == []


@with_letters
def test_every_issue_of_the_letters_is_compared_with_its_reviewer() -> None:
    compared = tuple(reasons.compared(SHARED))
    assert len(compared) == len(tuple(topics.labelled_titles(SHARED)))
    refused = [one for one in compared if one.proposed == "upheld"]
    assert [one.place for one in refused if not one.named] == []


def test_every_type_of_criterion_stands_for_a_reason() -> None:
    assert set(typing.get_args(AnyCriterion)) == TYPES_WITH_A_CODE
