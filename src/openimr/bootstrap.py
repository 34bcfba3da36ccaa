"""The one place that wires adapters to ports.

An adapter is imported by the function that wires it: OCR, imaging and typesetting take half a
second to import, and a letter is written without the first two.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openimr.adapters.file_names import shown_name
from openimr.vocabulary.errors import BadInput

if TYPE_CHECKING:
    from openimr.adapters.case_folders import CaseFolders
    from openimr.adapters.case_letters import CaseLetters
    from openimr.adapters.database.event_store import DatabaseEventStore
    from openimr.adapters.database.panel_book import DatabasePanelBook
    from openimr.adapters.filed_papers import FiledPapers
    from openimr.casefile.gather import Progress
    from openimr.casefile.model import CaseFile, Page
    from openimr.determination.model import Determination
    from openimr.determination.ports import LetterTypesetter
    from openimr.guidelines.model import Pack
    from openimr.law.model import Law
    from openimr.review.polish import Polisher
    from openimr.vocabulary.actor import Actor
    from openimr.workflow.appointing import Appointing
    from openimr.workflow.appointing_by_name import ByName
    from openimr.workflow.draft import Drafted
    from openimr.workflow.exporting import Keeping
    from openimr.workflow.office import Office
    from openimr.workflow.papers import PaperUploads
    from openimr.workflow.saved_views import SavedViews

LAW_VARIABLE = "OPENIMR_LAW"
"""Environment variable with the folder whose values replace those of the shipped law."""

LETTER_ENDINGS = (".pdf", ".docx", ".txt", ".json")
"""The formats of a letter by the ending of the file's name."""


def gather_case_file(
    place: Path, store: Path, progress: Callable[[Progress], None] = lambda _: None
) -> CaseFile:
    """Read a case file, a folder of PDFs or one PDF; finished pages are kept in ``store``."""
    from openimr.adapters.page_reader import LimitedPageReader
    from openimr.adapters.page_store import DiskPageStore
    from openimr.adapters.source_files import source_files
    from openimr.casefile.gather import gather

    keys = case_folders().keys
    reader, kept = LimitedPageReader(keys=keys), DiskPageStore(store, keys)
    return gather(source_files(place, keys), reader, kept, progress)


def read_one_page(path: Path, number: int, store: Path | None) -> Page:
    """One page of a PDF, read as ``gather_case_file`` reads it.

    Args:
        path: the PDF.
        number: the page, from 1.
        store: finished pages to read from and add to, or None to read anew.

    Raises:
        BadInput: when the file or the page cannot be read.
    """
    from openimr.adapters.page_reader import LimitedPageReader
    from openimr.adapters.page_store import DiskPageStore
    from openimr.adapters.source_files import source_file
    from openimr.casefile.model import Page
    from openimr.casefile.ports import WantedPage

    keys = case_folders().keys
    file = source_file(path, shown_name(path.name), keys)
    kept = DiskPageStore(store, keys) if store else None
    reader = LimitedPageReader(workers=1, keys=keys)
    if kept and (page := kept.load(file.fingerprint, number, reader.version)):
        return page
    for _, outcome in reader.read([WantedPage(file=file, number=number)]):
        if isinstance(outcome, Page):
            if kept:
                kept.keep(file.fingerprint, reader.version, outcome)
            return outcome
        raise BadInput(f"{file.name}, page {number}", outcome.found, outcome.remedy)
    raise BadInput(file.name, "could not be read")


def letter_file(determination: Determination, ending: str, today: dt.date) -> bytes:
    """The letter of a determination as the bytes of a file.

    Args:
        determination: what the letter says.
        ending: ".pdf", ".docx", ".txt" or ".json".
        today: the date for the file's properties when the determination has none.

    Raises:
        BadInput: when the ending is another, or the format cannot show a character.
    """
    from openimr.determination.determination_json import write_json
    from openimr.determination.write import outline_letter

    typesetter = _typesetter(ending.lower())
    return typesetter(outline_letter(determination), write_json(determination), today)


def _typesetter(ending: str) -> LetterTypesetter:
    """What typesets a letter into the format of an ending."""
    if ending == ".pdf":
        from openimr.adapters.letter_pdf import typeset_pdf

        return typeset_pdf
    if ending == ".docx":
        from openimr.adapters.letter_docx import typeset_docx

        return typeset_docx
    if ending == ".txt":
        from openimr.determination.write_text import typeset_text

        return typeset_text
    if ending == ".json":
        from openimr.determination.determination_json import typeset_json

        return typeset_json
    raise BadInput(
        "the letter's file name",
        "ends in none of the formats that letters have",
        f"Choose one of {', '.join(LETTER_ENDINGS)}",
    )


