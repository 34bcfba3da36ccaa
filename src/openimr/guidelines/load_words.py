"""Reading the word lists of a pack (``words/*.yaml``), and every fault of their use."""

from __future__ import annotations

import difflib
import pathlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from importlib.resources.abc import Traversable

from openimr.guidelines.pack_file import PackFile, Step, yaml_files
from openimr.guidelines.patterns import fault_of
from openimr.guidelines.word_lists import (
    PATTERN_FIELDS,
    REGION,
    AddedWords,
    WordList,
    Words,
    grounds_in,
    names_in,
)
from openimr.vocabulary.value import Value

_Path = tuple[Step, ...]


class Written(Value, frozen=True, kw_only=True):
    """The word lists of one pack as its files hold them.

    Attributes:
        lists: those without fault.
        ids: of all of them, those with faults as well.
        added: to lists of other packs.
    """

    lists: tuple[WordList, ...] = ()
    ids: tuple[str, ...] = ()
    added: tuple[AddedWords, ...] = ()


def word_files(folder: Traversable | pathlib.Path, faults: list[str]) -> list[PackFile]:
    """The files of word lists of a pack; none where it has no folder ``words``."""
    return [PackFile(file, faults, "words") for file in yaml_files(folder / "words", faults)]


def read_lists(files: Iterable[PackFile]) -> Written:
    """What the files hold; faults are noted in them."""
    lists, ids, added = [], [], []
    for file in files:
        for index in file.indexes("lists"):
            name = file.value("lists", index, "id")
            if isinstance(name, str):
                ids.append(name)
            if file.value("lists", index, "extends") is not None:
                added.append(file.read(AddedWords, "lists", index))
            else:
                lists.append(file.read(WordList, "lists", index))
    return Written(
        lists=tuple(one for one in lists if one is not None),
        ids=tuple(ids),
        added=tuple(more for more in added if more is not None),
    )


