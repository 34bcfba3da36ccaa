"""`read(write(read(letter))) == read(letter)` for every real letter, in every format."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from openimr.adapters.docx_text import docx_pages
from openimr.adapters.letter_reader import read_letter_at
from openimr.adapters.pdf_text import pdf_page_texts
from openimr.bootstrap import letter_file
from openimr.determination.determination_json import read_json
from openimr.determination.model import Determination
from openimr.determination.read import read_letter_text

SHARED = Path(os.environ.get("OPENIMR_SHARED", Path(__file__).parents[3] / "shared"))
LETTERS = sorted([*SHARED.glob("letters/pdf/*.pdf"), *SHARED.glob("letters/text/*.txt")])

pytestmark = pytest.mark.skipif(
    not LETTERS, reason="the shared letters are not beside the repository"
)


@pytest.fixture(scope="module")
def determinations() -> dict[str, Determination]:
    return {path.name: read_letter_at(path).determination for path in LETTERS}


def read_back(determination: Determination, ending: str) -> Determination:
    content = letter_file(determination, ending, dt.date(2026, 11, 21))
    if ending == ".json":
        return read_json(content, "letter.json")
    if ending == ".docx":
        pages = docx_pages(content, "letter.docx")
    else:
        pages = [content.decode()] if ending == ".txt" else pdf_page_texts(content, "letter.pdf")
    return read_letter_text(pages, "letter").determination


@pytest.mark.parametrize("ending", [".pdf", ".txt", ".json"])
def test_every_real_letter_written_again_says_the_same(
    determinations: dict[str, Determination], ending: str
) -> None:
    changed = [name for name, said in determinations.items() if read_back(said, ending) != said]
    assert changed == []


def test_real_letters_written_for_a_word_processor_say_the_same(
    determinations: dict[str, Determination],
) -> None:
    some = list(determinations.items())[::6]
    assert [name for name, said in some if read_back(said, ".docx") != said] == []
