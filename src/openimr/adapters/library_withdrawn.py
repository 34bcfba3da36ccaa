"""Taking determinations off the library: kept in a list, out of parts, index and folder.

The list is written first, whoever else writes to the library: from then on nobody is shown what it
names. Whatever kills the taking off, or makes it wait, the next run, or the building that goes on,
makes up for what was left: nothing is done that cannot be done twice.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
from collections.abc import Iterable, Sequence

from openimr.adapters.library_alike import ALIKE
from openimr.adapters.library_alike_kept import forget
from openimr.adapters.library_index_kept import bring_up_to_date, take_out
from openimr.adapters.library_own_papers import paper_place
from openimr.adapters.library_store import LibraryStore
from openimr.adapters.library_withdrawn_list import note, taken_off
from openimr.publication.library.withdrawn import Withdrawn, withdrawn_of
from openimr.publication.model import PublishedDetermination


def hide(
    store: LibraryStore,
    said: Sequence[PublishedDetermination],
    at: dt.datetime,
    why: str = "",
) -> tuple[Withdrawn, ...]:
    """Let nobody be shown versions of determinations any more; `leave_out` takes them off the disk.

    The right to write is not needed: what must not be public does not wait for a building to end.

    Args:
        store: the library.
        said: the versions.
        at: when.
        why: in words that name nobody.

    Raises:
        BadInput: when something cannot be written.
    """
    told = tuple(withdrawn_of(one, _copies(store, one), at, why) for one in said)
    note(store.folder, told)
    _remove_papers(store, told)
    return told


def _copies(store: LibraryStore, said: PublishedDetermination) -> Iterable[str]:
    return (one.sha256 for one in store.copies(said.id) if one.version == said.version)


def leave_out(store: LibraryStore) -> None:
    """Let nothing show any more of what the list names; the right to write is held.

    Raises:
        BadInput: when something cannot be written.
    """
    taken = taken_off(store.folder)
    if not taken.told:
        return
    anew = store.leave_out(taken)
    _remove_papers(store, taken.told)
    ids = tuple(dict.fromkeys(one.id for one in taken.told))
    standing = (said for said in map(store.get, ids) if said is not None)
    take_out(store.folder, ids, standing, anew)
    bring_up_to_date(store.folder, store)
    if store.count:
        forget(store.folder, store)
    else:
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(store.folder / ALIKE)


def _remove_papers(store: LibraryStore, told: Iterable[Withdrawn]) -> None:
    for digest in (digest for one in told for digest in one.sources):
        paper_place(store.folder, digest).unlink(missing_ok=True)
