"""The language in which the library is asked, and what it refuses."""

from __future__ import annotations

import importlib.resources
from collections import Counter

import pytest

from openimr.cli.library_search import FACETS
from openimr.publication.search.absent_values import nearest_values
from openimr.publication.search.lay_words import folded, name_of
from openimr.publication.search.narrowing import narrowed
from openimr.publication.search.numbers_asked import number_asked
from openimr.publication.search.parse import parse
from openimr.publication.search.query import Facet, Is, Named, printed
from openimr.publication.search.spelling import nearest
from openimr.publication.search.synonyms import Widened, widened
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.yaml_values import yaml_values


@pytest.mark.parametrize(
    ("typed", "understood"),
    {
        "norco weaning": "norco AND weaning",
        "Norco AND Weaning": "norco AND weaning",
        "a OR b c": "a OR (b AND c)",
        "(a OR b) c": "(a OR b) AND c",
        "a -b": "a AND NOT b",
        "a -(b OR c)": "a AND NOT (b OR c)",
        '-"b c"': 'NOT "b c"',
        "((a))": "a",
        '"Functional  Improvement"': '"functional improvement"',
        "L5-S1": "l5-s1",
        "Treatment:MRI": "treatment:mri",
        'section:"special studies"': 'section:"special studies"',
        "drug:vicodin": 'drug:"hydrocodone/acetaminophen"',
        "age:93": 'age:"90 and over"',
        "year:2015": "year:2015..2015",
        "Is it necessary?": "is AND it AND necessary",
        '"AND"': '"and"',
        "knee & hip - MRI": "knee AND hip AND mri",
        "MRI: lumbar, w/o contrast": "mri AND lumbar AND w-o AND contrast",
        "Norco #60 / 2 refills": "norco AND 60 AND 2 AND refills",
        "pain > 6 months (VAS <4)": "pain AND 6 AND months AND vas AND 4",
        "-knee hip": "NOT knee AND hip",
    }.items(),
)
def test_is_understood(typed: str, understood: str) -> None:
    asked = parse(typed).expression
    assert asked is not None
    assert printed(asked) == understood