def write_letter(
    determination: Determination, path: Path, today: dt.date, *, overwrite: bool = False
) -> int:
    """Write the letter of a determination to a file that the user named, and with it the format.

    Returns:
        The number of bytes written.

    Raises:
        BadInput: as ``letter_file``; also when the file exists and may not be overwritten, or
            cannot be written.
    """
    from openimr.adapters.letter_files import save_letter

    content = letter_file(determination, path.suffix, today)
    save_letter(content, path, overwrite=overwrite, shared=True)
    return len(content)


KEPT_PAGES = ".pages"
"""Where a draft's folder keeps finished pages, so that a stopped run goes on."""


def draft_case_file(  # noqa: PLR0913, PLR0917
    place: Path,
    out: Path,
    today: dt.date,
    progress: Callable[[Progress], None] = lambda _: None,
    step: Callable[[str], None] = lambda _: None,
    packs: Sequence[Path] = (),
    studies: Path | None = None,
    assistant: Polisher | None = None,
) -> Drafted:
    """Draft the Final Determination of a case file, a folder of PDFs or one PDF, into ``out``.

    What lies in ``out`` is never taken for a paper of the case file, even inside ``place``.
    ``packs`` are folders of guideline packs beside the shipped one, ``studies`` a file of those
    that the reviewer enters. ``assistant`` may word sentences; without one no text leaves the
    machine.
    """
    from openimr.adapters.draft_folder import DraftFolder
    from openimr.adapters.page_reader import LimitedPageReader
    from openimr.adapters.page_store import DiskPageStore
    from openimr.adapters.review_pictures import pictured_review_page
    from openimr.adapters.source_files import source_files_outside
    from openimr.guidelines.load import load_packs
    from openimr.guidelines.studies import with_studies
    from openimr.workflow.draft import draft
    from openimr.workflow.ports import DraftPorts, Polishing

    pack, keys = with_studies(load_packs(packs), studies), case_folders().keys
    files = source_files_outside(out, place, keys)
    ports = DraftPorts(
        reader=LimitedPageReader(keys=keys),
        store=DiskPageStore(out / KEPT_PAGES, keys),
        typeset=_typeset_draft,
        review_page=pictured_review_page(files, keys),
        folder=DraftFolder(out, keys),
        today=today,
        polishing=Polishing(assistant, _now) if assistant else None,
    )
    return draft(files, ports, progress, step, pack)


def examine_case_file(
    place: Path,
    pack: Pack,
    kept_pages: Path | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
    step: Callable[[str], None] = lambda _: None,
) -> Drafted:
    """Everything that `draft_case_file` finds in a case file, without writing a draft.

    Args:
        place: a folder of PDFs or one PDF.
        pack: the guidelines.
        kept_pages: finished pages to read from and add to, or the folder of a draft that has
            them; None reads every page anew and keeps none.
        progress: called after every page.
        step: called whenever a further part of the job begins.

    Raises:
        BadInput: also when ``place`` is the folder of a draft.
    """
    from openimr.adapters.page_reader import LimitedPageReader
    from openimr.adapters.page_store import DiskPageStore
    from openimr.adapters.source_files import source_files
    from openimr.workflow.draft import LETTER, REVIEW_PAGE, examine

    if (place / REVIEW_PAGE).is_file() and (place / LETTER).is_file():
        found = "is the folder of a draft, not a case file"
        remedy = "Name the case file, and this folder with --store: its pages are not read again."
        raise BadInput(shown_name(place), found, remedy)
    keys = case_folders().keys
    files, reader = source_files(place, keys), LimitedPageReader(keys=keys)
    with tempfile.TemporaryDirectory() as passing:
        store = DiskPageStore(_pages_kept_in(kept_pages) if kept_pages else Path(passing), keys)
        return examine(files, reader, store, pack, progress, step)


def _pages_kept_in(folder: Path) -> Path:
    """The folder of finished pages: that of a draft stands inside it."""
    inside = folder / KEPT_PAGES
    return inside if inside.is_dir() else folder


def _now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)


def _typeset_draft(determination: Determination, today: dt.date) -> bytes:
    return letter_file(determination, ".pdf", today)


def data_folder() -> Path:
    """The folder of everything kept on this machine, as the environment names it."""
    from openimr.adapters.database.configuration import data_folder

    return data_folder(os.environ, Path.home())


