"""`openimr draft` with an assistant and with studies, as its users run it."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from click.testing import CliRunner, Result
from tests.read_pages import read_pages

from openimr.cli import EXIT_FULL, openimr
from openimr.library import read_letter
from openimr.vocabulary.errors import BadInput, OpenIMRError, Refused

EXAMPLES = Path(__file__).parents[2] / "examples"
CASE_FILE, STUDIES = EXAMPLES / "case-file", EXAMPLES / "studies.yaml"
KEY = "a-key-that-nobody-may-see"


class Wording(http.server.BaseHTTPRequestHandler):
    """Answers with other words for conclusions, and with an invention for every other one."""

    keys: ClassVar[list[str | None]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.keys.append(self.headers.get("Authorization"))
        said = json.loads(body["messages"][-1]["content"])
        content = json.dumps([self.worded(sentence) for sentence in said])
        reply = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    @staticmethod
    def worded(sentence: str) -> str:
        if sentence.startswith("Therefore, "):
            return sentence.replace("Therefore, ", "Accordingly, ")
        return f"{sentence[:-1]}, and Dr. Hollister approved 40 more visits."

    def log_message(self, *words: Any) -> None:
        """Keep the test's output quiet."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Wording)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def run(*words: object) -> Result:
    settings = {
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "OPENIMR_PACKS": "",
        "OPENIMR_ASSISTANT_KEY": KEY,
    }
    return CliRunner(env=settings).invoke(openimr, [*map(str, words)], standalone_mode=False)


@pytest.fixture(scope="module")
def drafted(address: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    out = tmp_path_factory.mktemp("draft")
    read_pages(tmp_path_factory, out)
    options = ("--studies", STUDIES, "--assistant", address, "--assistant-model", "small-1")
    return out, run("draft", CASE_FILE, "--out", out, *options)


def test_the_command_says_what_came_of_assistant_and_studies(drafted: tuple[Path, Result]) -> None:
    _, result = drafted
    assert (result.exception, result.return_value) == (None, EXIT_FULL)
    assert "sentences are in its wording" in result.output
    assert "3 recommendations at variance (8 CCR 9792.25.1): the study of Merriweather T, 2014" in (
        result.output
    )


def test_the_letter_discloses_generated_wording_and_holds_no_invention(
    drafted: tuple[Path, Result],
) -> None:
    out, _ = drafted
    determination = read_letter(out / "determination.pdf").determination
    assert "model small-1 at 127.0.0.1" in (determination.generated_wording or "")
    rationales = " ".join(finding.rationale or "" for finding in determination.findings)
    assert "Accordingly, the request" in rationales
    assert "Hollister" not in str(determination)
    assert "rebuts the presumption" in rationales


def test_the_review_page_shows_disclosure_conflict_and_whose_wording(
    drafted: tuple[Path, Result],
) -> None:
    page = (drafted[0] / "review.html").read_text(encoding="utf-8")
    assert "Generated wording." in page
    assert "assistant&#39;s wording" in page or "assistant's wording" in page
    assert "Recommendations at variance" in page
    assert "Oxenholme P." in page
    assert "Left out: The patients were adolescents" in page


def test_the_key_is_sent_and_stands_in_no_file(drafted: tuple[Path, Result]) -> None:
    out, result = drafted
    assert set(Wording.keys) == {f"Bearer {KEY}"}
    files = [path for path in out.iterdir() if path.is_file()]
    assert "assistant.json" in {path.name for path in files}
    assert not any(KEY.encode() in path.read_bytes() for path in files)
    assert KEY not in result.output


def test_evaluate_shows_the_conflict_with_levels(drafted: tuple[Path, Result]) -> None:
    words = ("guidelines", "evaluate", CASE_FILE, "--store", drafted[0], "--studies", STUDIES)
    shown = " ".join(run(*words).output.split())
    assert "weighed the reviewer entered 3 studies on chiropractic manipulation" in shown
    assert "Conflict against MTUS Chronic Pain Medical Treatment 2009 (level 2)" in shown
    assert "left out: The patients were adolescents" in shown
    assert "Level 1b stands above level 2" in shown
    evidence = json.loads(run(*words, "--json").output)[1]["evidence"]
    assert [one["level"] for one in evidence["recommendations"]] == ["2", "1b", None]


WRONG: dict[str, tuple[tuple[object, ...], type[OpenIMRError], str]] = {
    "unencrypted": (
        ("--assistant", "http://words.example.org/v1", "--assistant-model", "small-1"),
        Refused,
        "unencrypted",
    ),
    "no model": (("--assistant", "https://words.example.org/v1"), BadInput, "--assistant-model"),
    "a key in the address": (
        ("--assistant", "https://k:v@words.example.org/v1", "--assistant-model", "small-1"),
        BadInput,
        "OPENIMR_ASSISTANT_KEY",
    ),
    "no studies": (("--studies", "nothing.yaml"), BadInput, "is no file"),
}


@pytest.mark.parametrize(("options", "error", "words"), WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_is_refused_before_a_page_is_read(
    options: tuple[object, ...], error: type[OpenIMRError], words: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    refused = run("draft", CASE_FILE, "--out", out, *options).exception
    assert isinstance(refused, error)
    assert words in str(refused)
    assert not out.exists()


def test_help_says_that_case_text_leaves_the_machine() -> None:
    told = " ".join(run("draft", "--help").output.split())
    assert "CASE TEXT LEAVES THIS MACHINE" in told
    assert "Off unless named" in told
