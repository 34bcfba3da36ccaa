"""The pages and documents of a case as they were kept when its papers were read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from openimr.adapters import sealed_file
from openimr.adapters.letter_files import save_letter
from openimr.adapters.page_reader import LimitedPageReader
from openimr.adapters.page_store import DiskPageStore
from openimr.adapters.sealed_file import NO_KEYS, Keys
from openimr.adapters.source_files import source_files
from openimr.casefile.model import Document, Page
from openimr.vocabulary.errors import BadInput
from openimr.workflow.case_contents import Paper


class KeptPages:
    """Pages by file and number, one at a time.

    Args:
        papers: the folder of the PDFs.
        store: where their finished pages are kept.
        keys: what opens both.
    """

    def __init__(self, papers: Path, store: Path, keys: Keys = NO_KEYS) -> None:
        self._prints = {one.name: one.fingerprint for one in source_files(papers, keys)}
        self._store = DiskPageStore(store, keys)
        self._version = LimitedPageReader(workers=1).version

    def page(self, file: str, number: int) -> Page | None:
        """A page as it was read; None where it was not, or not by this version."""
        known = self._prints.get(file)
        return self._store.load(known, number, self._version) if known else None

    def papers(self) -> tuple[Paper, ...]:
        """The papers in their order, with what finds their pages again without reading them."""
        return tuple(
            Paper(
                number=number,
                name=name,
                fingerprint=known,
                pages=self._store.load_count(known) or 0,
                version=self._version,
            )
            for number, (name, known) in enumerate(self._prints.items(), 1)
        )


def keep_documents(place: Path, documents: Sequence[Document], keys: Keys = NO_KEYS) -> None:
    """Keep which documents the pages make, whole or not at all."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    save_letter(msgspec.json.encode(list(documents)), place, overwrite=True, keys=keys)


def kept_documents(place: Path, case: str, keys: Keys = NO_KEYS) -> list[Document]:
    """The documents that were kept.

    Raises:
        BadInput: when the papers were not read yet.
    """
    try:
        return msgspec.json.decode(sealed_file.content_of(place, keys), type=list[Document])
    except FileNotFoundError:
        remedy = f"Ask for it: openimr jobs add read-case-file {case}"
        raise BadInput(f"case {case}", "was not read yet", remedy) from None
