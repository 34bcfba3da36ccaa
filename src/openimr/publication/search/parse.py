"""Typed text -> query. What cannot be understood as typed is refused, with its place.

Words stand side by side (all are asked for), in "quotation marks" (together, in this order), with
AND, OR, NOT in capitals, a minus sign before what must not occur, parentheses, and fields:
`treatment:mri`, `drug:norco`, `year:2014..2016`. Signs between words, as treatments are written
("Norco #60 - 2 refills", "MRI: knee & hip"), ask nothing and are passed over.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple, NoReturn

from openimr.publication.search.apostrophes import without_apostrophes
from openimr.publication.search.parse_values import FIELDS, field_value, place_of_no_text
from openimr.publication.search.query import Expression, Field, Not, Words, all_of, any_of
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value

LONGEST: Final = 2000
"""Characters that a query may have."""

MOST_PARTS: Final = 60
"""Words, phrases and fields that a query may have."""

DEEPEST: Final = 20
"""Parentheses that may stand inside one another."""

WHERE: Final = "query"

_TOKEN = re.compile(
    r"""\s+
    | (?P<open>\() | (?P<close>\))
    | (?P<minus>-(?=[\w"(]))
    | (?P<field>[A-Za-z]+):(?=\S)
    | "(?P<quoted>[^"]*)"
    | (?P<word>[^\s()":][^\s()":]*)
    | (?P<stray>.)""",
    re.VERBOSE | re.DOTALL,
)
_SPAN = re.compile(r"[^\s()\"]+")
_LETTERS = re.compile(r"[^\W_]+")
_WILD = re.compile(r"[*~^{}\[\]\\|]")
_SIGNS = re.compile(r"[^\w*~^{}\[\]\\|]+")
_JOINS = {"AND", "OR", "NOT"}
_NO_JOINS = {"NEAR", "ADJ", "WITHIN", "XOR"}
"""What other searches join words by, and this one does not."""


_TOGETHER: Final = "words in quotation marks stand together, nothing asks how far apart words are"


class Asked(Value, frozen=True, kw_only=True):
    """A query understood.

    Attributes:
        expression: None where nothing was typed.
        notes: how words were taken that could be meant otherwise.
        plain: nothing but words was typed, no sign, field or quotation mark.
    """

    expression: Expression | None
    notes: tuple[str, ...] = ()
    plain: bool = False


class _Token(NamedTuple):
    kind: str
    text: str
    place: int
    leaf: Expression | None = None


def parse(text: str) -> Asked:
    """The query that a text asks; BadInput tells what is wrong, where, and what to do."""
    if len(text) > LONGEST:
        raise BadInput(
            WHERE, f"{len(text):,} characters", f"Ask in at most {LONGEST:,} characters."
        )
    place = place_of_no_text(text)
    if place is not None:
        refuse(place, "a character that no text has", "Leave it out.")
    notes: list[str] = []
    tokens = _tokens(text, notes)
    if sum(token.kind == "leaf" for token in tokens) > MOST_PARTS:
        refuse(0, f"more than {MOST_PARTS} words and fields", "Ask for fewer.")
    if not tokens:
        return Asked(expression=None)
    parser = _Parser(tokens, len(text))
    plain = all(
        isinstance(one.leaf, Words) and one.leaf.field is None and not one.leaf.exact
        for one in tokens
    )
    return Asked(expression=parser.whole(), notes=tuple(dict.fromkeys(notes)), plain=plain)


def refuse(place: int, found: str, remedy: str) -> NoReturn:
    """Refuse what stands at an offset of the query."""
    raise BadInput(f"{WHERE}, character {place + 1}", found, remedy)


def _tokens(text: str, notes: list[str]) -> list[_Token]:
    tokens: list[_Token] = []
    signs: list[int] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        assert match is not None  # noqa: S101 - 'stray' takes any character
        kind, start = match.lastgroup, at
        at = match.end()
        if kind == "field":
            leaf, at = _field(text, match["field"], start, at, notes)
            tokens.append(_Token("leaf", "", start, leaf))
        elif kind is not None and _asks_nothing(kind, match[kind], text[:start]):
            signs.append(start)
            notes.append(_passed_over(match[kind]))
        elif kind is not None:
            tokens.append(_token(kind, match[kind], start, notes))
    if signs and not tokens:
        refuse(signs[0], "no letter or digit", "Type a word.")
    return tokens


def _asks_nothing(kind: str, sign: str, before: str) -> bool:
    """Whether signs stand by themselves; a colon behind the name of a field wants its value."""
    if kind == "stray":
        return sign == ":" and not before.lower().endswith(FIELDS)
    return kind == "word" and _SIGNS.fullmatch(sign) is not None


def _passed_over(sign: str) -> str:
    bars = "; close before a word it says that this must not occur" if sign == "-" else ""
    return f"the sign {sign} was passed over{bars}"


def _token(kind: str, text: str, place: int, notes: list[str]) -> _Token:
    if kind == "stray":
        if text == '"':
            refuse(place, "a quotation mark that is not closed", "Close it with another one.")
        refuse(place, "a colon without a field and its value", _FIELDS_ARE)
    if kind == "quoted":
        return _Token("leaf", text, place, words_of(text, place, exact=True))
    if kind == "word" and text in _JOINS:
        return _Token(text, text, place)
    if kind == "word":
        if text.upper() in _JOINS:
            notes.append(f"'{text}' was searched as a word; {text.upper()} in capitals joins words")
        if text in _NO_JOINS:
            notes.append(f"{text} was searched as a word; {_TOGETHER}")
        return _Token("leaf", text, place, words_of(text, place))
    return _Token(kind, text, place)


def words_of(text: str, place: int, *, field: Field | None = None, exact: bool = False) -> Words:
    """The words of a piece of text at an offset; refuses signs that mean nothing here."""
    wild = _WILD.search(text)
    if wild and not exact:
        refuse(
            place + wild.start(),
            f"the sign {wild[0]}, which has no meaning here",
            "Forms of a word are found by themselves; leave the sign out.",
        )
    said = text if exact else without_apostrophes(text)
    words = tuple(_LETTERS.findall(said.lower()))
    words = tuple(word for word in words if word.isalnum())
    if not words:
        refuse(place, "no letter or digit", "Type a word, or leave it out.")
    return Words(words=words, field=field, exact=exact)


_FIELDS_ARE: Final = f"Fields are {', '.join(FIELDS)}; quote words that have a colon."


def _field(text: str, name: str, start: int, at: int, notes: list[str]) -> tuple[Expression, int]:
    """The leaf of `name:value` whose value begins at an offset, and where it ends."""
    if name.lower() not in FIELDS:
        refuse(start, "a field that there is not", _FIELDS_ARE)
    if text[at] == "(":
        refuse(at, "a parenthesis after a field", "Repeat the field before each word.")
    if text[at] == '"':
        end = text.find('"', at + 1)
        if end < 0:
            refuse(at, "a quotation mark that is not closed", "Close it with another one.")
        value, quoted, end = text[at + 1 : end], True, end + 1
    else:
        span = _SPAN.match(text, at)
        if span is None:
            refuse(at, "a field without its value", "Type the value next to the colon.")
        value, quoted, end = span[0], False, span.end()
    name = name.lower()
    if name in {field.value for field in Field}:
        return words_of(value, at, field=Field(name), exact=quoted), end
    return field_value(name, value, at, notes), end


class _Parser:
    """Recursive descent: OR binds less than AND, AND less than NOT."""

    def __init__(self, tokens: list[_Token], end: int) -> None:
        self._tokens = [*tokens, _Token("end", "", end)]
        self._at = 0
        self._deep = 0

    def whole(self) -> Expression:
        asked = self._either()
        token = self._next()
        if token.kind == "close":
            refuse(token.place, "a closing parenthesis without its opening", "Take it away.")
        return asked

    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _either(self) -> Expression:
        parts = [self._both()]
        while self._next().kind == "OR":
            self._take()
            parts.append(self._both())
        return any_of(tuple(parts))

    def _both(self) -> Expression:
        parts = [self._one()]
        while self._next().kind not in {"OR", "close", "end"}:
            if self._next().kind == "AND":
                self._take()
            parts.append(self._one())
        return all_of(tuple(parts))

    def _one(self) -> Expression:
        token = self._take()
        if token.kind in {"NOT", "minus", "open"}:
            self._deep += 1
            if self._deep > DEEPEST:
                refuse(token.place, f"more than {DEEPEST} levels", "Ask more simply.")
            inner = self._group(token) if token.kind == "open" else Not(of=self._one())
            self._deep -= 1
            return inner
        if token.leaf is not None:
            return token.leaf
        named = {"end": "the end", "close": "a closing parenthesis"}.get(token.kind, token.text)
        refuse(
            token.place,
            f"{named} where a word should stand",
            "Put a word, a phrase or a field here; quote AND, OR, NOT to search them as words.",
        )

    def _group(self, opened: _Token) -> Expression:
        inner = self._either()
        if self._take().kind != "close":
            refuse(opened.place, "a parenthesis that is not closed", "Close it.")
        return inner
