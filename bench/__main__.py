"""``make bench``: runs every speed comparison and keeps what it printed in docs/speed.md.

Each comparison is a module of this package with a ``main``; it runs in a process of its own, so
that the memory of one does not weigh on the next.
"""

from __future__ import annotations

import os
import pkgutil
import platform
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


def run(name: str) -> str:
    """What one comparison prints, shown as it goes."""
    environment = {**os.environ, "COLUMNS": "100", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", f"bench.{name}"]
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


def main(asked: list[str]) -> None:
    """Run the comparisons; write the report when all ran."""
    parts = [f"## {name.replace('_', ' ')}\n\n```\n{run(name)}```\n" for name in comparisons(asked)]
    if asked:
        return
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    head = f"# Speed\n\nWritten by `make bench` on {machine}: ratios within one run.\n"
    REPORT.write_text("\n".join([head, *parts]), encoding="utf-8")
    print(f"Written: {REPORT.relative_to(ROOT)}")


if __name__ == "__main__":
    main(sys.argv[1:])
