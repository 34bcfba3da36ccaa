"""Reading the word lists of a pack (``words/*.yaml``), and every fault of their use."""

from __future__ import annotations

import difflib
import pathlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from importlib.resources.abc import Traversable

from openimr.guidelines.patterns import fault_of
from openimr.guidelines.word_lists import (
    OF,
    PATTERN_FIELDS,
    AddedWords,
    WordList,
    Words,
    grounds_in,
    names_in,
    parted,
)
from openimr.vocabulary.value import Value
from openimr.vocabulary.yaml_file import Step, YamlFile, yaml_files

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


def word_files(folder: Traversable | pathlib.Path, faults: list[str]) -> list[YamlFile]:
    """The files of word lists of a pack; none where it has no folder ``words``."""
    return [
        YamlFile(file, faults, "words", begins="'lists:'")
        for file in yaml_files(folder / "words", faults)
    ]


def read_lists(files: Iterable[YamlFile]) -> Written:
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
        complete: whether every file of lists could be read, so that one that is named and not
            there is a fault.
    """

    def __init__(self, words: Words, ids: Collection[str], *, complete: bool = True) -> None:
        self._words = words
        self._complete = complete
        self._ids = {*words.lists, *ids}
        self._named: set[str] = set()

    def check_lists(self, files: Sequence[YamlFile], elsewhere: Collection[str]) -> None:
        """Faults of the lists themselves; ``elsewhere`` are the ids that other packs have."""
        seen = dict.fromkeys(elsewhere, "another pack")
        for file in files:
            for index in file.indexes("lists"):
                path: _Path = ("lists", index)
                self._check_id(file, path, seen)
                for field in ("extends", "of"):
                    self._check_name(file, file.value(*path, field), (*path, field))
                also = file.value(*path, "also")
                for number, other in enumerate(also if isinstance(also, list) else ()):
                    self._check_name(file, other, (*path, "also", number))
                self._check_circle(file, path)
            for path, patterns in file.lists(PATTERN_FIELDS):
                _check_doubles(file, patterns, path)

    def check_patterns(self, file: YamlFile) -> None:
        """Every pattern of a file: the lists that it names, and whether it can be used."""
        for path, patterns in file.lists(PATTERN_FIELDS):
            of = self._of(file, path)
            for number, pattern in enumerate(patterns):
                place = (*path, number)
                for name in names_in(str(pattern)):
                    if name != OF:
                        self._check_name(file, name, place)
                    elif of is None and path[0] != "lists":
                        file.fault("'{of}' stands for nothing", "name a list", place)
                found = fault_of(self._words.written_out(str(pattern), of))
                if found:
                    file.fault(*found, place)

    def check_grounds(self, file: YamlFile) -> None:
        """The lists that the grounds of a topic name."""
        criteria = file.value("criteria")
        for index, criterion in enumerate(criteria if isinstance(criteria, list) else ()):
            for inside, ground in grounds_in(criterion):
                path: _Path = ("criteria", index, *inside)
                self._check_name(file, ground.get("ground"), (*path, "ground"))
                self._check_own_words(file, path)

    def check_all_used(self, files: Iterable[YamlFile]) -> None:
        """A list that nothing names is a fault: a topic may mean it and have its own words."""
        for file in files:
            for index in file.indexes("lists"):
                name = file.value("lists", index, "id")
                if isinstance(name, str) and name not in self._named:
                    remedy = "name it in a topic or another list, or leave it out"
                    file.fault(f"nothing uses the list '{name}'", remedy, ("lists", index, "id"))

    def _check_id(self, file: YamlFile, path: _Path, seen: dict[str, str]) -> None:
        name = file.value(*path, "id")
        if not isinstance(name, str):
            return
        if name in seen:
            remedy = "give it its own id, or write 'extends:' instead of 'id:' to add words to it"
            file.fault(f"the list '{name}' stands in {seen[name]} too", remedy, (*path, "id"))
        seen.setdefault(name, file.name)

    def _check_name(self, file: YamlFile, named: object, path: _Path) -> None:
        if not isinstance(named, str):
            return
        name, of = parted(named)
        for one in filter(None, (name, of)):
            self._named.add(one)
            if self._complete and one not in self._ids:
                close = difflib.get_close_matches(one, self._ids, n=1)
                remedy = f"did you mean '{close[0]}'?" if close else "add it to words/"
                file.fault(f"there is no word list '{one}'", remedy, path)
        known = self._words.lists.get(name)
        if known is None:
            return
        takes = any(OF in names_in(word) for word in (*known.words, *known.request))
        if takes and of is None and known.of is None and path[-2] != "also":
            file.fault(f"of what is '{name}'?", f"write '{name} of' and a list", path)
        if of is not None and not takes and not known.also:
            file.fault(f"the list '{name}' is of nothing", f"leave out 'of {of}'", path)

    def _check_circle(self, file: YamlFile, path: _Path) -> None:
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
            named = [*one.also, *(n for word in (*one.words, *one.request) for n in names_in(word))]
            yield from (part for n in named for part in parted(n) if part)

    def _of(self, file: YamlFile, path: _Path) -> str | None:
        """What a pattern's own list, or the one that its ground or addition names, is of."""
        for field in ("id", "extends", "ground"):
            named = file.value(*path[:-1], field)
            name, of = parted(named) if isinstance(named, str) else ("", None)
            one = self._words.lists.get(name)
            if one is not None:
                return of or one.of
        return None

    def _check_own_words(self, file: YamlFile, path: _Path) -> None:
        """Words of a ground that its list has too."""
        named, own = file.value(*path, "ground"), file.value(*path, "words")
        one = self._words.lists.get(parted(named)[0]) if isinstance(named, str) else None
        for number, word in enumerate(own if isinstance(own, list) else ()):
            if one is not None and word in one.words:
                remedy = "leave the pattern out"
                file.fault(f"the list '{one.id}' has it already", remedy, (*path, "words", number))


def _check_doubles(file: YamlFile, patterns: Sequence[object], path: _Path) -> None:
    for number, pattern in enumerate(patterns):
        if pattern in patterns[:number]:
            file.fault("the pattern stands in the list twice", "keep one", (*path, number))
