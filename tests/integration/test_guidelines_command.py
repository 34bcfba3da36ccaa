"""`openimr guidelines` as its users run it: what it shows, and one clear line for what is wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.read_pages import read_pages

from openimr.cli import EXIT_FULL, EXIT_PARTIAL, openimr
from openimr.vocabulary.errors import BadInput

EXAMPLES = Path(__file__).parents[2] / "examples"
EXAMPLE_PACK = EXAMPLES / "guideline-pack"
CASE_FILE = EXAMPLES / "case-file"
COLUMNS = 80


def run(*words: object, **environment: str) -> Result:
    """Run a verb of `openimr guidelines` on a terminal of 80 columns."""
    settings = {"COLUMNS": str(COLUMNS), "NO_COLOR": "1", "OPENIMR_PACKS": "", **environment}
    command = ["guidelines", *map(str, words)]
    return CliRunner(env=settings).invoke(openimr, command, standalone_mode=False)


def printed(*words: object, **environment: str) -> str:
    result = run(*words, **environment)
    assert result.exception is None, result.exception
    assert max(len(line.rstrip()) for line in result.output.splitlines()) <= COLUMNS
    return " ".join(result.output.split())


def refused(*words: object) -> str:
    error = run(*words).exception
    assert isinstance(error, BadInput)
    return str(error)


@pytest.fixture(scope="module")
def kept_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return read_pages(tmp_path_factory, tmp_path_factory.mktemp("pages"))


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the example pack, to be broken."""
    return Path(shutil.copytree(EXAMPLE_PACK, tmp_path / "pack"))


