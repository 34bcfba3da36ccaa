"""The reviewer's desk over real HTTP: its order, what it hides, and what it refuses."""

from __future__ import annotations

import html
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.desk_demo import OPTIONAL, AtTheDesk, DeskDemo, desk_demo
from tests.published_determinations import determination, finding
from tests.served import Answer, Served, serving

from openimr.adapters.case_drafts import CaseDrafts
from openimr.adapters.case_folders import installed_folders
from openimr.adapters.library_alike_kept import bring_up_to_date
from openimr.adapters.library_store import LibraryStore
from openimr.determination.model import Decision

OF_THE_GUIDELINES = {"file", "guideline", "section", "pages", "outcome", "search", "citation"}
REASONS = "She works again and cooks dinner most nights [4:1]."


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DeskDemo:
    return desk_demo(tmp_path_factory, "desk")


@pytest.fixture(scope="module")
def served(demo: DeskDemo) -> Iterator[Served]:
    studies = str(Path(__file__).parents[2] / "examples" / "studies.yaml")
    with serving(demo.data, "--no-jobs", **OPTIONAL, OPENIMR_STUDIES=studies) as running:
        yield running


@pytest.fixture
def desk(served: Served, demo: DeskDemo) -> AtTheDesk:
    return AtTheDesk(served, demo.drafted)


def text(answer: Answer) -> str:
    """What a page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.body)).split())


def drafted(demo: DeskDemo, name: str) -> list[dict[str, object]]:
    lists = CaseDrafts(installed_folders({}, demo.data))
    return msgspec.json.decode(lists.drafted_list(demo.drafted.case, name))


def strings(content: object) -> Iterator[str]:
    """Every text in a drafted proposal."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for name, one in content.items():
            if name not in {
                "file",
                "guideline",
                "section",
                "pages",
                "outcome",
                "level",
                "search",
                "citation",
            }:
                yield from strings(one)
    elif isinstance(content, list):
        for one in content:
            yield from strings(one)


def published(library: Path, wording: str) -> None:
    """A library of two determinations, one of them on a treatment in these words."""
    store = LibraryStore(library)
    alike = finding(treatment=wording, decision=Decision.OVERTURNED, rationale="It helped her.")
    other = finding(treatment="A gym membership", rationale="No home exercise program failed.")
    with store.writing():
        store.add([determination(1, alike), determination(2, other)])
        bring_up_to_date(library, store)


class TestWhoMaySee:
    def test_a_reviewer_of_another_case_is_refused_as_if_there_were_none(
        self, served: Served, demo: DeskDemo
    ) -> None:
        other = AtTheDesk(served, demo.drafted, "r-other")
        refused = other.see()
        other.case = "CM26-9999999"
        nowhere = other.see()
        assert refused.status == nowhere.status == 409
        assert text(refused).replace(demo.drafted.case, "") == text(nowhere).replace(other.case, "")
        other.case = demo.drafted.case
        for path in (("treatment", 1), ("send",), ("step-down",)):
            assert other.see(*path).status == 409

    def test_nobody_else_of_the_house_sits_at_the_desk(
        self, served: Served, demo: DeskDemo
    ) -> None:
        manager = AtTheDesk(served, demo.drafted, "manager")
        assert manager.see().status == 409
        assert "not for the role" in text(manager.see())

    def test_every_look_is_noted_as_the_reviewers(self, desk: AtTheDesk, demo: DeskDemo) -> None:
        from tests.desk_demo import run  # noqa: PLC0415

        desk.treatment(1)
        told = run(demo.data, "case", "accesses", demo.drafted.case, "--as", "auditor:a").decode()
        assert "its reviewer's desk" in told


def test_the_desk_is_a_step_from_ones_work_and_a_part_of_the_case(desk: AtTheDesk) -> None:
    way = f'href="/desk/{desk.case}"'
    assert way in desk.visitor.get("/work").body
    assert way in desk.visitor.get(f"/cases/{desk.case}").body


