"""Fields of a command as people type them: what is taken, and what a slip is answered."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from tests.happenings import CLERK, NOON, received

from openimr.adapters.filed_papers import FiledPapers
from openimr.case.evolve import evolve
from openimr.cli.case_fields import Typed, built, command_called

DIGEST = "0" * 64


@pytest.fixture
def typed(tmp_path: Path) -> Typed:
    """The command line at a case, before anything is typed."""
    case = evolve(None, received("CM26-0000001"), NOON, CLERK)
    return Typed(object, case, lambda: NOON, FiledPapers(tmp_path))


def told(typed: Typed, name: str, *words: str) -> str:
    """What somebody is told who types these words."""
    typed.command = command_called(name)
    with pytest.raises(click.UsageError) as slip:
        built(typed.command, typed.read(words, {}), NOON)
    return slip.value.message


@pytest.mark.parametrize("field", ["declaration.none_with", "declaration.none-with"])
def test_a_declaration_for_all_is_for_every_party_however_the_field_is_written(
    typed: Typed, field: str
) -> None:
    typed.command = command_called("accept-appointment")
    fields = typed.read(["seat=1", f"{field}=all"], {})
    assert fields["declaration"]["none_with"] == ["office-1"]


def test_a_digest_is_one_and_never_just_some_words(typed: Typed, tmp_path: Path) -> None:
    right = "'letter_sha256' is @FILE, or a file's SHA-256: 64 of 0-9 and a-f."
    for wrong in ("zzz", "", DIGEST[1:], DIGEST.replace("0", "A")):
        assert told(typed, "issue", f"letter_sha256={wrong}", "documents=3") == right
    assert typed.read([f"letter_sha256={DIGEST}"], {})["letter_sha256"] == DIGEST
    letter = tmp_path / "letter"
    letter.write_bytes(b"a letter")
    assert len(typed.read([f"letter_sha256=@{letter}"], {})["letter_sha256"]) == len(DIGEST)


def test_a_part_that_is_missing_is_named_as_it_is_typed(typed: Typed, tmp_path: Path) -> None:
    petition = tmp_path / "petition.txt"
    petition.write_text("A petition.")
    said = told(
        typed,
        "file-appeal",
        "grounds=procured by fraud",
        "filed=2026-03-01",
        f"petition=@{petition}",
    )
    assert said.startswith("'file appeal' also needs: petition.sender (employee | ")


@pytest.mark.parametrize("number", ["--5", "1.0", "one", "", "9" * 5000, "٣"])
def test_a_number_is_whole_and_of_a_size(typed: Typed, number: str) -> None:
    assert told(typed, "issue", f"documents={number}") == "'documents' is a whole number."
