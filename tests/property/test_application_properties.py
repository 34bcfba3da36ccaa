"""What holds for every text: reading never fails, and every place is where it says."""

import datetime as dt
import string

from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.application.papers import Papers, flow_of, lines_of
from openimr.application.read import read_application
from openimr.application.request import parse_request
from openimr.vocabulary.dates import find_dates
from openimr.vocabulary.places import PageText

DAYS = st.dates(dt.date(1941, 1, 1), dt.date(2039, 12, 31))
FORMATS = st.sampled_from(
    ["%m/%d/%Y", "%m-%d-%y", "%B %d, %Y", "%d %b %Y", "%Y-%m-%d", "%b. %d %Y"]
)
WORDS = st.sampled_from(
    [
        *("physical", "therapy", "2x6", "12 sessions", "(8)", "left knee", "#60", "Norco 10/325mg"),
        *(
            "twice a week",
            "for one month",
            "MODIFIED to 6",
            "DENIED:",
            "Claim number",
            "DOB 5/18/70",
        ),
        *(
            "1.",
            "request for",
            "is not certified",
            "x",
            "-",
            "/",
            "Requested treatment",
            "Decision",
        ),
        *(
            "RECEIVED",
            "Signature",
            "Date",
            "ICD",
            "M54.2",
            "97110",
            "guideline: MTUS",
            "ODG page 98",
        ),
    ]
)
LINES = st.lists(
    st.lists(WORDS, max_size=8).map(" ".join) | st.text(string.printable, max_size=30), max_size=12
)
PAGES = LINES.map("\n".join) | st.tuples(LINES).map(
    lambda t: "\n".join("  ".join(t[0]).split("\r"))
)


@given(DAYS, FORMATS, st.sampled_from(["", "seen ", "DOI: ", "(", "RFA dated "]))
def test_any_day_in_any_format_is_found_where_it_stands(day, layout, before):
    written = day.strftime(layout)
    assert find_dates(f"{before}{written} ok") == [(day, len(before), len(before) + len(written))]


@given(st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=60))
def test_any_wording_is_read_without_failing(text):
    request = parse_request(text)
    assert request.quantity is None or request.quantity >= 0
    assert request == parse_request(f"  {text}\n")


@settings(max_examples=60, deadline=None)
@given(PAGES, PAGES, PAGES)
def test_any_papers_are_read_and_every_place_lies_on_its_page(form, rfa, decision):
    def document(name, text):
        return (PageText(file=name, number=1, text=text),)

    papers = Papers(
        applications=(document("form.pdf", form),),
        rfas=(document("rfa.pdf", rfa),),
        ur_decisions=(document("ur.pdf", decision),),
    )
    lengths = {"form.pdf": len(form), "rfa.pdf": len(rfa), "ur.pdf": len(decision)}
    for treatment in read_application(papers).treatments:
        for place in treatment.sources:
            assert place.end <= lengths[place.file]


@given(LINES, LINES)
def test_running_text_leads_back_to_the_words_of_its_pages(first, second):
    pages = [
        PageText(file="a.pdf", number=n, text="\n".join(lines))
        for n, lines in enumerate((first, second), start=1)
    ]
    flow = flow_of(lines_of(pages))
    for at, segment in flow.pieces:
        assert flow.text[at : at + len(segment.text)] == segment.text
        for place in flow.places(at, at + len(segment.text)):
            assert pages[place.page - 1].text[place.start : place.end] == segment.text
