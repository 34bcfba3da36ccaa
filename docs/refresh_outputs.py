"""Runs the runnable fences of the pages below and writes what they print under them.

A ```` ```text output ```` fence that ends in ``…`` keeps its number of lines.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = tuple(
    ROOT / name
    for name in (
        "README.md",
        "docs/appointment.md",
        "docs/guidelines.md",
        "docs/law.md",
        "docs/library.md",
        "docs/case.md",
        "docs/intake.md",
        "docs/panel.md",
        "docs/operations.md",
        "docs/serving.md",
        "docs/api.md",
        "docs/open-library.md",
        "docs/audit-model.md",
        "docs/searching.md",
        "docs/alike.md",
        "docs/publishing.md",
        "docs/open-data.md",
        "docs/fhir.md",
    )
)
"""The pages whose fences run and show what they print."""

FENCE = re.compile(r"^```(\w+) (runnable|output)\n(.*?)^```$", re.M | re.S)


def matches(promised: str, printed: str) -> bool:
    """Whether a page shows what is printed; "…" stands for anything that it leaves out."""
    printed = "\n".join(line.rstrip() for line in printed.splitlines())
    parts = [re.escape(part.strip("\n")) for part in promised.split("…")]
    pattern = "[\\s\\S]*?".join(parts)
    return re.search(rf"\A\s*{pattern}\s*\Z", printed) is not None


def printed_by(language: str, code: str, folder: Path) -> str:
    """What a fence prints on standard output, without spaces at line ends."""
    command = [sys.executable, "-c", code] if language == "python" else ["bash", "-euc", code]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "100", "NO_COLOR": "1"}
    with tempfile.TemporaryFile("w+") as printed:
        run = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=printed, start_new_session=True
        )
        code_of_exit = run.wait()
        with contextlib.suppress(ProcessLookupError):  # what a fence left running ends with it
            os.killpg(run.pid, signal.SIGTERM)
        if code_of_exit > 1:
            sys.exit(f"exit code {code_of_exit}:\n{code}")
        printed.seek(0)
        return "\n".join(line.rstrip() for line in printed.read().rstrip().splitlines())


def refreshed(page: str, folder: Path) -> str:
    """The page with every output fence as its command prints it now."""
    last = ""

    def replace(fence: re.Match[str]) -> str:
        nonlocal last
        language, role, body = fence.groups()
        if role == "runnable":
            last = printed_by(language, body, folder)
            return fence[0]
        if matches(body, last):
            return fence[0]
        kept = body.splitlines()
        cut = kept[-1:] == ["…"]
        shown = [*last.splitlines()[: len(kept) - 1], "…"] if cut else last.splitlines()
        return "\n".join(["```text output", *shown, "```"])

    return FENCE.sub(replace, page)


def main() -> None:
    """Refresh the pages in place."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "examples").symlink_to(ROOT / "examples")
        for page in PAGES:
            page.write_text(refreshed(page.read_text("utf-8"), folder), "utf-8")


if __name__ == "__main__":
    main()
