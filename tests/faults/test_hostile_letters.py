"""Files that are damaged or meant to do harm cost one line each, and never the others."""

from __future__ import annotations

import io
import os
import resource
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from openimr.adapters.letter_reader import find_letters, read_letters_at
from openimr.adapters.limited import Limits, each_limited
from openimr.determination.reading import LetterReading, Status

GOOD = """Case Number: CM16-0999001
Date Assigned: 11/09/2016 Date of Injury: 10/13/2016
Decision Date: 12/09/2016 UR Denial Date: 11/03/2016
Priority: Standard Application Received: 11/04/2016
HOW THE IMR FINAL DETERMINATION WAS MADE
A reviewer was chosen.
State(s) of Licensure: Nevada
Certification(s)/Specialty: Neurology
CLINICAL CASE SUMMARY
The patient is a 40 year old male.
IMR ISSUES, DECISIONS AND RATIONALES
Walking boot: Upheld
Claims Administrator guideline: Decision based on MTUS Knee Complaints 2004.
MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004.
Decision rationale: Nothing is broken.
"""


def pdf(build: Callable[[pikepdf.Pdf], None] = lambda _: None, **saving: object) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    build(document)
    buffer = io.BytesIO()
    document.save(buffer, **saving)
    return buffer.getvalue()


def ten_thousand_pages() -> bytes:
    def build(document: pikepdf.Pdf) -> None:
        for _ in range(10_000):
            document.pages.append(document.pages[0])

    return pdf(build)


def decompression_bomb() -> bytes:
    """A page whose content of a few kilobytes unpacks to two gigabytes."""
    packed = zlib.compressobj(9)
    block = b" " * (1 << 20)
    content = b"".join(packed.compress(block) for _ in range(2048)) + packed.flush()

    def build(document: pikepdf.Pdf) -> None:
        stream = pikepdf.Stream(document, b"")
        stream.write(content, filter=pikepdf.Name.FlateDecode)
        document.pages[0].Contents = stream

    return pdf(build)


def deep_nesting() -> bytes:
    nested = b"[" * 200_000 + b"]" * 200_000
    return (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/X "
        + nested
        + b">>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
        b"trailer\n<</Root 1 0 R>>\n%%EOF\n"
    )


def page_tree_that_bites_its_tail() -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[2 0 R 2 0 R 2 0 R]/Count 100000000>>\nendobj\n"
        b"trailer\n<</Root 1 0 R>>\n%%EOF\n"
    )


HOSTILE: dict[str, tuple[bytes, str]] = {
    "password.pdf": (
        pdf(encryption=pikepdf.Encryption(user="x", owner="y")),
        "is protected with a password",
    ),
    "truncated.pdf": (pdf()[:200], ""),
    "garbage.pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 40, "is damaged or not a PDF"),
    "binary.txt": (bytes(range(256)) * 40, "is neither a PDF nor"),
    "pages.pdf": (ten_thousand_pages(), "has 10001 pages"),
    "bomb.pdf": (decompression_bomb(), ""),
    "nested.pdf": (deep_nesting(), ""),
    "tail.pdf": (page_tree_that_bites_its_tail(), ""),
    "blank.pdf": (pdf(), "holds no text"),
    "empty.txt": (b"", "is empty"),
    "note.txt": (b"Dear all, the meeting is on Monday.\n", "not a determination letter"),
    "list.json": (b"[1, 2", "is not JSON"),
    "other.json": (b'{"case_number": 7}', "Expected `str | null`, got `int`"),
    "zip.docx": (b"PK\x03\x04" + b"\0" * 100, "is not a readable Word file"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("letters")
    for name, (content, _) in HOSTILE.items():
        (place / name).write_bytes(content)
    for number in range(3):
        (place / f"good-{number}.txt").write_text(GOOD)
    return place


@pytest.fixture(scope="module")
def readings(folder: Path) -> dict[str, LetterReading]:
    paths, _ = find_letters([folder])
    return {paths[index].name: reading for index, reading in read_letters_at(paths)}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gives_one_clear_line(name: str, readings: dict[str, LetterReading]) -> None:
    reading = readings[name]
    assert reading.status is Status.FAILED
    (problem,) = reading.problems
    assert HOSTILE[name][1] in problem.message
    assert "\n" not in problem.message


def test_good_letters_beside_hostile_ones_are_read(readings: dict[str, LetterReading]) -> None:
    assert [readings[f"good-{number}.txt"].status for number in range(3)] == [Status.FULL] * 3


def test_a_file_that_is_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "letter.pdf"
    os.mkfifo(pipe)
    ((_, reading),) = read_letters_at([pipe])
    assert reading.problems[0].message == "is not a file"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    ((_, reading),) = read_letters_at([tmp_path / "gone.pdf"])
    assert "No such file" in reading.problems[0].message


def test_a_folder_without_letters_says_so(tmp_path: Path) -> None:
    paths, messages = find_letters([tmp_path])
    assert paths == []
    assert "holds no letter" in str(messages[0])


def test_a_hanging_part_costs_only_itself() -> None:
    answers = list(
        each_limited(time.sleep, [0.0, 60.0, 0.0, 0.0], limits=Limits(seconds=0.5), workers=1)
    )
    assert [one.index for one in answers if one.failure] == [1]
    assert len(answers) == 4
    assert "took longer" in str(next(one.failure for one in answers if one.failure))


def test_a_crashing_part_costs_only_itself_also_inside_a_chunk() -> None:
    harmless, deadly = signal.SIGCHLD, signal.SIGKILL
    parts = [harmless] * 7 + [deadly] + [harmless] * 56
    answers = list(each_limited(signal.raise_signal, parts, workers=2))
    assert len(answers) == 64
    assert [one.index for one in answers if one.failure] == [7]


def test_a_part_that_wants_too_much_memory_costs_only_itself() -> None:
    parts = [1, 4 << 30, 1]
    answers = list(each_limited(bytearray, parts, limits=Limits(memory=1 << 30)))
    assert [one.index for one in answers if one.failure] == [1]
    assert "memory" in str(next(one.failure for one in answers if one.failure))


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "openimr", "letter", "read", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_exit_codes_tell_full_partial_and_failed_apart(folder: Path) -> None:
    full = run(folder / "good-0.txt")
    partial = run(folder / "good-0.txt", folder / "garbage.pdf")
    failed = run(folder / "garbage.pdf")
    assert (full.returncode, partial.returncode, failed.returncode) == (0, 1, 2)
    assert failed.stdout == ""
    assert failed.stderr.splitlines()[0].endswith("Get the file again from where it came from")
    assert "Traceback" not in partial.stderr + failed.stderr


def test_reading_hostile_files_takes_little_memory(
    folder: Path, readings: dict[str, LetterReading]
) -> None:
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert peak < 1_200_000
