"""A pack's files may be anything: each that cannot be used is a fault, and nothing else happens."""

import itertools
import os
import shutil
from pathlib import Path

import pytest

from openimr.guidelines.load import load_pack, shipped_pack
from openimr.vocabulary.errors import BadInput

EXAMPLE = Path(__file__).parents[2] / "examples" / "guideline-pack"


@pytest.fixture
def topic(tmp_path):
    """Where another topic of a licensee's pack goes."""
    return shutil.copytree(EXAMPLE, tmp_path / "own") / "topics" / "other.yaml"


def fault(topic):
    with pytest.raises(BadInput) as refused:
        load_pack(topic.parents[1], shipped_pack())
    return str(refused.value)


@pytest.mark.parametrize("target", ["other.yaml", "/nowhere/topic.yaml", "/tmp", "/dev/zero"])
def test_a_link_that_leads_to_no_file_is_named(topic, target):
    topic.symlink_to(target)
    assert "topics/other.yaml: not there, or no file" in fault(topic)


def test_a_pipe_is_not_waited_for(topic):
    os.mkfifo(topic)
    assert "topics/other.yaml: not there, or no file" in fault(topic)


def test_a_file_of_many_megabytes_is_not_read(topic):
    topic.write_bytes(b"- some words of a request\n" * 200_000)
    assert "topics/other.yaml: larger than 4 MB; split it" in fault(topic)


@pytest.mark.parametrize("depth", [2500, 60_000])
def test_lists_inside_lists_do_not_end_the_process(topic, depth):
    topic.write_text("id: " + "[" * depth + "]" * depth)
    assert "topics/other.yaml: lists inside lists without end" in fault(topic)


def test_anchors_that_multiply_are_not_followed(topic):
    steps = "".join(
        f"{n}: &{n} [{','.join([f'*{m}'] * 9)}]\n" for m, n in itertools.pairwise("abcdefgh")
    )
    topic.write_text(f"id: x\na: &a [1,1,1,1,1,1,1,1,1]\n{steps}words: *h\n")
    assert "topics/other.yaml: line 2: anchors repeat without end" in fault(topic)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("id: é\nname: x".encode("latin-1"), "line 1: not UTF-8 text; save it as UTF-8"),
        ("id: x".encode("utf-16"), "line 1: not UTF-8 text; save it as UTF-8"),
        (b"id: a\x00b\n", "not readable as YAML"),
        (b"", "line 1: not a mapping"),
        (b"- id: x\n", "line 1: not a mapping"),
        (b"? [a, b]\n: 3\n", "line 1: not readable as YAML"),
        (b"id: !!python/object/apply:os.system [ls]\n", "line 1: not readable as YAML"),
        (b"id: 2015-13-41\n", "line 1: '2015-13-41' is no day"),
    ],
)
def test_a_file_in_no_form_of_a_topic_says_where(topic, content, told):
    topic.write_bytes(content)
    assert f"topics/other.yaml: {told}" in fault(topic)


def test_a_byte_order_mark_is_no_fault(topic):
    text = (EXAMPLE / "topics" / "physical-medicine.yaml").read_text()
    (topic.parent / "physical-medicine.yaml").write_text(text, encoding="utf-8-sig")
    assert load_pack(topic.parents[1], shipped_pack())


def test_a_file_with_the_wrong_ending_is_not_passed_over(topic):
    topic.with_suffix(".yml").write_text("id: x")
    assert "topics/other.yml: not read; let its name end in '.yaml'" in fault(topic)


def test_faults_of_a_topic_and_of_its_criteria_are_told_together(topic):
    text = (topic.parent / "virtual-reality-exercise.yaml").read_text()
    broken = text.replace("rank: 10", "rank: ten").replace("visits: [3, 4]", "visits: 3")
    (topic.parent / "virtual-reality-exercise.yaml").write_text(broken)
    assert "'rank': expected a number, got a text" in fault(topic)
    assert "'visits': expected a list, got a number" in fault(topic)


def test_an_empty_folder_says_what_a_pack_needs(tmp_path):
    with pytest.raises(BadInput) as refused:
        load_pack(tmp_path, shipped_pack())
    assert "put one YAML file for each topic into this folder" in str(refused.value)
