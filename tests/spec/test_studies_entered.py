"""Studies as a reviewer enters them: one file, every fault told, and weighed in the proposal."""

import datetime as dt
import json
from pathlib import Path

import msgspec
import pytest

from openimr.application.model import Application, CitedDate, DisputedTreatment
from openimr.application.request import parse_request
from openimr.bootstrap import letter_file
from openimr.casefile.model import CaseFile
from openimr.determination.read import read_letter_text
from openimr.guidelines.evidence_level import Direction
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.studies import load_studies, with_studies
from openimr.guidelines.weigh_evidence import Settled
from openimr.review.model import ProposedDecision
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.places import PageSpan
from openimr.workflow.draft import decide
from openimr.workflow.draft_lists import proposal_shape

EXAMPLE = Path(__file__).parents[2] / "examples" / "studies.yaml"
PLACE = PageSpan(file="rfa.pdf", page=1, start=0, end=10)
STUDY = """
- lead_author: Alder Q
  title: Needles for sore backs
  journal: J Invented Res
  year: 2011
  topic: acupuncture
  design: randomized_trial
  low_bias: true
  outcome: for
"""
BEHIND = """
- lead_author: Birch R
  title: A few needles for sore backs
  journal: J Invented Res
  year: 2001
  topic: acupuncture
  design: case_control
  behind: mtus
  outcome: against
"""


def entered(tmp_path, text, *, head="studies:"):
    path = tmp_path / "studies.yaml"
    path.write_text(f"{head}{text}", encoding="utf-8")
    return path


def faults(tmp_path, text, **more):
    with pytest.raises(BadInput) as refused:
        load_studies(entered(tmp_path, text, **more), shipped_pack())
    return str(refused.value)


def proposed(tmp_path, text, asked="Acupuncture 12 visits, low back"):
    treatment = DisputedTreatment(text=asked, request=parse_request(asked), sources=(PLACE,))
    application = Application(
        treatments=(treatment,), rfa_date=CitedDate(value=dt.date(2015, 6, 1), place=PLACE)
    )
    pack = with_studies(shipped_pack(), entered(tmp_path, text) if text else None)
    drafted = decide(CaseFile(documents=(), pages=()), application, (), pack)
    return drafted.proposals[0], drafted, pack


def told(proposal):
    return " ".join(one.sentence for one in proposal.rationale)


def test_the_example_file_is_read_as_its_comments_say():
    first, second, third = load_studies(EXAMPLE, shipped_pack())
    assert first.outcome is Direction.FOR
    assert (first.volume, first.pages) == ("7", "101-112")
    assert second.behind == "mtus"
    assert not third.applies
    assert third.why


def test_without_a_file_the_pack_stays_as_it_is():
    assert with_studies(shipped_pack(), None) is shipped_pack()


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("design: randomized_trial", "design: rct"), 7, "use one of: systematic_review"),
        (("outcome: for", "outcome: pro"), 9, "use one of: for, against"),
        (("topic: acupuncture", "topic: acupunture"), 6, "did you mean 'acupuncture'?"),
        (("topic: acupuncture", "topic: moon travel"), 6, "openimr guidelines match"),
        (("year: 2011", "year: last year"), 5, "'year'"),
        (("year: 2011", "year: 11"), 2, "a year of publication"),
        (("low_bias: true", "low_bias: rather"), 8, "'low_bias'"),
        (("title: Needles", "titel: Needles"), 3, "did you mean 'title'?"),
        (("journal: J Invented Res", "journal: ''"), 2, "an author, a title and a journal"),
        (("low_bias: true", "behind: mtsu"), 8, "did you mean 'mtus'?"),
        (("low_bias: true", "behind: textbook of medicine"), 8, "use one of: mtus, cpmtg-2009"),
        (("low_bias: true", "applies: false"), 2, "'why:'"),
        (("low_bias: true", "request: needles"), 2, "either 'topic:' or 'request:'"),
        (("outcome: for", "year: 2012"), 9, "'year' stands twice"),
        (("Needles for sore backs", '"\\a Needles"'), 2, "title"),
    ],
)
def test_every_fault_has_its_line_and_remedy(tmp_path, change, line, words):
    message = faults(tmp_path, STUDY.replace(*change))
    assert f"studies.yaml: line {line}: " in message
    assert words in message


