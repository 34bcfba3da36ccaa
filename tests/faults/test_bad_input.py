"""Every verb on what cannot be used: one clear line, the right exit code, nobody's words.

Ran as a user runs it: through the command line's own entry.
"""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from tests.papers import plain, typeset

from openimr.cli import EXIT_FAILED, EXIT_FULL, EXIT_PARTIAL, EXIT_STOPPED, EXIT_USAGE, main

WORDS = "Ada Lindgren has diabetes"
"""What no message may repeat."""

SOUND = typeset([plain(f"Progress report\n{WORDS}.")])

Said = tuple[int, str, str]


def locked(content: bytes) -> bytes:
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(saved, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return saved.getvalue()


def many_pages(count: int) -> bytes:
    """Blank pages, each an object of its own, written without a library: those take seconds."""
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + count))
    blank = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>"
    bodies = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {count}/Kids[{kids}]>>"]
    parts, entries, length = ["%PDF-1.7\n"], ["0000000000 65535 f \n"], 9
    for number, body in enumerate([*bodies, *[blank] * count], start=1):
        parts.append(f"{number} 0 obj\n{body}\nendobj\n")
        entries.append(f"{length:010d} 00000 n \n")
        length += len(parts[-1])
    parts += [f"xref\n0 {len(entries)}\n", *entries]
    parts.append(f"trailer\n<</Size {len(entries)}/Root 1 0 R>>\nstartxref\n{length}\n%%EOF\n")
    return "".join(parts).encode("ascii")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one file of every bad kind."""
    folder = tmp_path_factory.mktemp("bad")
    contents: dict[str, bytes] = {
        "sound.pdf": SOUND,
        "empty.pdf": b"",
        "cut.pdf": SOUND[: len(SOUND) // 2],
        "locked.pdf": locked(SOUND),
        "words.pdf": WORDS.encode(),
        "long.pdf": many_pages(10_000),
        "empty.json": b"",
        "cut.json": b'{"case_number": ',
        "list.json": b"[1, 2]",
        "null.json": b"null",
        "deep.json": b"[" * 100_000,
        "bytes.json": b'{"case_number": "\xff"}',
        "types.json": json.dumps({"findings": WORDS}).encode(),
        "date.json": json.dumps({"decision_date": WORDS}).encode(),
        "word.json": json.dumps({"priority": WORDS}).encode(),
        "spans.json": json.dumps({"spans": [WORDS]}).encode(),
        "other.json": json.dumps({"hello": WORDS}).encode(),
        "one.json": b"{}",
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    Path(os.fsdecode(os.fsencode(folder) + b"/n\xff\xe9.pdf")).write_bytes(SOUND)
    (folder / "folder").mkdir()
    return folder


@pytest.fixture
def run(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    monkeypatch.chdir(place)

    def said(command: str, *more: str) -> Said:
        monkeypatch.setattr("sys.argv", ["openimr", *command.split(), *more])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        assert WORDS not in err
        assert "Traceback" not in err
        assert isinstance(stopped.value.code, int)
        return stopped.value.code, out, err

    return said


PAGES = {
    "nowhere.pdf": "nowhere.pdf: no such file",
    "folder": "folder: is not a file",
    "empty.pdf": "not a readable PDF",
    "cut.pdf": "not a readable PDF",
    "locked.pdf": "needs a password. Ask the sender",
    "words.pdf": "not a readable PDF",
    "/dev/zero": "is not a file",
    "sound.pdf/inside.pdf": "Not a directory",
    "a" * 300: "name too long",
}


@pytest.mark.parametrize("name", PAGES, ids=lambda name: name[:20])
def test_a_page_of_a_file_that_is_none(name: str, run: Callable[..., Said]) -> None:
    code, out, err = run("page", name, "1")
    assert (code, out) == (EXIT_FAILED, "")
    assert err.count("\n") == 1
    assert PAGES[name] in err


def test_a_page_that_the_file_does_not_have(run: Callable[..., Said]) -> None:
    assert "the PDF has 10000 pages" in run("page long.pdf 10001")[2]
    assert run("page long.pdf 9999")[0] == EXIT_FULL


def test_a_store_of_pages_that_is_no_folder(run: Callable[..., Said]) -> None:
    code, _, err = run("page sound.pdf 1 --store one.json")
    assert code == EXIT_FAILED
    assert "finished pages cannot be kept there" in err


JSON = {
    "nowhere.json": "cannot be read (No such file",
    "folder": "cannot be read (Is a directory)",
    "sound.pdf": "is not JSON",
    "empty.json": "is not JSON",
    "cut.json": "is not JSON",
    "bytes.json": "is not JSON",
    "list.json": "holds no JSON object. Give one determination",
    "null.json": "holds no JSON object",
    "deep.json": "nested too deeply",
    "types.json": "field findings: Expected `array`",
    "date.json": "field decision_date: the date is not written as in 2016-12-31",
    "word.json": "field priority: the word is not one of those allowed",
    "other.json": "Give one determination as",
}


@pytest.mark.parametrize("name", JSON)
def test_a_letter_of_json_that_is_no_determination(name: str, run: Callable[..., Said]) -> None:
    code, _, err = run("letter write", name, "--to", "out.pdf")
    assert code == EXIT_FAILED
    assert err.count("\n") == 1
    assert JSON[name] in err
    assert not Path("out.pdf").exists()


PLACES = {
    "nowhere/out.txt": "No such file or directory",
    "sound.pdf/out.txt": "Not a directory",
    "out": "none of the formats",
    "folder": "none of the formats",
    "one.json": "exists already. Give --force",
    "a" * 300 + ".txt": "name too long",
    "/dev/full/out.txt": "Not a directory",
}


@pytest.mark.parametrize("target", PLACES, ids=lambda name: name[:20])
def test_a_letter_that_has_no_place(target: str, run: Callable[..., Said]) -> None:
    code, _, err = run("letter write one.json --to", target)
    assert code == EXIT_FAILED
    assert err.count("\n") == 1
    assert PLACES[target] in err


@pytest.mark.parametrize("verb", ["read", "check"])
def test_letters_that_are_none_are_told_one_by_one(verb: str, run: Callable[..., Said]) -> None:
    code, out, err = run(f"letter {verb} .")
    assert code == {"read": EXIT_PARTIAL, "check": EXIT_FAILED}[verb]
    told = " ".join((out + err).split())
    for name, why in {
        "locked.pdf": "is protected with a password",
        "cut.pdf": "is damaged",
        "long.pdf": "has 10000 pages; a letter has 1 to 500",
        "words.pdf": "it is not a determination letter",
        "deep.json": "is JSON nested too deeply",
        "types.json": "field findings: Expected `array`",
        "spans.json": "says something impossible about its reading",
    }.items():
        assert name in told
        assert why in told
    assert "an error in OpenIMR" not in told
    assert r"n\xff\xe9.pdf" in told


def test_a_parquet_file_that_has_no_place(run: Callable[..., Said]) -> None:
    for target in ("folder", "nowhere/rows", "/dev/full"):
        code, _, err = run("letter read one.json --parquet", target)
        assert code == EXIT_FAILED
        assert f"{target}: cannot be written" in err


@pytest.mark.parametrize(
    ("name", "why"),
    {
        "folder": "no PDF in this folder. Name the folder of the case file",
        "locked.pdf": "locked.pdf: the PDF needs a password",
        "one.json": "not a readable PDF",
        "/dev/null": "is not a file",
        "nowhere": "no such file or folder",
    }.items(),
)
def test_a_case_file_that_is_none(
    name: str, why: str, run: Callable[..., Said], tmp_path: Path
) -> None:
    code, out, err = run("draft", name, "--out", str(tmp_path / "out"))
    assert (code, out) == (EXIT_FAILED, "")
    assert err.count("\n") == 1
    assert why in err


def test_a_case_file_with_a_paper_named_in_no_known_letters(
    run: Callable[..., Said], tmp_path: Path
) -> None:
    folder = tmp_path / "file"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/n\xff\n.pdf")).write_bytes(SOUND[:40])
    code, _, err = run("draft", str(folder), "--out", str(tmp_path / "out"))
    assert code == EXIT_FAILED
    assert r"n\xff\n.pdf: not a readable PDF" in err


@pytest.mark.parametrize(
    "command",
    ["", "nonsense", "draft", "draft a", "page one.json x", "letter read", "letter check --jason"],
)
def test_what_is_typed_wrongly_has_an_exit_code_of_its_own(
    command: str, run: Callable[..., Said]
) -> None:
    code, out, err = run(command)
    assert (code, out) == (EXIT_USAGE, "")
    assert "Usage: " in err


def test_a_narrow_terminal_without_colour_shows_everything(
    run: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("NO_COLOR", "1")
    for command in ("letter read one.json", "letter check one.json", "letter read ."):
        code, out, err = run(command)
        assert code in {EXIT_FULL, EXIT_PARTIAL}
        assert "\x1b" not in out + err


COMMAND = f"{sys.executable} -m openimr"


@pytest.mark.parametrize(
    "verb", ["page sound.pdf 1", "letter check --rules", "letter read one.json"]
)
@pytest.mark.parametrize(
    ("end", "code", "said"),
    [
        (">/dev/full", EXIT_FAILED, "Cannot go on: No space left on device"),
        ("| true", EXIT_PARTIAL, ""),
        (">&-", EXIT_FULL, ""),
    ],
    ids=["a full disk", "a closed pipe", "a closed output"],
)
def test_output_that_cannot_be_printed(
    verb: str, end: str, code: int, said: str, place: Path
) -> None:
    script = f"{COMMAND} {verb} {end}; exit ${{PIPESTATUS[0]}}"
    ran = subprocess.run(
        ["bash", "-c", script], cwd=place, capture_output=True, text=True, check=False
    )
    assert ran.returncode == code, ran.stderr
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("seconds", [0.0, 0.2, 0.6])
def test_a_run_that_is_stopped_says_so_and_nothing_else(
    seconds: float, place: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = [*COMMAND.split(), "draft", "long.pdf", "--out", str(out)]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background
    try:  # was started with it ignored, and whom it starts would ignore it too
        running = subprocess.Popen(
            command, cwd=place, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
    finally:
        signal.signal(signal.SIGINT, before)
    try:
        while not out.is_dir():
            assert running.poll() is None
            time.sleep(0.01)
        time.sleep(seconds)
        os.killpg(running.pid, signal.SIGINT)
        _, err = running.communicate(timeout=600)
    finally:
        running.kill()
        running.communicate()
    assert running.returncode == EXIT_STOPPED
    assert err.strip() == "Stopped. What was finished is kept."
