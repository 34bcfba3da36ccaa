"""The one place that wires adapters to ports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from openimr.adapters.page_reader import LocalPageReader
from openimr.adapters.page_store import DiskPageStore
from openimr.adapters.source_files import source_files
from openimr.casefile.gather import Progress, gather
from openimr.casefile.model import CaseFile


def gather_case_file(
    place: Path, store: Path, progress: Callable[[Progress], None] = lambda _: None
) -> CaseFile:
    """Read a case file, a folder of PDFs or one PDF; finished pages are kept in ``store``."""
    return gather(source_files(place), LocalPageReader(), DiskPageStore(store), progress)