@pytest.mark.parametrize(
    ("typed", "place", "found"),
    [
        ('weaning "of', 9, "quotation mark that is not closed"),
        ("(a", 1, "parenthesis that is not closed"),
        ("a)", 2, "closing parenthesis without its opening"),
        ("()", 2, "closing parenthesis where a word should stand"),
        ("a OR", 5, "the end where a word should stand"),
        ("AND a", 1, "AND where a word should stand"),
        ("a NOT", 6, "the end where a word should stand"),
        ("hydro*", 6, "the sign *"),
        (" & ?", 2, "no letter or digit"),
        ("colour:red", 1, "a field that there is not"),
        ("treatment:(a)", 11, "parenthesis after a field"),
        ("Treatment: mri", 10, "a colon without a field"),
        ("topic:\udcff", 7, "a character that no text has"),
        ("decision:maybe", 10, "no decision of the library"),
        ("year:16", 6, "no year"),
        ("year:2016..2014", 6, "years that are not in order"),
        ("drug:water", 6, "a drug that the vocabulary does not know"),
        ("age:old", 5, "no age"),
        ("(" * 30 + "a" + ")" * 30, 21, "more than 20 levels"),
        ("a " * 70, 1, "more than 60 words"),
    ],
)
def test_is_refused_with_its_place_and_what_to_do(typed: str, place: int, found: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse(typed)
    assert refusal.value.where == f"query, character {place}"
    assert found in refusal.value.found
    assert refusal.value.remedy


def test_a_text_without_end_is_refused() -> None:
    with pytest.raises(BadInput, match="characters"):
        parse("a" * 2001)


def test_signs_that_were_passed_over_are_told() -> None:
    assert parse("knee & hip").notes == ("the sign & was passed over",)
    assert "close before a word" in parse("knee - hip").notes[0]


@pytest.mark.parametrize(
    "typed",
    [
        "CM16-0213037",
        "cm16-0213037",
        "IMR case number: CM16-0213037",
        "#CM16-0213037",
        "ca-wc/CM16-0213037/v2",
        "CA-WC/cm16-0213037",
    ],
)
def test_a_number_is_known_as_it_stands_on_a_letter(typed: str) -> None:
    number = number_asked(typed)
    assert number is not None and Named(id="ca-wc/CM16-0213037") in number[1]


@pytest.mark.parametrize(
    "typed",
    ['"CM16-0213037"', "knee CM16-0213037", "CM16-0213037 CM16-0213038", "2016", "L4-L5", "-", ""],
)
def test_what_asks_for_something_else_is_no_number(typed: str) -> None:
    assert number_asked(typed) is None


def test_small_letters_of_an_operator_are_told() -> None:
    assert "OR in capitals joins words" in parse("mri or xray").notes[0]


def test_a_drug_nearly_spelled_is_told() -> None:
    asked = parse("drug:norcoo")
    assert asked.expression == Is(facet=Facet.DRUG, value="hydrocodone/acetaminophen")
    assert asked.notes == ("drug:norcoo was searched as norco",)


@pytest.mark.parametrize("sign", ["NEAR", "ADJ", "WITHIN", "XOR"])
def test_what_joins_words_elsewhere_is_a_word_here_and_this_is_told(sign: str) -> None:
    asked = parse(f"knee {sign} pain")
    assert printed(asked.expression or pytest.fail()) == f"knee AND {sign.lower()} AND pain"
    assert [note.partition(";")[0] for note in asked.notes] == [f"{sign} was searched as a word"]
    assert not parse(f'knee "{sign}" near pain').notes


@pytest.mark.parametrize(
    ("typed", "drug", "also"),
    [("gabapentine", "gabapentin", "neurontin"), ("Oxycodon", "oxycodone", "oxycontin")],
)
def test_a_drug_with_an_e_too_many_or_too_few_finds_its_other_names(
    typed: str, drug: str, also: str
) -> None:
    occur = {drug, typed.lower(), also, "tree", "tre"}  # an index tells no e at the end of a word
    wide = widened(parse(typed).expression, occur.__contains__)
    assert wide.notes == (f"{typed.lower()} was searched as {drug}",)
    assert wide.also == (f"{drug}: {also}",)
    for alone in (f'"{typed}"', drug, "tre"):
        assert not widened(parse(alone).expression, occur.__contains__).notes
    as_typed = widened(parse(typed).expression, occur.__contains__, synonyms=False)
    assert not as_typed.notes


def test_other_names_are_added_only_where_they_occur() -> None:
    asked = parse("MRI tens").expression
    known = {"magnetic", "resonance", "imaging"}
    wide = widened(asked, lambda word: word in known | {"mri", "tens"})
    assert wide.also == ("mri: magnetic resonance imaging",)
    assert printed(wide.expression) == "mri AND tens"


def test_a_brand_finds_the_generic_and_a_generic_its_brands() -> None:
    assert "neurontin: gabapentin" in widened(parse("neurontin").expression, known_drug).also[0]
    assert "neurontin" in widened(parse("gabapentin").expression, known_drug).also[0]


def test_a_drug_finds_the_brands_that_it_leads_in() -> None:
    [also] = widened(parse("hydrocodone").expression, known_drug).also
    assert "norco" in also and "vicodin" in also


def known_drug(word: str) -> bool:
    return True


def searched(text: str) -> dict[str, list[str]]:
    """The other names that a text is searched with, by what was typed."""
    told = widened(parse(text).expression, known_drug).also
    return {name: others.split(", ") for name, _, others in (one.partition(": ") for one in told)}


@pytest.mark.parametrize(
    ("typed", "name", "meant"),
    [
        ("stomach pills", "stomach pills", "proton pump inhibitor"),
        ("stomach medication", "stomach medication", "h2 blocker"),
        ("nerve tests of the arms", "nerve tests", "emg"),
        ("nerve tests of the arms", "arms", "upper extremity"),
        ("talk therapy", "talk therapy", "cbt"),
        ("back braces", "back braces", "lumbosacral orthosis"),
        ("chiropractors", "chiropractors", "chiropractic"),
        ("summary:scan", "scan", "mri"),
    ],
)
def test_what_laymen_say_finds_what_letters_say(typed: str, name: str, meant: str) -> None:
    assert meant in searched(typed)[name]


def test_what_letters_say_does_not_find_all_that_laymen_mean_by_it() -> None:
    assert "stomach medicine" not in searched("proton pump inhibitors")["proton pump inhibitors"]


def understood(text: str, *, synonyms: bool = True) -> str:
    expression = widened(parse(text).expression, known_drug, synonyms=synonyms).expression
    assert expression is not None
    return printed(expression)


@pytest.mark.parametrize(
    ("typed", "understanding"),
    {
        "a scan of my knee": "scan AND knee",
        "range of motion of the knee": "(range AND of AND motion) AND knee",
        '"of" the': '"of"',
        "of the": "of AND the",
        "summary:of knee": "summary:of AND knee",
        "knee without contrast": "knee AND without AND contrast",
        "acupuncture approved": 'acupuncture AND decision:"overturned"',
        "overturned": 'decision:"overturned"',
        "knee -upheld": 'knee AND NOT decision:"upheld"',
        "FDA approved patch": "fda AND approved AND patch",
        'patch "approved"': 'patch AND "approved"',
    }.items(),
)
def test_small_words_are_passed_over_and_words_of_decisions_ask_for_them(
    typed: str, understanding: str
) -> None:
    assert understood(typed) == understanding


def test_as_typed_nothing_is_passed_over_nor_taken_for_something_else() -> None:
    assert understood("the knee approved", synonyms=False) == "the AND knee AND approved"


def test_how_a_word_of_decisions_was_taken_is_told() -> None:
    [note] = widened(parse("acupuncture approved").expression, known_drug).notes
    assert note.startswith("approved was taken as decision:overturned; in quotation marks")


def test_a_word_that_occurs_nowhere_is_searched_as_the_nearest_and_this_is_told() -> None:
    known = {"lumbar", "spine", "mri"}

    def wide(text: str, *near: str) -> Widened:
        return widened(parse(text).expression, known.__contains__, near=lambda word: near)

    found = wide("lumber spine", "lumbar", "number")
    assert found.notes == ("lumber occurs nowhere; searched lumbar (near are number too)",)
    assert printed(found.expression) == "lumbar AND spine"
    assert wide("lumber").notes == ()
    assert wide('"lumber"', "lumbar").notes == ()


def test_a_slip_in_the_name_of_a_drug_that_occurs_under_another_name_alone() -> None:
    for slip, meant in (("vicoden", "vicodin"), ("hydrocodne", "hydrocodone")):
        wide = widened(parse(slip).expression, {"norco"}.__contains__)
        assert wide.notes == (f"{slip} occurs nowhere; searched {meant}",)
        assert wide.also == (f"{meant}: norco",)
    assert not widened(parse("vicoden").expression, {"knee"}.__contains__).notes


def test_the_spelling_of_a_few_words_is_looked_into_not_of_all() -> None:
    looked: list[str] = []

    def near(word: str) -> tuple[str, ...]:
        looked.append(word)
        return ()

    typed = " ".join(f"nowhere{number}" for number in range(40))
    widened(parse(typed).expression, lambda word: False, near=near)
    assert len(looked) == 8


@pytest.mark.parametrize("own", ["talk therapy", "pinky", "approved", "the"])
def test_a_word_that_has_a_meaning_here_keeps_its_spelling(own: str) -> None:
    wide = widened(parse(own).expression, lambda word: False, near=lambda word: ("tall",))
    assert not any("occurs nowhere" in note for note in wide.notes)


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("accupuncture", ("acupuncture",)),
        ("Accupuncture", ()),
        ("injction", ("injection", "infection")),
        ("fhysical", ("physical",)),
        ("whysicel", ()),
        ("kneee", ("knee",)),
        ("mri", ()),
        ("acupuncture", ()),
        ("l5s1x", ()),
        ("zzzzzzzz", ()),
    ],
)
def test_near_words_are_a_slip_or_two_away(typed: str, near: tuple[str, ...]) -> None:
    words = {"acupuncture": 3, "injection": 5, "infection": 1, "knee": 9, "physical": 2}
    assert nearest(typed, words, lambda word: word) == near


