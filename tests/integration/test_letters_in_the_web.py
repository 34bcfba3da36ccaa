"""A letter's way over real HTTP: blind, passed, seen, signed, issued, served; nothing too early."""

from __future__ import annotations

import hashlib
import http.client
import re
from collections.abc import Iterator

import pytest
from tests.lettered import (
    LOGINS,
    RATIONALE,
    SETTINGS,
    SUMMARY,
    Lettered,
    lettered,
    redraft,
    rest_on_another_patient,
    unreadable,
)
from tests.served import PATIENCE, Answer, Served, serving
from tests.signed_in import Visitor


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Lettered:
    return lettered(tmp_path_factory, "letters")


@pytest.fixture(scope="module")
def served(made: Lettered) -> Iterator[Served]:
    with serving(made.data, "--no-jobs", **SETTINGS) as running:
        yield running


def visitor(served: Served, made: Lettered, login: str) -> Visitor:
    found = Visitor(served)
    found.sign_in(LOGINS[login])
    if made.apps[login].secret:
        found.give_code(made.apps[login].code())
    return found


@pytest.fixture(scope="module")
def quality(served: Served, made: Lettered) -> Visitor:
    return visitor(served, made, "lindgren")


@pytest.fixture(scope="module")
def manager(served: Served, made: Lettered) -> Visitor:
    return visitor(served, made, "ruiz")


@pytest.fixture(scope="module")
def worker(served: Served, made: Lettered) -> Visitor:
    return visitor(served, made, "worker")


def of_case(made: Lettered, part: str = "") -> str:
    return f"/cases/{made.case}/{part}" if part else f"/cases/{made.case}"


def content_of(visitor: Visitor, path: str) -> bytes:
    """A file as it is sent."""
    connection = http.client.HTTPConnection("127.0.0.1", visitor.served.port, timeout=PATIENCE)
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    connection.request("GET", path, headers={"Cookie": cookies})
    answer = connection.getresponse()
    assert answer.status == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    content = answer.read()
    connection.close()
    return content


def digest_on(page: Answer) -> str:
    found = re.search(r'name="sha256" value="([0-9a-f]{64})"', page.body)
    assert found is not None, page.body
    return found[1]


def reason_field(page: Answer) -> str:
    """The field for why the grave finding on a page may stand."""
    found = re.search(r'<textarea id="([0-9a-f]{12})"', page.body)
    assert found is not None, page.body
    return found[1]


PAGES = ("", "quality", "letter", "letter/next", "letter/draft.txt", "letter/draft.json")


def test_nothing_of_the_review_leaks_to_who_decides_blind(quality: Visitor, made: Lettered) -> None:
    for part in PAGES:
        page = quality.get(of_case(made, part))
        assert page.status in {200, 409}, part
        assert RATIONALE not in page.body, part
    listed = quality.get("/quality")
    assert made.case in listed.body and "to decide blind" in listed.body


def test_passing_is_refused_before_on_the_page_and_on_the_command_line(
    quality: Visitor, made: Lettered
) -> None:
    page = quality.get(of_case(made, "quality"))
    refused = quality.send(of_case(made, "quality/pass"), page, key="one")
    assert refused.status == 409 and "second-opinion-first" in refused.body
    by_verb = made.house.say(
        "case", "do", made.case, "pass-quality", "--as", "quality reviewer:quality.lindgren"
    )
    assert "Rule: second-opinion-first" in by_verb.err


def test_after_the_second_opinions_findings_are_compared_and_the_case_passes(
    quality: Visitor, made: Lettered
) -> None:
    page = quality.get(of_case(made, "quality"))
    drawn = re.findall(r"/quality/second/(\d+)", page.body)
    assert drawn
    for number in drawn:
        blank = quality.send(of_case(made, f"quality/second/{number}"), page, key=f"{number}-a")
        assert blank.status == 400 and "lacks a decision" in blank.body
        typed = {"decision": "upheld", "reason": "No gain is on record.", "key": f"{number}-b"}
        told = quality.send(of_case(made, f"quality/second/{number}"), page, **typed)
        assert told.status == 302
    page = quality.get(of_case(made, "quality"))
    assert RATIONALE in page.body and "Your second opinion: upheld." in page.body
    draft = quality.get(of_case(made, "letter"))
    assert "Independent Medical Review Final Determination" in draft.body
    assert RATIONALE in draft.body and "DRAFT" in draft.body
    rest_on_another_patient(made)
    refused = quality.send(of_case(made, "quality/pass"), page, key="pass")
    assert refused.status == 409 and "grave-finding-stands" in refused.body
    assert "The case summary rests on a paper of another patient." in refused.body
    by_verb = made.house.say(
        "case", "do", made.case, "pass-quality", "--as", "quality reviewer:quality.lindgren"
    )
    assert "Rule: grave-finding-stands" in by_verb.err
    why = {reason_field(refused): "The brother of the same name."}
    passed = quality.send(of_case(made, "quality/pass"), refused, key="pass-2", **why)
    assert passed.status == 302
    assert "The brother of the same name." in quality.get(of_case(made, "record.jsonl")).body
    assert "Quality review passed" in quality.get(of_case(made, "quality")).body