class Uses:
    """Checks how the files of a pack use word lists, and notes which lists they name.

    Args:
        words: every list that may be named.
        ids: of those, and of lists that have faults of their own.
    """

    def __init__(self, words: Words, ids: Collection[str]) -> None:
        self._words = words
        self._ids = {*words.lists, *ids}
        self._named: set[str] = set()

    def check_lists(self, files: Sequence[PackFile], elsewhere: Collection[str]) -> None:
        """Faults of the lists themselves; ``elsewhere`` are the ids that other packs have."""
        seen = dict.fromkeys(elsewhere, "another pack")
        for file in files:
            for index in file.indexes("lists"):
                path: _Path = ("lists", index)
                self._check_id(file, path, seen)
                for field in ("extends", "region"):
                    self._check_name(file, file.value(*path, field), (*path, field))
                also = file.value(*path, "also")
                for number, other in enumerate(also if isinstance(also, list) else ()):
                    self._check_name(file, other, (*path, "also", number))
                self._check_circle(file, path)
            for path, patterns in file.lists(PATTERN_FIELDS):
                _check_doubles(file, patterns, path)

    def check_patterns(self, file: PackFile) -> None:
        """Every pattern of a file: the lists that it names, and whether it can be used."""
        for path, patterns in file.lists(PATTERN_FIELDS):
            regions = (file.value(*path[:-1], REGION), self._region_of(file, path))
            region = next((one for one in regions if isinstance(one, str)), None)
            for number, pattern in enumerate(patterns):
                place = (*path, number)
                for name in names_in(str(pattern)):
                    if name != REGION:
                        self._check_name(file, name, place)
                    elif region is None and path[0] != "lists":
                        file.fault("'{region}' stands for nothing", "add 'region:'", place)
                found = fault_of(self._words.written_out(str(pattern), region))
                if found:
                    file.fault(*found, place)

    def check_grounds(self, file: PackFile) -> None:
        """The lists that the grounds of a topic name."""
        criteria = file.value("criteria")
        for index, criterion in enumerate(criteria if isinstance(criteria, list) else ()):
            for inside, ground in grounds_in(criterion):
                path: _Path = ("criteria", index, *inside)
                for field in ("ground", "region"):
                    if field in ground:
                        self._check_name(file, ground[field], (*path, field))
                self._check_use(file, ground, path)

    def check_all_used(self, files: Iterable[PackFile]) -> None:
        """A list that nothing names is a fault: a topic may mean it and have its own words."""
        for file in files:
            for index in file.indexes("lists"):
                name = file.value("lists", index, "id")
                if isinstance(name, str) and name not in self._named:
                    remedy = "name it in a topic or another list, or leave it out"
                    file.fault(f"nothing uses the list '{name}'", remedy, ("lists", index, "id"))

    def _check_id(self, file: PackFile, path: _Path, seen: dict[str, str]) -> None:
        name = file.value(*path, "id")
        if not isinstance(name, str):
            return
        if name in seen:
            remedy = "give it its own id, or write 'extends:' instead of 'id:' to add words to it"
            file.fault(f"the list '{name}' stands in {seen[name]} too", remedy, (*path, "id"))
        seen.setdefault(name, file.name)

    def _check_name(self, file: PackFile, name: object, path: _Path) -> None:
        if not isinstance(name, str):
            return
        self._named.add(name)
        if name not in self._ids:
            close = difflib.get_close_matches(name, self._ids, n=1)
            remedy = f"did you mean '{close[0]}'?" if close else "add it to words/ or correct it"
            file.fault(f"there is no word list '{name}'", remedy, path)

    def _check_circle(self, file: PackFile, path: _Path) -> None:
        name = file.value(*path, "id")
        circle = self._circle(name) if isinstance(name, str) else ()
        if circle:
            told = " -> ".join(circle)
            file.fault(f"the list holds itself: {told}", "take one of these names out", path)

    def _circle(self, name: str) -> tuple[str, ...]:
        """The way from a list back to itself, or nothing."""
        waiting: list[tuple[str, ...]] = [(name,)]
        seen: set[str] = set()
        while waiting:
            way = waiting.pop(0)
            for other in self._parts_of(way[-1]):
                if other == name:
                    return (*way, other)
                if other not in seen:
                    seen.add(other)
                    waiting.append((*way, other))
        return ()

    def _parts_of(self, name: str) -> Iterator[str]:
        one = self._words.lists.get(name)
        if one is not None:
            yield from one.also
            for pattern in (*one.words, *one.request):
                yield from names_in(pattern)

    def _region_of(self, file: PackFile, path: _Path) -> str | None:
        """The region of the list that a pattern is added to, or that its ground names."""
        for field in ("extends", "ground"):
            name = file.value(*path[:-1], field)
            one = self._words.lists.get(name) if isinstance(name, str) else None
            if one is not None:
                return one.region
        return None

    def _check_use(self, file: PackFile, ground: object, path: _Path) -> None:
        """A ground's own words that its list has too; a list that needs a region."""
        name, region = (file.value(*path, field) for field in ("ground", REGION))
        one = self._words.lists.get(name) if isinstance(name, str) else None
        if one is None:
            return
        if region is None and one.region is None and any(REGION in names_in(w) for w in one.words):
            file.fault(f"the list '{one.id}' is of a region", "add 'region:' with a list", path)
        own = file.value(*path, "words")
        for number, word in enumerate(own if isinstance(own, list) else ()):
            if word in one.words:
                remedy = "leave the pattern out"
                file.fault(f"the list '{one.id}' has it already", remedy, (*path, "words", number))


def _check_doubles(file: PackFile, patterns: Sequence[object], path: _Path) -> None:
    for number, pattern in enumerate(patterns):
        if pattern in patterns[:number]:
            file.fault("the pattern stands in the list twice", "keep one", (*path, number))
