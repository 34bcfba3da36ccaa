"""The reviewer writes the case summary at the desk, without a script and without a mouse."""

from __future__ import annotations

import html
import json
import re
import time
from collections.abc import Iterator

import msgspec
import pytest
from tests.desk_demo import OPTIONAL, AtTheDesk, DeskDemo, desk_demo, run
from tests.served import Answer, Served, serving

from openimr.adapters.case_drafts import CaseDrafts
from openimr.adapters.case_folders import installed_folders
from openimr.adapters.letter_files import save_letter

AREA = re.compile(r'name="text"[^>]*>([^<]*)</textarea>')
ORIGIN = re.compile(r'name="drafted" value="([0-9a-f]*)"')
Sentences = list[tuple[str, str]]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DeskDemo:
    return desk_demo(tmp_path_factory, "summary")


@pytest.fixture(scope="module")
def served(demo: DeskDemo) -> Iterator[Served]:
    with serving(demo.data, "--no-jobs", **OPTIONAL) as running:
        yield running


@pytest.fixture
def desk(served: Served, demo: DeskDemo) -> AtTheDesk:
    return AtTheDesk(served, demo.drafted)


def text(answer: Answer) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.body)).split())


def written(page: Answer) -> Sentences:
    """Each sentence of the form, with what it was drafted from."""
    texts = [html.unescape(one) for one in AREA.findall(page.body)]
    return list(zip(texts, ORIGIN.findall(page.body), strict=True))


def opens(page: Answer) -> list[str]:
    return re.findall(r'name="opens" id="opens-(\d+)" value="\d+" checked', page.body)


def sent(desk: AtTheDesk, sentences: Sentences, step: str = "text", **more: object) -> Answer:
    """Send the form of the page with other sentences in it."""
    page = desk.see("summary")
    version = re.search(r'name="version" value="(\d+)"', page.body)
    assert version is not None
    fields = {
        "version": version[1],
        "text": [one for one, _ in sentences],
        "drafted": [origin for _, origin in sentences],
        "opens": opens(page),
        **more,
    }
    return desk.do(page, "summary", step, **fields)  # type: ignore[arg-type]


def drafted_summary(demo: DeskDemo) -> str:
    lists = CaseDrafts(installed_folders({}, demo.data))
    letter = msgspec.json.decode(lists.drafted_list(demo.drafted.case, "determination"))
    return str(letter["clinical_case_summary"])


class TestThePage:
    def test_begins_with_the_draft_sentence_by_sentence_with_its_marks_and_paragraphs(
        self, desk: AtTheDesk, demo: DeskDemo
    ) -> None:
        page = desk.see("summary")
        paragraphs = [[written(page)[0][0]]]
        for number, (sentence, _) in enumerate(written(page)[1:], 2):
            if str(number) in opens(page):
                paragraphs.append([])
            paragraphs[-1].append(sentence)
        assert "\n".join(" ".join(one) for one in paragraphs) == drafted_summary(demo)
        assert "The letter has the drafted summary until you record one" in text(page)
        assert "1:1" in text(page) and 'data-passage="' in page.body

    def test_is_for_who_sits_in_the_case(self, served: Served, demo: DeskDemo) -> None:
        other = AtTheDesk(served, demo.drafted, "r-other")
        assert other.see("summary").status == 409
        manager = AtTheDesk(served, demo.drafted, "manager")
        assert manager.see("summary").status == 409

    def test_of_a_case_without_a_draft_says_that_nothing_can_be_cited(
        self, served: Served, demo: DeskDemo
    ) -> None:
        page = AtTheDesk(served, demo.many).see("summary")
        assert page.status == 200 and "is not drafted yet" in text(page)
        assert "Record the case summary" not in text(page)

    def test_waits_for_the_appointment_to_be_accepted(self, served: Served, demo: DeskDemo) -> None:
        assert "Declare and accept" in text(AtTheDesk(served, demo.waiting).see("summary"))


