"""The main job: a case file in, a draft Final Determination out."""

import datetime as dt
import json

import pytest

from openimr.casefile.model import Page
from openimr.casefile.ports import SourceFile
from openimr.determination.determination_json import read_json
from openimr.determination.model import Decision
from openimr.review.model import ProposedDecision
from openimr.vocabulary.errors import BadInput, Refused
from openimr.workflow.draft import draft
from openimr.workflow.ports import DraftPorts

FORM = """State of California, Division of Workers' Compensation
APPLICATION FOR INDEPENDENT MEDICAL REVIEW
DWC Form IMR
Type of Utilization Review: [X] Regular [ ] Expedited
Employee name (Last, First, Middle): Quillfeather, Ambrose, P.
Date of birth: 02/03/1975
Date of injury: 01/12/2015
Claim number: TT-15-90001
Employer name: Thistledown Joinery
Requesting physician name: Minerva Oaks, MD
Specialty: Physical Medicine & Rehabilitation
Claims administrator name: Lantern Hill Claims
Primary diagnosis: 309.28 adjustment disorder
Date of Utilization Review determination letter: 07/10/2015
List each specific requested medical service, good or item that was denied or modified:
1. {treatment}
Employee signature: Ambrose Quillfeather  Date: 07/20/2015
"""
UR = """LANTERN HILL UTILIZATION REVIEW
NOTICE OF UTILIZATION REVIEW DETERMINATION
July 10, 2015
Employee: Ambrose Quillfeather
Date of injury: 01/12/2015
Requested treatment: {treatment}
Determination: NOT CERTIFIED (DENIED)
Rationale: The documentation does not establish medical necessity of the requested treatment.
"""
REPORT = """Minerva Oaks, MD
PRIMARY TREATING PHYSICIAN'S PROGRESS REPORT (PR-2)
Patient: Ambrose Quillfeather
Date of exam: 07/02/2015
Date of injury: 01/12/2015
Subjective: He is a 40-year-old man with low back pain 4/10. {history}
Objective: Motor strength 5/5 in both legs.
Diagnoses: 309.28 Adjustment disorder with mixed anxiety and depressed mood.
Work status: {work}
"""
TREATED = (
    "He has completed 4 sessions of cognitive behavioral therapy. Since the CBT sessions he is "
    "back to cooking dinner and doing his own shopping and laundry."
)
AT_WORK = "He is working modified duty, full shifts."


class PagesInHand:
    """A page reader whose pages are given as text, one page a file."""

    version = "test"

    def __init__(self, texts):
        self.texts = texts
        self.read_pages = []

    def count_pages(self, files):
        for file in files:
            yield file, 1

    def read(self, wanted):
        for at in wanted:
            self.read_pages.append(at.file.name)
            yield at, Page(file=at.file.name, number=1, text=self.texts[at.file.name])


class PagesKept:
    """A page store in memory."""

    def __init__(self):
        self.kept = {}
        self.counts = {}

    def load_count(self, fingerprint):
        return self.counts.get(fingerprint)

    def keep_count(self, fingerprint, count):
        self.counts[fingerprint] = count

    def load(self, fingerprint, number, version):
        return self.kept.get((fingerprint, number, version))

    def keep(self, fingerprint, version, page):
        self.kept[fingerprint, page.number, version] = page


class Files(dict):
    """An output folder in memory."""

    def write(self, name, content):
        self[name] = content


class Run:
    """One drafting run on texts, with everything it wrote."""

    def __init__(self, texts, store=None):
        self.reader = PagesInHand(texts)
        self.files = Files()
        ports = DraftPorts(
            reader=self.reader,
            store=store or PagesKept(),
            typeset=lambda determination, today: b"%PDF of " + str(today).encode(),
            review_page=lambda case_file, lists, application, determination: "<html></html>",
            folder=self.files,
            today=dt.date(2015, 8, 1),
        )
        sources = [SourceFile(name=n, path=n, fingerprint=n) for n in texts]
        self.drafted = draft(sources, ports)

    def listed(self, name):
        return json.loads(self.files[f"{name}.json"])


def case(treatment, history=TREATED, work=AT_WORK, **more):
    return {
        "1-form.pdf": FORM.format(treatment=treatment),
        "2-ur.pdf": UR.format(treatment=treatment),
        "3-pr2.pdf": REPORT.format(history=history, work=work),
        **more,
    }


@pytest.fixture(scope="module")
def further_therapy():
    return Run(case("Cognitive behavioral therapy, 6 additional sessions"))


def test_every_file_of_a_draft_is_written(further_therapy):
    assert list(further_therapy.files) == [
        "documents.json",
        "facts.json",
        "disputed_treatments.json",
        "proposals.json",
        "summary.json",
        "determination.json",
        "determination.pdf",
        "review.html",
    ]


def test_therapy_that_helped_a_worker_who_kept_working_is_proposed_as_overturned(further_therapy):
    (proposal,) = further_therapy.drafted.proposals
    assert proposal.decision is ProposedDecision.OVERTURNED
    assert "asked 6, had 4" in proposal.arithmetic


def test_the_determination_is_a_draft_with_the_proposed_decision(further_therapy):
    determination = read_json(further_therapy.files["determination.json"], "determination.json")
    assert determination.draft
    assert determination.findings[0].decision is Decision.OVERTURNED
    assert determination.patient.age == 40
    assert determination.date_of_injury == dt.date(2015, 1, 12)


def test_every_sentence_on_the_record_names_its_page(further_therapy):
    for sentence in further_therapy.listed("summary"):
        assert sentence["sources"]
    for step in further_therapy.listed("proposals")[0]["rationale"]:
        assert step["sources"]


