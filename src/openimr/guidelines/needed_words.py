"""What a text must hold for a pattern to match: plain words, looked for before the pattern is.

A record has thousands of sentences and a guideline hundreds of patterns; most sentences hold
none of a pattern's words. The words are read off the pattern as it is written, which is much
quicker than compiling it: a pattern that cannot match need not be compiled either.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

_SHORTEST = 2
_MOST = 200
"""Words of one pattern that are worth looking for; with more it is tried on every text."""
_MOST_SPELLINGS = 48
"""Spellings of one word ("gr[ae]y") that are told apart; with more it ends before them."""

Words = frozenset[str]
"""Words of which a match holds at least one; each is folded to one case."""

_TIMES = r"(?: (?: [*+?] | \{ \d* (?: , \d* )? \} ) [?+]? )"
_PART = re.compile(
    rf"""(?P<plain> [^\\\[\](){{}}|*+?.^$]+ )
      | (?P<times> {_TIMES} )
      | (?P<place> \\ [bBAZ] | [\^$] )
      | (?P<one>   \[ (?: -? [A-Za-z0-9\ /.,'#]{{1,6}} -? | \d-\d ) \] )
      | (?P<sign>  \\ [^\w\s] )
      | (?P<any>   (?: \\ (?: x .. | u .{{4}} | U .{{8}} | N\{{ [^}}]* \}} | \d+ | \w | \s )
                     | \. | \[ \^? \]? (?: [^\]\\] | \\ . )* \] ) {_TIMES}? )
      | (?P<words> \( (?: \?: )? [\w\ -]+ (?: \| [\w\ -]+ )* \) )
      | (?P<open>  \( (?: \? (?: P<\w+> | [>=] | [aiLmsu]* (?: -[ims]+ )? : ) | (?! \? ) ) )
      | (?P<aside> \( \? (?: ! | <[!=] ) )
      | (?P<flag>  \( \? [aiLmsu]+ \) )
      | (?P<or>    \| )
      | (?P<close> \) )
    """,
    re.VERBOSE | re.DOTALL,
)
"""The parts of a pattern; one that has anything else (a flag, a condition) is read no further."""


class _UnreadError(Exception):
    """A pattern has a part that is not read here."""


@functools.cache
def needed_words(pattern: str) -> Words | None:
    """Words of which every text that the pattern matches holds one, or None if none are known.

    Args:
        pattern: a regular expression, read without regard to case.
    """
    try:
        found = _of_branches(_parts(pattern))
    except (_UnreadError, RecursionError):
        return None
    worth = found is not None and len(found) <= _MOST and _shortest(found) >= _SHORTEST
    return frozenset(word.casefold() for word in found) if found and worth else None


def _parts(pattern: str) -> Iterator[tuple[str | None, str]]:
    """The parts of a pattern, each with what it is."""
    end = 0
    for part in _PART.finditer(pattern):
        start, stop = part.span()
        if start != end:
            break
        end = stop
        yield part.lastgroup, part[0]
    if end != len(pattern):
        raise _UnreadError


def _of_branches(parts: Iterator[tuple[str | None, str]]) -> Words | None:
    """What the rest of a group needs: words of each of its branches; nothing if one needs none."""
    needed: set[str] = set()
    branch, all_known = _Sequence(), True
    for kind, text in parts:
        if kind == "plain":
            branch.spell((text,))
        elif kind == "or":
            words = branch.needed()
            all_known = all_known and bool(words)
            needed.update(words)
            branch = _Sequence()
        elif kind == "close":
            break
        elif kind == "words":
            branch.add_group(text.removeprefix("(").removeprefix("?:")[:-1].split("|"))
        elif kind == "open":
            branch.add_group(_of_branches(parts) or ())
        elif kind == "aside":
            _of_branches(parts)
            branch.add_group(())
        else:
            branch.add(kind, text)
    words = branch.needed()
    return frozenset(needed.union(words)) if all_known and words else None


class _Sequence:
    """Reads parts that follow one another, and keeps the words that they need."""

    def __init__(self) -> None:
        self._known: list[Collection[str]] = []
        self._run: tuple[str, ...] = ("",)
        self._least: tuple[str, ...] = ("",)
        self._after_group = False

    def spell(self, ways: Sequence[str]) -> None:
        """Letters that follow, in each way that they may be written; the ways are of one length."""
        self._after_group = False
        if len(ways) * len(self._run) <= _MOST_SPELLINGS:
            self._run = tuple([word + way for word in self._run for way in ways])
            self._least = self._run
        else:
            self._end_run()

    def add(self, kind: str | None, text: str) -> None:
        """A part that is neither plain nor a group."""
        if kind == "any":
            self._end_run()
        elif kind == "times":
            self._repeat(text)
        elif kind == "one":
            self.spell(_spelt_out(text[1:-1]))
        elif kind == "sign":
            self.spell((text[1:],))

    def add_group(self, needed: Collection[str]) -> None:
        """A group, by what it needs; empty where that is not known."""
        self._end_run()
        self._known.append(needed)
        self._after_group = True

    def needed(self) -> Collection[str]:
        """The best that any part needs: the longest words, of those the fewest; empty if none."""
        self._end_run()
        known = [words for words in self._known if words]
        if len(known) < 2:
            return known[0] if known else ()
        return max(known, key=lambda words: (min(_shortest(words), 4), -len(words)))

    def _repeat(self, times: str) -> None:
        """The part before may be missing, or stand several times."""
        may_miss = times[0] in "*?" or times.startswith(("{0", "{,", "{}"))
        if may_miss and self._after_group:
            self._known.pop()
        elif may_miss:
            self._least = tuple(dict.fromkeys([word[:-1] for word in self._run]))
            if times[0] == "?" and len(self._run) + len(self._least) <= _MOST_SPELLINGS:
                self._run += self._least
                return
        self._end_run()

    def _end_run(self) -> None:
        """Keep the letters read, without a last one that may be missing."""
        if all(self._least):
            self._known.append(self._least)
        self._run = self._least = ("",)
        self._after_group = False


def _spelt_out(letters: str) -> Sequence[str]:
    """The letters of a class ("ae", "/-", "2-5")."""
    first, dash, last = letters.partition("-")
    if first and dash and last:
        return [str(digit) for digit in range(int(first), int(last) + 1)]
    return letters


def _shortest(words: Iterable[str]) -> int:
    return min(map(len, words), default=0)
