"""What is understood of the sentences in which people ask the library."""

from __future__ import annotations

import pytest
from tests.memory_search_index import MemorySearchIndex
from tests.searched_letters import LETTERS

from openimr.publication.search.find import find
from openimr.publication.search.parse import parse
from openimr.publication.search.query import Search, Sort, printed
from openimr.publication.search.synonyms import Widened, widened


def wide(text: str, *, synonyms: bool = True) -> Widened:
    return widened(parse(text).expression, lambda word: True, synonyms=synonyms)


def understood(text: str, *, synonyms: bool = True) -> str:
    expression = wide(text, synonyms=synonyms).expression
    assert expression is not None
    return printed(expression)


@pytest.mark.parametrize(
    ("typed", "understanding"),
    {
        "the MRI's use": "mri AND use",
        "knee’s use": "knee AND use",
        "she can't climb": "not AND climb",
        "they're beds": "beds",
        '"golfer\'s elbow"': '"golfer s elbow"',
        "'s": "s",
    }.items(),
)
def test_an_apostrophe_makes_no_word_of_what_follows_it(typed: str, understanding: str) -> None:
    assert understood(typed) == understanding


@pytest.mark.parametrize("typed", ["golfer's elbow", "golfers elbow", "golfer elbow"])
def test_a_name_with_an_apostrophe_is_known_without_it(typed: str) -> None:
    [also] = wide(typed).also
    assert "medial epicondylitis" in also


@pytest.mark.parametrize(
    ("typed", "understanding"),
    {
        "scan denied": "scan",
        "scan was not approved": "scan",
        "scan wasn't authorized": "scan",
        "why was the scan refused": "scan",
        "denied scan overturned": 'scan AND decision:"overturned"',
        "reversed": 'decision:"overturned"',
        "not approved": "not AND approved",
        '"denied" scan': '"denied" AND scan',
        "rationale:denied scan": "rationale:denied AND scan",
    }.items(),
)
def test_that_it_was_refused_tells_nothing_of_what_came_to_a_review(
    typed: str, understanding: str
) -> None:
    assert understood(typed) == understanding


def test_that_a_word_of_refusal_was_passed_over_is_told() -> None:
    [note] = [one for one in wide("scan denied").notes if "denied" in one]
    assert note.startswith("denied was passed over") and "decision:upheld" in note
    assert not wide("denied").notes


@pytest.mark.parametrize(
    ("typed", "understanding"),
    {
        "man in his fifties": 'sex:"male" AND age:"50 to 59"',
        "women in their late 30s": 'sex:"female" AND age:"30 to 39"',
        "nineties": 'age:"90 and over"',
        "mid 50's": 'age:"50 to 59"',
        "54 yo female": '54-year-old AND sex:"female"',
        "54 y/o": "54-year-old",
        "54yo": "54-year-old",
        "aged 54": "54-year-old",
        '"woman"': '"woman"',
        "summary:woman": "summary:woman",
    }.items(),
)
def test_age_and_sex_are_understood_in_words(typed: str, understanding: str) -> None:
    assert understood(typed) == understanding


def test_how_words_of_age_and_sex_were_taken_is_told() -> None:
    sex, age = wide("woman in her twenties").notes
    assert sex.startswith("woman was taken as sex:female; in quotation marks")
    assert age.startswith("twenties was taken as age:20 to 29; in quotation marks")


@pytest.mark.parametrize(
    ("typed", "understanding"),
    {
        "decided by an anesthesiologist": "specialty:anesthesiology",
        "upheld by orthopedist": " AND ".join(
            (
                'decision:"upheld"',
                "(specialty:orthopedic-surgery OR specialty:orthopaedic-surgery)",
            )
        ),
        "psychiatrist as reviewer": "specialty:psychiatry",
        "PM&R reviewer": "specialty:physical-medicine",
        "internal medicine doctor reviewing scan": "specialty:internal-medicine AND scan",
        "reviewer said chiropractic": "said AND chiropractic",
        "records reviewed acupuncture": "records AND acupuncture",
        "scan by an orthopedist": "scan AND orthopedist",
    }.items(),
)
def test_a_physician_beside_a_word_of_reviewing_is_the_reviewer(
    typed: str, understanding: str
) -> None:
    assert understood(typed) == understanding


@pytest.mark.parametrize(
    ("typed", "understanding"),
    {
        "ACOEM chapter 9": "guideline:shoulder-complaints",
        "ch. 12 scan": "guideline:low-back-complaints AND scan",
        "ACOEM ch 5": "section:cornerstones",
        "chapter 99 scan": "99 AND scan",
        "ODG pain chapter": "odg AND pain",
    }.items(),
)
def test_a_chapter_of_the_guidelines_is_known_by_its_number(typed: str, understanding: str) -> None:
    assert understood(typed) == understanding


@pytest.mark.parametrize(
    "typed", ["which patients get beds", "cases of workers who need beds", "is it a covered bed"]
)
def test_what_every_letter_is_about_is_not_asked_for(typed: str) -> None:
    assert understood(typed) in {"beds", "bed"}


def test_as_typed_words_are_words() -> None:
    assert understood("man denied", synonyms=False) == "man AND denied"


@pytest.mark.parametrize(
    ("typed", "wanted", "shown"),
    [
        ("norco warehouse ladder", Search(), 3),
        ("norco warehouse ladder", Search(per_page=1), 3),
        ("norco warehouse ladder", Search(synonyms=False), 1),
        ("norco warehouse ladder", Search(sort=Sort.NEWEST), 1),
        ("norco warehouse", Search(), 1),
        ("norco warehouse AND ladder", Search(), 1),
        ("norco warehouse summary:ladder", Search(), 1),
        ('norco warehouse "ladder"', Search(), 1),
        ("norco warehouse ladder -radiates", Search(), 1),
    ],
)
def test_only_a_sentence_of_mere_words_finds_what_has_some_of_them_beside_what_has_all(
    typed: str, wanted: Search, shown: int
) -> None:
    index = MemorySearchIndex()
    index.write(LETTERS)
    assert find(index, typed, wanted).found.total == shown


@pytest.mark.parametrize(
    ("typed", "meant"),
    {
        "meniscus": "meniscal",
        "mri with dye": "contrast",
        "car crash": "motor vehicle accident",
        "heart attack": "myocardial infarction",
        "repetitive work": "cumulative trauma",
        "quantity reduced": "imr eligible",
        "hardly read": "illegible",
        "trigger finger": "stenosing tenosynovitis",
        "cold pack unit": "vascutherm",
    }.items(),
)
def test_lay_words_find_what_letters_say(typed: str, meant: str) -> None:
    assert any(meant in one for one in wide(typed).also)


@pytest.mark.parametrize(
    ("typed", "other"),
    {
        "pills": "morphine",
        "scan": " ultrasound,",
        "nerve conduction": "electromyography",
        "muscle stimulator": "tens",
        "sciatica": "cervical",
        "stenosing tenosynovitis": "trigger",
        "cold pack": "cryotherapy",
        "transcutaneous electrotherapy": "tens",
    }.items(),
)
def test_names_of_what_is_merely_near_are_not_searched(typed: str, other: str) -> None:
    assert not any(other in one.replace("diagnostic ultrasound", "") for one in wide(typed).also)
