"""The review page with pictures rendered from the files on disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from openimr.adapters.page_reader import render_page
from openimr.adapters.review_page import build_review_page
from openimr.adapters.review_records import as_records
from openimr.adapters.sealed_file import Keys, key_for
from openimr.application.model import Application
from openimr.casefile.model import CaseFile, Page
from openimr.casefile.ports import SourceFile
from openimr.determination.model import Determination
from openimr.workflow.ports import ReviewPage

REVIEW_DPI: Final = 150.0


def pictured_review_page(files: Sequence[SourceFile], keys: Keys) -> ReviewPage:
    """What builds the review page of a case file.

    Args:
        files: the papers.
        keys: what opens those that are sealed.
    """
    paths = {file.name: Path(file.path) for file in files}

    def picture(page: Page) -> bytes:
        path = paths[page.file]
        key = key_for(path, keys)
        return render_page(str(path), page.number, page.turned, page.skew, REVIEW_DPI, key)

    def build(
        case_file: CaseFile,
        lists: Mapping[str, Sequence[Any]],
        application: Application,
        determination: Determination,
    ) -> str:
        return build_review_page(case_file, as_records(lists), picture, application, determination)

    return build
