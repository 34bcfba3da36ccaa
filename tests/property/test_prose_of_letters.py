"""What holds for every sentence of a drafted letter, whatever the offices wrote."""

import datetime as dt
import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.application.read import read_application
from openimr.casefile.facts import find_facts
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.guidelines.load import shipped_pack
from openimr.review.cutting import MOST_WORDS, cut
from openimr.review.flow import Flow
from openimr.workflow.draft import decide, papers_of

T = DocumentType
FORM = """APPLICATION FOR INDEPENDENT MEDICAL REVIEW
DWC Form IMR
Employee name (Last, First, Middle): Thornapple, Idris, K.
Date of birth: 02/03/1970   Sex: Male
Date of injury: 01/12/2015
Claim number: TT-15-90001
Primary diagnosis: 847.2
Date of Utilization Review determination letter: 07/10/2015
List each specific requested medical service, good or item that was denied or modified:
{requests}
Employee signature: Idris Thornapple  Date: 07/20/2015
"""
UR = """LANTERN HILL UTILIZATION REVIEW
NOTICE OF UTILIZATION REVIEW DETERMINATION
July 10, 2015
Employee: Idris Thornapple   Date of injury: 01/12/2015
{decisions}
Rationale: {ground}
"""
REPORT = """Minerva Oaks, MD
PRIMARY TREATING PHYSICIAN'S PROGRESS REPORT (PR-2)
Patient: Idris Thornapple   Date of exam: 07/02/2015   Date of injury: 01/12/2015
{story}
"""
NOTE = """Quince Chiropractic
DAILY TREATMENT NOTE
Patient: Idris Thornapple   Date of service: {day}
{story}
"""
SCHOOL = """He is a 45-year-old school custodian who was hurt on 01/12/2015 when a ladder slid
and he fell onto his back. Low back pain 4/10, was 7/10. Denies numbness. He has completed 6
chiropractic visits. Since the chiropractic care he is back to mowing his lawn, carrying his
groceries and driving his children to school, which he had given up in the spring of this year.
Tenderness of the lumbar paraspinals. Motor strength 5/5. Straight leg raise negative.
Diagnoses: Lumbar sprain/strain 847.2. Low back pain M54.5.
Naproxen 550 mg BID. Tramadol was stopped in May. Oswestry 30% (initial 46%).
Work status: Returned to modified duty 05/04/2015, no lifting over 20 lb.
"""
MIND = """Mr. Thornapple is a 45-year-old, right-handed man who works as a forklift driver. He has
attended 4 sessions of cognitive behavioral therapy; BDI-II fell from 30 to 17. He sleeps better,
cooks again and does his own shopping. Depressed mood, some anxiety. No suicidal ideation.
Diagnosis: Adjustment disorder with depressed mood (309.0). Recommendation: 6 more sessions of CBT
to secure the return to full duty. Currently off work since January 13, 2015.
"""
WRITTEN_SHORT = """45 y/o M. LBP 6/10. PT x12 done, little change. HEP daily, independent.
Not working. Lumbar strain S39.012A. Request PT 2x6 and acupuncture 2x3, never had acu,
NSAIDs not tolerated.
"""
SAID_LITTLE = "Low back pain. Please authorize."
LETTERS = {
    "a school custodian": (SCHOOL, ("Chiropractic treatment, 12 additional visits, lumbar spine",)),
    "a forklift driver": (
        MIND,
        ("Cognitive behavioral therapy, 6 additional sessions", "Biofeedback x 6 sessions"),
    ),
    "a short note": (WRITTEN_SHORT, ("Physical therapy 2 x 6 lumbar", "Acupuncture 2 x 3")),
    "two alike": (
        MIND,
        ("Psychotherapy, 8 more sessions", "Psychotherapy, 8 more sessions, group"),
    ),
    "hardly anything": (SAID_LITTLE, ("Physical therapy, 12 visits", "MRI of the lumbar spine")),
}


def paper(file, text, kind, day=dt.date(2015, 7, 2)):
    page = Page(file=file, number=1, text=text)
    author = "Minerva Oaks, MD" if kind is T.PROGRESS_REPORT else None
    return page, Document(file=file, pages=(1, 1), type=kind, date=day, author=author)


