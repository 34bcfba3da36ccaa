"""Sentences that guidelines ask about: which mention counts, and that looking fast loses none."""

import datetime as dt

import pytest

from openimr.casefile.facts.observations import Watch
from openimr.casefile.facts.passages import passages_of
from openimr.casefile.model import Document, DocumentType, Page
from openimr.guidelines.criterion import Ground

NUMB = Ground(name="numbness", words=(r"\bnumb\w*", r"\bloss of feeling\b"))
TEAR = Ground(name="a tear", words=(r"\bfull[\s-]thickness\b[^.;]{0,20}\btear",))


def observed(text, *grounds, kind=DocumentType.PROGRESS_REPORT):
    page = Page(file="note.pdf", number=1, text=text)
    document = Document(file="note.pdf", pages=(1, 1), type=kind, date=dt.date(2015, 5, 6))
    watch = Watch(grounds)
    return [fact for passage in passages_of(document, (page,)) for fact in watch.find(passage)]


def assertions(text, *grounds):
    return [fact.assertion.value for fact in observed(text, *grounds)]


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("He has numbness of the left foot.", "present"),
        ("He denies numbness.", "absent"),
        ("Denies numbness of the arms, but there is numbness of the left foot.", "present"),
        ("MRI without contrast: no numbness to correlate.", "absent"),
    ],
)
def test_what_a_sentence_affirms_anywhere_counts_before_what_it_denies(text, assertion):
    assert assertions(text, NUMB) == [assertion]


def test_each_ground_is_observed_once_in_a_sentence():
    facts = observed(
        "MRI without contrast: full thickness rotator cuff tear, numb hand.", NUMB, TEAR
    )
    assert [fact.concept for fact in facts] == [NUMB.code, TEAR.code]


def test_letters_that_argue_are_no_evidence():
    assert observed("He has numbness.", NUMB, kind=DocumentType.UR_DECISION) == []


def test_a_request_is_no_evidence_for_itself():
    assert observed("Numbness: EMG requested.", NUMB, kind=DocumentType.RFA) == []
