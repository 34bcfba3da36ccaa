"""The shared case files, gathered once for every measure that reads them.

Finished pages are kept in ``.cache`` (which git ignores), so that a second run needs no OCR;
the kept pages of an older reader are not used.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

from openimr.bootstrap import gather_case_file
from openimr.casefile.model import CaseFile

PAGE_STORE = Path(__file__).parents[1] / ".cache" / "accuracy-pages"


def case_folders(shared: Path) -> Iterator[Path]:
    """The folder of each shared case file; its papers lie in ``file`` below it."""
    yield from sorted(truth.parent for truth in (shared / "case-files").glob("*/truth.json"))


@functools.cache
def gathered(folder: Path) -> CaseFile:
    """The case file of one folder as OpenIMR gathers it."""
    return gather_case_file(folder / "file", PAGE_STORE)