def case_folders() -> CaseFolders:
    """The folders of cases in the data folder, with what opens and seals their files."""
    from openimr.adapters.case_folders import installed_folders

    return installed_folders(os.environ, data_folder())


def closed_days() -> Path:
    """The folder of the heads that each day was closed with, apart from the database."""
    return data_folder() / "anchors"


def paper_uploads() -> PaperUploads:
    """Papers that are being sent."""
    from openimr.adapters.uploads import FolderUploads

    return FolderUploads(data_folder(), lambda: secrets.token_hex(16), keys=case_folders().keys)


def record_alias(*, make_tables: bool = True) -> str:
    """The name of the open record, with its tables up to date.

    Args:
        make_tables: without, a database whose tables are behind is refused.

    Raises:
        BadInput, Refused: what is in the way, as ``database.connect.connect`` tells it.
    """
    from openimr.adapters.database.configuration import database_settings
    from openimr.adapters.database.connect import connect

    settings = database_settings(os.environ, Path.home())
    return connect(settings, make_tables=make_tables, closed=closed_days())


def record_store() -> DatabaseEventStore:
    """The record, which writes an errand for everything that an event calls for."""
    from openimr.adapters.database.configuration import database_settings
    from openimr.adapters.database.connect import open_store
    from openimr.adapters.webhooks import webhooks_wanted
    from openimr.workflow.case_errands import case_errands
    from openimr.workflow.projections import Projection
    from openimr.workflow.webhooks import with_webhooks

    settings = database_settings(os.environ, Path.home())
    errands = with_webhooks(case_errands, lambda: webhooks_wanted(store.alias))
    store = open_store(settings, Projection(the_law()), errands, closed=closed_days())
    return store


def record_kept() -> Keeping:
    """The record by case and by day, and the heads that days were closed with."""
    store = record_store()
    from openimr.adapters.database.ledger import DatabaseLedger  # has tables: it is open
    from openimr.adapters.record_file import HeadFiles
    from openimr.workflow.exporting import Keeping

    return Keeping(store, DatabaseLedger(store.alias), HeadFiles(closed_days()))


def the_law(folder: Path | None = None) -> Law:
    """The law of the programme, with the values that a folder or OPENIMR_LAW replaces."""
    from openimr.law.load import load_law

    named = os.environ.get(LAW_VARIABLE)
    return load_law(folder or (Path(named) if named else None))


def case_office(now: Callable[[], dt.datetime], reader: Actor | None = None) -> Office:
    """Everything that work on cases needs, on this installation's database and clock.

    Args:
        now: the clock, with zone.
        reader: whose looking is noted; the system's when nobody is there to see.
    """
    from openimr.vocabulary.actor import Actor, Role

    store = record_store()
    from openimr.adapters.database.office import office_on  # has tables: the database is open
    from openimr.adapters.letter_checks import with_checks
    from openimr.adapters.quality_settings import second_opinion_share

    law, unseen = the_law(), Actor(role=Role.SYSTEM, id="openimr")

    def by_name() -> ByName:
        from openimr.adapters.database.appointing import appointing_on
        from openimr.workflow.appointing_by_name import ByName

        return ByName(appointing_on(store, law, now, {}))

    share = second_opinion_share(os.environ)
    office = office_on(store, law, reader or unseen, now, by_name, share)
    return with_checks(office, case_folders())


def panel_book() -> DatabasePanelBook:
    """The panel as this installation keeps it."""
    alias = record_alias()
    from openimr.adapters.database.appointing import panel_book_on  # the database is open

    return panel_book_on(alias)


def appointing(
    now: Callable[[], dt.datetime],
    named: Mapping[tuple[str, int], str] | None = None,
    **rules: int | None,
) -> Appointing:
    """Appoints reviewers on this installation's record and panel; as ``appointing_on``."""
    store = record_store()
    from openimr.adapters.database.appointing import appointing_on  # the database is open

    return appointing_on(store, the_law(), now, named or {}, **rules)


def filed_papers() -> FiledPapers:
    """Reads papers of applications, and keeps them in the data folder."""
    from openimr.adapters.filed_papers import FiledPapers

    return FiledPapers(data_folder(), case_folders().keys)


def case_letters() -> CaseLetters:
    """Drafted and issued letters of cases, in the data folder."""
    from openimr.adapters.case_letters import CaseLetters

    return CaseLetters(case_folders())


def saved_views() -> SavedViews:
    """Lists that people keep under a name."""
    alias = record_alias()
    from openimr.adapters.database.saved_views import DatabaseSavedViews  # has tables: it is open

    return DatabaseSavedViews(alias)
