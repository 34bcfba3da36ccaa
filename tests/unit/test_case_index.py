"""The index of a case file on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from openimr.adapters.case_folders import CaseFolders
from openimr.adapters.case_index import FolderIndex, write_index
from openimr.casefile.model import Document, DocumentType, Page

CASE = "CM26-0000001"


@pytest.mark.parametrize("name", ["plain", "with a blank", "50%", "what?", "no #1", "ä"])
def test_a_data_folder_may_be_called_anything(name: str, tmp_path: Path) -> None:
    folders = CaseFolders(tmp_path / name)
    page = Page(file="a.pdf", number=1, text="Six visits of acupuncture helped.")
    document = Document(file="a.pdf", pages=(1, 1), type=next(iter(DocumentType)))
    write_index(folders.index(CASE), [document], lambda file, number: page, lambda done, of: None)
    (hit,) = FolderIndex(folders).find(CASE, ["acupuncture"], 5)
    assert hit.document == 1


def test_what_was_looked_up_is_marked_in_the_words_around_it(tmp_path: Path) -> None:
    folders = CaseFolders(tmp_path)
    page = Page(file="a.pdf", number=1, text="Six visits of\n\nacupuncture helped.")
    document = Document(file="a.pdf", pages=(1, 1), type=next(iter(DocumentType)))
    write_index(folders.index(CASE), [document], lambda file, number: page, lambda done, of: None)
    (hit,) = FolderIndex(folders).find(CASE, ["visit", "acupuncture"], 5)
    assert hit.excerpt == "Six visits of acupuncture helped."
    assert [hit.excerpt[start:end] for start, end in hit.marked] == ["visits", "acupuncture"]