def test_a_party_sees_no_letter_before_it_is_issued(worker: Visitor, made: Lettered) -> None:
    page = worker.get(of_case(made, "letter"))
    assert page.status == 200 and "No letter was issued" in page.body
    for part in ("letter/next", "letter/next.pdf", "letter/draft.pdf", "letter/draft.txt"):
        early = worker.get(of_case(made, part))
        assert RATIONALE not in early.body and "Medical Director" not in early.body
    assert worker.get(of_case(made, "quality")).status == 409
    assert worker.get(of_case(made, "letter/evidence")).status == 409


def test_on_the_command_line_a_grave_finding_stands_with_a_reason_as_well(made: Lettered) -> None:
    sign = ("case", "letter", made.case, "--sign", "lindgren")
    bare = made.house.say(*sign, typed="000000\n")
    assert "Rule: grave-finding-stands" in bare.err and "(other-patient)" in bare.err
    unknown = made.house.say(*sign, "--stands", "other-patient:2", "A brother.", typed="000000\n")
    assert "other-patient:2: names no grave finding" in unknown.err
    stands = made.house.say(*sign, "--stands", "other-patient", "A brother.", typed="000000\n")
    assert "Rule: fresh-second-factor" in stands.err, "the code alone is wrong now"
    alone = made.house.say("case", "letter", made.case, "--issue", "--stands", "x", "y")
    assert alone.code == 64 and "--stands goes with --sign" in alone.err


def test_a_letter_that_cannot_be_checked_is_not_signed(made: Lettered) -> None:
    unreadable(made)
    refused = made.house.say("case", "letter", made.case, "--sign", "lindgren", typed="000000\n")
    rest_on_another_patient(made)
    assert refused.code == 2 and "Draft it again" in refused.err
    assert "second factor" not in refused.err


def test_a_named_person_signs_the_very_bytes_with_a_fresh_code(
    quality: Visitor, manager: Visitor, made: Lettered
) -> None:
    elsewhere = manager.get(of_case(made, "letter"))
    assert "You are not among those who sign letters" in elsewhere.body
    page = quality.get(of_case(made, "letter"))
    assert "You sign as <strong>Runa Lindgren, MD, Medical Director" in page.body
    seen = digest_on(page)
    content = content_of(quality, of_case(made, "letter/next.pdf"))
    assert hashlib.sha256(content).hexdigest() == seen
    grave = quality.send(of_case(made, "letter/sign"), page, sha256=seen, code="000000")
    assert grave.status == 409 and "grave-finding-stands" in grave.body
    assert reason_field(grave)
    assert "Quality review let it stand because: The brother of the same name." in grave.body
    redraft(made, SUMMARY)
    wrong = quality.send(of_case(made, "letter/sign"), page, sha256=seen, code="000000")
    assert wrong.status == 409 and "fresh-second-factor" in wrong.body
    other = quality.send(of_case(made, "letter/sign"), page, sha256="0" * 64, code="000000")
    assert other.status == 409 and "letter-as-seen" in other.body
    code = made.apps["lindgren"].code()
    assert quality.send(of_case(made, "letter/sign"), page, sha256=seen, code=code).status == 302
    signed = quality.get(of_case(made, "letter"))
    assert "Signed by <strong>Runa Lindgren, MD, Medical Director" in signed.body
    assert content_of(quality, of_case(made, f"letter/{seen}.pdf")) == content


