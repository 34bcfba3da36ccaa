"""Nothing trained on past outcomes is within reach of a case: who may know of the audit at all."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "openimr"
AUDIT = re.compile(r"openimr\.(?:publication\.audit|adapters\.library_audit|cli\.library_audit)")

OPENS_IT = ("publication/audit/", "adapters/library_audit", "cli/library_audit")
"""The audit itself and its verb."""

SHOWS_ITS_REPORT = {
    "adapters/library_shelf.py": {
        "openimr.adapters.library_audit_kept",
        "openimr.publication.audit.report",
    },
    "web/library/": {"openimr.publication.audit.figures", "openimr.publication.audit.report"},
}
"""Who shows the figures of the last report, by beginnings of names; there is no model in them."""


def speaking_of_audits() -> list[Path]:
    return [path for path in SOURCE.rglob("*.py") if "audit" in path.read_text(encoding="utf-8")]


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)


def test_only_the_audit_and_its_verb_open_a_model() -> None:
    found = {}
    for path in speaking_of_audits():
        name = path.relative_to(SOURCE).as_posix()
        modules = {one for one in imported(path) if AUDIT.match(one)}
        if name.startswith(OPENS_IT) or not modules:
            continue
        allowed = {
            one
            for begins, shown in SHOWS_ITS_REPORT.items()
            for one in shown
            if name.startswith(begins)
        }
        found[name] = {one for one in modules if not any(one.startswith(it) for it in allowed)}
    assert {name: modules for name, modules in found.items() if modules} == {}


def test_nobody_else_names_its_files() -> None:
    named = [
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if re.search(r"model\.npz|\"audit/|/ AUDIT\b", path.read_text(encoding="utf-8"))
    ]
    assert [one for one in named if not one.startswith(OPENS_IT)] == []


def test_no_address_tells_of_a_case_and_an_audit() -> None:
    rooms = [
        path for path in (SOURCE / "web").iterdir() if path.is_dir() and path.name != "library"
    ]
    templates = [path for room in rooms for path in room.rglob("*.html")]
    assert [path.name for path in templates if "audit-" in path.read_text(encoding="utf-8")] == []
