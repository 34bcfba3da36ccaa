"""`openimr` called from programs of every kind: workers leave the caller's own program alone."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from tests.papers import plain, typeset

from openimr.adapters.limited import Limits, each_limited

PROGRAM = """
import os
from pathlib import Path

with Path("runs").open("a") as runs:
    runs.write("once\\n")

from openimr.bootstrap import gather_case_file

gathered = gather_case_file(Path("file"), Path("pages"))
print([page.text for page in gathered.pages], os.getpid())
"""
"""Has no guard for `__main__`, as scripts and notebooks have none."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "file").mkdir()
    (tmp_path / "file" / "report.pdf").write_bytes(typeset([plain("Neck pain since June.")]))
    (tmp_path / "program.py").write_text(PROGRAM)
    return tmp_path


CALLS = {
    "a script": ["program.py"],
    "a module": ["-m", "program"],
    "-c": ["-c", PROGRAM],
    "standard input": ["-"],
    "typed lines": ["-i", "-q"],
}


@pytest.mark.parametrize("arguments", CALLS.values(), ids=CALLS)
def test_a_program_without_a_guard_runs_once_and_gets_its_pages(
    arguments: list[str], place: Path
) -> None:
    run = subprocess.run(
        [sys.executable, *arguments],
        cwd=place,
        input=PROGRAM if arguments[0].startswith("-") and len(arguments[-1]) < 3 else "",
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert "Neck pain since June." in run.stdout, run.stderr
    assert "Traceback" not in run.stderr
    assert (place / "runs").read_text() == "once\n"


def test_a_forked_copy_of_a_program_starts_workers_of_its_own() -> None:
    code = (
        "import os\n"
        "from openimr.adapters.limited import each_limited\n"
        "assert len(list(each_limited(abs, [1]))) == 1\n"
        "child = os.fork()\n"
        "done = len(list(each_limited(abs, [1, 2])))\n"
        "if child == 0: os._exit(done)\n"
        "assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 2\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=600)


def test_workers_are_limited_as_before() -> None:
    limits = Limits(memory=3 << 28)
    (memory,) = each_limited(resource.getrlimit, [resource.RLIMIT_AS], limits=limits)
    assert memory.answer is not None
    assert memory.answer[0] == 3 << 28
