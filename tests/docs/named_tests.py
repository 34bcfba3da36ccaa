"""Tests that a page names, as `tests/path.py::Class::name`."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]


def is_there(named: str) -> bool:
    """Whether the test that a page names exists."""
    path, *inside = named.split("::")
    if not (ROOT / path).is_file():
        return False
    body: list[ast.stmt] = ast.parse((ROOT / path).read_text()).body
    for name in inside:
        kinds = (ast.ClassDef, ast.FunctionDef)
        found = next((one for one in body if isinstance(one, kinds) and one.name == name), None)
        if found is None:
            return False
        body = found.body
    return True
