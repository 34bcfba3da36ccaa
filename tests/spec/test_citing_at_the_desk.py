"""Citation marks in a reviewer's text lead to a page of the file or a guideline in force."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.determination.model import Basis
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.studies import with_studies
from openimr.vocabulary.errors import Refused
from openimr.workflow.desk_parts import DraftedPlace
from openimr.workflow.desk_parts_listed import ReviewedDocument, drafted_places, page_mark
from openimr.workflow.desk_view_citing import (
    Shelf,
    check_resolved,
    cite,
    shelf_for,
    unresolved_pages,
)
from openimr.workflow.desk_view_studies import entered
from openimr.workflow.guideline_lines import guideline_line_of

DAY = dt.date(2015, 6, 9)
STUDIES = Path(__file__).parents[2] / "examples" / "studies.yaml"
CBT = "cognitive-behavioral-psychotherapy"


def document(number: int, file: str, pages: tuple[int, int]) -> ReviewedDocument:
    return ReviewedDocument(
        file=file, pages=pages, type="progress_report", date=None, title=None, number=number
    )


DOCUMENTS = (document(1, "form.pdf", (1, 2)), document(2, "report.pdf", (3, 7)))


def shelf(on: dt.date = DAY, topic: str | None = CBT, words: str = "therapy") -> Shelf:
    return shelf_for(DOCUMENTS, shipped_pack(), words, topic, on)


def why(text: str, **more: object) -> list[str]:
    return [mark for mark, _ in cite(text, (), shelf(**more)).unresolved]  # type: ignore[arg-type]


class TestPageMarks:
    def test_a_page_of_a_listed_document_resolves_and_stays_as_it_is(self) -> None:
        cited = cite("She works again [2:5].", (), shelf())
        assert (cited.unresolved, cited.pages) == ((), 1)
        assert cited.letter == "She works again [2:5]."

    @pytest.mark.parametrize(
        "mark", ["[3:1]", "[0:1]", "[2:6]", "[2:0]", "[2:]", "[:4]", "[ 2: 5 ]"]
    )
    def test_any_other_page_is_named_as_leading_nowhere(self, mark: str) -> None:
        assert why(f"She works again {mark}.") == [mark]

    def test_brackets_of_another_meaning_are_left_alone(self) -> None:
        assert why("He was “better [sic]” and [so he says] fine at 10:30.") == []

    def test_without_a_draft_no_page_can_be_cited(self) -> None:
        bare = shelf_for((), shipped_pack(), "therapy", CBT, DAY)
        (mark,) = cite("Said there [1:1].", (), bare).unresolved
        assert "not drafted" in mark[1]

    def test_a_place_is_cited_by_document_and_its_own_page(self) -> None:
        place = DraftedPlace(file="report.pdf", page=4, span=(0, 5))
        assert page_mark(place, DOCUMENTS) == "[2:2]"
        beside = DraftedPlace(file="report.pdf", page=8, span=(0, 5))
        assert page_mark(beside, DOCUMENTS) == ""


class TestGuidelineMarks:
    def test_an_entry_in_force_is_named_in_the_letter_and_cited(self) -> None:
        cited = cite("More sessions follow gains [g:visits-after-trial].", (), shelf())
        assert "(MTUS Chronic Pain Medical Treatment 2009, Behavioral" in cited.letter
        assert "[g:" not in cited.letter
        (citation,) = cited.citations
        assert citation.source == "MTUS Chronic Pain Medical Treatment 2009"
        assert citation.pages == ("23",)
        assert cited.levels == ("MTUS",)

    def test_what_a_finding_rests_on_is_cited_without_a_mark_in_the_text(self) -> None:
        cited = cite("Reasons.", ("visits-after-trial",), shelf())
        assert [one.source for one in cited.citations] == [
            "MTUS Chronic Pain Medical Treatment 2009"
        ]

    def test_an_entry_of_another_topic_is_named_with_its_topic(self) -> None:
        assert why(f"So [g:{CBT}/visits-after-trial].", topic="acupuncture") == []
        assert why("So [g:visits-after-trial].", topic="acupuncture") == ["[g:visits-after-trial]"]

    def test_an_entry_that_is_in_no_edition_in_force_leads_nowhere(self) -> None:
        assert why("So [g:visits-after-trial].", on=dt.date(1995, 1, 1)) == [
            "[g:visits-after-trial]"
        ]

    @pytest.mark.parametrize("mark", ["[g:]", "[G:visits-after-trial]", "[g:no-such-entry]"])
    def test_a_mark_that_names_no_entry_leads_nowhere(self, mark: str) -> None:
        assert why(f"So {mark}.") == [mark]

    def test_the_treatments_words_find_its_topic_without_a_draft(self) -> None:
        found = shelf(topic=None, words="Cognitive behavioral therapy, 6 sessions").topic
        assert found is not None and found.id == CBT


def test_a_text_with_a_mark_that_leads_nowhere_is_refused_with_every_one_named() -> None:
    with pytest.raises(Refused) as refused:
        check_resolved(cite("Here [9:9] and [g:no-such].", (), shelf()))
    assert refused.value.rule == "citations-resolve"
    assert "[9:9]" in refused.value.reason and "[g:no-such]" in refused.value.reason


@given(st.text(max_size=200))
def test_whatever_is_typed_is_resolved_or_named_and_never_a_fault(text: str) -> None:
    cited = cite(text, (), shelf())
    assert cited.letter == text or "[g:" in text
    check_resolved(cite("", (), shelf()))


class TestTreatmentsOfRecordAndDraft:
    def test_are_one_by_their_words_whatever_their_order_and_numbers(self) -> None:
        listed = {1: "Acupuncture  x 8", 4: "MRI of the lumbar spine"}
        assert drafted_places(listed, ["MRI of the Lumbar Spine", "acupuncture x 8"]) == {
            1: 2,
            4: 1,
        }

    def test_of_the_same_words_the_first_is_the_first(self) -> None:
        assert drafted_places({2: "Brace", 3: "Brace"}, ["Brace", "brace"]) == {2: 1, 3: 2}

    def test_that_were_not_drafted_have_no_place(self) -> None:
        assert drafted_places({1: "Brace", 2: "Splint"}, ["Brace"]) == {1: 1}


class TestStudyMarks:
    """Studies entered beside the pack, by the first author's name and the year."""

    TOPIC = "manual-therapy-manipulation"

    def shelf(self) -> Shelf:
        pack = with_studies(shipped_pack(), STUDIES)
        return shelf_for(DOCUMENTS, pack, "manipulation", self.TOPIC, DAY)

    def test_a_study_stands_in_the_letter_with_its_level_and_in_the_guideline_line(self) -> None:
        cited = cite("Twelve visits at once helped [s:merriweather-2014].", (), self.shelf())
        assert cited.unresolved == () and "study" in cited.levels
        assert cited.letter == (
            "Twelve visits at once helped (Merriweather T, 2014, a randomized trial with a low "
            "risk of bias, level 1b)."
        )
        line = guideline_line_of(cited.citations)
        assert line.basis is Basis.NON_MTUS and line.citations == cited.citations
        assert "2014;7:101-112 (level of evidence 1b, 8 CCR 9792.25.1)" in (line.text or "")

    def test_a_finding_may_rest_on_one_beside_a_guideline(self) -> None:
        cited = cite("Reasons.", ("initial-trial", "s:oxenholme-2006"), self.shelf())
        line = guideline_line_of(cited.citations)
        assert line.basis is Basis.BOTH
        assert "Oxenholme P." in (line.text or "") and "level of evidence 2" in (line.text or "")

    def test_those_on_the_treatment_are_offered_and_every_one_entered_may_be_cited(self) -> None:
        names = [one.name for one in self.shelf().studies()]
        assert names == ["merriweather-2014", "oxenholme-2006", "tansy-2012"]
        other = shelf_for(DOCUMENTS, self.shelf().pack, "therapy", CBT, DAY)
        assert other.studies() == ()
        assert cite("So [s:tansy-2012].", (), other).unresolved == ()

    @pytest.mark.parametrize("mark", ["[s:nobody-1999]", "[s:]", "[S:merriweather-2014]"])
    def test_any_other_leads_nowhere(self, mark: str) -> None:
        assert [one for one, _ in cite(f"So {mark}.", (), self.shelf()).unresolved] == [mark]

    def test_of_two_by_one_author_in_one_year_each_has_its_own_mark(self) -> None:
        study = self.shelf().pack.studies[0]
        later = msgspec.structs.replace(study, title="Another")
        assert [one.name for one in entered((study, later, later))] == [
            "merriweather-2014",
            "merriweather-2014-2",
            "merriweather-2014-3",
        ]

    def test_the_case_summary_cites_pages_and_no_study(self) -> None:
        ((mark, why),) = unresolved_pages("So [s:merriweather-2014] [1:1].", DOCUMENTS)
        assert mark == "[s:merriweather-2014]" and "cites pages" in why
