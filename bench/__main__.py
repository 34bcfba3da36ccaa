"""``make bench``: runs every speed comparison and keeps what it printed in docs/speed.md.

    python -m bench [NAME ...] [-- OPTION ...]

Of comparisons that are named, those sections alone are written anew, after all of them ran; what
follows ``--`` is handed to them. Each comparison is a module of this package with a ``main``; it
runs in a process of its own, so that the memory of one does not weigh on the next.
"""

from __future__ import annotations

import os
import pkgutil
import platform
import re
import subprocess
import sys
from pathlib import Path

import bench

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "docs" / "speed.md"


def comparisons(asked: list[str]) -> list[str]:
    """Modules that compare; all of them when none is asked for."""
    names = [module.name for module in pkgutil.iter_modules(bench.__path__)]
    with_main = [
        name
        for name in names
        if not name.startswith("_") and "def main(" in (ROOT / "bench" / f"{name}.py").read_text()
    ]
    return [name for name in with_main if name in asked or not asked]


def run(name: str, options: list[str]) -> str:
    """What one comparison prints, shown as it goes."""
    environment = {**os.environ, "COLUMNS": "100", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", f"bench.{name}", *options]
    lines = []
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=environment
    ) as peer:
        assert peer.stdout is not None
        for line in peer.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    if peer.returncode:
        sys.exit(f"bench.{name} failed with exit code {peer.returncode}")
    return "".join(lines)


def kept() -> dict[str, str]:
    """The sections of the report as it stands, by their titles."""
    sections = re.split(r"(?m)^## ", REPORT.read_text(encoding="utf-8"))[1:]
    return {one.partition("\n")[0]: f"## {one.strip()}\n" for one in sections}


def main(arguments: list[str]) -> None:
    """Run the comparisons; write their sections of the report when all ran."""
    place = arguments.index("--") if "--" in arguments else len(arguments)
    asked, options = arguments[:place], arguments[place + 1 :]
    found = {name.replace("_", " "): run(name, options) for name in comparisons(asked)}
    sections = kept() if asked else {}
    sections |= {title: f"## {title}\n\n```\n{told}```\n" for title, told in found.items()}
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    head = f"# Speed\n\nWritten by `make bench` on {machine}: ratios within one run.\n"
    parts = [sections[title] for title in sorted(sections)]
    REPORT.write_text("\n".join([head, *parts]), encoding="utf-8")
    print(f"Written: {REPORT.relative_to(ROOT)}")


if __name__ == "__main__":
    main(sys.argv[1:])
