"""`openimr library search`: words in, determinations with their passages and facets out."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.library_letters import changed_mind, letter, put, put_many
from tests.searched_letters import LETTERS

from openimr.adapters.library_index_kept import bring_up_to_date
from openimr.adapters.library_store import LibraryStore
from openimr.cli import openimr
from openimr.publication.library.later import Happened, LaterEvent
from openimr.publication.model import PublishedDetermination
from openimr.publication.search.leafing import leafing
from openimr.publication.search.query import DEEPEST
from openimr.vocabulary.errors import BadInput

Run = Callable[..., Result]


class OnePart:
    """A library of invented letters in memory."""

    def parts(self) -> tuple[str, ...]:
        return ("all",)

    def of_part(self, part: str) -> Iterator[PublishedDetermination]:
        yield from LETTERS

    def identities(self) -> Iterator[tuple[list[str], list[int], list[str]]]:
        yield [one.id for one in LETTERS], [1] * len(LETTERS), []


@pytest.fixture
def search(tmp_path: Path) -> Run:
    """``openimr library search`` with words, in a library of four letters."""
    bring_up_to_date(tmp_path, OnePart())

    def ran(*words: str) -> Result:
        typed = ["library", "search", "--library", str(tmp_path), *words]
        return CliRunner().invoke(openimr, typed, standalone_mode=False)

    return ran


def test_hits_are_shown_with_decisions_and_marked_passages(search: Run) -> None:
    ran = search("weaning", "norco")
    assert ran.return_value == 0
    assert "1 determination found." in ran.stdout
    assert "1. ca-wc/CM15-0000001  2015-01-02, Family Practice" in ran.stdout
    assert "1. Norco 10/325 mg #90: upheld" in ran.stdout
    assert "2. MRI of the left knee: overturned" in ran.stdout
    assert "rationale 1: The record shows no functional improvement. [Weaning] is advised." in (
        ran.stdout
    )
    assert "Family Practice" in ran.stdout.partition("Among them")[2]


def test_what_became_of_a_determination_later_is_marked(search: Run, tmp_path: Path) -> None:
    reversed_then = LaterEvent(
        id="ca-wc/CM15-0000001",
        happened=Happened.REVERSED,
        date=dt.date(2018, 5, 2),
        citation="ADJ1",
    )
    LibraryStore(tmp_path).add_events([reversed_then])
    told = search("norco").stdout
    assert "CM15-0000001  2015-01-02, Family Practice, later reversed on 2018-05-02\n" in told
    assert search().stdout.count("later reversed") == 1


def test_other_names_and_guessed_spellings_are_told(search: Run) -> None:
    told = search("physical", "therapy").stderr
    assert "Also searched for physical therapy: pt, physical medicine." in told
    assert not search("physical", "therapy", "--as-typed").stderr
    assert "norcoo occurs nowhere; searched norco" in search("norcoo").stderr


def test_options_narrow_and_what_they_ask_holds_for_one_finding(search: Run) -> None:
    found = search("--drug", "Norco", "--decision", "overturned", "--json")
    answer = json.loads(found.stdout)
    assert [hit["determination"]["id"] for hit in answer["hits"]] == ["ca-wc/CM15-0000400"]
    sexes = next(one for one in answer["facets"] if one["facet"] == "sex")
    assert sexes["counts"] == [{"value": "male", "determinations": 1}]


def test_an_option_given_twice_asks_for_either_value(search: Run) -> None:
    answer = json.loads(search("--year", "2015", "--year", "2016", "--json").stdout)
    assert answer["total"] == 2


def test_pages_go_on_where_the_last_ended(search: Run) -> None:
    first, second = (
        search("--sort", "newest", "--per-page", "3", "--page", page).stdout for page in "12"
    )
    assert "4 determinations found, page 1 of 2." in first
    assert "4. ca-wc/CM15-0000005  undated" in second


@pytest.mark.parametrize(
    ("total", "per_page", "page", "told"),
    [
        (0, 10, 1, ""),
        (10, 10, 1, ""),
        (11, 10, 2, "page 2 of 2"),
        (10_000, 10, 1_000, "page 1,000 of 1,000"),
        (10_001, 10, 1, "page 1 of the first 1,000"),
        (1_000_000, 7, 3, "page 3 of the first 1,428"),
    ],
)
def test_no_page_is_promised_that_cannot_be_shown(
    total: int, per_page: int, page: int, told: str
) -> None:
    pages = leafing(total, per_page)
    assert pages.told(page) == told
    assert pages.last * per_page <= DEEPEST
    assert pages.whole is (total <= DEEPEST)


@pytest.mark.parametrize("typed", ["cm15-0000400", "Case No.: CM15-0000400", "ca-wc/CM15-0000400"])
def test_the_number_of_a_case_finds_its_determination(search: Run, typed: str) -> None:
    ran = search(typed)
    assert "1. ca-wc/CM15-0000400" in ran.stdout and "1 determination found." in ran.stdout
    assert "was taken as the number of a case" in ran.stderr
    assert search(f'"{typed}"').return_value == 1, "in quotation marks it is a word"


def test_what_is_chosen_holds_for_a_number_too(search: Run) -> None:
    assert search("CM15-0000400", "--sex", "male").return_value == 0
    assert search("CM15-0000400", "--sex", "female").return_value == 1


def test_a_number_that_nothing_has_is_told(search: Run) -> None:
    ran = search("CM15-0099999")
    assert ran.return_value == 1
    assert "no determination has the number CM15-0099999" in ran.stderr


def test_nothing_found_is_said_and_told_by_the_exit_code(search: Run) -> None:
    ran = search("acupuncture")
    assert ran.return_value == 1
    assert ran.stdout == "0 determinations found.\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("hydro*",), "query, character 6: the sign \\*"),
        (("--decision", "maybe"), "decision: no decision of the library"),
        (("--page", "2000"), "--page: more than 10,000 determinations deep"),
    ],
)
def test_what_cannot_be_asked_is_refused(search: Run, words: tuple[str, ...], says: str) -> None:
    ran = search(*words)
    assert isinstance(ran.exception, BadInput)
    with pytest.raises(BadInput, match=says):
        raise ran.exception


def test_what_is_built_is_found_and_what_is_added_later_too(tmp_path: Path) -> None:
    def ran(*words: object) -> Result:
        kept = {"OPENIMR_DATA": str(tmp_path / "kept")}
        typed = ["library", *map(str, words)]
        return CliRunner(env=kept).invoke(openimr, typed, standalone_mode=False)

    folder = put_many(tmp_path / "letters", 3)
    ran("build", folder)
    assert "3 determinations found." in ran("search").stdout
    put(folder, "changed.json", changed_mind("CM16-0000002"))
    put(folder, "new.json", letter("CM16-0000099"))
    ran("build", folder)
    assert "4 determinations found." in ran("search").stdout
    assert "ca-wc/CM16-0000002/v2" in ran("search", "id:ca-wc/CM16-0000002").stdout