class TestBeforeTheFirstOpinion:
    def test_no_word_of_the_proposal_is_on_the_page(self, desk: AtTheDesk, demo: DeskDemo) -> None:
        proposals = drafted(demo, "proposals")
        asked = drafted(demo, "disputed_treatments")
        known = set(strings(asked)) | set(strings(drafted(demo, "facts")))
        page = desk.treatment(1)
        assert "Your first opinion" in page.body
        said, raw = text(page), html.unescape(page.body)
        secret = {one for one in strings(proposals[0]) if len(one) > 12} - known
        assert len(secret) > 20, "the proposal says something"
        assert [one for one in secret if one in raw or one in said] == []
        for word in ("NOT MET", "NOT DOCUMENTED", "Proposed", "criterion"):
            assert word not in page.body

    def test_the_request_stands_there_with_its_figures(self, desk: AtTheDesk) -> None:
        said = text(desk.treatment(2))
        assert "12 visits: 2 a week for 6 weeks" in said
        assert "modified , certified 6" in said or "modified, certified 6" in said
        assert "6 visits over 2 weeks" in said and "page 58" in said
        assert "Manual therapy & manipulation Page(s): 58-60" in said

    def test_neither_proposal_nor_finding_nor_its_text_is_to_be_had(self, desk: AtTheDesk) -> None:
        assert desk.on(1, "proposal").status == 409
        assert "proposal stays closed" in text(desk.on(1, "proposal"))
        assert desk.on(1, "take-over", version="0").status == 409
        for step in ("text", "finding"):
            answer = desk.write(1, step, decision="upheld", rationale=REASONS)
            assert answer.status == 409
        fact = desk.on(1, "fact", fact="14", sha256="0" * 64, judgement="accepted", reason="x")
        assert fact.status == 409

    def test_what_others_decided_on_similar_cases_stays_closed_too(self, desk: AtTheDesk) -> None:
        closed = desk.see("treatment", 1, "similar")
        assert closed.status == 409 and "opens after your first opinion" in text(closed)
        assert "Similar" not in desk.treatment(1).body
        assert desk.see("treatment", 99, "similar").status == 400

    def test_a_first_opinion_without_a_reason_is_told_and_nothing_is_lost(
        self, desk: AtTheDesk
    ) -> None:
        told = desk.on(1, "opinion", opinion="upheld", reason="  ")
        assert told.status == 400 and "has no reason" in text(told)
        assert re.search(r'value="upheld" checked', told.body)

    def test_nothing_is_handed_over_before_every_finding_is_there(self, desk: AtTheDesk) -> None:
        page = desk.see("send")
        assert "Findings are missing" in text(page)
        early = desk.do(desk.treatment(1), "send")
        assert early.status == 409 and "treatment 1" in text(early)


