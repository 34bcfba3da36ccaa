"""Lists of a record's words that topics use by name: what to look for stands once, for all.

A list is a ground that several topics share ("conservative care without lasting benefit"), or a
part of patterns (``{lower-limb}``), or both. A list may be of another one: where its patterns say
``{of}``, the words of that one stand ("sensory-deficit of lower-limb").
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence

from openimr.vocabulary.fact import FactKind
from openimr.vocabulary.value import Value, require

PATTERN_FIELDS = frozenset(
    {"words", "not_words", "request", "must", "must_not", "counted", "asked", "others"}
)
"""Fields that hold regular expressions, wherever they stand."""

OF = "of"
"""The name that stands in a pattern for what the list is of."""

_ID = re.compile(r"[a-z][a-z0-9-]*")
_NAMED = re.compile(r"\{([a-z][a-z0-9-]*)(?: of ([a-z][a-z0-9-]*))?\}")
_NEVER = "(?!)"
"""Stands for a list that there is not, which is a fault of its own."""
_GROUNDS = ("any_of", "unless", "allowed")
_TOGETHER = "all_of"


class WordList(Value, frozen=True, kw_only=True):
    """What a record says of one thing, in the words of many offices.

    Attributes:
        id: by which topics and other lists name it ("failed-conservative-care").
        means: what is on record where it is found: one plain sentence.
        name: as the name of a ground, where a topic gives none.
        kinds, concepts, words, request: as those of a ground.
        also: other lists whose words, codes and kinds belong to this one ("list", or "list of
            another one").
        of: the list that stands for ``{of}`` in its words where none is named.
    """

    id: str
    means: str
    name: str = ""
    kinds: tuple[FactKind, ...] = ()
    concepts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    request: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    of: str | None = None

    def __post_init__(self) -> None:
        ways = (self.concepts, self.words, self.request, self.also)
        require(any(ways), "a list has words, concepts, request or 'also'")
        require(bool(_ID.fullmatch(self.id)), "an id is made of a-z, 0-9 and hyphens")
        require(self.id != OF, "'of' stands for what a list is of")
        require(self.means.rstrip().endswith("."), "'means' is a full sentence")
        require(
            bool(self.kinds or self.also) or not self.concepts,
            "concepts are looked for in facts of 'kinds'",
        )


class AddedWords(Value, frozen=True, kw_only=True):
    """What a licensee's pack adds to a list of another pack, wherever that is used.

    Attributes:
        extends: the id of that list.
        words, concepts, request: as those of a ground.
    """

    extends: str
    words: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    request: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require(
            any((self.words, self.concepts, self.request)), "say which words are added to the list"
        )


class Words:
    """The lists that a pack may use, written out where they are named.

    Args:
        lists: of the pack and of those it stands beside.
        added: to any of them.
    """

    def __init__(self, lists: Iterable[WordList], added: Iterable[AddedWords] = ()) -> None:
        self.lists = {one.id: one for one in lists}
        self._added: dict[str, list[AddedWords]] = {}
        for more in added:
            self._added.setdefault(more.extends, []).append(more)
        self._known: dict[tuple[str, str | None], tuple[str, ...]] = {}
        self._open: set[str] = set()

    def patterns(self, name: str, of: str | None = None) -> tuple[str, ...]:
        """The patterns of a list, those of the lists it takes in and those added to it."""
        known = self._known.get((name, of))
        if known is None:
            known = self._known[name, of] = tuple(dict.fromkeys(self._find(name, of)))
        return known

    def _find(self, name: str, of: str | None) -> Iterator[str]:
        one = self.lists.get(name)
        if one is None or name in self._open:
            return
        self._open.add(name)
        of = of or one.of
        for more in (one, *self._added.get(name, ())):
            yield from (self.written_out(word, of) for word in more.words)
        for other in one.also:
            listed, its = parted(other)
            yield from self.patterns(listed, its or of)
        self._open.discard(name)

    def written_out(self, pattern: str, of: str | None = None) -> str:
        """A pattern with the words of each list in place of its name."""
        if "{" not in pattern:
            return pattern

        def words(named: re.Match[str]) -> str:
            name = of or "" if named[1] == OF else named[1]
            return f"(?:{'|'.join(self.patterns(name, named[2])) or _NEVER})"

        return _NAMED.sub(words, pattern)

    def ground(self, name: str, of: str | None = None) -> dict[str, list[object]]:
        """Kinds, concepts, words and request of a list, as a ground has them."""
        found: dict[str, dict[object, None]] = {}
        for one, its in self._with_also(name, of, set()):
            for more in (one, *self._added.get(one.id, ())):
                found.setdefault("concepts", {}).update(dict.fromkeys(more.concepts))
                request = (self.written_out(word, its) for word in more.request)
                found.setdefault("request", {}).update(dict.fromkeys(request))
            found.setdefault("kinds", {}).update(dict.fromkeys(kind.value for kind in one.kinds))
        found["words"] = dict.fromkeys(self.patterns(name, of))
        return {field: list(values) for field, values in found.items() if values}

    def _with_also(
        self, name: str, of: str | None, seen: set[tuple[str, str | None]]
    ) -> Iterator[tuple[WordList, str | None]]:
        """A list and those that it takes in, each with what it is of."""
        one = self.lists.get(name)
        if one is None or (name, of) in seen:
            return
        seen.add((name, of))
        yield one, of or one.of
        for other in one.also:
            listed, its = parted(other)
            yield from self._with_also(listed, its or of or one.of, seen)


def parted(named: str) -> tuple[str, str | None]:
    """A list as named and the one that it is of: "sensory-deficit of lower-limb"."""
    name, _, other = named.partition(f" {OF} ")
    return name, other or None


def names_in(pattern: str) -> tuple[str, ...]:
    """The lists that a pattern names, each as named."""
    return tuple(
        f"{name} {OF} {other}" if other else name for name, other in _NAMED.findall(pattern)
    )


def topic_written_out(topic: Mapping[str, object], words: Words) -> dict[str, object]:
    """The content of a topic's file with every list that it names written out."""
    found: dict[str, object] = _patterns_written_out(topic, words)
    criteria = found.get("criteria")
    recorded = found.get("recorded_as")
    if isinstance(recorded, list):
        found["recorded_as"] = [_patterns_written_out(one, words) for one in recorded]
    if isinstance(criteria, list):
        found["criteria"] = [_criterion(one, words) for one in criteria]
    return found


def _criterion(criterion: object, words: Words) -> object:
    if not isinstance(criterion, dict):
        return criterion
    found = _patterns_written_out(criterion, words)
    for field in _GROUNDS:
        if isinstance(found.get(field), list):
            found[field] = [_ground(one, words) for one in found[field]]
    if "study" in found:
        found["study"] = _ground(found["study"], words)
    if isinstance(found.get("doses"), list):
        found["doses"] = [_patterns_written_out(dose, words) for dose in found["doses"]]
    return found


def _ground(ground: object, words: Words) -> object:
    if not isinstance(ground, dict):
        return ground
    named = ground.get("ground")
    name, of = parted(named) if isinstance(named, str) else ("", None)
    found = _patterns_written_out(ground, words, of)
    if isinstance(found.get(_TOGETHER), list):
        found[_TOGETHER] = [_ground(part, words) for part in found[_TOGETHER]]
    one = words.lists.get(name)
    if one is None:
        return found
    found.setdefault("name", one.name)
    for field, values in words.ground(one.id, of).items():
        own = found.get(field)
        known = own if isinstance(own, list) else []
        found[field] = [*known, *(value for value in values if value not in known)]
    return found


def _patterns_written_out(fields: object, words: Words, of: str | None = None) -> typing.Any:
    """A copy of a mapping with its own patterns written out; anything else as it is."""
    if not isinstance(fields, dict):
        return fields
    found = dict(fields)
    for name in PATTERN_FIELDS & fields.keys():
        patterns = fields[name]
        if isinstance(patterns, list):
            found[name] = [words.written_out(p, of) if isinstance(p, str) else p for p in patterns]
    return found


def grounds_in(criterion: object) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, object]]]:
    """The grounds of a criterion as written in its file, each with its path inside it."""
    if not isinstance(criterion, dict):
        return
    for field in (*_GROUNDS, _TOGETHER):
        entries = criterion.get(field)
        for number, one in enumerate(entries if isinstance(entries, Sequence) else ()):
            if isinstance(one, dict):
                yield (field, number), one
                yield from (((field, number, *path), part) for path, part in grounds_in(one))
    if isinstance(criterion.get("study"), dict):
        yield ("study",), criterion["study"]
