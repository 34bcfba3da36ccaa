"""What can be asked of the library can be printed and asked again; no text breaks the parser."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from openimr.publication.search.parse import parse
from openimr.publication.search.query import (
    Expression,
    Facet,
    Field,
    Is,
    Named,
    Not,
    Words,
    Years,
    all_of,
    any_of,
    printed,
)
from openimr.publication.search.synonyms import widened
from openimr.vocabulary.drugs import all_drugs
from openimr.vocabulary.errors import BadInput

WORD = st.from_regex("[a-z0-9]{1,8}", fullmatch=True)
WORDS = st.builds(
    Words,
    words=st.lists(WORD, min_size=1, max_size=3).map(tuple),
    field=st.sampled_from([None, *Field]),
    exact=st.booleans(),
)
VALUE = st.one_of(
    st.builds(Is, facet=st.sampled_from([Facet.TOPIC, Facet.REGION]), value=WORD),
    st.builds(Is, facet=st.just(Facet.DECISION), value=st.sampled_from(["upheld", "overturned"])),
    st.builds(Is, facet=st.just(Facet.AGE), value=st.sampled_from(["40 to 49", "90 and over"])),
    st.builds(
        Is, facet=st.just(Facet.DRUG), value=st.sampled_from([one.generic for one in all_drugs()])
    ),
    st.tuples(st.integers(1900, 2999), st.integers(1900, 2999)).map(
        lambda pair: Years(first=min(pair), last=max(pair))
    ),
    WORD.map(lambda word: Named(id=f"ca-wc/{word}")),
)


def grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    some = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(inner.map(lambda one: Not(of=one)), some.map(all_of), some.map(any_of))


QUERIES = st.recursive(st.one_of(WORDS, VALUE), grown, max_leaves=12)


@given(QUERIES)
def test_a_query_printed_is_the_same_query_typed(query: Expression) -> None:
    assert parse(printed(query)).expression == query


@given(QUERIES, st.booleans())
def test_a_query_with_other_names_can_be_typed_too(query: Expression, synonyms: bool) -> None:
    wide = widened(
        query, lambda word: word[0] < "n", synonyms=synonyms, near=lambda word: ("knee", "neck")
    )
    assert wide.expression is not None
    typed = printed(wide.expression)
    assert printed(parse(typed).expression or query) == typed


@given(st.text(alphabet='ab-"():.*ANDORT \n yearx4', max_size=40) | st.text(max_size=40))
def test_any_text_is_understood_or_refused_with_its_place(text: str) -> None:
    try:
        understood = parse(text).expression
    except BadInput as refusal:
        assert refusal.where.startswith("query, character ")
        assert 1 <= int(refusal.where.rpartition(" ")[2]) <= len(text) + 1
        assert refusal.remedy
    else:
        assert understood is None or parse(printed(understood)).expression == understood
