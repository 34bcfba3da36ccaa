"""A letter as read becomes a determination of the library."""

from __future__ import annotations

import msgspec
import pytest
from tests.library_letters import changed_mind, letter
from tests.sound_letter import MRI

from openimr.determination.model import Determination, Finding, Patient, Sex
from openimr.determination.reading import LetterReading, Problem, Status
from openimr.guidelines.load import shipped_pack
from openimr.publication.library.derived import Deriving
from openimr.publication.library.from_reading import published_from_reading
from openimr.publication.library.numbers import words_digest
from openimr.publication.library.schema import COLUMNS, dictionary
from openimr.publication.model import OVER_89, PublishedDetermination, SourceKind
from openimr.vocabulary.errors import BadInput

DERIVING = Deriving(shipped_pack())


def published(said: Determination, *unread: str, layout: str = "2016-17") -> PublishedDetermination:
    problems = tuple(Problem(field=field, message="was not read") for field in unread)
    reading = LetterReading(
        source="letters/one.pdf",
        layout=layout,
        status=Status.PARTIAL if unread else Status.FULL,
        determination=said,
        problems=problems,
    )
    return published_from_reading(reading, "one.pdf", "0" * 64, DERIVING)


def test_it_is_cited_by_programme_and_case_number() -> None:
    assert published(letter("CM16-0000001")).id == "ca-wc/CM16-0000001"


def test_a_number_printed_with_blanks_is_the_same_number() -> None:
    assert published(letter("CM16 - 0000001")).id == "ca-wc/CM16-0000001"


def test_without_a_number_it_is_cited_by_its_words_wherever_it_was_read() -> None:
    one = published(letter(None))
    other = published(letter(None, clinical_case_summary=one.summary), "case_number")
    assert one.id == other.id
    assert one.id.startswith("ca-wc/unnumbered-")
    assert published(letter(None, clinical_case_summary="Another.")).id != one.id


def test_what_could_not_be_read_is_named() -> None:
    said = published(letter(), "priority", "reviewer.licensure", "priority")
    assert said.provenance.unread == ("priority", "reviewer.licensure")


def test_the_year_is_that_of_the_decision_else_of_the_number() -> None:
    assert published(letter(decision_date=None)).year == 2016
    assert published(letter("4711", decision_date=None)).year is None


@pytest.mark.parametrize(
    ("age", "told", "band"),
    [(44, 44, "40 to 49"), (89, 89, "80 to 89"), (90, None, OVER_89), (None, None, None)],
)
def test_ages_over_89_are_a_band_alone(age: int | None, told: int | None, band: str | None) -> None:
    said = published(letter(patient=Patient(age=age, sex=Sex.FEMALE)))
    assert (said.age, said.age_band) == (told, band)


def test_topics_regions_and_drugs_are_derived_from_the_treatment() -> None:
    tablets = Finding(disputed_treatment="Norco 10/325 mg #60", decision=None)
    said = published(letter(findings=(MRI, tablets)))
    assert (said.findings[0].topics, said.findings[0].body_regions) == (("mri-knee",), ("knee",))
    assert said.findings[1].drugs == ("hydrocodone/acetaminophen",)
    assert [finding.number for finding in said.findings] == [1, 2]


def test_letters_of_our_own_layout_are_our_own() -> None:
    assert published(letter(), layout="openimr").provenance.kind is SourceKind.OWN
    assert published(letter()).provenance.kind is SourceKind.LETTER


def test_a_draft_decides_nothing_and_is_refused() -> None:
    with pytest.raises(BadInput, match="draft"):
        published(letter(draft=True))


def test_a_letter_of_which_nothing_was_read_is_refused() -> None:
    failed = LetterReading(
        source="one.pdf",
        layout=None,
        status=Status.FAILED,
        problems=(Problem(field="letter", message="it holds no text"),),
    )
    with pytest.raises(BadInput, match="holds no text"):
        published_from_reading(failed, "one.pdf", "0" * 64, DERIVING)


def test_copies_have_the_same_digest_of_words_and_corrections_another() -> None:
    one = published(letter())
    spaced = msgspec.structs.replace(one, summary=(one.summary or "").replace(", ", " ,  "))
    assert words_digest(spaced) == words_digest(one)
    assert words_digest(published(changed_mind())) != words_digest(one)


def test_the_columns_are_the_fields_of_a_determination_in_their_order() -> None:
    assert [column.name for column in COLUMNS] == list(PublishedDetermination.__struct_fields__)


def test_every_column_is_explained() -> None:
    assert "| `findings.citations.pages` | list of texts | Pages as printed. |" in dictionary()
    assert "One of: upheld (the denial or change of the treatment stands), over" in dictionary()