class TestWriting:
    """One summary from draft to letter; the tests follow one another."""

    def test_sentences_are_moved_taken_out_put_back_and_added_by_buttons(
        self, desk: AtTheDesk
    ) -> None:
        begins = written(desk.see("summary"))
        assert sent(desk, begins, act="down-1").headers["location"].endswith("#sentence-2")
        assert written(desk.see("summary"))[:2] == [begins[1], begins[0]]
        sent(desk, written(desk.see("summary")), act="up-2")
        assert written(desk.see("summary")) == begins
        sent(desk, begins, act="remove-3")
        page = desk.see("summary")
        assert written(page) == begins[:2] + begins[3:]
        assert "1 drafted sentence that you left out" in text(page)
        sent(desk, written(page), act=f"back-{begins[2][1]}")
        assert written(desk.see("summary")) == begins
        sent(desk, begins, act="after-1")
        assert written(desk.see("summary")) == [begins[0], ("", ""), *begins[1:]]

    def test_a_changed_sentence_gets_its_drafted_words_back(self, desk: AtTheDesk) -> None:
        begins = [one for one in written(desk.see("summary")) if one[0]]
        changed = [("Other words [1:1].", begins[0][1]), *begins[1:]]
        sent(desk, changed)
        page = desk.see("summary")
        assert written(page) == changed and "changed from the draft" in text(page)
        sent(desk, changed, act="drafted-1")
        assert written(desk.see("summary")) == begins

    def test_a_sentence_without_a_page_that_resolves_is_refused_and_named(
        self, desk: AtTheDesk
    ) -> None:
        begins = written(desk.see("summary"))
        amiss = [("Bare words.", ""), ("So [77:1] and [g:visits-after-trial].", ""), *begins]
        refused = sent(desk, amiss, "record")
        said = text(refused)
        assert refused.status == 409
        assert "sentence 1 cites no page" in said
        assert "sentence 2 [77:1] names no listed document" in said
        assert "sentence 2 [g:visits-after-trial] names a guideline" in said
        assert written(refused)[0] == ("Bare words.", ""), "what was typed is not lost"

    def test_two_windows_are_told_of_each_other(self, desk: AtTheDesk) -> None:
        stale = sent(desk, [("Mine [1:1].", "")], version="0")
        assert stale.status == 409 and "another window" in text(stale)
        assert "Mine [1:1]." in stale.body

    def test_a_script_is_told_what_is_amiss_while_it_keeps_the_text(self, desk: AtTheDesk) -> None:
        page = desk.see("summary")
        version = re.search(r'name="version" value="(\d+)"', page.body)
        assert version is not None
        desk.visitor.headers["Accept"] = "application/json"
        given = {"version": version[1], "text": ["Nothing cited."], "drafted": [""]}
        told = desk.visitor.send(f"/desk/{desk.case}/summary/text", page, **given)
        answer = json.loads(told.body)
        assert answer["version"] == int(version[1]) + 1
        assert answer["unresolved"] == [
            "Sentence 1: cites no page: add the mark of the page that says so, as [4:2]"
        ]

    def test_an_empty_summary_is_not_recorded_and_the_draft_can_be_begun_again(
        self, desk: AtTheDesk, demo: DeskDemo
    ) -> None:
        empty = sent(desk, [(" ", "")], "record")
        assert empty.status == 400 and "has no sentence" in text(empty)
        sent(desk, [], act="begin-again")
        joined = " ".join(one for one, _ in written(desk.see("summary")))
        assert joined == " ".join(drafted_summary(demo).split())

    def test_it_is_recorded_once_and_the_letter_has_it(
        self, desk: AtTheDesk, demo: DeskDemo
    ) -> None:
        begins = written(desk.see("summary"))
        own = [("Ms. A., a stock lead of 43, hurt her back on 11/03/2014 [1:1].", begins[0][1])]
        page = desk.see("summary")
        first = sent(desk, own + begins[1:], "record")
        assert first.status == 302, text(first)
        again = desk.do(page, "summary", "record", version="99", text=["x"], drafted=[""])
        assert again.status == 409
        said = text(desk.see("summary"))
        assert "recorded" in said and "changed from the draft" in said
        beside = text(desk.treatment(1))
        assert "yours" in beside and "a stock lead of 43" in beside
        assert "The letter has the summary that you wrote" in text(desk.see("send"))
        record = run(demo.data, "case", "show", desk.case, "--json").decode()
        assert '"summary-written"' in record and '"paper_sha256"' in record

    def test_a_sentence_on_a_fact_that_was_rejected_is_marked(self, desk: AtTheDesk) -> None:
        desk.opened(1)
        page = desk.treatment(1)
        fact = re.search(
            r'name="fact" value="14".*?name="sha256" value="([0-9a-f]{64})"', page.body
        )
        assert fact is not None
        given = {"fact": "14", "sha256": fact[1], "judgement": "rejected", "reason": "Misread."}
        assert desk.on(1, "fact", **given).status == 302
        page = desk.see("summary")
        assert "Rests on a fact that you rejected" in text(page)
        amiss = set(re.findall(r'id="sentence-(\d+)" tabindex="-1" class="amiss"', page.body))
        assert 0 < len(amiss) < len(written(page)), "those on that fact alone"
        mended = [
            ("She went to therapy [9:1]." if str(number) in amiss else one, origin)
            for number, (one, origin) in enumerate(written(page), 1)
        ]
        assert sent(desk, mended, "record").status == 302
        assert "Rests on a fact that you rejected" not in text(desk.see("summary"))

    def test_marks_that_lead_elsewhere_after_a_new_draft_are_told_one_by_one_and_mended(
        self, desk: AtTheDesk, demo: DeskDemo
    ) -> None:
        found = {"decision": "upheld", "none_cited_because": "None speaks of it."}
        reasons = "No chiropractic treatment so far [4:1]."
        done = desk.write(2, rationale=reasons, **found)
        assert done.status == 302, text(done)
        before = written(desk.see("summary"))
        renumbered(demo)
        page = desk.treatment(2)
        said = text(page)
        assert "[4:1] is [11:1] now" in said
        assert "Meant: “" in said and "Leads now to: “" in said
        assert "No chiropractic treatment so far" in said.split("Meant: ")[1][:120]
        assert "page marks lead elsewhere than when this was recorded" in text(desk.see("send"))
        version = re.search(r'name="version" value="(\d+)"', page.body)
        assert version is not None
        assert desk.do(page, "treatment", 2, "mend", version=version[1]).status == 302
        assert "so far [11:1]." in desk.treatment(2).body
        assert desk.write(2, rationale="None so far [11:1].", **found).status == 302
        assert "no longer lead to the page" not in text(desk.treatment(2))
        page = desk.see("summary")
        assert "no longer lead to the page that was meant" in text(page)
        version = re.search(r'name="version" value="(\d+)"', page.body)
        assert version is not None
        assert desk.do(page, "summary", "mend", version=version[1]).status == 302
        mended = written(desk.see("summary"))
        assert [one for one, _ in mended] != [one for one, _ in before]
        assert sent(desk, mended, "record").status == 302, text(sent(desk, mended, "record"))
        assert "no longer lead to the page" not in text(desk.see("summary"))
        assert "page marks lead elsewhere" not in text(desk.see("send"))


def renumbered(demo: DeskDemo) -> None:
    """The draft as it would be made anew with its documents in the opposite order."""
    folders = installed_folders({}, demo.data)
    listed = json.loads(CaseDrafts(folders).drafted_list(demo.drafted.case, "documents"))
    draft = folders.draft(demo.drafted.case)
    anew = json.dumps(listed[::-1]).encode()
    save_letter(anew, draft / "documents.json", overwrite=True, keys=folders.keys)
    time.sleep(1.1)
    (draft / "determination.json").touch()