def test_spans_lead_to_the_quoted_words(further_therapy):
    texts = further_therapy.reader.texts
    for fact in further_therapy.listed("facts"):
        start, end = fact["span"]
        assert texts[fact["file"]][start:end] == fact["quote"]


def test_a_letter_never_names_the_employee(further_therapy):
    letter = further_therapy.files["determination.json"].decode()
    assert "Quillfeather" not in letter
    assert "Ambrose" not in letter


def test_stray_control_signs_of_a_scan_do_not_stop_the_letter():
    texts = case("Cognitive behavioral therapy, 6 additional sessions")
    texts["3-pr2.pdf"] = texts["3-pr2.pdf"].replace("cooking dinner", "cook\x02ing\x0c dinner")
    assert Run(texts).files["determination.json"]


def test_an_open_ended_request_is_proposed_as_upheld():
    run = Run(case("Continue psychotherapy until permanent and stationary"))
    assert run.drafted.proposals[0].decision is ProposedDecision.UPHELD
    assert run.listed("disputed_treatments")[0]["quantity"] is None


def test_a_treatment_of_no_topic_stays_open_and_says_so():
    run = Run(case("Hyperbaric oxygen chamber, 10 dives"))
    (proposal,) = run.listed("proposals")
    assert proposal["decision"] == "undetermined"
    assert "guideline topic" in proposal["missing"][0]
    assert run.drafted.determination.findings[0].decision is None
    assert not run.drafted.complete
    assert run.listed("facts")


def test_a_request_after_the_last_edition_stays_open():
    texts = {
        name: text.replace("2015", "2019")
        for name, text in case("Cognitive behavioral therapy, 6 additional sessions").items()
    }
    (proposal,) = Run(texts).drafted.proposals
    assert "verified criterion of an edition in force" in proposal.missing[0]
    assert proposal.decision is ProposedDecision.UNDETERMINED


def test_a_utilization_review_decision_alone_is_refused_with_the_rule():
    texts = case("Cognitive behavioral therapy, 6 additional sessions")
    with pytest.raises(Refused) as refused:
        Run({name: texts[name] for name in ("2-ur.pdf",)})
    assert refused.value.citation == "8 CCR 9792.10.6(b)(2)"


def test_records_without_a_request_say_which_papers_are_missing():
    texts = case("Cognitive behavioral therapy, 6 additional sessions")
    with pytest.raises(BadInput, match="DWC Form IMR"):
        Run({"3-pr2.pdf": texts["3-pr2.pdf"]})


def test_a_second_run_reads_no_page_again():
    store, texts = PagesKept(), case("Cognitive behavioral therapy, 6 additional sessions")
    first, second = Run(texts, store), Run(texts, store)
    assert len(first.reader.read_pages) == 3
    assert second.reader.read_pages == []
    assert second.files == first.files


IN_OTHER_WORDS = [
    # request | what the report says | work status | proposed
    ("PT 2x6 lumbar", "He attended 12 PT visits and can lift 25 lb.", "Full duty.", "upheld"),
    (
        "Physical therapy 2x3 (6 visits) lumbar spine",
        "No prior physical therapy.",
        "TTD.",
        "overturned",
    ),
    ("PT 3x4 right shoulder", "No PT so far for the shoulder.", "Modified duty.", "upheld"),
    (
        "Chiropractic treatment two times a week for three weeks, low back",
        "Has not yet tried chiropractic care.",
        "Working full duty.",
        "overturned",
    ),
    ("Chiropractic x 6 for right wrist", "Never had chiropractic.", "Full duty.", "upheld"),
    (
        "Chiropractic care twice weekly x 4 weeks cervical",
        "Injured worker has had 10 chiro treatments. Function unchanged.",
        "Remains TTD.",
        "upheld",
    ),
    (
        "Acupuncture 2 x 3 weeks",
        "No acupuncture to date. He cannot tolerate NSAIDs due to GI upset.",
        "Modified duty.",
        "overturned",
    ),
    (
        "12 sessions of acupuncture for the neck",
        "Reports acupuncture in the past with benefit, unknown number of visits.",
        "Modified duty.",
        "upheld",
    ),
    (
        "Biofeedback, 4 sessions",
        "He is in a CBT program; 6 CBT sessions are authorized. No biofeedback has been tried.",
        "Off work.",
        "overturned",
    ),
    ("Biofeedback 6 sessions", "No psychotherapy to date.", "Off work.", "upheld"),
    ("Psychotherapy 3 sessions", "He has not had psychotherapy.", "TTD.", "overturned"),
    (
        "Six (6) sessions of cognitive behavioral psychotherapy",
        "An initial 4 CBT visits were approved; all attended. Now able to do household chores.",
        "Continues to work his usual job.",
        "overturned",
    ),
    (
        "Cognitive behavioral therapy 1 x week x 6 weeks",
        "Finished four of four authorized CBT visits. No objective change.",
        "TTD.",
        "upheld",
    ),
    ("Counseling, weekly, ongoing", "Has had 10 counseling sessions.", "TTD.", "upheld"),
    ("Functional restoration program 80 hours", "PT failed.", "TTD.", "undetermined"),
]


@pytest.mark.parametrize(("treatment", "history", "work", "proposed"), IN_OTHER_WORDS)
def test_the_same_rules_hold_in_other_offices_words(treatment, history, work, proposed):
    (proposal,) = Run(case(treatment, history=history, work=work)).drafted.proposals
    assert proposal.decision.value == proposed
