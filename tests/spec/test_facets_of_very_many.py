"""Chapter: facets among very many hits are counted on a part, and exactly on request."""

from __future__ import annotations

import pytest
from tests.searched_letters import KNEE_MRI, NORCO, letter

from openimr.adapters.library_index import TantivyIndex
from openimr.adapters.library_index_parts import about, part_for, parts_of
from openimr.publication.search.parse import parse
from openimr.publication.search.ports import Found
from openimr.publication.search.query import Facet, Search

MANY = 1_200


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TantivyIndex:
    """Two of three letters are on Norco, one of four is of 2016; a fifth of all is not many."""
    made = TantivyIndex(tmp_path_factory.mktemp("library") / "index", counted_whole=MANY // 5)
    made.write(
        letter(
            number % 7,
            *((NORCO, KNEE_MRI) if number % 3 else (KNEE_MRI,)),
            id=f"ca-wc/P-{number:07}",
            year=2015 + (number % 4 == 0),
        )
        for number in range(MANY)
    )
    return made


def asked(index: TantivyIndex, text: str, **how: bool) -> Found:
    return index.search(Search(asked=parse(text).expression, **how))


def counts(found: Found, facet: Facet) -> dict[str, int]:
    (table,) = [one for one in found.facets if one.facet is facet]
    return {one.value: one.determinations for one in table.counts}


def test_the_number_found_is_exact_and_facets_are_estimates(index: TantivyIndex) -> None:
    found = asked(index, "norco")
    assert found.total == MANY * 2 // 3
    assert all(table.about for table in found.facets)
    (number,) = counts(found, Facet.DRUG).values()
    assert number == pytest.approx(found.total, rel=0.2)
    assert number % 10 == 0
    years = counts(found, Facet.YEAR)
    assert years["2015"] == pytest.approx(3 * years["2016"], rel=0.4)


@pytest.mark.parametrize("text", ["norco", "drug:norco", "drug:norco topic:opioids", "year:2015"])
def test_exact_counts_are_had_on_request(index: TantivyIndex, text: str) -> None:
    found, rough = asked(index, text, exact=True), asked(index, text)
    assert not any(table.about for table in found.facets)
    assert [table.about for table in rough.facets] == [True] * len(found.facets)
    (drug,) = counts(found, Facet.DRUG).values()
    assert drug == asked(index, f"{text} drug:norco").total


def test_few_hits_all_hits_and_nearly_all_hits_are_counted_one_by_one(index: TantivyIndex) -> None:
    for text in ("year:2016 -norco", "", "-id:ca-wc/P-0000003"):
        found = asked(index, text)
        assert not any(table.about for table in found.facets)
        assert sum(counts(found, Facet.YEAR).values()) == found.total


def test_half_of_the_library_is_one_part_and_half_of_that_the_next() -> None:
    drawn = [frozenset(parts_of(f"ca-wc/P-{number:07}")) for number in range(8_000)]
    for part in (2, 4, 8, 16, 32, 64):
        inside = sum(str(part) in one for one in drawn)
        assert inside == pytest.approx(8_000 / part, rel=0.3)
    assert all("2" in one for one in drawn if one)


def test_the_part_is_as_small_as_the_hits_are_many() -> None:
    assert [part_for(hits, 100) for hits in (0, 100, 101, 400, 401, 10**9)] == [1, 1, 2, 4, 8, 64]


def test_an_estimate_has_two_digits_and_is_never_more_than_all() -> None:
    assert [about(n, 16, 10**6) for n in (0, 1, 9, 123, 4_567)] == [0, 16, 140, 2_000, 73_000]
    assert about(99, 64, 6_301) == 6_300
