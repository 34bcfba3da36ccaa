"""`read(write(d)) == d`: a letter says exactly what its determination says, in every format."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from openimr.adapters.docx_text import docx_pages
from openimr.adapters.pdf_text import pdf_page_texts
from openimr.bootstrap import letter_file
from openimr.determination import letter_words as words
from openimr.determination.determination_json import read_json
from openimr.determination.guideline_line import parse_guideline_line
from openimr.determination.model import (
    Basis,
    Decision,
    Determination,
    DocumentReviewed,
    Finding,
    GuidelineLine,
    Patient,
    Priority,
    Reviewer,
    Sex,
)
from openimr.determination.read import read_letter_text
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.request import TreatmentRequest

TODAY = dt.date(2026, 11, 21)
QUICK = settings(
    deadline=None,
    max_examples=25,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# Words that are hard to read back: the letter's own labels, hyphens, figures, quotes, words too
# long for a line, names beyond ASCII, white space of many kinds.
HARD_WORDS = [
    *(words.RATIONALE, words.ISSUES, words.SUMMARY, words.REVIEWER_GUIDELINE, words.CASE_NUMBER),
    *(
        "Upheld",
        "Overturned",
        ": Upheld",
        "Issue 2 of 5",
        "DRAFT",
        "Page 1 of 3",
        words.DRAFT_NOTICE,
    ),
    *("quantity:", "basis:", "not stated", words.AWAITING, words.NO_DECISION, "1.", "2", "[4:2]"),
    *(
        "low-back",
        "left-",
        "- right",
        "--",
        "x-ray",
        "10-325",
        "and/or",
        "(a)-(c)",
        "mg/mL",
        "C5-C6",
    ),
    *(
        "“quoted”",
        '"inches"',
        "it’s",
        "5′",
        "½",
        "≥",
        "µg",
        "×",
        "—",
        "–",
        "…",
        "§",
        "°C",
        "±",
        "•",
    ),
    *("Nguyễn", "Žofia", "Łukasz", "Ångström", "Ελένη", "Борис", "naïve", "œdema", "Þór", "İpek"),
    *(
        "soft\u00adhyphen",
        "no\u00a0break",
        "thin\u2009space",
        "en\u2002space",
        "em\u2003space",
        "zero\u200bwidth",
    ),
    *(
        "https://example.org/" + "guideline_" * 12 + "2009?page=98",
        "A" * 130,
        "office",
        "ﬁve",
        "a" * 30,
    ),
    *(
        "office visit " * 9,
        "hydrocodone/acetaminophen",
        "<b>",
        "*bold*",
        "#let",
        "$x$",
        "\\u",
        "@a",
        "_u_",
    ),
]
LETTERS = st.characters(
    codec="utf-8",
    categories=["Ll", "Lu", "Nd"],
    include_characters=" -.,;:()/'\"%+&",
    max_codepoint=0x17F,
)
WORD = st.sampled_from(HARD_WORDS) | st.text(LETTERS, min_size=1, max_size=14)


def _has_words(text: str) -> bool:
    return bool(text.replace("\u200b", "").replace("\u00ad", "").strip())


def lines(most: int) -> st.SearchStrategy[str]:
    return st.lists(WORD, min_size=1, max_size=most).map(" ".join).filter(_has_words)


LINE = lines(6)
PARAGRAPHS = st.lists(lines(70), min_size=1, max_size=4).map("\n".join)
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31))
NUMBERS = st.integers(0, 10_000) | st.floats(0, 10_000, allow_nan=False)
maybe = st.none().__or__


REQUESTS = st.builds(
    TreatmentRequest,
    quantity=maybe(NUMBERS),
    unit=maybe(LINE),
    per_week=maybe(NUMBERS),
    weeks=maybe(NUMBERS),
    body_parts=st.lists(LINE, max_size=3).map(tuple),
    drug=maybe(LINE),
    strength=maybe(LINE),
)
CITATIONS = st.builds(
    Citation,
    source=LINE,
    sections=st.lists(LINE, max_size=3).map(tuple),
    pages=st.lists(LINE, max_size=2).map(tuple),
)
GUIDELINE_LINES = st.one_of(
    st.just(GuidelineLine()),
    lines(20).map(parse_guideline_line),
    st.builds(
        GuidelineLine,
        basis=maybe(st.sampled_from(Basis)),
        text=maybe(lines(20)),
        citations=st.lists(CITATIONS, max_size=2).map(tuple),
    ),
)
FINDINGS = st.builds(
    Finding,
    disputed_treatment=lines(25),
    decision=maybe(st.sampled_from(Decision)),
    claims_administrator_guideline=GUIDELINE_LINES,
    reviewer_guideline=GUIDELINE_LINES,
    rationale=maybe(PARAGRAPHS),
    request=REQUESTS,
)
DOCUMENTS = st.builds(
    DocumentReviewed,
    title=LINE,
    type=maybe(LINE),
    date=maybe(DAYS),
    author=maybe(LINE),
    pages=maybe(LINE),
)
DETERMINATIONS = st.builds(
    Determination,
    case_number=maybe(st.from_regex(r"CM[0-9]{2}-[0-9]{7}", fullmatch=True) | LINE),
    **{
        name: maybe(DAYS)
        for name in (
            "date_assigned",
            "decision_date",
            "date_of_injury",
            "ur_denial_date",
            "application_received",
        )
    },
    priority=maybe(st.sampled_from(Priority)),
    reviewer=st.builds(
        Reviewer,
        licensure=st.lists(LINE, max_size=3).map(tuple),
        specialties=st.lists(LINE, max_size=3).map(tuple),
        statement=maybe(PARAGRAPHS),
    ),
    patient=st.builds(Patient, age=maybe(st.integers(1, 129)), sex=maybe(st.sampled_from(Sex))),
    generated_wording=maybe(LINE),
    clinical_case_summary=maybe(PARAGRAPHS),
    documents_reviewed=st.lists(DOCUMENTS, max_size=12).map(tuple),
    findings=st.lists(FINDINGS, max_size=4).map(tuple)
    | st.lists(FINDINGS, min_size=5, max_size=25).map(tuple),
    signed_by=maybe(LINE),
    draft=st.booleans(),
)


def read_back(determination: Determination, ending: str) -> Determination:
    content = letter_file(determination, ending, TODAY)
    if ending == ".json":
        return read_json(content, "letter.json")
    if ending == ".pdf":
        pages = pdf_page_texts(content, "letter.pdf")
    else:
        pages = docx_pages(content, "letter.docx") if ending == ".docx" else [content.decode()]
    reading = read_letter_text(pages, f"letter{ending}")
    assert reading.layout == "openimr"
    assert not reading.problems
    return reading.determination


# A glyph met first inside a broken word once took its spaces along at the ends of lines.
BROKEN_NUMBER = Determination(
    case_number="CM00-0000300",
    documents_reviewed=(
        DocumentReviewed(title="Report:", pages="CLINICAL CASE SUMMARY Page 1 of 3 Rationale:"),
    ),
)


@QUICK
@example(BROKEN_NUMBER)
@given(DETERMINATIONS)
def test_a_pdf_letter_says_what_its_determination_says(determination: Determination) -> None:
    assert read_back(determination, ".pdf") == determination


@QUICK
@given(DETERMINATIONS)
def test_a_word_letter_says_what_its_determination_says(determination: Determination) -> None:
    assert read_back(determination, ".docx") == determination


@QUICK
@given(DETERMINATIONS)
def test_a_text_letter_says_what_its_determination_says(determination: Determination) -> None:
    assert read_back(determination, ".txt") == determination


@QUICK
@given(DETERMINATIONS)
def test_a_json_letter_says_what_its_determination_says(determination: Determination) -> None:
    assert read_back(determination, ".json") == determination


@pytest.mark.slow
@settings(QUICK, derandomize=False, max_examples=2_000)
@given(DETERMINATIONS, st.sampled_from([".pdf", ".docx", ".txt", ".json"]))
def test_letters_say_what_their_determinations_say_for_hours(
    determination: Determination, ending: str
) -> None:
    assert read_back(determination, ending) == determination
