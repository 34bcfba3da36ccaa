"""The documentation keeps its word: its commands run, its links lead somewhere.

A fence whose first line is ```` ```sh runnable ```` or ```` ```python runnable ```` is run, page
after page, in one folder, as a reader would. A ```` ```text output ```` fence after it must be
what the command printed; ``…`` in it stands for anything.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from docs.refresh_outputs import FENCE, PAGES, matches

ROOT = Path(__file__).parents[2]
EVERY_PAGE = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")]
)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def run_fence(language: str, code: str, clone: Any) -> str:
    if language == "python":
        (clone.folder / "example.py").write_text(code, encoding="utf-8")
        code = "python example.py"
    run = clone.run(code)
    assert run.returncode in {0, 1}, f"{code}\n{run.stdout}{run.stderr}"
    assert "Traceback" not in run.stderr, run.stderr
    return run.stdout


def test_every_runnable_fence_runs_and_prints_what_the_page_shows(clone: Any) -> None:
    printed = ""
    for page in PAGES:
        for language, role, code in FENCE.findall(page.read_text(encoding="utf-8")):
            if role == "runnable":
                printed = run_fence(language, code, clone)
            else:
                assert matches(code, printed), f"{page.name} shows:\n{code}\nprinted:\n{printed}"


@pytest.mark.parametrize("page", EVERY_PAGE, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)|(?:src|href)=\"([^\"#]+)\"", text)
    links = [one or other for one, other in targets]
    broken = [
        link
        for link in links
        if not link.startswith(("http", "mailto:")) and not (page.parent / link).exists()
    ]
    assert broken == []


@pytest.mark.parametrize(
    ("writer", "page"),
    [
        ("cli_reference.py", "cli.md"),
        ("criteria_reference.py", "criteria.md"),
        ("case_reference.py", "case-states.md"),
        ("library_reference.py", "library-columns.md"),
    ],
)
def test_a_page_written_from_the_code_says_what_the_code_says(writer: str, page: str) -> None:
    path = ROOT / "docs" / writer
    run = subprocess.run([sys.executable, path], capture_output=True, text=True, check=True)
    written = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert written == run.stdout, "run `make docs`"


def test_make_help_names_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.M)
    assert targets
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [t for t in targets[1].split() if f"make {t} " not in told.stdout] == []


def test_the_demo_case_file_is_what_its_sources_make(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("maker", ROOT / "examples/make_case_file.py")
    assert spec and spec.loader
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    maker.make_case_file(tmp_path)
    made = sorted(path.name for path in tmp_path.glob("*.pdf"))
    shipped = sorted((ROOT / "examples" / "case-file").glob("*.pdf"))
    assert made == [path.name for path in shipped]
    assert sum(path.stat().st_size for path in shipped) < 2_000_000
