"""Passages of a letter: white space folded, sentences cut, places kept."""

from __future__ import annotations

from openimr.determination.checks.about_request import about_request
from openimr.determination.checks.passage import Passage
from openimr.vocabulary.places import Span


def test_folded_words_are_quoted_where_they_stand() -> None:
    page = "xx The worker was seen on 10-\n12-2016 by a self-\nemployed\n\n  physician. yy"
    passage = Passage.at((page,), (Span(page=1, start=3, end=len(page) - 3),))
    assert passage.text == "The worker was seen on 10-12-2016 by a self-employed physician."
    at = passage.text.index("physician")
    assert passage.quote(at, at + len("physician")).words == "physician"
    day = passage.text.index("10-12-2016")
    assert passage.quote(day, day + 10).words == "10-\n12-2016"


def test_a_quote_over_a_page_break_stays_on_its_first_page() -> None:
    pages = ("The knee was\n", "tender. Rest.")
    passage = Passage.at(pages, (Span(page=1, start=0, end=13), Span(page=2, start=0, end=13)))
    assert passage.text == "The knee was tender. Rest."
    quote = passage.quote(0, 20)
    assert quote.words == "The knee was"
    assert passage.quote(21, 26).span == Span(page=2, start=8, end=13)


def test_sentences_end_at_full_stops_not_at_abbreviations_or_decimals() -> None:
    passage = Passage(
        "Dr. North gave 7.5 mg, i.e. half. Was it enough? It was.The pain eased. See p. 12."
    )
    assert [sentence.text for sentence in passage.sentences] == [
        "Dr. North gave 7.5 mg, i.e. half.",
        "Was it enough?",
        "It was.",
        "The pain eased.",
        "See p. 12.",
    ]


def test_only_words_about_the_request_are_taken_for_it() -> None:
    passage = Passage(
        "A prior MRI of the neck was normal. The request for 6 visits to the left knee, ankle and "
        "foot is not supported. The brace at issue does not help."
    )
    said = [(words.kind, words.words) for words in about_request(passage)]
    assert said == [("asked", "6 visits to the left knee, ankle and foot"), ("asked", "brace")]
