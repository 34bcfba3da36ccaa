"""Stage 5, issue: writing letters.

A letter has the official parts in the official order, says DRAFT while it is one, explains how
it points to the record, and never overwrites or half writes a file.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from openimr.adapters.case_folders import CaseFolders
from openimr.adapters.case_letters import CaseLetters
from openimr.adapters.docx_text import docx_pages
from openimr.adapters.draft_folder import DraftFolder
from openimr.adapters.pdf_text import pdf_page_texts
from openimr.bootstrap import letter_file, write_letter
from openimr.determination.determination_json import read_json, write_json
from openimr.determination.letter_marks import PARAGRAPH
from openimr.determination.letter_outline import Heading
from openimr.determination.model import (
    Decision,
    Determination,
    DocumentReviewed,
    Finding,
    GuidelineLine,
    Reviewer,
)
from openimr.determination.read import read_letter_text
from openimr.determination.remark import remarked
from openimr.determination.write import outline_letter
from openimr.vocabulary.errors import BadInput

TODAY = dt.date(2026, 11, 21)
LETTER = Determination(
    case_number="CM26-0000007",
    reviewer=Reviewer(licensure=("California", "Oregon"), specialties=("Family Practice",)),
    clinical_case_summary="The employee lifted a crate and hurt the left shoulder [1:2].",
    documents_reviewed=(DocumentReviewed(title="First report", date=dt.date(2026, 5, 6)),),
    findings=(
        Finding(
            disputed_treatment="Physical therapy: 8 sessions",
            decision=Decision.UPHELD,
            claims_administrator_guideline=GuidelineLine(text="No guideline was cited."),
            rationale="Eight sessions were given.\nNo gain in function is recorded [1:2].",
        ),
    ),
)


def text_of(determination: Determination) -> str:
    return " ".join(letter_file(determination, ".txt", TODAY).decode().split())


class TestTheLetter:
    def test_has_the_official_parts_in_the_official_order(self) -> None:
        headings = [
            " ".join(f"{block.lead}{block.text}{block.tail}".split())
            for block in outline_letter(LETTER).blocks
            if isinstance(block, Heading)
        ]
        assert headings == [
            "HOW THE IMR FINAL DETERMINATION WAS MADE",
            "CLINICAL CASE SUMMARY",
            "DOCUMENTS REVIEWED",
            "IMR ISSUES, DECISIONS AND RATIONALES",
            "Issue 1 of 1 Physical therapy: 8 sessions: Upheld",
        ]

    def test_names_state_and_specialty_but_never_a_reviewer(self) -> None:
        assert "State(s) of Licensure: California, Oregon" in text_of(LETTER)
        assert "Certification(s)/Specialty: Family Practice" in text_of(LETTER)

    def test_explains_once_how_it_points_to_the_record(self) -> None:
        assert text_of(LETTER).count("A reference such as [4:2] points to the record") == 1

    def test_says_what_it_does_not_know(self) -> None:
        assert "Decision Date: not stated" in text_of(LETTER)

    def test_numbers_the_documents_reviewed(self) -> None:
        assert "1. 05/06/2026 First report type not stated" in text_of(LETTER)


class TestADraft:
    draft = Determination(
        draft=True,
        clinical_case_summary="A long story. " * 900,
        findings=(Finding(disputed_treatment="Acupuncture", decision=None),),
    )

    def test_says_so_on_every_page(self) -> None:
        pages = pdf_page_texts(letter_file(self.draft, ".pdf", TODAY), "letter.pdf")
        assert len(pages) > 2
        assert all("DRAFT" in page for page in pages)

    def test_leaves_the_decision_to_the_reviewer(self) -> None:
        assert "Acupuncture: Decision: awaiting the reviewer" in text_of(self.draft)

    def test_a_final_letter_nowhere_says_draft(self) -> None:
        pages = pdf_page_texts(letter_file(LETTER, ".pdf", TODAY), "letter.pdf")
        assert not any("DRAFT" in page for page in pages)


class TestTextOfEveryKind:
    @pytest.mark.parametrize(
        "title",
        [
            "Decision rationale: Upheld",
            "IMR ISSUES, DECISIONS AND RATIONALES",
            "Trial of 'Anaprox' \"550\": Overturned",
            "Dr. Nguyễn-Ångström’s low-back protocol, 1½ tablets ≥ 2 µg ✓",
            "Page 1 of 1",
            "#strong[x] $y$ *z* <b>w</b> \\n",
            '"); #panic("x\\") \\u{41} \\" + read("letter.typ") //',
        ],
    )
    @pytest.mark.parametrize("ending", [".pdf", ".txt", ".docx"])
    def test_is_read_back_as_it_was(self, title: str, ending: str) -> None:
        said = Determination(
            findings=(Finding(disputed_treatment=title, decision=Decision.UPHELD, rationale=title),)
        )
        content = letter_file(said, ending, TODAY)
        if ending == ".pdf":
            pages = pdf_page_texts(content, "letter.pdf")
        else:
            pages = docx_pages(content, "x") if ending == ".docx" else [content.decode()]
        assert read_letter_text(pages, "letter").determination == said

    @pytest.mark.parametrize("title", ["鈴木", "שלום", "x\u0323\u0305"])
    def test_is_refused_for_pdf_when_it_could_not_be_copied_back(self, title: str) -> None:
        said = Determination(findings=(Finding(disputed_treatment=title, decision=None),))
        with pytest.raises(BadInput, match=r"U\+[0-9A-F]{4}"):
            letter_file(said, ".pdf", TODAY)
        assert letter_file(said, ".docx", TODAY)

    def test_control_characters_never_get_into_a_determination(self) -> None:
        with pytest.raises(ValueError, match=r"disputed_treatment holds the character U\+0007"):
            Finding(disputed_treatment="a\x07b", decision=None)


class TestALetterThatLostItsSpacing:
    @pytest.mark.parametrize("ending", [".pdf", ".txt"])
    def test_still_gives_its_findings_and_says_what_is_lost(self, ending: str) -> None:
        content = letter_file(LETTER, ending, TODAY)
        pages = pdf_page_texts(content, "x") if ending == ".pdf" else [content.decode()]
        plain = [re.sub("[\u2004-\u2007\u202f ]+", " ", page) for page in pages]
        reading = read_letter_text(plain, "letter")
        (finding,) = reading.determination.findings
        assert finding.disputed_treatment == "Physical therapy: 8 sessions"
        assert finding.decision is Decision.UPHELD
        assert reading.determination.reviewer == LETTER.reviewer
        assert reading.determination.case_number == LETTER.case_number
        assert "spacing was lost" in reading.problems[0].message


class TestAWordFile:
    def test_keeps_paragraphs_and_labels_that_a_person_retyped(self) -> None:
        content = letter_file(LETTER, ".docx", TODAY)
        (page,) = docx_pages(content, "letter.docx")
        rationale = "Decision rationale: Typed by hand."
        lines = [rationale if "Decision rationale" in line else line for line in page.split("\n")]

        edited = "\n".join(remarked(line, otherwise=PARAGRAPH) for line in lines)
        (finding,) = read_letter_text([edited], "letter.docx").determination.findings
        assert finding.rationale == "Typed by hand.\nNo gain in function is recorded [1:2]."

    def test_other_files_are_refused_in_one_line(self) -> None:
        with pytest.raises(BadInput, match="is not a readable Word file"):
            docx_pages(b"%PDF-1.7", "letter.docx")


class TestTheJson:
    def test_of_a_reading_is_accepted_without_what_is_about_the_reading(self) -> None:
        fields = json.loads(write_json(LETTER))
        fields |= {"source": "x.pdf", "layout": "y", "status": "full", "problems": [], "spans": {}}
        fields["findings"][0]["spans"] = {"rationale": []}
        assert read_json(json.dumps(fields).encode(), "x.json") == LETTER

    @pytest.mark.parametrize(
        ("field", "content", "message"),
        [
            ("draft", "perhaps", "field draft: Expected `bool`, got `str`"),
            ("priority", "Soon, says Ms. Okoro", "field priority: the word is not one of those"),
            ("patient", {"age": 400}, "field patient: an age lies between 1 and 129 years"),
            ("colour", "red", "Object contains unknown field `colour`"),
        ],
    )
    def test_names_the_field_that_is_wrong_and_quotes_no_patient(
        self, field: str, content: object, message: str
    ) -> None:
        with pytest.raises(BadInput) as refused:
            read_json(json.dumps({field: content}).encode(), "x.json")
        assert message in str(refused.value)
        assert "Okoro" not in str(refused.value)


class TestTheFile:
    def test_is_not_written_over_another_unasked(self, tmp_path: Path) -> None:
        place = tmp_path / "letter.txt"
        place.write_text("mine")
        with pytest.raises(BadInput, match="exists already"):
            write_letter(LETTER, place, TODAY)
        assert place.read_text() == "mine"
        assert write_letter(LETTER, place, TODAY, overwrite=True) == len(place.read_bytes())
        assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]

    def test_of_an_unknown_format_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(BadInput, match=r"Choose one of \.pdf, \.docx, \.txt, \.json"):
            write_letter(LETTER, tmp_path / "letter.odt", TODAY)

    def test_of_a_folder_that_is_missing_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(BadInput, match="cannot be written"):
            write_letter(LETTER, tmp_path / "none" / "letter.txt", TODAY)

    @pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
    def test_that_the_user_names_is_open_to_whom_the_users_umask_says(
        self, umask: int, mode: int, tmp_path: Path
    ) -> None:
        place = tmp_path / "letter.txt"
        before = os.umask(umask)
        try:
            write_letter(LETTER, place, TODAY)
        finally:
            os.umask(before)
        assert place.stat().st_mode & 0o777 == mode

    def test_that_is_kept_in_the_data_folder_is_its_owners_alone_whatever_the_umask(
        self, tmp_path: Path
    ) -> None:
        before = os.umask(0)
        try:
            DraftFolder(tmp_path / "draft").write("letter.pdf", b"%PDF")
            CaseLetters(CaseFolders(tmp_path)).keep("CM26-1", "ab", b"%PDF", LETTER)
        finally:
            os.umask(before)
        kept = tmp_path / "cases" / "CM26-1" / "letters" / "ab.pdf"
        for path in (tmp_path / "draft" / "letter.pdf", kept):
            assert path.stat().st_mode & 0o777 == 0o600


def test_the_command_writes_a_letter_from_standard_input(tmp_path: Path) -> None:
    place = tmp_path / "letter.pdf"
    command = [sys.executable, "-m", "openimr", "letter", "write", "-", "--to", str(place)]
    done = subprocess.run(command, input=write_json(LETTER), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith(f"Wrote {place} (1 finding; ")
    pages = pdf_page_texts(place.read_bytes(), "letter.pdf")
    assert read_letter_text(pages, "letter.pdf").determination == LETTER