class TestTheOrderOfWork:
    """One treatment from first opinion to finding; the tests follow one another."""

    def test_a_first_opinion_is_recorded_once(self, desk: AtTheDesk) -> None:
        page = desk.treatment(1)
        fields = {"opinion": "upheld", "reason": "Too little progress so far."}
        first = desk.do(page, "treatment", 1, "opinion", **fields)
        again = desk.do(page, "treatment", 1, "opinion", **fields)
        assert (first.status, again.status) == (302, 302), "the same form twice is one"
        assert "Too little progress" in text(desk.treatment(1))
        other = desk.do(page, "treatment", 1, "opinion", opinion="overturned", reason="No.")
        assert other.status == 409 and "recorded once" in text(other)

    def test_similar_determinations_open_after_the_first_opinion_as_papers_to_read(
        self, desk: AtTheDesk, demo: DeskDemo
    ) -> None:
        assert "Similar published determinations" in text(desk.treatment(1))
        (demo.data / "library").rename(demo.data / "elsewhere")
        assert "has no library of determinations" in text(desk.see("treatment", 1, "similar"))
        wording = str(drafted(demo, "disputed_treatments")[0]["text"])
        published(demo.data / "library", wording)
        page = desk.see("treatment", 1, "similar")
        said = text(page)
        assert page.status == 200 and "ca-wc/CM16-0000001, finding 1 overturned" in said
        assert "/library/ca-wc/CM16-0000001#finding-1" in page.body
        assert not re.search(r"\d\s*%|likel|score|rate\b", said), "nothing counts the outcomes"

    def test_the_proposal_opens_with_its_criteria_and_what_they_rest_on(
        self, desk: AtTheDesk
    ) -> None:
        assert desk.on(1, "proposal").status == 302
        page = desk.treatment(1)
        said = text(page)
        assert "Proposed: overturned" in said and "Asked 6, had 4, guideline 6 to 10" in said
        assert "MET The request states a number of sessions" in said
        assert "verified against published determinations" in said
        assert "this installation has no library of published determinations yet" in said
        passages = re.findall(r'href="(/desk/[^"]+)" data-passage="([^"]+)"', page.body)
        assert len(passages) > 20
        assert desk.visitor.get(html.unescape(passages[0][0])).status == 200

    def test_a_fact_is_judged_with_a_reason_and_a_proposal_on_it_says_so(
        self, desk: AtTheDesk
    ) -> None:
        page = desk.treatment(1)
        fact = re.search(
            r'name="fact" value="(14)".*?name="sha256" value="([0-9a-f]{64})"', page.body
        )
        assert fact is not None
        named = {"fact": fact[1], "sha256": fact[2]}
        bare = desk.on(1, "fact", **named, judgement="rejected", reason=" ")
        assert bare.status == 400 and "without a reason" in text(bare)
        bare = desk.on(1, "fact", **named, judgement="corrected", reason="x", correction="")
        assert bare.status == 400 and "without new words" in text(bare)
        corrected = {"judgement": "corrected", "reason": "Misread.", "correction": "3 sessions"}
        assert desk.on(1, "fact", **named, **corrected).status == 302
        said = text(desk.treatment(1))
        assert "you corrected it 3 sessions" in said
        assert "with a fact that you did not accept" in said
        assert "Rests on a fact that you corrected" in said, "the summary is marked too"

    def test_what_was_not_shown_so_cannot_be_judged(self, desk: AtTheDesk) -> None:
        other = desk.on(1, "fact", fact="14", sha256="0" * 64, judgement="accepted", reason="x")
        assert other.status == 409 and "drafted anew" in text(other)

    def test_what_is_written_is_kept_beside_the_record_and_two_windows_are_told(
        self, desk: AtTheDesk
    ) -> None:
        before = desk.treatment(1)
        assert desk.write(1, "text", rationale="Half a senten").status == 302
        page = desk.treatment(1)
        assert "Half a senten" in page.body and "Keep the text for now" in page.body
        stale = desk.do(before, "treatment", 1, "text", version="0", rationale="Another window.")
        assert stale.status == 409 and "another window" in text(stale)
        assert "Another window." in stale.body, "what was typed is not lost"

    def test_a_mark_that_leads_nowhere_keeps_the_finding_back(self, desk: AtTheDesk) -> None:
        wrong = desk.write(1, decision="overturned", rationale="So [77:1] and [g:nothing].")
        said = text(wrong)
        assert wrong.status == 409
        assert "[77:1] names no listed document" in said
        assert "[g:nothing] is no guideline entry in force on 06/09/2015" in said
        assert "Your finding" in said and "[77:1]" in wrong.body
        assert text(desk.treatment(1)).count("finding recorded") == 1, "on the other treatment"

    def test_a_finding_needs_a_decision_and_evidence(self, desk: AtTheDesk) -> None:
        assert "has no decision" in text(desk.write(1, rationale=REASONS))
        bare = desk.write(1, decision="overturned", rationale=REASONS)
        assert bare.status == 409 and "cites nothing and does not say why" in text(bare)

    def test_the_proposals_text_is_taken_over_and_marked_as_such(self, desk: AtTheDesk) -> None:
        page = desk.treatment(1)
        version = re.search(r'name="version" value="(\d+)"', page.body)
        assert version is not None
        assert desk.on(1, "take-over", version=version[1]).status == 302
        said = text(desk.treatment(1))
        assert "This text was taken over from the proposal. 100 % of its words" in said

    def test_a_complete_finding_is_recorded_once_with_its_guideline_in_words(
        self, desk: AtTheDesk
    ) -> None:
        page = desk.treatment(1)
        version = re.search(r'name="version" value="(\d+)"', page.body)
        assert version is not None
        fields = {
            "version": version[1],
            "decision": "overturned",
            "rationale": f"{REASONS} Six to ten sessions follow a gain [g:visits-after-trial]. "
            "Therefore, the request for 6 sessions of psychotherapy is medically necessary.",
        }
        unexplained = desk.do(page, "treatment", 1, "finding", **fields)
        assert unexplained.status == 409
        assert "differs from the first opinion and does not say why" in text(unexplained)
        page = desk.treatment(1)
        fields["version"] = re.findall(r'name="version" value="(\d+)"', page.body)[0]
        fields["changed_because"] = "The gains stand in the report of May."
        first = desk.do(page, "treatment", 1, "finding", **fields)
        again = desk.do(page, "treatment", 1, "finding", **fields)
        assert (first.status, again.status) == (302, 302)
        said = text(desk.treatment(1))
        assert "finding recorded" in said and "recorded Overturned" in said
        assert (
            "(MTUS Chronic Pain Medical Treatment 2009, Behavioral interventions, page 23)" in said
        )
        assert "Still missing" not in said, "the demo has the finding on the other"
        assert "differs from your first opinion: The gains stand in the report of May." in said

    def test_a_grave_finding_of_the_letter_keeps_it_at_the_desk(self, desk: AtTheDesk) -> None:
        contrary = (
            "No chiropractic care had been given [4:1]. Therefore, the request for 12 visits of "
            "chiropractic manipulation is medically necessary."
        )
        done = desk.write(2, decision="upheld", rationale=contrary, rests_on="first-course")
        if done.status != 302:
            done = desk.write(
                2, decision="upheld", rationale=contrary, none_cited_because="It falls by itself."
            )
        assert done.status == 302
        said = text(desk.see("send"))
        assert "keeps the letter back" in said and "Hand over to quality review" not in said
        refused = desk.do(desk.treatment(1), "send")
        assert refused.status == 409 and "The letter is not ready" in text(refused)

    def test_complete_findings_go_to_quality_review_once(self, desk: AtTheDesk) -> None:
        sound = (
            "A first course is a trial of 6 visits [g:initial-trial]. As of June 9, 2015, no "
            "earlier chiropractic care had been given [4:1]. The 12 visits requested exceed the "
            "trial of 6. After six visits without a gain further ones brought none "
            "[s:oxenholme-2006]. Therefore, the request for 12 visits of chiropractic "
            "manipulation is not medically necessary."
        )
        done = desk.write(2, decision="upheld", rationale=sound)
        assert done.status == 302, text(done)
        said = text(desk.treatment(2))
        assert "a non-randomized cohort with a low risk of bias, level 2" in said
        assert "31:44-51 (level of evidence 2, 8 CCR 9792.25.1)" in said
        page = desk.see("send")
        assert "Hand over to quality review" in text(page), text(page)
        assert "Compared with" in text(page) or "compared with" in text(page)
        first, again = desk.do(page, "send"), desk.do(page, "send")
        assert (first.status, again.status) == (302, 302)
        assert "findings are recorded while it is in review" in text(desk.treatment(1))


