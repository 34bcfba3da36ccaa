"""How a sentence asserts what it names: the ConText reading of cue phrases and their scopes.

Cues ("denies", "rule out", "history of", "will", "mother") are data (vocabularies/context.yaml).
A cue governs the words after it, or before it, up to a conjunction that ends its scope, a
sentence end, or its own reach. The five classes are independent; `Context.assertion` puts them
into one, the strongest first.
"""

from __future__ import annotations

import functools
import importlib.resources
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import ahocorasick_rs
import yaml

from openimr.vocabulary.fact import Assertion
from openimr.vocabulary.value import Value, require

NEGATED = "negated"
POSSIBLE = "possible"
HISTORICAL = "historical"
PLANNED = "planned"
OTHER_PERSON = "other person"

_CLASSES = (NEGATED, POSSIBLE, HISTORICAL, PLANNED, OTHER_PERSON)
_PSEUDO, _END, _PLAIN = "pseudo", "ends", "plain"
_OVER_COMMAS = (HISTORICAL, OTHER_PERSON)
"""Classes whose cues behind the words govern a whole list ("a fusion, a discectomy in 2009")."""
_LAST_OF_LIST = re.compile(r"\b(?:and|or|nor)\b|&", re.I)
_STATUS = re.compile(
    r"\b(?:decreas|reduc|diminish|increas|positive|normal|intact|present|absent|weak|limited|loss"
    r"|tender|pain|restrict|abnormal|impair|failed)|[+\d]",
    re.I,
)
"""Words of a finding that is complete in itself; a cue behind the next one is none of its."""
_OF_A_TEST = frozenset({"negative", "neg", "(-)"})
"""Cues that tell a test's result; the complaints before it are no part of that."""
_SHORTEST_LIST = 3
_LONGEST_NAME = 3
"""Words of one entry of a list that shares a cue."""
_HYPHENATED = re.compile(r"(?:-\w+)+")
_SENTENCE_END = re.compile(r"[;:!?](?=\s)|\.(?=\s)(?<![A-Z][a-z]\.)(?<!\b[A-Za-z]\.)| --? |\n\s*\n")
_CLAUSE_AFTER_LIST = re.compile(
    r",\s+(?:(?:and|but)\s+)?(?:(?:he|she|the patient|pt|patient|it|there|this|they|i|we|has"
    r"|had)\b|"
    r"[a-z]+ (?:is|are|was|were|has|have|had)\b|"
    r"(?:[a-z]+ ){1,6}(?:persists?|continues?|remains?|worsen(?:s|ed)|improved|increased)\b)",
    re.IGNORECASE,
)


class Context(Value, frozen=True, kw_only=True):
    """What the cues around a mention say of it; all False is a plain present statement."""

    negated: bool = False
    possible: bool = False
    historical: bool = False
    planned: bool = False
    other_person: bool = False

    @property
    def assertion(self) -> Assertion:
        """The one assertion; ``other_person`` is not part of it: such a mention is no fact."""
        for holds, assertion in (
            (self.negated, Assertion.ABSENT),
            (self.possible, Assertion.POSSIBLE),
            (self.planned, Assertion.PLANNED),
            (self.historical, Assertion.HISTORICAL),
        ):
            if holds:
                return assertion
        return Assertion.PRESENT


class Scope(Value, frozen=True, kw_only=True):
    """The characters ``start`` to ``end`` that a cue of ``kind`` governs."""

    kind: str
    start: int
    end: int

    def __post_init__(self) -> None:
        require(self.start <= self.end, "a scope runs forward")


class _Cue(NamedTuple):
    """One cue phrase at its place; a plain tuple, because there are millions of them."""

    kind: str
    before: bool
    start: int
    end: int


def read_scopes(text: str) -> tuple[Scope, ...]:
    """The scopes of every cue in a sentence or short passage; offsets count ``text``."""
    cues = list(_cues(text))
    governing = [cue for cue in cues if cue.kind in _CLASSES]
    if not governing:
        return ()
    walls = [match.start() for match in _SENTENCE_END.finditer(text)]
    walls += [match.start() for match in _CLAUSE_AFTER_LIST.finditer(text)]
    stops = walls + [cue.start for cue in cues if cue.kind in (_END, _PSEUDO)]
    starts = [wall + 1 for wall in walls if text[wall] != ":"]
    starts += [cue.end for cue in cues if cue.kind == _END]
    scopes = []
    for cue in governing:
        ends = [other for other in cues if other.kind == _ends_of(cue.kind)]
        if cue.before:
            reach = _forward(cue, text, [*stops, *(end.start for end in ends)])
        else:
            reach = _back(cue, text, [*starts, *(end.end for end in ends)])
        scopes.append(Scope(kind=cue.kind, start=reach[0], end=reach[1]))
    return tuple(scopes)