def test_the_signed_letter_alone_is_issued_and_then_the_party_sees_it(
    quality: Visitor, manager: Visitor, worker: Visitor, made: Lettered
) -> None:
    page = manager.get(of_case(made, "letter"))
    signed = re.search(r"letter/([0-9a-f]{64})\.pdf", page.body)
    assert signed is not None
    assert worker.get(of_case(made, f"letter/{signed[1]}.pdf")).status == 409
    own = quality.get(of_case(made, "letter"))
    assert quality.send(of_case(made, "letter/issue"), own).status == 409
    assert manager.send(of_case(made, "letter/issue"), page).status == 302
    shown = worker.get(of_case(made, "letter"))
    assert RATIONALE in shown.body and "Runa Lindgren, MD" in shown.body
    assert "R-0" not in shown.body
    for ending in ("pdf", "docx", "txt", "json"):
        assert content_of(worker, of_case(made, f"letter/{signed[1]}.{ending}"))


def test_it_is_served_on_everybody_and_the_first_look_is_told(
    manager: Visitor, worker: Visitor, made: Lettered
) -> None:
    page = manager.get(of_case(made, "letter/serve"))
    ways = dict(re.findall(r'name="(way-[^"]+)">\s*<option value="([^"]+)"', page.body))
    assert len(ways) >= 3
    first, *_ = ways
    some = manager.send(of_case(made, "letter/serve"), page, key="a", **{first: ways[first]})
    assert some.status == 409 and "every-party-is-told" in some.body
    assert manager.send(of_case(made, "letter/serve"), page, key="b", **ways).status == 302
    worker.get(of_case(made, "letter"))
    after = manager.get(of_case(made, "letter/serve"))
    assert after.body.count("<time") > len(ways)


def test_a_correction_is_signed_and_issued_with_a_reason_and_both_versions_stay(
    quality: Visitor, manager: Visitor, worker: Visitor, made: Lettered
) -> None:
    redraft(made, "The employee was hurt at work [1:2]. Eight visits came before [1:4].")
    page = quality.get(of_case(made, "letter/next"))
    assert "a correction" in page.body
    code = made.apps["lindgren"].code()
    typed = {"sha256": digest_on(page), "code": code}
    assert quality.send(of_case(made, "letter/sign"), page, **typed).status == 302
    page = manager.get(of_case(made, "letter"))
    assert "A corrected letter is signed" in page.body
    silent = manager.send(of_case(made, "letter/issue"), page, because=" ")
    assert silent.status == 400
    because = "The number of visits was wrong."
    assert manager.send(of_case(made, "letter/issue"), page, because=because).status == 302
    page = worker.get(of_case(made, "letter"))
    assert because in page.body and "replaced" in page.body and "Eight visits" in page.body
    first, second = sorted(set(re.findall(r"letter/([0-9a-f]{64})\.pdf", page.body)))
    assert content_of(worker, of_case(made, f"letter/{first}.pdf"))
    assert content_of(worker, of_case(made, f"letter/{second}.pdf"))
    changed = worker.get(of_case(made, f"letter/changes/{typed['sha256']}"))
    assert "<del>" in changed.body and "Six visits" in changed.body
    assert "<ins>" in changed.body and "Eight visits" in changed.body


def test_the_post_tray_is_empty_where_no_job_ran(manager: Visitor, quality: Visitor) -> None:
    page = manager.get("/post")
    assert page.status == 200 and "Nothing waits to be posted" in page.body
    assert manager.get("/post/print.pdf").status == 400
    assert quality.get("/post").status == 409


def test_evidence_packs_are_made_and_drawn_again_as_they_were(
    manager: Visitor, served: Served, made: Lettered
) -> None:
    place = f"/cases/{made.appealed}/letter/evidence"
    page = manager.get(place)
    ground = re.search(r'name="ground" value="([A-Z_]+)"', page.body)
    assert ground is not None
    assert manager.send(f"{place}/make", page, ground=ground[1]).status == 302
    page = manager.get(place)
    [*_, (number, digest)] = re.findall(
        r"evidence/(\d+)\.json.{0,300}?([0-9a-f]{64})", page.body, re.DOTALL
    )
    pack = content_of(manager, f"{place}/{number}.json")
    assert hashlib.sha256(pack).hexdigest() == digest
    assert manager.send(f"{place}/make", page, ground="NONE").status == 400


def test_the_report_of_quality_review_is_a_page_and_a_table(quality: Visitor) -> None:
    page = quality.get("/quality/report")
    assert page.status == 200 and "decided twice" in page.body
    table = quality.get("/quality/report.csv")
    assert table.body.startswith("part,name,n,observed,expected,kappa,low,high")
    assert "attachment" in table.headers["content-disposition"]
