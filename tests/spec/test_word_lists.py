"""What topics look for stands once in a pack's word lists; every fault of their use is told."""

import shutil
from pathlib import Path

import pytest

from openimr.guidelines.lint import remarks
from openimr.guidelines.load import load_pack, load_packs, shipped_pack
from openimr.guidelines.patterns import first_match
from openimr.vocabulary.errors import BadInput

EXAMPLE = Path(__file__).parents[2] / "examples" / "guideline-pack"
TOPIC = "topics/virtual-reality-exercise.yaml"


@pytest.fixture
def folder(tmp_path):
    """A copy of a licensee's pack, without its own lists."""
    own = shutil.copytree(EXAMPLE, tmp_path / "own")
    shutil.rmtree(own / "words")
    with_ground(own, "  - name: fear of movement\n    words: [kinesiophobi]\n")
    return own


def written(folder, text):
    (folder / "words").mkdir(exist_ok=True)
    (folder / "words" / "own.yaml").write_text(f"lists:\n{text}")


def with_ground(folder, ground):
    """The pack with another ground for its first indication."""
    file = folder / TOPIC
    text = file.read_text()
    start = text.index("any_of:\n") + len("any_of:\n")
    end = text.index("- type: contraindication")
    file.write_text(text[:start] + ground + text[end:])


def ground_of(folder):
    topic = next(t for t in load_packs([folder]).topics if t.id == "virtual-reality-exercise")
    return topic.grounds[0]


def faults(folder):
    with pytest.raises(BadInput) as refused:
        load_pack(folder, shipped_pack())
    return str(refused.value)


def test_a_ground_takes_words_and_name_from_its_list(folder):
    written(folder, "- id: giddy\n  name: giddiness\n  means: Giddy.\n  words: [\\bgidd\\w+]\n")
    with_ground(folder, "  - ground: giddy\n")
    assert (ground_of(folder).name, ground_of(folder).words) == ("giddiness", (r"\bgidd\w+",))


def test_a_ground_may_have_its_own_name_and_further_words(folder):
    written(folder, "- id: giddy\n  name: giddiness\n  means: Giddy.\n  words: [\\bgidd\\w+]\n")
    with_ground(folder, "  - ground: giddy\n    name: a spinning head\n    words: [room spins]\n")
    ground = ground_of(folder)
    assert (ground.name, ground.words) == ("a spinning head", ("room spins", r"\bgidd\w+"))


def test_a_list_may_be_of_another_one(folder):
    written(
        folder,
        "- id: painful\n  name: a painful part\n  means: Hurts.\n  words: ['{of} (hurts|aches)']\n"
        "- id: hip\n  means: The hip.\n  words: [hip, groin]\n",
    )
    with_ground(folder, "  - ground: painful of hip\n")
    words = ground_of(folder).words
    assert first_match(words, "The groin aches.") and not first_match(words, "The knee aches.")


def test_a_list_takes_others_in(folder):
    written(
        folder,
        "- id: either\n  name: either\n  means: One of two.\n  also: [one, two]\n"
        "- id: one\n  means: One.\n  words: [uno]\n"
        "- id: two\n  means: Two.\n  words: ['dos|{one}']\n",
    )
    with_ground(folder, "  - ground: either\n")
    assert ground_of(folder).words == ("uno", "dos|(?:uno)")


def test_a_licensee_uses_the_lists_of_the_shipped_pack(folder):
    with_ground(folder, "  - ground: care-without-benefit of active-care\n")
    assert first_match(ground_of(folder).words, "Exercise brought no relief.")


def test_a_licensee_adds_words_to_a_list_of_the_shipped_pack_wherever_it_is_used(folder):
    written(folder, "- extends: active-care\n  words: [qi gong]\n")

    def grounds(pack):
        topic = next(t for t in pack.topics if t.id == "epidural-steroid-injection")
        return [word for ground in topic.grounds for word in ground.words]

    said = "Failed qi gong."
    assert not first_match(grounds(shipped_pack()), said)
    assert first_match(grounds(load_packs([folder])), said)