def test_all_faults_are_told_at_once(tmp_path):
    bad = STUDY.replace("for\n", "pro\n") + BEHIND.replace("case_control", "case control")
    message = faults(tmp_path, bad)
    assert "2 faults in the file" in message
    assert "line 9" in message
    assert "line 16" in message


@pytest.mark.parametrize(
    ("head", "text", "words"),
    [
        ("", "", "start with 'studies:'"),
        ("- a list", "", "start with 'studies:'"),
        ("studies: []", "", "'studies' is empty"),
        ("studies: none", "", "add 'studies:' with a list"),
        ("study:", STUDY, "write every study under 'studies:'"),
        ("studies:", "\n- only words", "not a mapping"),
        ("studies: [", STUDY, "not readable as YAML"),
        ("studies:", "\n- \x00", "YAML"),
    ],
)
def test_a_file_of_another_shape_says_what_is_wanted(tmp_path, head, text, words):
    assert words in faults(tmp_path, text, head=head)


def test_a_file_that_is_not_there_is_said_to_be_none(tmp_path):
    with pytest.raises(BadInput, match="is no file"):
        load_studies(tmp_path / "nothing.yaml", shipped_pack())
    with pytest.raises(BadInput, match="is no file"):
        load_studies(tmp_path, shipped_pack())


def test_a_better_study_turns_the_proposal_and_the_rationale_says_why(tmp_path):
    plain, _, _ = proposed(tmp_path, "")
    assert plain.decision is ProposedDecision.UPHELD
    proposal, _, _ = proposed(tmp_path, STUDY + BEHIND)
    assert proposal.decision is ProposedDecision.OVERTURNED
    words = told(proposal)
    assert "is challenged by a study that speaks for acupuncture as requested: Alder Q." in words
    assert "a randomized trial with a low risk of bias, level 1b" in words
    assert "Birch R. A few needles" in words
    assert "Level 1b stands above level 3 (8 CCR 9792.25.1)" in words
    assert "it rebuts the presumption" in words
    assert words.endswith("acupuncture is medically necessary.")
    sources = [citation.source for citation in proposal.citations]
    assert sources[-1] == "Alder Q. Needles for sore backs. J Invented Res, 2011"
    assert not any("Birch" in source for source in sources)


def test_a_weaker_study_leaves_the_proposal_and_is_answered(tmp_path):
    weaker = STUDY.replace("randomized_trial", "case_control")
    stronger = BEHIND.replace("case_control", "systematic_review\n  low_bias: true")
    proposal, _, _ = proposed(tmp_path, weaker + stronger)
    assert proposal.decision is ProposedDecision.UPHELD
    assert "bears out the MTUS recommendation, which is followed" in told(proposal)


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        (STUDY, Settled.NOT_GRADED),
        (STUDY + BEHIND.replace("case_control", "randomized_trial"), Settled.NOT_GRADED),
        (
            STUDY + BEHIND.replace("case_control", "randomized_trial\n  low_bias: true"),
            Settled.SAME_LEVEL,
        ),
        (STUDY.replace("randomized_trial", "other") + BEHIND, Settled.NOT_GRADED),
        (
            STUDY.replace("randomized_trial", "case_series")
            + BEHIND.replace("case_control", "expert_opinion"),
            Settled.NOT_VERIFIED,
        ),
    ],
)
def test_what_the_levels_cannot_settle_goes_to_the_reviewer(tmp_path, text, settled):
    proposal, _, _ = proposed(tmp_path, text)
    assert proposal.evidence.settled is settled
    assert proposal.decision is ProposedDecision.UNDETERMINED
    [missing] = proposal.missing
    assert missing.startswith("the reviewer's own weighing of the MTUS recommendation against")
    assert "the reviewer has to" in told(proposal)
    assert told(proposal).endswith("can be neither granted nor refused.")


