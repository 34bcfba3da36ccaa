"""Counts, ticked options, passages and the search for what is not documented."""

from __future__ import annotations

import pytest

from openimr.casefile.facts.counts import sessions_asked, sessions_had
from openimr.casefile.facts.passages import passages_of
from openimr.casefile.facts.sections import Section
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.casefile.search import search
from openimr.vocabulary.choices import chosen


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("session #4 of 6", 4),
        ("8 of 12 visits completed", 8),
        ("visits: 10", 10),
        ("2 or 3 visits", None),
        ("pain 8/10, two visits", 2),
        ("motor 4/5", None),
    ],
)
def test_sessions_had(text: str, number: int | None) -> None:
    assert sessions_had(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2 x wk x 4 wks = 8 visits", 8),
        ("twice a week for 6 weeks", 12),
        ("1 evaluation, then 12 follow-up sessions", 12),
        ("2 visits a week for 3 weeks", 6),
    ],
)
def test_sessions_asked(text: str, number: int) -> None:
    assert sessions_asked(text) == number


@pytest.mark.parametrize(
    ("text", "options", "answer"),
    [
        ("☐ Yes ☒ No", ("yes", "no"), "no"),
        ("[X] Yes [ ] No", ("yes", "no"), "yes"),
        ("(] YES  NO", ("yes", "no"), "no"),
        ("YES  NO", ("yes", "no"), None),
        ("([] MORE  THE SAME CLESS", ("more", "the same", "less"), "the same"),
    ],
)
def test_the_ticked_option(text: str, options: tuple[str, ...], answer: str | None) -> None:
    assert chosen(text, options) == answer


TEXT = (
    "HPI: Neck pain since\nMay. No therapy yet.\n"
    "Plan:\n1. Acupuncture x 6.\n2. Recheck. FH: mother well."
)
PAGE = Page(file="a.pdf", number=1, text=TEXT)
NOTE = Document(file="a.pdf", pages=(1, 1), type=DocumentType.PROGRESS_REPORT)


def test_passages_are_sentences_and_entries_with_their_section() -> None:
    found = [(p.section, p.text) for p in passages_of(NOTE, (PAGE,))]
    assert found == [
        (Section.SUBJECTIVE, "Neck pain since May."),
        (Section.SUBJECTIVE, "No therapy yet."),
        (Section.PLAN, "Acupuncture x 6."),
        (Section.PLAN, "Recheck."),
        (Section.FAMILY_HISTORY, "mother well."),
    ]


def test_passages_keep_their_place() -> None:
    for passage in passages_of(NOTE, (PAGE,)):
        assert TEXT[passage.start : passage.end].replace("\n", " ") == passage.text


def test_search_finds_a_treatment_by_any_of_its_names() -> None:
    page = Page(file="a.pdf", number=1, text="Chiro helped a little.\nKnee pain 4/10.")
    found = search(CaseFile(pages=(page,), documents=(NOTE,)), ["manual-therapy-manipulation"])
    assert [near.quote for near in found] == ["Chiro helped a little."]


def test_search_forgives_a_misread_letter() -> None:
    page = Page(file="a.pdf", number=1, text="Acupuncturc was of no help.\nKnee pain 4/10.")
    found = search(CaseFile(pages=(page,), documents=(NOTE,)), ["acupuncture"])
    assert found[0].place.start == 0


def test_search_without_a_shared_word_finds_nothing() -> None:
    assert search(CaseFile(pages=(PAGE,), documents=(NOTE,)), ["biofeedback"]) == ()
