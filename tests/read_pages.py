"""The pages of the example case file, read once in a run for tests of what comes after reading."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.made_demo import CASE_FILE, made_once

from openimr.bootstrap import KEPT_PAGES, gather_case_file


def read_pages(factory: pytest.TempPathFactory, folder: Path) -> Path:
    """A copy of the finished pages where a draft in this folder keeps them; their place."""
    kept = made_once(factory, "pages", ("example",), _read)
    return Path(shutil.copytree(kept, folder / KEPT_PAGES))


def _read(store: Path) -> None:
    gather_case_file(CASE_FILE, store)