def context_at(scopes: Sequence[Scope], start: int, end: int) -> Context:
    """What the scopes say of the mention at ``start`` to ``end``."""
    kinds = {scope.kind for scope in scopes if scope.start <= start and end <= scope.end}
    return Context(
        negated=NEGATED in kinds,
        possible=POSSIBLE in kinds,
        historical=HISTORICAL in kinds,
        planned=PLANNED in kinds,
        other_person=OTHER_PERSON in kinds,
    )


def read_context(text: str, start: int, end: int) -> Context:
    """The context of one mention in a text."""
    return context_at(read_scopes(text), start, end)


def _ends_of(kind: str) -> str:
    """The kind of the phrases that end the scopes of one class only."""
    return f"{kind} {_END}"


def _forward(cue: _Cue, text: str, stops: Iterable[int]) -> tuple[int, int]:
    """From a cue up to the next stop behind it; "non-" governs its own word only."""
    own = _HYPHENATED.match(text, cue.end)
    if own:
        return cue.end, own.end()
    return cue.end, min((stop for stop in stops if stop >= cue.end), default=len(text))


def _back(cue: _Cue, text: str, starts: Iterable[int]) -> tuple[int, int]:
    """From the last start before a cue up to it.

    A cue behind its words governs those before a comma only in a list ("edema, erythema and
    warmth absent"), not another finding ("sensation decreased, SLR negative").
    """
    first = max((start for start in starts if start <= cue.start), default=0)
    if cue.kind in _OVER_COMMAS:
        return first, cue.start
    parts = text[first : cue.start].split(",")
    of_a_test = text[cue.start : cue.end].lower() in _OF_A_TEST
    kept = _begin_of_list(parts, with_and=of_a_test)
    return first + sum(len(part) + 1 for part in parts[:kept]), cue.start


def _begin_of_list(parts: Sequence[str], *, with_and: bool) -> int:
    """The first of the parts between commas that share the cue behind the last one.

    Args:
        parts: the words before the cue, between its commas.
        with_and: whether only a list that ends with "and" or "or" counts as one.
    """
    last = max((n for n, part in enumerate(parts) if part.strip()), default=0)
    listed = bool(_LAST_OF_LIST.search(parts[last]))
    names = [_is_name(part, 2) for part in parts[: last + 1]]
    if not listed and (with_and or len(names) < _SHORTEST_LIST or not all(names)):
        return last
    while last > 0 and _is_name(parts[last - 1], _LONGEST_NAME):
        last -= 1
    return last


def _is_name(part: str, longest: int) -> bool:
    return len(part.split()) <= longest and not _STATUS.search(part)


def _cues(text: str) -> Iterable[_Cue]:
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    automaton, kinds = _automaton()
    for number, start, end in automaton.find_matches_as_indexes(lowered):
        if _whole_words(lowered, start, end):
            for kind, before in kinds[number]:
                yield _Cue(kind=kind, before=before, start=start, end=end)


def _whole_words(text: str, start: int, end: int) -> bool:
    left = start == 0 or not (text[start].isalnum() and text[start - 1].isalnum())
    right = end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum())
    return left and right


@functools.cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[tuple[str, bool], ...], ...]]:
    source = importlib.resources.files("openimr.casefile").joinpath("vocabularies/context.yaml")
    lists = yaml.load(source.read_bytes(), Loader=yaml.CSafeLoader)
    meanings: dict[str, list[tuple[str, bool]]] = {}
    for phrase in lists[_END]:
        meanings.setdefault(phrase, []).append((_END, True))
    for kind in _CLASSES:
        for phrase in lists[kind].get("before", ()):
            meanings.setdefault(phrase, []).append((kind, True))
        for phrase in lists[kind].get("after", ()):
            meanings.setdefault(phrase, []).append((kind, False))
        for phrase in lists[kind].get("pseudo", ()):
            meanings.setdefault(phrase, []).append((_PSEUDO, True))
        for phrase in lists[kind].get(_END, ()):
            meanings.setdefault(phrase, []).append((_ends_of(kind), True))
    for phrase in lists[_PLAIN]:
        meanings.setdefault(phrase, [])
    automaton = ahocorasick_rs.AhoCorasick(
        list(meanings), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    return automaton, tuple(tuple(m) for m in meanings.values())
