"""A paper that was sent in parts reaches its case, and its upload is gone."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from tests.key_rings import unsealed
from tests.papers import typeset

from openimr.bootstrap import filed_papers, paper_uploads
from openimr.workflow.papers import MEGABYTE, Announced, Sender, UploadLimits

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"
PAPER = typeset(["one", "two"])
JO = Sender(place="CM26-0000001", by="jo")


def test_a_paper_that_was_sent_is_taken_to_its_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENIMR_DATA", str(tmp_path))
    uploads, papers = paper_uploads(), filed_papers()
    upload = uploads.begin(JO, Announced(name="Records of 2026.pdf", size=len(PAPER))).id
    for offset in range(0, len(PAPER), 3000):
        uploads.put(JO, upload, offset, PAPER[offset : offset + 3000])
    uploads.finish(JO, upload)
    with uploads.opened(JO, upload) as file:
        receipt = papers.paper(file)
        papers.add(file, JO.place)
    uploads.drop(JO, upload)
    assert (receipt.pages, receipt.sha256) == (2, hashlib.sha256(PAPER).hexdigest())
    assert unsealed(tmp_path, papers.folder(JO.place) / "Records of 2026.pdf") == PAPER
    assert uploads.waiting(JO) == ()


def test_the_limits_are_those_that_are_written_down() -> None:
    limits, words = UploadLimits(), OPERATIONS.read_text(encoding="utf-8")
    _, section = words.split("## Papers sent in parts")
    rows = re.findall(r"^\| .* \| ([\d,]+)(?: MB)? \|$", section.split("\n## ")[0], re.MULTILINE)
    said = [int(row.replace(",", "")) for row in rows]
    sizes = [limits.paper, limits.place, limits.part]
    assert said == [*(size // MEGABYTE for size in sizes), limits.parts, limits.open]
