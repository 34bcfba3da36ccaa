"""A guideline pack is data: complete, cited, and a broken one lists every fault."""

import datetime as dt
import functools
import shutil
from importlib import resources

import pytest

from openimr.application.request import parse_request
from openimr.guidelines.cases import load_cases
from openimr.guidelines.cases_run import run_cases
from openimr.guidelines.criterion import Verified
from openimr.guidelines.lint import possible_outcomes
from openimr.guidelines.load import load_pack, shipped_pack
from openimr.guidelines.match import match_topic
from openimr.vocabulary.errors import BadInput

PACK = resources.files("openimr.guidelines") / "packs" / "mtus"


@pytest.fixture
def pack(tmp_path):
    """A copy of the shipped pack, to be broken."""
    return shutil.copytree(PACK, tmp_path / "mtus")


def faults(folder):
    with pytest.raises(BadInput) as refused:
        load_pack(folder)
    return str(refused.value)


def change(folder, name, old, new):
    file = folder / "topics" / f"{name}.yaml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    return 1 + text[: text.index(old)].count("\n")


def test_the_shipped_pack_holds_every_topic_of_the_schedule():
    topics = {topic.id for topic in shipped_pack().topics}
    assert len(topics) == 112
    assert {"acupuncture", "nsaids", "mri-lumbar-spine", "opioids-chronic"} <= topics


@functools.cache
def cases_of_the_pack():
    return load_cases(PACK)


@pytest.mark.parametrize("topic", sorted(topic.id for topic in shipped_pack().topics))
def test_the_cases_of_a_topic_come_out_as_written(topic):
    cases = tuple(group for group in cases_of_the_pack() if group.topic == topic)
    assert cases, f"write tests/{topic}.yaml"
    assert run_cases(shipped_pack(), cases, parse_request) == ()


@pytest.mark.parametrize("topic", sorted(topic.id for topic in shipped_pack().topics))
def test_a_topic_shows_a_criterion_met_not_met_and_not_documented(topic):
    (group,) = (group for group in cases_of_the_pack() if group.topic == topic)
    (found,) = (t for t in shipped_pack().topics if t.id == topic)
    shown = {o for case in group.cases for o in case.outcomes.values()}
    assert shown >= set(possible_outcomes(found))


def test_every_request_that_a_topic_names_belongs_to_it():
    pack = shipped_pack()
    missed = {
        (topic.id, alias)
        for topic in pack.topics
        for alias in topic.aliases
        if match_topic(alias, pack) is not topic
    }
    assert missed == set()


def test_every_pattern_of_the_shipped_pack_can_be_read(pack):
    assert load_pack(pack)


def test_every_criterion_cites_an_edition_and_says_how_it_was_verified():
    pack = shipped_pack()
    for topic in pack.topics:
        for criterion in topic.criteria:
            assert criterion.references
            assert criterion.verified in Verified
            for reference in criterion.references:
                assert pack.guideline(reference.guideline)


def test_the_edition_is_chosen_by_the_day_of_the_request():
    pack = shipped_pack()
    topic = next(t for t in pack.topics if t.id == "biofeedback")
    named = [
        pack.references_on(topic.criteria[0], day)[0].guideline
        for day in (dt.date(2016, 7, 28), dt.date(2016, 7, 29))
    ]
    assert named == ["cpmtg-2009", "cpmtg-2016"]
    assert pack.references_on(topic.criteria[0], dt.date(2018, 1, 1)) == ()


def test_a_wrong_value_is_named_with_file_line_and_remedy(pack):
    line = change(pack, "acupuncture", "visits: [3, 6]", "visits: [3, six]")
    assert f"acupuncture.yaml: line {line}: 'visits'" in faults(pack)


def test_a_misspelt_field_comes_with_the_right_one(pack):
    change(pack, "acupuncture", "statement:", "statment:")
    told = faults(pack)
    assert "unknown field 'statment'; did you mean 'statement'?" in told
    assert "'statement' is missing" in told


def test_an_unknown_type_of_criterion_lists_the_known_ones(pack):
    change(pack, "biofeedback", "type: part_of_programme", "type: part_of_something")
    assert "'part_of_something' is no type of criterion; use one of:" in faults(pack)


def test_a_reference_to_no_edition_is_a_fault(pack):
    change(pack, "biofeedback", "{guideline: cpmtg-2009", "{guideline: cpmtg-1999")
    assert "guideline 'cpmtg-1999' is not in guidelines.yaml" in faults(pack)


def test_a_pattern_that_cannot_be_read_is_a_fault(pack):
    change(pack, "acupuncture", "- \\bacu\\b", "- \\b(acu")
    assert "pattern cannot be read" in faults(pack)


def test_all_faults_of_all_files_are_listed_at_once(pack):
    change(pack, "acupuncture", "rank: 44", "rank: first")
    change(pack, "physical-medicine", "visits: [24, 24]", "visits: 24")
    (pack / "topics" / "biofeedback.yaml").write_text("id: [unclosed")
    told = faults(pack)
    assert "3 faults" in told
    for name in ("acupuncture", "physical-medicine", "biofeedback"):
        assert f"{name}.yaml" in told


def test_a_folder_without_guidelines_is_no_pack(tmp_path):
    told = faults(tmp_path)
    assert "guidelines.yaml: not there" in told
    assert "no topic" in told
