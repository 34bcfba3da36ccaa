"""The index beside the library's determinations: kept in step, made anew where it must be.

Inside `index/` lie generations; the file `current` names the one that is read. A generation that
is being made is not named yet, so whatever kills the making leaves the old one in use. Beside a
generation stands which parts of the library it holds: what comes later is added, part by part;
a part indexed twice changes nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Protocol

from openimr.adapters.file_names import shown_name
from openimr.adapters.library_index import TantivyIndex, layout_of
from openimr.adapters.library_index_layout import LAYOUT
from openimr.adapters.library_withdrawn_list import taken_off
from openimr.adapters.whole_file import clear_unfinished, whole_file
from openimr.publication.model import PublishedDetermination
from openimr.publication.search.query import Named, Search
from openimr.vocabulary.errors import BadInput

INDEX: Final = "index"
"""The folder inside the library's."""

_CURRENT: Final = "current"
_PARTS: Final = "openimr-parts"
_GENERATION: Final = "generation-"


class PartedLibrary(Protocol):
    """A library that tells its determinations by parts, which never change."""

    def parts(self) -> tuple[str, ...]:
        """What tells each part from any other that there ever was."""
        ...

    def of_part(self, part: str) -> Iterator[PublishedDetermination]:
        """The determinations of one part."""
        ...

    def identities(self) -> Iterator[tuple[list[str], list[int], list[str]]]:
        """Identifiers, versions and digests of words, a part at a time."""
        ...


def index_of(library: Path) -> TantivyIndex:
    """The index of a library's folder, which finds nothing that was withdrawn.

    Raises:
        BadInput: where there is none, or one of another layout; where the list of what was
            withdrawn cannot be read.
    """
    generation = _current(library / INDEX)
    if generation is None:
        remedy = "Make it with `openimr library build`."
        raise BadInput(shown_name(library), "holds no index to search", remedy)
    gone = {(one.id, one.version) for one in taken_off(library).told}
    return TantivyIndex(generation, gone=gone)


def parts_indexed(library: Path) -> frozenset[str]:
    """The parts of a library that its index holds, as the library told them when it was written."""
    generation = _current(library / INDEX)
    return frozenset(_known_parts(generation)) if generation is not None else frozenset()


def bring_up_to_date(
    library: Path,
    store: PartedLibrary,
    advanced: Callable[[int], None] = lambda done: None,
) -> int:
    """Index what the library holds and the index does not; the determinations indexed.

    An index of another layout, a damaged one, or one that holds what the library has no more, is
    made anew beside the old one, which serves until the new one is whole.

    Args:
        library: its folder.
        store: the library.
        advanced: is told so many determinations are done.
    """
    folder = library / INDEX
    generation = _current(folder)
    done = _Counting(advanced)
    index = _sound(generation)
    if generation is not None and index is not None:
        _add_parts(index, generation, store, done)
        if index.count == _identifiers(store):
            return done.count
    _make_anew(folder, store, done)
    return done.count


def take_out(
    library: Path,
    ids: Iterable[str],
    standing: Iterable[PublishedDetermination],
    anew: Mapping[str, str],
) -> None:
    """Let determinations be found no more, but for the versions that still stand.

    What else is missing, or was left by a killed run, `bring_up_to_date` makes up for.

    Args:
        library: its folder.
        ids: of the determinations.
        standing: of those, what the library still has.
        anew: parts that were written anew without them, by how they were told before.
    """
    generation = _current(library / INDEX)
    index = _sound(generation)
    if generation is None or index is None:
        return
    stand = {one.id: one for one in standing}
    wrong = [
        id for id in ids if _version_in(index, id) != (stand[id].version if id in stand else 0)
    ]
    if wrong:  # else a run before took them out
        index.delete(wrong)
        index.write(stand[id] for id in wrong if id in stand)
    known = _known_parts(generation)
    if anew and known:
        _put(generation / _PARTS, "".join(f"{anew.get(part, part)}\n" for part in known))


def _version_in(index: TantivyIndex, id: str) -> int:
    """The version of a determination that an index holds; 0 where it holds none."""
    found = index.search(Search(asked=Named(id=id), per_page=1, facets=False)).hits
    return found[0].determination.version if found else 0


def _sound(generation: Path | None) -> TantivyIndex | None:
    """An index that can be gone on with."""
    if generation is None or layout_of(generation) != LAYOUT:
        return None
    try:
        return TantivyIndex(generation)
    except BadInput:
        return None


class _Counting:
    """Counts determinations as they go by."""

    def __init__(self, advanced: Callable[[int], None]) -> None:
        self.count = 0
        self._advanced = advanced

    def each(self, ones: Iterable[PublishedDetermination]) -> Iterator[PublishedDetermination]:
        for one in ones:
            yield one
            self.count += 1
            self._advanced(self.count)


def _add_parts(
    index: TantivyIndex, generation: Path, store: PartedLibrary, done: _Counting
) -> None:
    known = set(_known_parts(generation))
    parts = store.parts()
    new = [part for part in parts if part not in known]
    if new:
        index.write(one for part in new for one in done.each(store.of_part(part)))
        _put(generation / _PARTS, "".join(f"{part}\n" for part in parts))


def _known_parts(generation: Path) -> list[str]:
    note = generation / _PARTS
    return note.read_text(encoding="utf-8").splitlines() if note.is_file() else []


def _identifiers(store: PartedLibrary) -> int:
    return len({one for ids, _, _ in store.identities() for one in ids})


def _make_anew(folder: Path, store: PartedLibrary, done: _Counting) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    clear_unfinished(folder)
    old = _current(folder)
    for left in folder.glob(f"{_GENERATION}*"):
        if left != old:
            shutil.rmtree(left)
    number = int(old.name.removeprefix(_GENERATION)) + 1 if old else 1
    generation = folder / f"{_GENERATION}{number:06}"
    _add_parts(TantivyIndex(generation), generation, store, done)
    _put(folder / _CURRENT, generation.name + "\n")
    if old is not None:
        shutil.rmtree(old, ignore_errors=True)


def _current(folder: Path) -> Path | None:
    named = folder / _CURRENT
    if not named.is_file():
        return None
    generation = folder / named.read_text(encoding="utf-8").strip()
    return generation if generation.is_dir() else None


def _put(path: Path, text: str) -> None:
    with whole_file(path) as unfinished:
        unfinished.write_text(text, encoding="utf-8")
