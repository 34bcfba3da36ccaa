"""The house rules of the design, checked on the code itself."""

from __future__ import annotations

import ast
import functools
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
CODE = sorted(
    path
    for folder in ("src", "accuracy", "bench", "examples")
    for path in (ROOT / folder).rglob("*.py")
)
MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 40
BANNED_ALONE = {
    "data",
    "info",
    "item",
    "process",
    "handle",
    "manager",
    "utils",
    "helper",
    "helpers",
}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_time_s_arrow_is_the_import_arrow() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout[-2000:]


@pytest.mark.parametrize("path", CODE, ids=named)
def test_a_file_is_one_room_and_no_hall(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES_OF_A_FILE


class Told(NamedTuple):
    """What a file tells of itself.

    Attributes:
        functions: line, name and lines of each.
        names: line and name of all that the code names: functions, classes, arguments, variables.
    """

    functions: list[tuple[int, str, int]]
    names: list[tuple[int, str]]


@functools.cache
def told(path: Path) -> Told:
    """What a file tells, taken from it once: walking through all of them takes seconds."""
    found = Told([], [])
    for node in ast.walk(parsed(path)):
        if isinstance(node, (*Function.__args__, ast.ClassDef)):
            found.names.append((node.lineno, node.name))
            if isinstance(node, Function):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                found.functions.append((node.lineno, node.name, size))
        elif isinstance(node, ast.arg):
            found.names.append((node.lineno, node.arg))
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.names.append((node.lineno, node.id))
    return found


def test_functions_are_small() -> None:
    long = [
        f"{named(path)}:{line} {name} ({size} lines)"
        for path in CODE
        for line, name, size in told(path).functions
        if size > MOST_LINES_OF_A_FUNCTION
    ]
    assert long == []


def test_no_name_says_nothing() -> None:
    empty = [
        f"{named(path)}:{line} {name}"
        for path in CODE
        for line, name in told(path).names
        if name.lower().strip("_") in BANNED_ALONE
    ]
    assert empty == []


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    assert [named(path) for path in CODE if path.stem in BANNED_ALONE] == []


MOVES = {"fsync", "hardlink_to", "rename", "replace"}


def moves_of_files(path: Path) -> set[str]:
    """What a module calls to put a file in its place, or on the disk."""
    if not any(move in path.read_text(encoding="utf-8") for move in MOVES):
        return set()
    called = (node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call))
    return {
        call.func.attr
        for call in called
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in MOVES
        and (call.func.attr != "replace" or (len(call.args) == 1 and not call.keywords))
    }


def test_files_are_put_in_place_in_one_way() -> None:
    ours = [path for path in CODE if path.is_relative_to(ROOT / "src")]
    found = {path.name: moves for path in ours if (moves := moves_of_files(path))}
    assert found.pop("whole_file.py") == {"fsync", "hardlink_to", "replace"}
    assert found == {
        "backup.py": {"replace"},  # begun and finished by different calls
        "filed_papers.py": {"rename"},  # a folder
        "key_care.py": {"replace"},  # unless somebody changed the file meanwhile
        "open_data_writer.py": {"rename"},  # a folder
        "post_tray.py": {"replace"},  # what is whole goes to another folder
    }


def test_a_person_never_waits_for_import_of_the_package() -> None:
    heavy = (
        "{'cv2', 'numpy', 'typst', 'tesserocr', 'pypdfium2', 'pyarrow', 'docx', 'jinja2', 'rich'}"
    )
    script = f"import sys, openimr; sys.exit(', '.join({heavy} & set(sys.modules)) or 0)"
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, f"import openimr loads {run.stderr}"