def letter_on(story, requests):
    """The letter drafted on four papers."""
    listed = "\n".join(f"{number}. {text}" for number, text in enumerate(requests, start=1))
    decided = "\n".join(f"{text}: NOT CERTIFIED (DENIED)." for text in requests)
    ground = "The records do not show objective functional improvement from earlier care."
    papers = [
        paper("1.pdf", FORM.format(requests=listed), T.APPLICATION, dt.date(2015, 7, 20)),
        paper("2.pdf", UR.format(decisions=decided, ground=ground), T.UR_DECISION),
        paper("3.pdf", REPORT.format(story=story), T.PROGRESS_REPORT),
        paper(
            "4.pdf",
            NOTE.format(day="06/22/2015", story="Low back pain 5/10. Visit 6 of 6. ROM improved."),
            T.CHIROPRACTIC_NOTE,
            dt.date(2015, 6, 22),
        ),
    ]
    case_file = CaseFile(
        pages=tuple(page for page, _ in papers), documents=tuple(one for _, one in papers)
    )
    application = read_application(papers_of(case_file))
    return decide(case_file, application, find_facts(case_file), shipped_pack())


@pytest.fixture(scope="module", params=LETTERS.values(), ids=LETTERS)
def drafted(request):
    return letter_on(*request.param)


def sentences(drafted):
    told = [s.sentence for s in drafted.summary.sentences]
    return told + [step.sentence for p in drafted.proposals for step in p.rationale]


def test_no_quotation_has_more_than_twelve_words(drafted):
    quoted = re.findall("\u201c([^\u201d]*)\u201d", " ".join(sentences(drafted)))
    cut_off = [words.removesuffix(" ...") for words in quoted]
    assert [words for words in cut_off if len(words.split()) > MOST_WORDS] == []


def test_no_sentence_stands_twice_in_a_letter(drafted):
    assert [s for s, times in Counter(sentences(drafted)).items() if times > 1] == []


def test_no_two_sentences_in_a_row_begin_with_a_day(drafted):
    dated = [bool(re.match(r"On [A-Z][a-z]+ \d", s)) for s in sentences(drafted)]
    assert not any(a and b for a, b in pairwise(dated))


def test_no_form_is_quoted(drafted):
    quoted = re.findall("\u201c([^\u201d]*)\u201d", " ".join(sentences(drafted)))
    assert [q for q in quoted if "?" in q or "|" in q or "  " in q] == []


def test_the_record_is_not_made_to_speak(drafted):
    told = " ".join(sentences(drafted)).lower()
    for worn in ("the record says", "the record notes", "are on record", "is recorded:"):
        assert worn not in told


def test_a_wish_is_no_return_to_work(drafted):
    assert "to secure the return" not in " ".join(sentences(drafted))


def test_every_sentence_rests_on_something(drafted):
    assert all(s.sources for s in drafted.summary.sentences)
    assert all(step.record or step.guideline for p in drafted.proposals for step in p.rationale)


def test_the_first_sentence_says_who_was_injured_when_and_how():
    first = letter_on(*LETTERS["a school custodian"]).summary.sentences[0].sentence
    assert first == (
        "The employee is a 45-year-old man, a school custodian, who was injured on "
        "January 12, 2015 when a ladder slid and he fell onto his back."
    )


def test_scores_are_told_as_a_trend():
    told = " ".join(sentences(letter_on(*LETTERS["a forklift driver"])))
    assert "BDI-II fell from 30 to 17 by July 2, 2015" in told


def test_work_is_told_as_a_history_and_a_past_status_as_past():
    told = " ".join(sentences(letter_on(*LETTERS["a school custodian"])))
    assert "He was working modified duty from May 4, 2015" in told


TEXT = st.text(alphabet="abc ,.;:-'()\n", min_size=1, max_size=300)


@given(TEXT)
def test_what_is_cut_stands_so_in_the_passage(text):
    kept = cut(text, re.compile("b"))
    words = kept.removesuffix(" ...")
    assert words in " ".join(text.split())
    assert len(words.split()) <= MOST_WORDS


@given(
    st.lists(
        st.sampled_from(
            [f"On May {n}, 2015, he reported pain {m}/10." for n in (1, 2) for m in (3, 4)]
        )
    )
)
def test_a_flow_never_says_a_thing_twice(told):
    flow = Flow()
    said = [words for one in told if (words := flow.next(one)) is not None]
    assert len(said) == len(set(said)) == len(set(told))
