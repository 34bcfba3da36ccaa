"""Publishing on an installation: what the case knows, the patterns, the typesetter, the reader.

The patterns of presidio are loaded with the first letter that is looked at, the library with the
first that is put into it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

from openimr.adapters.case_folders import CaseFolders
from openimr.adapters.case_letters import CaseLetters
from openimr.adapters.published_pdf import published_pdf
from openimr.adapters.published_pdf_read import PublishedPdf
from openimr.adapters.publishing_files import PublishingFiles
from openimr.adapters.publishing_papers import CasePapersRead
from openimr.adapters.redaction_engine import PresidioPatterns
from openimr.assignment.panel_book import PanelBook
from openimr.assignment.pseudonym import LEAST_KEY
from openimr.publication.redaction.ports import PublishedText
from openimr.workflow.office import Office
from openimr.workflow.publishing import OnShelf, Publishing
from openimr.workflow.publishing_jobs import Shelving
from openimr.workflow.publishing_known import Sources
from openimr.workflow.store import EventStore

LIBRARY = "library"
"""The library's folder in the data folder."""


def publishing_on(
    office: Office, alias: str, folders: CaseFolders, reads: PublishedText | None = None
) -> Publishing:
    """Where determinations are published, for whoever the office is of.

    Args:
        office: the record, as somebody sees it.
        alias: the name under which ``connect`` opened the database.
        folders: of the cases.
        reads: reads the PDF again; in a limited process when None.
    """
    from openimr.adapters.database.address_book import (  # noqa: PLC0415 - has tables: it is open
        DatabaseAddressBook,
    )

    files = PublishingFiles(folders)
    return Publishing(
        office=office,
        letters=CaseLetters(folders),
        sources=Sources(
            parties=office.book,
            addresses=DatabaseAddressBook(alias),
            panel=_panel(alias),
            papers=CasePapersRead(folders),
        ),
        engine=PresidioPatterns(),
        typeset=published_pdf,
        reads=reads or PublishedPdf(),
        marks=files,
        papers=files,
        shelved=_Shelved(folders.home / LIBRARY),
    )


def shelving_on(store: EventStore, alias: str, folders: CaseFolders) -> Shelving:
    """What puts published determinations into the library.

    Args:
        store: the record.
        alias: the database.
        folders: of the cases.
    """
    from openimr.adapters.library_own import OwnShelf  # noqa: PLC0415 - pyarrow and tantivy
    from openimr.adapters.library_reading import deriving  # noqa: PLC0415

    return Shelving(
        store=store,
        papers=PublishingFiles(folders),
        panel=_panel(alias),
        shelf=OwnShelf(folders.home / LIBRARY),
        deriving=deriving,
    )


def _panel(alias: str) -> Callable[[], PanelBook]:
    from openimr.adapters.database.panel_book import DatabasePanelBook  # noqa: PLC0415 - as above

    return lambda: DatabasePanelBook(alias, lambda: secrets.token_bytes(LEAST_KEY))


class _Shelved:
    """Implements ``workflow.publishing.Shelved``: of a library that need not be there yet."""

    def __init__(self, library: Path) -> None:
        self._library = library

    def on_shelf(self, id: str) -> OnShelf:
        if not self._library.is_dir():
            return OnShelf()
        from openimr.adapters.library_own import OwnShelf  # noqa: PLC0415 - pyarrow

        return OwnShelf(self._library).on_shelf(id)