@pytest.mark.parametrize(
    ("lists", "told"),
    [
        ("- id: a\n  means: A.\n  words: ['{b}']\n", "line 4: there is no word list 'b'"),
        ("- id: a\n  means: A.\n  words: ['x{a}']\n", "line 2: the list holds itself: a -> a"),
        ("- id: a\n  means: A.\n  words: [x, x]\n", "line 4: the pattern stands in the list twice"),
        ("- id: a\n  means: A.\n  words: [x]\n", "line 2: nothing uses the list 'a'"),
        ("- id: a\n  means: A\n  words: [x]\n", "line 2: 'means' is a full sentence"),
        ("- id: a\n  means: A.\n", "line 2: a list has words, concepts, request or 'also'"),
        ("- id: A b\n  means: A.\n  words: [x]\n", "line 2: an id is made of a-z"),
        ("- id: a\n  means: A.\n  words: ['(x']\n", "line 4: pattern cannot be read"),
        ("- id: a\n  means: A.\n  words: ['(x+)+y']\n", "line 4: pattern repeats a repetition"),
        (
            "- id: nsaids\n  means: A.\n  words: [x]\n",
            "line 2: the list 'nsaids' stands in",
        ),
        ("- extends: none\n  words: [x]\n", "line 2: there is no word list 'none'"),
        ("- id: a\n  menas: A.\n  words: [x]\n", "unknown field 'menas'; did you mean 'means'?"),
    ],
)
def test_a_fault_of_a_list_is_told_with_its_line(folder, lists, told):
    written(folder, lists)
    assert f"words/own.yaml: {told}" in faults(folder) or told in faults(folder)


@pytest.mark.parametrize(
    ("ground", "told"),
    [
        ("  - ground: nsaid\n", "there is no word list 'nsaid'; did you mean 'nsaids'?"),
        ("  - ground: earlier-study\n", "of what is 'earlier-study'?; write 'earlier-study of'"),
        ("  - ground: seizure of knee\n", "the list 'seizure' is of nothing; leave out 'of knee'"),
        ("  - ground: neck\n", "a ground has a name, its own or that of its word list"),
        ("  - name: x\n    words: ['{of}']\n", "'{of}' stands for nothing"),
    ],
)
def test_a_fault_in_the_use_of_a_list_is_told_with_its_line(folder, ground, told):
    with_ground(folder, ground)
    assert told in faults(folder)


def test_words_that_the_list_has_already_are_a_fault(folder):
    written(folder, "- id: giddy\n  name: giddiness\n  means: Giddy.\n  words: [giddy]\n")
    with_ground(folder, "  - ground: giddy\n    words: [giddy]\n")
    assert "the list 'giddy' has it already; leave the pattern out" in faults(folder)


LONG = r"\bafraid\b[^.;]{0,40}\b(lift|bend|twist|reach)ing\b"


def test_a_long_pattern_of_several_topics_is_remarked_as_a_list_to_be(folder):
    with_ground(folder, f"  - name: fear\n    words: ['{LONG}']\n")
    text = (folder / TOPIC).read_text()
    other = text.replace("id: virtual-reality-exercise", "id: other-exercise")
    (folder / "topics" / "other-exercise.yaml").write_text(other)
    found = remarks(load_pack(folder, shipped_pack()), (), shipped_pack())
    repeated = next(remark for remark in found if remark.remedy == "make it a list of words/")
    assert repeated.where == "other-exercise"
    assert repeated.what.endswith("stands in virtual-reality-exercise too")


def test_no_long_pattern_stands_in_two_topics_of_the_shipped_pack():
    found = remarks(shipped_pack(), ())
    assert not [remark for remark in found if remark.remedy == "make it a list of words/"]


def test_every_list_of_the_shipped_pack_says_what_it_means():
    for one in shipped_pack().lists:
        assert one.means.endswith(".")
        assert one.means[0].isupper(), one.id
