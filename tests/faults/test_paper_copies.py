"""Copies of papers: a later one never takes the place of another, and none is half there."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from openimr.adapters.paper_copies import copy_papers
from openimr.adapters.source_files import source_file
from openimr.vocabulary.errors import BadInput


def test_two_papers_of_one_name_are_both_kept(tmp_path: Path) -> None:
    kept, paper = tmp_path / "kept", tmp_path / "records.pdf"
    for content in (b"first", b"second", b"second"):
        paper.write_bytes(content)
        copy_papers([source_file(paper, "records.pdf")], kept)
    assert sorted(path.read_bytes() for path in kept.iterdir()) == [b"first", b"second"]


def test_a_paper_that_changed_meanwhile_is_not_kept(tmp_path: Path) -> None:
    kept, paper = tmp_path / "kept", tmp_path / "records.pdf"
    paper.write_bytes(b"as it was read")
    file = source_file(paper, "records.pdf")
    paper.write_bytes(b"something else")
    with pytest.raises(BadInput, match="was changed while it was read"):
        copy_papers([file], kept)
    assert list(kept.iterdir()) == []


def test_a_copy_for_which_there_is_no_room_leaves_no_part_of_itself(tmp_path: Path) -> None:
    kept, paper = tmp_path / "kept", tmp_path / "records.pdf"
    paper.write_bytes(b"x" * 100_000)
    file = source_file(paper, "records.pdf")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            copy_papers([file], kept)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(kept.iterdir()) == []
