"""Whatever a page says, a fact quotes it exactly and says no number that is not there."""

from __future__ import annotations

import datetime as dt
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.casefile.facts import find_facts
from openimr.casefile.model import CaseFile, Document, DocumentType, Page

PIECES = [
    "Subjective:", "Plan:", "Work status:", "Objective:", "Diagnoses:", "Current medications:",
    "Neck pain 7/10.", "He has completed 6 sessions of PT.", "Norco 10/325 mg #60", "denies SI",
    "1. 724.2 Lumbago", "2. M54.5 Low back pain;", "TTD until 5/1/2016", "BDI-II 22 (moderate)",
    "No history of", "acupuncture x 8", "2x/wk x 4 wks", "☒ Modified duty", "☐ Off work",
    "Motor 4+/5 R grip.", "Spurling neg", "MRI 1/2/15: bulge C5-6", "s/p ACDF", "\n", "  ", "é×½",
    "(9/9, 9/16)", "Page 1 of 2", "never", "FH: mother", "Patient  A B  DOB  1/2/60", "\r\n",
]  # fmt: skip


@settings(max_examples=60)
@given(
    pieces=st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=30),
    kind=st.sampled_from(list(DocumentType)),
    glue=st.sampled_from([" ", "\n", ". "]),
)
def test_a_quote_equals_its_page_text(pieces: list[str], kind: DocumentType, glue: str) -> None:
    text = glue.join(pieces)
    page = Page(file="a.pdf", number=1, text=text)
    document = Document(file="a.pdf", pages=(1, 1), type=kind, date=dt.date(2016, 3, 4))
    for fact in find_facts(CaseFile(pages=(page,), documents=(document,))):
        assert text[fact.place.start : fact.place.end] == fact.quote
        stated = set(re.findall(r"\d+", fact.statement))
        assert stated <= set(re.findall(r"\d+", fact.quote))
