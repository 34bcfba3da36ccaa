"""Page marks of what was recorded, when the case file is drafted again and renumbered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.invented_dispute import digest

from openimr.case.events.reviewing import CitedPage
from openimr.determination.checks.model import Severity
from openimr.determination.model import Determination
from openimr.vocabulary.errors import BadInput
from openimr.workflow.before_signing import Signing, before_signing
from openimr.workflow.desk_cited_pages import (
    LONGEST,
    cited_pages,
    mended,
    moved_marks,
    passage_like,
)
from openimr.workflow.desk_moved import sentence_with
from openimr.workflow.desk_parts_listed import ReviewedDocument

FORM, NOTES, REPORT = ("form.pdf", (1, 2)), ("notes.pdf", (1, 1)), ("report.pdf", (3, 7))
TEXT = "She is a cook [1:2]. She works again [2:1] and [3:2]."


def listed(*documents: tuple[str, tuple[int, int]]) -> tuple[ReviewedDocument, ...]:
    return tuple(
        ReviewedDocument(file=file, pages=pages, type="report", date=None, title=None, number=n)
        for n, (file, pages) in enumerate(documents, 1)
    )


def sha256_of(file: str) -> str:
    if file == "unknown.pdf":
        raise BadInput("the paper", "is not in the index")
    return digest(file)


THEN = listed(FORM, NOTES, REPORT)
CITED = cited_pages(TEXT, THEN, sha256_of)


class TestWhatIsKept:
    def test_is_the_paper_and_page_of_each_mark_once(self) -> None:
        twice = cited_pages(f"{TEXT} Again [1:2].", THEN, sha256_of)
        assert twice == CITED
        assert [(one.mark, one.paper_page) for one in CITED] == [
            ("[1:2]", 2),
            ("[2:1]", 1),
            ("[3:2]", 4),
        ]
        assert CITED[2].paper_sha256 == digest("report.pdf")

    def test_a_paper_that_is_not_indexed_yet_keeps_nothing_back(self) -> None:
        documents = listed(("unknown.pdf", (1, 2)), NOTES)
        assert [one.mark for one in cited_pages("So [1:1] [2:1].", documents, sha256_of)] == [
            "[2:1]"
        ]


class TestWhatMoved:
    def test_nothing_while_the_documents_keep_their_numbers(self) -> None:
        assert moved_marks(CITED, THEN, sha256_of) == ()
        assert moved_marks(CITED, (*THEN, *listed(("new.pdf", (1, 9)))), sha256_of) == ()

    def test_every_mark_behind_a_new_document_with_the_mark_of_the_page_meant(self) -> None:
        now = listed(FORM, ("new.pdf", (1, 9)), NOTES, REPORT)
        moved = moved_marks(CITED, now, sha256_of)
        assert [(one.then.mark, one.meant_mark, one.leads) for one in moved] == [
            ("[2:1]", "[3:1]", ("new.pdf", 1)),
            ("[3:2]", "[4:2]", None),
        ]
        assert mended(TEXT, moved) == "She is a cook [1:2]. She works again [3:1] and [4:2]."

    def test_a_document_cut_otherwise_moves_its_pages(self) -> None:
        now = listed(FORM, NOTES, ("report.pdf", (3, 3)), ("report.pdf", (4, 7)))
        (moved,) = moved_marks(CITED, now, sha256_of)
        assert (moved.then.mark, moved.meant_mark) == ("[3:2]", "[4:1]")

    def test_a_page_that_is_listed_no_more_keeps_its_mark_and_is_told(self) -> None:
        moved = moved_marks(CITED, listed(FORM, REPORT), sha256_of)
        assert [(one.then.mark, one.meant_mark) for one in moved] == [
            ("[2:1]", ""),
            ("[3:2]", "[2:2]"),
        ]
        assert mended(TEXT, moved) == "She is a cook [1:2]. She works again [2:1] and [2:2]."

    @given(st.permutations([FORM, NOTES, REPORT]))
    def test_whatever_the_order_the_mended_text_cites_the_pages_that_were_meant(
        self, order: list[tuple[str, tuple[int, int]]]
    ) -> None:
        now = listed(*order)
        anew = cited_pages(mended(TEXT, moved_marks(CITED, now, sha256_of)), now, sha256_of)

        def meant(pages: tuple[CitedPage, ...]) -> list[tuple[str, int]]:
            return [(one.paper_sha256, one.paper_page) for one in pages]

        assert meant(anew) == meant(CITED)


class TestTheWords:
    PAGE = "Mill Pond Medicine\nShe works again at the kettle line\nsince May of this year.\nPlan"

    def test_of_a_page_are_those_nearest_to_the_sentence(self) -> None:
        said = sentence_with(TEXT, "[2:1]")
        assert said.startswith("She works again")
        assert passage_like(self.PAGE, said) == (
            "She works again at the kettle line since May of this year."
        )

    @pytest.mark.parametrize("page", ["", " \n "])
    def test_of_an_empty_page_are_none(self, page: str) -> None:
        assert passage_like(page, "Anything") == ""

    @given(st.text(), st.text())
    def test_are_short(self, page: str, said: str) -> None:
        assert len(passage_like(page, said)) <= LONGEST + 2


def test_a_moved_mark_keeps_the_letter_at_the_desk() -> None:
    moved = ((2, ("[4:2]",)), (None, ("[1:1]",)))
    signing = Signing(letter=Determination(), numbers=(), moved=moved)
    told = [one for one in before_signing(signing) if one.rule == "mark-moved"]
    assert [(one.treatment, one.severity, one.quotes) for one in told] == [
        (None, Severity.HIGH, ("[1:1]",)),
        (2, Severity.HIGH, ("[4:2]",)),
    ]