def test_nearer_words_come_first_then_more_frequent_ones() -> None:
    words = {"lumbers": 2, "lumbar": 3, "number": 90}
    assert nearest("lumber", words, lambda word: word.removesuffix("s")) == ("number", "lumbar")


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("knee mri", ("mri-knee",)),
        ("mri-kneee", ("mri-knee",)),
        ("chiropractic", ("manual-therapy-manipulation",)),
        ("PT", ("physical-medicine",)),
        ("sholder", ("shoulder",)),
        ("something else", ()),
    ],
)
def test_near_values_are_like_in_any_order_of_words_or_by_another_name(
    typed: str, near: tuple[str, ...]
) -> None:
    there = ("mri-knee", "manual-therapy-manipulation", "physical-medicine", "shoulder", "neck")
    assert nearest_values(typed, there) == near


@pytest.mark.parametrize("listed", ["lay_words.yaml", "specialties.yaml"])
def test_no_name_is_said_twice_for_different_meanings(listed: str) -> None:
    source = importlib.resources.files("openimr.publication.search").joinpath(listed)
    said = [
        folded(name_of(name))
        for one in yaml_values(source.read_text(encoding="utf-8"))
        for name in one["said"]
    ]
    assert [name for name, times in Counter(said).items() if times > 1] == []


@pytest.mark.parametrize("typed", ["guideline:pt", '"pt"', "specialty:pt", "topic:pt"])
def test_quoted_words_and_names_of_guidelines_are_searched_as_typed(typed: str) -> None:
    assert not widened(parse(typed).expression, known_drug).also


def test_chosen_values_are_read_as_typed_ones() -> None:
    chosen = narrowed({"drug": ["Norco"], "age": ["45"], "specialty": ["Family  Practice"]})
    assert [one.value for one in chosen] == [
        "hydrocodone/acetaminophen",
        "40 to 49",
        "Family Practice",
    ]


@pytest.mark.parametrize(
    "chosen", [{"sex": ["x"]}, {"colour": ["red"]}, {"topic": [" "]}, {"section": ["\udcff"]}]
)
def test_a_value_that_cannot_be_is_refused(chosen: dict[str, list[str]]) -> None:
    with pytest.raises(BadInput):
        narrowed(chosen)


def test_the_verb_offers_every_facet() -> None:
    assert tuple(FACETS) == tuple(facet.value for facet in Facet)