class TestTheAppointment:
    def test_is_accepted_with_the_declaration_about_everybody_by_name(
        self, served: Served, demo: DeskDemo
    ) -> None:
        desk = AtTheDesk(served, demo.waiting)
        page = desk.see()
        said = text(page)
        assert "employee" in said and "claims administrator" in said
        assert "@" not in said and "Example Plaza" not in said, "never where they are reached"
        assert desk.do(page, "accept").status == 400, "nobody declares by mistake"
        assert desk.treatment(1).status == 200 and "Declare and accept" in text(desk.treatment(1))
        assert desk.do(page, "accept", independent="yes").status == 302
        assert "Your first opinion" in text(desk.see())

    def test_stepping_down_needs_a_reason_and_closes_the_desk(
        self, served: Served, demo: DeskDemo
    ) -> None:
        desk = AtTheDesk(served, demo.late)
        page = desk.see("step-down")
        assert desk.do(page, "step-down", reason=" ").status == 400
        assert desk.do(page, "step-down", reason="A cousin works for the employer.").status == 200
        assert desk.see().status == 409


def test_what_quality_review_returned_stands_beside_the_treatment(
    served: Served, demo: DeskDemo
) -> None:
    desk = AtTheDesk(served, demo.returned)
    page = desk.see()
    said = text(page)
    assert "Quality review sent this back" in said and "the rationale names no page" in said
    before = page.body.count('class="tag refused">returned')
    because = "The papers name no purpose."
    mended = {"decision": "upheld", "rationale": "Mended.", "none_cited_because": because}
    assert before >= 1 and desk.write(1, **mended).status == 302
    assert desk.treatment(1).body.count('class="tag refused">returned') == before - 1