def change(file: Path, old: str, new: str) -> str:
    """Change the first such words of a file; where that is, as faults name it."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return f"{file.parent.name}/{file.name}: line {text[: text.index(old)].count(chr(10)) + 1}: "


def test_the_list_shows_every_topic_in_full_on_a_small_terminal() -> None:
    told = printed("list")
    assert "cognitive-behavioral-psychotherapy" in told
    assert "electrodiagnostic-lower-extremity" in told


def test_an_unknown_category_is_answered_with_the_known_ones() -> None:
    assert "Choose one of" in refused("list", "--category", "balneology")


def test_a_topic_is_shown_with_numbers_grounds_doses_and_sources() -> None:
    told = printed("show", "physical-medicine", "--on", "2016-08-01")
    assert "MTUS Chronic Pain Medical Treatment 2009 (not in force on that day)" in told
    assert "complex regional pain syndrome (CRPS) 26 visits over 16 weeks" in told
    assert "reflex sympathetic" not in told
    assert "24 visits Labor Code, 4604.5(c) verified against the regulation" in told
    told = printed("show", "acupuncture", "--on", "2016-08-01")
    assert "- pain medication not tolerated" in told


def test_a_topic_may_be_asked_for_as_a_request_is_worded() -> None:
    assert "(acupuncture; therapy" in printed("show", "Acupuncture 2x3, neck")


def test_a_request_of_no_topic_names_the_nearest() -> None:
    result = run("match", "magnet", "therapy", "for", "the", "moon")
    assert result.return_value == EXIT_PARTIAL
    assert result.output.startswith("No topic.")


def test_two_editions_are_compared_by_numbers_before_places() -> None:
    told = printed("diff", "cpmtg-2009", "cpmtg-2016")
    assert "24 visits over 16 weeks -> 26 visits over 16 weeks" in told
    assert "dropped:" in told
    assert "added:" in told
    told = printed("diff", "cpmtg-2009", "cpmtg-2016", "--topic", "aquatic-therapy")
    assert told.startswith("aquatic-therapy other numbers:")
    assert "physical-medicine" not in told


def test_an_unknown_edition_is_answered_with_the_known_ones() -> None:
    assert "Choose one of" in refused("diff", "cpmtg-1999", "cpmtg-2016")


def test_a_case_file_is_evaluated_with_every_outcome_and_its_trace(kept_pages: Path) -> None:
    told = printed("evaluate", CASE_FILE, "--trace", "--store", kept_pages)
    assert "1. Cognitive behavioral therapy, 6 additional sessions" in told
    assert "applies the MTUS addresses psychotherapy" in told
    assert "NOT MET a first course stays within a trial of 6 visits" in told
    assert "12 exceeds 6" in told
    assert "04-Ravenscroft-PR2-060915.pdf:1 of 06/09/2015" in told
    assert "verified against published determinations" in told


def test_an_evaluation_as_json_holds_the_facts_themselves(kept_pages: Path) -> None:
    result = run("evaluate", CASE_FILE, "--json", "--store", kept_pages)
    assert result.return_value == EXIT_FULL
    psychotherapy, chiropractic = json.loads(result.output)
    assert [psychotherapy["decision"], chiropractic["decision"]] == ["overturned", "upheld"]
    assert chiropractic["search"][0]["applies"] is True
    trial = next(c for c in chiropractic["criteria"] if c["id"] == "initial-trial")
    assert {"file", "page", "span", "quote"} <= trial["facts"][0].keys()


def test_the_folder_of_a_draft_is_not_taken_for_a_case_file(tmp_path: Path) -> None:
    for name in ("review.html", "determination.pdf"):
        (tmp_path / name).touch()
    assert "folder of a draft" in refused("evaluate", tmp_path)
    assert "no such file or folder" in refused("evaluate", tmp_path / "nothing")


def test_the_example_pack_is_sound_and_does_what_its_cases_say() -> None:
    assert "nothing to look at" in printed("lint", EXAMPLE_PACK)
    assert "7 cases of 2 topics: all as written." in printed("test", EXAMPLE_PACK)


def test_the_shipped_pack_does_what_its_cases_say() -> None:
    assert "all as written" in printed("test")


def test_a_licensees_pack_adds_topics_and_criteria(kept_pages: Path) -> None:
    ours = ("--pack", EXAMPLE_PACK)
    assert "virtual-reality-exercise" in printed("match", "VR therapy 1x4", *ours)
    assert run("match", "VR therapy 1x4").return_value == EXIT_PARTIAL
    told = printed("show", "physical-medicine", "--on", "2016-08-01", *ours)
    assert "Example Insurer's Physical Therapy Guide 2015, Goals, page 7" in told
    named = printed("match", "VR therapy 1x4", OPENIMR_PACKS=str(EXAMPLE_PACK))
    assert "virtual-reality-exercise" in named
    assert printed("evaluate", CASE_FILE, "--store", kept_pages, *ours)


def test_a_pack_that_is_not_there_is_named() -> None:
    for words in (["list", "--pack", "nowhere"], ["lint", "nowhere"], ["test", "nowhere"]):
        assert refused(*words) == "guideline pack nowhere: no such folder. Name a pack's folder."


def test_a_broken_pack_gets_every_fault_of_topics_and_cases(pack: Path) -> None:
    topic = pack / "topics" / "virtual-reality-exercise.yaml"
    wrong = [
        change(topic, "visits: [3, 4]", "visits: [4, 3]"),
        change(topic, "says: The guide of 2017", "say: The guide of 2017"),
        change(pack / "topics" / "physical-medicine.yaml", "id: phys", "course: x\nid: phys"),
        change(pack / "tests" / "physical-medicine.yaml", "2016-09-12", "2016-09-31"),
    ]
    change(pack / "tests" / "virtual-reality-exercise.yaml", "upheld", "refused")
    told = refused("lint", pack)
    assert [place for place in wrong if place not in told] == []
    assert "did you mean 'says'?" in told
    assert "'2016-09-31' is no day; write a day as 2016-07-29" in told
    assert "tests/virtual-reality-exercise.yaml: line" in told


def test_a_field_that_stands_twice_is_a_fault(pack: Path) -> None:
    topic = pack / "topics" / "virtual-reality-exercise.yaml"
    where = change(topic, "rank: 10", "rank: 10\nrank: 11")
    line = int(where.split("line ")[1].rstrip(": ")) + 1
    assert f"line {line}: 'rank' stands twice" in refused("lint", pack)


def test_a_case_that_names_no_criterion_is_remarked(pack: Path) -> None:
    change(pack / "tests" / "physical-medicine.yaml", "example-goals-in-numbers", "exampel-goals")
    result = run("lint", pack)
    assert result.return_value == EXIT_PARTIAL
    assert "names no criterion of the topic: 'exampel-goals'" in result.output


def test_a_file_that_is_no_yaml_is_named_with_the_line_where_it_ends(pack: Path) -> None:
    (pack / "topics" / "physical-medicine.yaml").write_text("id: a\n\tb: [", encoding="utf-8")
    assert "topics/physical-medicine.yaml: line 2: not readable as YAML" in refused("lint", pack)


def test_an_anchor_that_holds_itself_comes_to_an_end(pack: Path) -> None:
    topic = pack / "topics" / "virtual-reality-exercise.yaml"
    where = change(topic, "evidence_words: [", "evidence_words: &all [*all, ")
    assert f"{where}anchors repeat without end; write the values out" in refused("lint", pack)


def test_a_draft_takes_the_same_packs(tmp_path: Path) -> None:
    command = ["draft", str(CASE_FILE), "--out", str(tmp_path), "--pack", str(tmp_path / "none")]
    error = CliRunner().invoke(openimr, command, standalone_mode=False).exception
    assert str(error) == "guideline pack none: no such folder. Name a pack's folder."
