"""Stage 2, gather: files -> pages -> documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from openimr.casefile.documents.find import find_documents
from openimr.casefile.model import CaseFile, Page, Unreadable
from openimr.casefile.ports import PageReader, PageStore, SourceFile, WantedPage
from openimr.vocabulary.value import Value


class Progress(Value, frozen=True, kw_only=True):
    """How far gathering has come: pages finished (kept ones included) of all pages."""

    done: int
    total: int
    kept: int


def gather(
    files: Sequence[SourceFile],
    reader: PageReader,
    store: PageStore,
    progress: Callable[[Progress], None] = lambda _: None,
) -> CaseFile:
    """Read every page of a case file and find its documents.

    Args:
        files: the case file's PDFs, in its order.
        reader: reads pages not yet kept.
        store: finished pages of this or an earlier, perhaps killed, run.
        progress: called after every page.

    Returns:
        The case file; files and pages that cannot be read are listed in ``unreadable``.
    """
    wanted, unreadable = _count(files, reader, store)
    pages, bad = _read(wanted, reader, store, progress)
    order = {file.name: n for n, file in enumerate(files)}
    ordered = sorted(pages, key=lambda page: (order[page.file], page.number))
    bad = sorted(unreadable + bad, key=lambda u: (order[u.file], u.page or 0))
    return CaseFile(pages=tuple(ordered), documents=find_documents(ordered), unreadable=tuple(bad))


def _count(
    files: Sequence[SourceFile], reader: PageReader, store: PageStore
) -> tuple[list[WantedPage], list[Unreadable]]:
    counts = {file.name: store.load_count(file.fingerprint) for file in files}
    unreadable: list[Unreadable] = []
    for file, count in reader.count_pages([f for f in files if counts[f.name] is None]):
        if isinstance(count, Unreadable):
            unreadable.append(count)
        else:
            store.keep_count(file.fingerprint, count)
            counts[file.name] = count
    wanted = [
        WantedPage(file=file, number=n)
        for file in files
        for n in range(1, (counts[file.name] or 0) + 1)
    ]
    return wanted, unreadable


def _read(
    wanted: Sequence[WantedPage],
    reader: PageReader,
    store: PageStore,
    progress: Callable[[Progress], None],
) -> tuple[list[Page], list[Unreadable]]:
    pages: list[Page] = []
    missing: list[WantedPage] = []
    for page in wanted:
        kept = store.load(page.file.fingerprint, page.number, reader.version)
        if kept is None:
            missing.append(page)
        else:
            pages.append(_named(kept, page.file.name))
    known, bad = len(pages), list[Unreadable]()
    progress(Progress(done=known, total=len(wanted), kept=known))
    for at, outcome in reader.read(missing):
        if isinstance(outcome, Unreadable):
            bad.append(outcome)
        else:
            store.keep(at.file.fingerprint, reader.version, outcome)
            pages.append(outcome)
        progress(Progress(done=len(pages) + len(bad), total=len(wanted), kept=known))
    return pages, bad


def _named(page: Page, name: str) -> Page:
    """A kept page under the name that its file has in this case file."""
    return page if page.file == name else page.renamed(name)