class TestByHand:
    def test_without_a_draft_the_desk_says_so_and_goes_on(
        self, served: Served, demo: DeskDemo
    ) -> None:
        desk = AtTheDesk(served, demo.many)
        page = desk.treatment(1)
        assert "is not drafted yet" in text(page)
        assert page.body.count('class="desk-tab-name"') == 21
        assert desk.on(1, "opinion", opinion="upheld", reason="As asked.").status == 302
        assert "There is no proposal on this treatment" in text(desk.treatment(1))
        assert desk.on(1, "proposal").status == 302
        assert "you work by hand" in text(desk.treatment(1))
        done = desk.write(1, decision="upheld", rationale="Nothing speaks for it.",
                          none_cited_because="The papers name no purpose.")  # fmt: skip
        assert done.status == 302
        assert "finding recorded" in text(desk.treatment(1))


def test_a_draft_from_before_the_last_papers_is_not_proposed(
    desk: AtTheDesk, demo: DeskDemo
) -> None:
    drafted = demo.data / "cases" / demo.drafted.case / "draft" / "determination.json"
    os.utime(drafted, (0, 0))
    said = text(desk.treatment(1))
    assert "Papers came after the draft was made" in said
    assert "Proposed: overturned" not in said and "you work by hand" in said
    later = time.time() + 9_999
    os.utime(drafted, (later, later))
    said = text(desk.treatment(1))
    assert "Proposed: overturned" in said
    assert "drafted again after this finding" in said


class TestAskingForRecords:
    def test_a_party_is_asked_without_leaving_the_treatment(
        self, served: Served, demo: DeskDemo
    ) -> None:
        desk = AtTheDesk(served, demo.returned)
        said = text(desk.treatment(1))
        assert "Ask for more records" in said
        assert "5 business days (8 CCR 9792.10.5(d), text not seen)" in said
        asked = {"of": "claims administrator", "by": "electronic"}
        bare = desk.on(1, "records", **asked, what="  ")
        assert bare.status == 400 and "asks for nothing" in text(bare)
        nobody = desk.on(1, "records", by="fax", what="Session notes.")
        assert nobody.status == 400 and "who is asked" in text(nobody).lower()
        assert "Session notes." in nobody.body, "what was typed is not lost"
        done = desk.on(1, "records", **asked, what="Session notes of April 2015.")
        assert done.status == 302 and "treatment/1" in done.headers["location"]
        said = text(desk.treatment(1))
        assert "Asked of the claims administrator" in said and "nothing came yet" in said

    def test_who_is_no_party_of_the_case_is_not_asked(self, served: Served, demo: DeskDemo) -> None:
        desk = AtTheDesk(served, demo.returned)
        asked = {"of": "emergency provider", "by": "fax", "what": "Notes."}
        refused = desk.on(1, "records", **asked)
        assert refused.status == 409 and "The case has no emergency provider" in text(refused)


def test_a_form_that_is_none_of_ours_does_nothing(desk: AtTheDesk) -> None:
    page = desk.treatment(1)
    assert desk.do(page, "send", key="made-up").status in {400, 409}
    assert desk.visitor.send(f"/desk/{desk.case}/treatment/1/text", page, version="x").status in {
        400,
        409,
    }