def test_a_study_that_does_not_apply_is_left_out_and_said_to_be(tmp_path):
    aside = STUDY.replace("outcome: for", "outcome: for\n  applies: false\n  why: Other patients.")
    proposal, _, _ = proposed(tmp_path, aside + BEHIND)
    assert proposal.decision is ProposedDecision.UPHELD
    assert "Left out, because it does not apply to this worker, is Alder Q." in told(proposal)


def test_a_study_that_agrees_is_told_and_changes_nothing(tmp_path):
    proposal, _, _ = proposed(tmp_path, STUDY.replace("outcome: for", "outcome: against"))
    assert proposal.decision is ProposedDecision.UPHELD
    assert not proposal.evidence.at_variance
    assert "speaks against acupuncture as requested as well: Alder Q." in told(proposal)


def test_the_search_trail_names_the_studies(tmp_path):
    proposal, _, _ = proposed(tmp_path, STUDY)
    last = proposal.trail[-1]
    assert not last.applies
    assert last.searched == ("Alder Q. Needles for sore backs. J Invented Res, 2011.",)
    assert last.why.startswith("the reviewer entered a study on acupuncture, to be weighed")


def test_the_list_of_proposals_has_both_sides_with_levels(tmp_path):
    proposal, _, pack = proposed(tmp_path, STUDY + BEHIND)
    shape = proposal_shape(proposal, pack)["evidence"]
    assert shape["at_variance"]
    assert [one["speaks"] for one in shape["recommendations"]] == ["against", "for"]
    assert [one["level"] for one in shape["recommendations"]] == ["3", "1b"]
    assert shape["follows"].startswith("Alder Q.")
    assert msgspec.json.encode(shape)


UNKNOWN = "Zero-gravity mist therapy 4 visits"


def test_a_treatment_that_no_guideline_addresses_is_judged_by_its_studies(tmp_path):
    own = STUDY.replace("topic: acupuncture", "request: mist therapy")
    proposal, _, _ = proposed(tmp_path, own, UNKNOWN)
    assert proposal.decision is ProposedDecision.OVERTURNED
    assert "No guideline of the search sequence answers" in told(proposal)
    assert proposal.trail[-1].applies
    against = own.replace("outcome: for", "outcome: against")
    assert proposed(tmp_path, against, UNKNOWN)[0].decision is ProposedDecision.UPHELD


@pytest.mark.parametrize(
    "change",
    [
        ("design: randomized_trial", "design: expert_opinion"),
        ("low_bias: true\n", "\n"),
        ("outcome: for", "outcome: for\n  applies: false\n  why: Other patients."),
    ],
)
def test_a_weak_study_alone_leaves_it_to_the_reviewer(tmp_path, change):
    own = STUDY.replace("topic: acupuncture", "request: mist therapy").replace(*change)
    proposal, _, _ = proposed(tmp_path, own, UNKNOWN)
    assert proposal.decision is ProposedDecision.UNDETERMINED
    assert proposal.missing[0].startswith("the reviewer's own judgement")


@pytest.mark.parametrize(
    "title",
    [
        "MTUS Acupuncture, Section(s): all, Page(s): 1",
        "Decision based on Non-MTUS Citation, revisited",
        "“Needles” and 'more', 50%; what then?",
        "It did not cite any medical evidence",
    ],
)
def test_the_letter_reads_back_whatever_the_study_is_called(tmp_path, title):
    text = (STUDY + BEHIND).replace("Needles for sore backs", json.dumps(title), 1)
    _, drafted, _ = proposed(tmp_path, text)
    letter = letter_file(drafted.determination, ".txt", dt.date(2015, 8, 1)).decode()
    assert read_letter_text([letter], "letter.txt").determination == drafted.determination


def test_a_study_on_nothing_in_dispute_is_noted(tmp_path):
    elsewhere = STUDY.replace("topic: acupuncture", "topic: biofeedback")
    proposal, drafted, _ = proposed(tmp_path, elsewhere)
    assert proposal.evidence is None
    assert drafted.notes[-1].startswith("A study entered is on no treatment in dispute: Alder Q.")
