"""What every index of the library promises, tried on a plain one and on Tantivy."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.memory_search_index import MemorySearchIndex
from tests.searched_letters import KNEE_MRI, LETTERS, NORCO, finding, letter

from openimr.adapters.library_index import TantivyIndex
from openimr.adapters.library_index_words import Words as CompareWords
from openimr.publication.search.find import SOME_WORDS, find
from openimr.publication.search.parse import parse
from openimr.publication.search.passages import LOOKED_AT
from openimr.publication.search.ports import Found, SearchIndex
from openimr.publication.search.query import Facet, Field, Is, Search, Sort, all_of, any_of
from openimr.publication.search.synonyms import other_names
from openimr.vocabulary.citation import Citation


def made(kind: str, folder: Path) -> SearchIndex:
    return MemorySearchIndex() if kind == "memory" else TantivyIndex(folder / "index")


@pytest.fixture(params=["memory", "tantivy"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> SearchIndex:
    return made(request.param, tmp_path)


@pytest.fixture
def index(empty: SearchIndex) -> SearchIndex:
    empty.write(LETTERS)
    return empty


def numbers(found: Found) -> list[int]:
    return [int(hit.determination.id[-7:]) for hit in found.hits]


def asked(index: SearchIndex, text: str, **how: object) -> Found:
    return index.search(Search(asked=parse(text).expression, **how))


FINDS = {
    "": [1, 5, 400, 800],
    "ladder": [1, 800],
    "inject": [800],
    "Injection": [800],
    "knee left": [1],
    "left knee": [1],
    '"left knee"': [1],
    '"knee left"': [],
    '"fall from"': [800],
    '"improvement weaning"': [1],
    '"weaning mri"': [],
    '"shows no functional improvement"': [1],
    '"no functional shows improvement"': [],
    'summary:"functional improvement"': [],
    'guideline:"chronic pain"': [1, 400],
    "norco": [1, 400],
    "norco NOT warehouse": [400],
    "-norco": [5, 800],
    "NOT NOT norco": [1, 400],
    "warehouse OR injections": [1, 800],
    "norco (warehouse OR leg) -effusion": [400],
    "norco OR -ladder": [1, 5, 400],
    "treatment:norco": [1, 400],
    "rationale:norco": [],
    "summary:ladder": [1, 800],
    "rationale:functional": [1, 400],
    "guideline:chronic": [1, 400],
    'section:"special studies"': [1],
    "specialty:anesthesiology": [400],
    "decision:overturned": [1, 400],
    "decision:overturned drug:norco": [400],
    "drug:norco decision:upheld topic:opioids": [1],
    "topic:mri-knee decision:upheld": [],
    "(decision:upheld OR decision:overturned) topic:mri-knee": [1],
    "decision:overturned OR region:knee": [1, 400, 800],
    "NOT (drug:norco decision:overturned)": [1, 5, 800],
    "drug:norco -decision:overturned": [],
    "region:knee": [1, 800],
    "year:2015": [1],
    "year:2015..2016": [1, 400],
    "-year:2015": [5, 400, 800],
    "priority:expedited": [800],
    "sex:male": [400],
    "age:45": [1, 5, 400],
    'age:"90 and over"': [800],
    "programme:ca-dmhc": [],
    "id:ca-wc/CM15-0000400": [400],
    "10-325": [1, 400],
    "nothinglikeit": [],
}


@pytest.mark.parametrize("text", FINDS)
def test_a_query_finds(index: SearchIndex, text: str) -> None:
    found = asked(index, text)
    assert sorted(numbers(found)) == FINDS[text]
    assert found.total == len(FINDS[text])


def test_words_of_two_paragraphs_are_no_phrase_across_findings(empty: SearchIndex) -> None:
    empty.write([letter(1, finding(number=1, rationale="one end"), finding(number=2))])
    assert asked(empty, '"end the record"').total == 0


def test_a_section_that_stands_in_the_title_of_a_guideline_is_found_as_one(
    empty: SearchIndex,
) -> None:
    cited = (Citation(source="ODG, Low Back, MRIs"),)
    empty.write([letter(1, finding(citations=cited))])
    assert asked(empty, 'section:"low back" section:mris').total == 1
    assert asked(empty, "section:knee").total == 0


def test_of_a_letter_beyond_all_measure_the_beginning_is_looked_through_for_passages(
    empty: SearchIndex,
) -> None:
    said = ("early " + "filling " * (LOOKED_AT // 8) + "late", "later")
    findings = (finding(number=n, rationale=one) for n, one in enumerate(said, start=1))
    empty.write([letter(1, *findings)])
    for word, shown in (("early", 1), ("late", 0), ("later", 0)):
        found = asked(empty, word, facets=False)
        assert found.total == 1 and len(found.hits[0].passages) == shown


def test_dated_ones_come_newest_or_oldest_first_and_undated_last(index: SearchIndex) -> None:
    assert numbers(asked(index, "", sort=Sort.NEWEST)) == [800, 400, 1, 5]
    assert numbers(asked(index, "", sort=Sort.OLDEST)) == [1, 400, 800, 5]


@pytest.mark.parametrize(
    "text", ["", "priority:standard OR priority:expedited OR -norco", "NOT warehouse OR year:2015"]
)
def test_where_no_word_is_asked_for_the_newest_come_first(index: SearchIndex, text: str) -> None:
    newest = numbers(asked(index, text, sort=Sort.NEWEST))
    assert len(newest) > 2
    assert numbers(asked(index, text)) == newest
    assert numbers(asked(index, text, sort=Sort.OLDEST)) != newest


@pytest.mark.parametrize(
    ("text", "order"),
    {
        "norco": Sort.RELEVANCE,
        'drug:norco OR "left knee"': Sort.RELEVANCE,
        "-norco knee": Sort.RELEVANCE,
        "-norco": Sort.NEWEST,
        "drug:norco -upheld year:2015": Sort.NEWEST,
        "": Sort.NEWEST,
    }.items(),
)
def test_words_alone_say_how_well_a_determination_fits(text: str, order: Sort) -> None:
    assert Search(asked=parse(text).expression).order is order
    assert Search(asked=parse(text).expression, sort=Sort.OLDEST).order is Sort.OLDEST


def test_passages_are_looked_for_where_they_are_wanted(index: SearchIndex) -> None:
    with_them, without = (asked(index, "norco", passages=one) for one in (True, False))
    assert numbers(without) == numbers(with_them)
    assert all(hit.passages for hit in with_them.hits)
    assert not any(hit.passages for hit in without.hits)


@pytest.mark.parametrize("sort", Sort)
def test_pages_follow_one_another_without_gap_or_repeat(empty: SearchIndex, sort: Sort) -> None:
    empty.write(letter(number % 5, NORCO, id=f"ca-wc/A-{number:07}") for number in range(23))
    pages = [asked(empty, "norco", sort=sort, page=page, per_page=5) for page in range(1, 7)]
    shown = [number for page in pages for number in numbers(page)]
    assert sorted(shown) == list(range(23))
    assert {page.total for page in pages} == {23}
    assert not pages[-1].hits


def test_the_order_by_date_outlives_further_writings(empty: SearchIndex) -> None:
    same_day = [letter(1, NORCO, id=f"ca-wc/B-{number:07}") for number in range(12)]
    empty.write(same_day[:6])
    before = [one for one in numbers(asked(empty, "", sort=Sort.NEWEST, per_page=50))]
    empty.write(same_day[6:])
    empty.write(same_day[3:9])
    after = [one for one in numbers(asked(empty, "", sort=Sort.NEWEST, per_page=50)) if one < 6]
    assert after == before


def test_a_later_version_takes_the_place_of_an_earlier_one(index: SearchIndex) -> None:
    corrected = msgspec.structs.replace(LETTERS[1], version=2, summary="Neck pain.")
    told = index.write([corrected, LETTERS[1]])
    assert (told.written, told.older) == (1, 1)
    assert index.write([LETTERS[1]]).older == 1
    assert asked(index, "radiates").total == 0
    assert asked(index, "neck").hits[0].determination == corrected
    assert asked(index, "").total == 4


def test_what_is_written_twice_is_there_once(index: SearchIndex) -> None:
    index.write([*LETTERS, *LETTERS])
    assert asked(index, "").total == 4


def test_what_is_deleted_is_found_no_more(index: SearchIndex) -> None:
    index.delete(["ca-wc/CM15-0000001", "ca-wc/never-there"])
    assert sorted(numbers(asked(index, ""))) == [5, 400, 800]


def test_a_word_that_only_deleted_ones_had_is_not_known(empty: SearchIndex) -> None:
    said = [letter(n, NORCO) for n in range(1, 41)]
    said[7] = msgspec.structs.replace(said[7], summary="Mrs. Quillfeather fell.")
    empty.write(said)
    assert empty.knows("quillfeather")
    empty.delete([said[7].id])
    assert not empty.knows("quillfeather")
    assert empty.knows("norco")


def test_a_writing_that_fails_changes_nothing(index: SearchIndex) -> None:
    def broken():
        yield letter(9, NORCO)
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="gone"):
        index.write(broken())
    assert asked(index, "").total == 4
    index.write([letter(9, NORCO)])
    assert asked(index, "").total == 5


def counted(found: Found, facet: Facet) -> dict[str, int]:
    tables = [one for one in found.facets if one.facet is facet]
    return {one.value: one.determinations for table in tables for one in table.counts}


def test_facets_count_determinations_and_each_once(index: SearchIndex) -> None:
    index.write([letter(7, NORCO, finding(number=2))])
    found = asked(index, "")
    assert counted(found, Facet.DECISION) == {"upheld": 2, "overturned": 2}
    assert counted(found, Facet.DRUG) == {"hydrocodone/acetaminophen": 3}
    assert counted(found, Facet.YEAR) == {"2015": 2, "2016": 1, "2017": 1}
    assert counted(found, Facet.SECTION)["MTUS Chronic Pain Medical Treatment 2016 > Weaning"] == 3
    assert counted(found, Facet.SEX) == {"female": 4, "male": 1}


def test_a_count_says_what_choosing_its_value_leaves(index: SearchIndex) -> None:
    found = asked(index, "drug:norco")
    assert counted(found, Facet.TOPIC) == {"opioids": 2}
    assert counted(found, Facet.DECISION) == {"upheld": 1, "overturned": 1}
    for table in asked(index, "decision:overturned").facets:
        for count in table.counts:
            chosen = Is(facet=table.facet, value=count.value)
            left = asked(index, "decision:overturned", filters=(chosen,))
            assert left.total == count.determinations, chosen


def test_of_one_facet_either_value_of_two_facets_both(index: SearchIndex) -> None:
    upheld, overturned = (Is(facet=Facet.DECISION, value=v) for v in ("upheld", "overturned"))
    knee = Is(facet=Facet.REGION, value="knee")
    male = Is(facet=Facet.SEX, value="male")
    assert sorted(numbers(asked(index, "", filters=(upheld, overturned)))) == [1, 400]
    assert numbers(asked(index, "", filters=(upheld, overturned, knee))) == [1]
    assert numbers(asked(index, "", filters=(upheld, knee))) == []
    assert numbers(asked(index, "norco", filters=(male,))) == [400]


def test_passages_show_what_was_found_with_its_places(index: SearchIndex) -> None:
    (hit,) = asked(index, '"functional improvement" weaning -mri OR wean warehouse').hits
    marked = {
        (one.field, one.finding): [one.text[start:end] for start, end in one.marks]
        for one in hit.passages
    }
    assert marked[Field.RATIONALE, 1] == ["functional improvement", "Weaning"]
    assert marked[Field.SUMMARY, None] == ["warehouse"]


def test_a_word_is_known_in_any_form_or_not_at_all(index: SearchIndex) -> None:
    assert index.knows("Ladders") and index.knows("imaging")
    assert not index.knows("acupuncture")


def test_other_names_are_searched_and_told(index: SearchIndex) -> None:
    answer = find(index, "physical therapy", Search())
    assert sorted(numbers(answer.found)) == [400, 800]
    assert answer.also == ("physical therapy: pt, physical medicine",)
    as_typed = find(index, "physical therapy", Search(synonyms=False))
    assert (numbers(as_typed.found), as_typed.also) == ([400], ())
    assert numbers(find(index, '"physical therapy"', Search()).found) == [400]


def test_no_other_name_is_compared_by_what_is_left_of_it_only() -> None:
    """The rules of English endings leave of AED no more than the letter a."""
    stem = CompareWords().stem
    words = {word for name in other_names() for word in name}
    assert [word for word in words if len(word) > 1 and len(stem(word)) < 2] == []


def test_a_misspelt_drug_is_searched_as_the_drug_and_told(index: SearchIndex) -> None:
    answer = find(index, "norcoo", Search())
    assert answer.found.total == 2
    assert answer.notes == ("norcoo occurs nowhere; searched norco",)


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("laddar", ("ladder",)),
        ("Warehuose", ("warehouse",)),
        ("injecton", ("injections",)),
        ("wieght", ("weight",)),
        ("fhysical", ("physical",)),
        ("kne", ()),
        ("zebra", ()),
    ],
)
def test_words_near_one_that_is_not_there_are_found(
    index: SearchIndex, typed: str, near: tuple[str, ...]
) -> None:
    index.write([letter(9, NORCO, summary="Weight was lost in a year.")])
    assert index.near(typed) == near


def test_a_misspelt_word_is_searched_as_the_word_of_the_library_and_told(
    index: SearchIndex,
) -> None:
    answer = find(index, "warehuose laddar", Search())
    assert numbers(answer.found) == [1]
    assert answer.notes == (
        "warehuose occurs nowhere; searched warehouse",
        "laddar occurs nowhere; searched ladder",
    )


def test_a_slip_that_stands_in_some_letter_is_searched_as_what_was_meant_too(
    empty: SearchIndex,
) -> None:
    many = [letter(n, finding(rationale="Carpal tunnel syndrome.")) for n in range(2, 62)]
    empty.write([letter(1, finding(rationale="Carpel tunnel. Carpet layers.")), *many])
    assert empty.near("carpel") == ("carpal",)
    assert empty.near("carpal") == ()
    answer = find(empty, "carpel tunnel", Search(facets=False))
    assert (answer.found.total, answer.also) == (61, ("carpel: carpal",))
    assert find(empty, "carpel tunnel", Search(synonyms=False)).found.total == 1


def test_words_typed_apart_are_one_where_the_library_knows_them_so(index: SearchIndex) -> None:
    answer = find(index, "ware house ladder", Search())
    assert numbers(answer.found) == [1]
    assert answer.notes == ("ware house was searched as warehouse",)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("topic:knee-mri", "no determination has topic:knee-mri; near are mri-knee"),
        ("norco region:knees", "no determination has region:knees; near are knee"),
        ("drug:lisinopril", "no determination has drug:lisinopril"),
    ],
)
def test_a_value_that_nothing_has_is_told_with_near_ones(
    index: SearchIndex, typed: str, told: str
) -> None:
    answer = find(index, typed, Search())
    assert answer.found.total == 0
    assert answer.notes == (told,)


def test_a_chosen_value_that_nothing_has_is_told_too(index: SearchIndex) -> None:
    chosen = Is(facet=Facet.SPECIALTY, value="Family Practise")
    [note] = find(index, "norco", Search(filters=(chosen,))).notes
    assert note == 'no determination has specialty:"Family Practise"; near are "Family Practice"'


def test_where_nothing_has_all_words_some_will_do_and_this_is_told(index: SearchIndex) -> None:
    answer = find(index, "ladder acupuncture -knee", Search())
    assert answer.found.total == 0
    answer = find(index, "norco acupuncture decision:upheld", Search())
    assert numbers(answer.found) == [1]
    answer = find(index, "norco warehouse radiates", Search())
    assert sorted(numbers(answer.found)) == [1, 400]
    assert answer.notes == (SOME_WORDS,)


def test_a_sentence_that_few_have_whole_finds_what_has_some_of_it_too(index: SearchIndex) -> None:
    answer = find(index, "norco for a warehouse worker on a ladder", Search())
    assert sorted(numbers(answer.found)) == [1, 400, 800]
    assert numbers(answer.found)[0] == 1
    assert answer.notes[-1].startswith("1 determination has all of these words; those that have")


def test_a_finding_is_found_by_what_it_is_filed_under(index: SearchIndex) -> None:
    assert sorted(numbers(asked(index, "hydrocodone"))) == [1, 400]
    assert sorted(numbers(asked(index, "filed:medicine"))) == [800]
    index.write([letter(3, NORCO, diagnoses=("Hepatitis",))])
    assert numbers(asked(index, "hepatitis")) == [3]


WORD = st.sampled_from(
    [
        "norco",
        "knee",
        "ladder",
        "pain",
        "left",
        "weaning",
        "decision:upheld",
        "decision:overturned",
        "topic:opioids",
        "region:knee",
        "drug:norco",
        "sex:male",
        "year:2016",
        '"left knee"',
        '"shows no functional improvement"',
        '"knee left functional"',
        'rationale:"functional improvement"',
        'guideline:"chronic pain"',
        "rationale:knee",
    ]
).map(lambda text: parse(text).expression)
QUERY = st.recursive(
    WORD,
    lambda inner: st.one_of(
        inner.map(lambda one: parse("-x").expression.__class__(of=one)),
        st.lists(inner, min_size=2, max_size=3).map(lambda many: all_of(tuple(many))),
        st.lists(inner, min_size=2, max_size=3).map(lambda many: any_of(tuple(many))),
    ),
    max_leaves=6,
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(query=QUERY)
def test_both_find_and_count_the_same(both, query) -> None:
    plain, kept = (index.search(Search(asked=query)) for index in both)
    assert sorted(numbers(plain)) == sorted(numbers(kept))
    assert plain.total == kept.total
    assert plain.facets == kept.facets


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[SearchIndex, SearchIndex]:
    indexes = tuple(made(kind, tmp_path_factory.mktemp("both")) for kind in ("memory", "tantivy"))
    for index in indexes:
        index.write([*LETTERS, letter(50, KNEE_MRI), letter(51, finding(body_regions=("knee",)))])
    return indexes
