"""A query of the library in the terms of the index."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import tantivy

from openimr.adapters.library_index_layout import in_finding, value_of
from openimr.adapters.library_index_words import OPEN_FIELDS, pairs_in, pairs_of, words_in
from openimr.publication.search.query import (
    OF_A_FINDING,
    Alike,
    And,
    Expression,
    Field,
    Is,
    Named,
    Not,
    Or,
    Search,
    Words,
    Years,
)
from openimr.vocabulary.errors import BadInput

_MUST, _SHOULD, _MUST_NOT = (
    tantivy.Occur.Must,
    tantivy.Occur.Should,
    tantivy.Occur.MustNot,
)
_OTHER_NAME: Final = 0.8
"""What another name of the thing asked for counts beside the name itself."""

_MOST_TOGETHER: Final = 200
"""Combinations of values that may be asked of one finding."""

Group = tuple[Is, ...]
"""Values of one facet, any of which will do."""


class Queries:
    """Makes queries of one index.

    Attributes:
        stem: what a word is compared by.
    """

    def __init__(self, schema: tantivy.Schema, stem: Callable[[str], str]) -> None:
        self._schema = schema
        self._gone: tantivy.Query | None = None
        self.stem = stem

    def leave_out(self, identifiers: Sequence[str]) -> None:
        """From now on queries find none of these determinations, and those named before again."""
        gone = tantivy.Query.term_set_query(self._schema, "id", list(identifiers))
        self._gone = gone if identifiers else None

    def of(self, wanted: Search, *chosen: Group) -> tantivy.Query:
        """The query of a search with its filters, and further ones.

        Raises:
            BadInput: when too many values are asked of one finding.
        """
        parts = wanted.asked.of if isinstance(wanted.asked, And) else (wanted.asked,)
        asked = [part for part in parts if part is not None]
        return self._standing(self._together(asked, (*wanted.filtered, *chosen)))

    def with_stem(self, stem: str, fields: Iterable[Field] = Field) -> tantivy.Query:
        """Determinations with a word in some fields, given as it is compared."""
        terms = [tantivy.Query.term_query(self._schema, words_in(one), stem) for one in fields]
        return self._standing(_any(terms))

    def one_slip(self, word: str) -> tantivy.Query:
        """Determinations with words that one slip makes of a word."""
        stem, fuzzy = self.stem(word), tantivy.Query.fuzzy_term_query
        return self._standing(
            _any([fuzzy(self._schema, words_in(field), stem, 1) for field in Field])
        )

    def marked(self, asked: tantivy.Query, field: str, bearing: str = "1") -> tantivy.Query:
        """A query whose hits also bear a mark."""
        mark = tantivy.Query.term_query(self._schema, field, bearing, "basic")
        return _all([(_MUST, asked), (_MUST, _plain(mark))])

    def _standing(self, asked: tantivy.Query) -> tantivy.Query:
        if self._gone is None:
            return asked
        return _all([(_MUST, asked), (_MUST_NOT, self._gone)])

    def _together(self, parts: list[Expression], filters: tuple[Group, ...]) -> tantivy.Query:
        """All parts and filters; those about a finding hold for one finding."""
        groups = [group for group in map(finding_group, parts) if group]
        groups += [group for group in filters if group[0].facet in OF_A_FINDING]
        own = [group for group in filters if group[0].facet not in OF_A_FINDING]
        clauses = [(_MUST_NOT, self._query(one.of)) for one in parts if isinstance(one, Not)]
        clauses += [
            (_MUST, self._query(one))
            for one in parts
            if not isinstance(one, Not) and not finding_group(one)
        ]
        clauses += [(_MUST, _plain(self._any_value(group))) for group in own]
        if groups:
            clauses.append((_MUST, self._in_one_finding(groups)))
        if all(occur == _MUST_NOT for occur, _ in clauses):
            clauses.append((_MUST, tantivy.Query.all_query()))
        return _all(clauses)

    def _query(self, asked: Expression) -> tantivy.Query:
        match asked:
            case Words():
                return self._words(asked)
            case Alike(asked=inner, also=also):
                others = [tantivy.Query.boost_query(self._words(one), _OTHER_NAME) for one in also]
                return tantivy.Query.disjunction_max_query([self._query(inner), *others])
            case And(of=parts):
                return self._together(list(parts), ())
            case Or(of=parts):
                return _any([self._query(part) for part in parts])
            case Not():
                return self._together([asked], ())
            case _:
                return _plain(self._value(asked))

    def _value(self, asked: Is | Years | Named) -> tantivy.Query:
        match asked:
            case Is():
                return self._any_value((asked,))
            case Named(id=identifier):
                return tantivy.Query.term_query(self._schema, "id", identifier)
            case Years(first=first, last=last):
                kind = tantivy.FieldType.Integer
                return tantivy.Query.range_query(self._schema, "year_number", kind, first, last)

    def _any_value(self, group: Group) -> tantivy.Query:
        name, values = value_of(group[0].facet), [one.value for one in group]
        if len(values) == 1:
            return tantivy.Query.term_query(self._schema, name, values[0], "basic")
        return tantivy.Query.term_set_query(self._schema, name, values)

    def _in_one_finding(self, groups: list[Group]) -> tantivy.Query:
        if len(groups) == 1:
            return _plain(self._any_value(groups[0]))
        if (many := math.prod(map(len, groups))) > _MOST_TOGETHER:
            found = f"{many:,} combinations of values of one finding"
            raise BadInput("query", found, f"Ask for at most {_MOST_TOGETHER}: take values away.")
        choices = itertools.product(*groups)
        return _plain(_any([self._one_finding(choice) for choice in choices]))

    def _one_finding(self, values: tuple[Is, ...]) -> tantivy.Query:
        words = list(dict.fromkeys(in_finding(one.facet, one.value) for one in values))
        if len(words) == 1:
            return tantivy.Query.term_query(self._schema, "findings", words[0])
        together: list[str | tuple[int, str]] = [(0, word) for word in words]
        return tantivy.Query.phrase_query(self._schema, "findings", together)

    def _words(self, asked: Words) -> tantivy.Query:
        stems = [self.stem(word) for word in asked.words]
        if asked.field is not None:
            return self._sequence(asked.field, stems)
        return _any(
            [
                tantivy.Query.boost_query(self._sequence(field, stems), weight)
                for field, weight in OPEN_FIELDS.items()
            ]
        )

    def _sequence(self, field: Field, stems: list[str]) -> tantivy.Query:
        if len(stems) == 1:
            return tantivy.Query.term_query(self._schema, words_in(field), stems[0])
        pairs = pairs_of(stems) if field in OPEN_FIELDS else ()
        terms = [
            tantivy.Query.term_query(self._schema, pairs_in(field), pair, "freq") for pair in pairs
        ]
        if len(terms) == 1:
            return terms[0]
        together: list[str | tuple[int, str]] = list(stems)
        phrase = tantivy.Query.phrase_query(self._schema, words_in(field), together)
        return _all([(_MUST, phrase), *((_MUST, _plain(term)) for term in terms)])


def finding_group(asked: Expression | None) -> Group:
    """The values of one facet of a finding that an expression asks for, any of them; else none."""
    if isinstance(asked, Is):
        return (asked,) if asked.facet in OF_A_FINDING else ()
    if isinstance(asked, Or):
        values = tuple(part for part in asked.of if isinstance(part, Is))
        one_facet = len({value.facet for value in values}) == 1
        if one_facet and len(values) == len(asked.of) and values[0].facet in OF_A_FINDING:
            return values
    return ()


def _any(queries: list[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(_SHOULD, query) for query in queries])


def _all(clauses: list[tuple[tantivy.Occur, tantivy.Query]]) -> tantivy.Query:
    if len(clauses) == 1 and clauses[0][0] == _MUST:
        return clauses[0][1]
    return tantivy.Query.boolean_query(clauses)


def _plain(query: tantivy.Query) -> tantivy.Query:
    """A condition that says nothing of how well a hit fits."""
    return tantivy.Query.const_score_query(query, 0.0)


def count_of(result: tantivy.SearchResult) -> int:
    """How many hits there are in all; the library's types leave it out."""
    return int(result.count)  # type: ignore[attr-defined]
