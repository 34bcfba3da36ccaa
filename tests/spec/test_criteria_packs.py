"""A guideline pack is data: complete, cited, and a broken one lists every fault."""

import datetime as dt
import shutil
from importlib import resources

import pytest

from openimr.guidelines.load import load_pack, shipped_pack
from openimr.guidelines.model import Verified
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


def test_the_shipped_pack_holds_the_five_topics():
    assert {topic.id for topic in shipped_pack().topics} == {
        "acupuncture",
        "biofeedback",
        "cognitive-behavioral-psychotherapy",
        "manual-therapy-manipulation",
        "physical-medicine",
    }


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
