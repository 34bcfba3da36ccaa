"""One case by the command line alone: from filed papers to closed, and a record that holds."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from tests.verbs_on_cases import DEMO, House, Said

from openimr.bootstrap import case_letters
from openimr.law.calendar import pacific_day

MONDAY = dt.datetime(2025, 3, 3, 18, 0, tzinfo=dt.UTC)
"""Ten in the morning in California."""

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMED = "R-001"
REVIEWER = f"reviewer:{NAMED}"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(tmp_path_factory.mktemp("house"), MONDAY)


def done(house: House, *words: str | Path) -> Said:
    """A command that must succeed."""
    said = house.say("case", "do", *words)
    assert said.code == 0, said.err
    return said


def panel_kept(house: House, folder: Path) -> None:
    """The example panel is entered, looked at a few days before."""
    text = (EXAMPLES / "panel.csv").read_text(encoding="utf-8")
    panel = folder / "panel.csv"
    looked = text.replace("2026-10-12", "2025-02-20").replace("2026-09-01", "2025-01-10")
    panel.write_text(looked, encoding="utf-8")
    kept = house.say("panel", "import", panel, "--keep")
    assert kept.code == 0, kept.err


def appointed_by_name(house: House, number: str, folder: Path) -> None:
    """A reviewer is named; the standing comes from the panel, whatever is typed."""
    typed = folder / "standing.json"
    typed.write_text('{"reviewer": "R-1", "verified": "2025-03-01"}', encoding="utf-8")
    by_hand = house.say("case", "do", number, "appoint-reviewer", "seat=1", f"standing=@{typed}")
    assert by_hand.code == 2
    assert "Rule: standing-from-the-panel" in by_hand.err
    assert "reviewer=ID" in by_hand.err
    done(house, number, "appoint-reviewer", "seat=1", f"reviewer={NAMED}", "reason=Both fields.")


def issued(house: House, number: str, folder: Path) -> None:
    """The letter is made of the record and of the draft, looked at, and issued."""
    undrafted = house.say("case", "letter", number, "--to", folder / "none.txt")
    assert undrafted.code != 0
    assert f"openimr jobs add draft {number}" in undrafted.err
    kept = house.data / "cases" / number
    house.say("draft", kept / "papers", "--out", kept / "draft")

    preview = folder / "preview.txt"
    assert house.say("case", "letter", number, "--to", preview).code == 0
    assert "DRAFT" in preview.read_text()
    assert "Measured gains in the notes support what is asked for" in preview.read_text()

    unsigned = house.say("case", "letter", number, "--issue")
    assert "Rule: letter-signed" in unsigned.err
    by_hand = ("letter_sha256=" + "0" * 64, "name=N.", "title=T.", "second-factor-at=now")
    typed = house.say("case", "do", number, "sign-letter", "--as", "quality reviewer:Q-2", *by_hand)
    assert "Rule: signed-in-person" in typed.err
    code = house.signer()
    wrong = house.say("case", "letter", number, "--sign", "okafor", typed="000000\n")
    assert "Rule: fresh-second-factor" in wrong.err
    signed = house.say("case", "letter", number, "--sign", "okafor", "--json", typed=code())
    assert signed.code == 0, signed.err
    assert signed.fields[0]["event"]["name"] == "Ines Okafor, MD"

    again = house.say("case", "letter", number, "--issue", "--json")
    assert again.code == 0, again.err
    [event] = again.fields
    digest = event["event"]["letter_sha256"]
    with house.inside():
        content, _ = case_letters().kept(number, digest) or (b"", None)
    assert hashlib.sha256(content).hexdigest() == digest
    letter = folder / "issued.pdf"
    letter.write_bytes(content)
    read = house.say("letter", "read", letter, "--json").fields
    assert [one["decision"] for one in read["findings"]] == ["overturned", "upheld"]
    assert (read["case_number"], read["draft"]) == (number, False)
    assert read["signed_by"].startswith("Ines Okafor, MD, Medical Director, ")
    assert event["event"]["documents"] == len(read["documents_reviewed"])


def test_the_demo_case_goes_from_its_papers_to_closed(house: House, tmp_path: Path) -> None:
    taken = house.say("case", "receive", DEMO, "--json")
    assert taken.code == 1, "a page is about another person, so that a person must look"
    number = taken.fields["case"]
    assert taken.fields["state"] == "eligible"

    paper = tmp_path / "paper.pdf"
    paper.write_bytes((DEMO / "04-Ravenscroft-PR2-060915.pdf").read_bytes())
    done(house, number, "send-notice-of-assignment", "sent=all:mail", f"sha256=@{paper}")
    house.later(days=6)
    done(
        house,
        number,
        "receive-records",
        f"receipt=@{paper}",
        "receipt.sender=claims administrator",
        "receipt.title=reports of six months",
        "beyond-ur=yes",
        "list-sent=yes",
    )
    done(house, number, "close-records")
    house.later(days=1)
    panel_kept(house, tmp_path)
    appointed_by_name(house, number, tmp_path)
    done(
        house, number, "accept-appointment", "--as", REVIEWER, "seat=1", "declaration.none_with=all"
    )
    for treatment in ("1", "2"):
        done(
            house,
            number,
            "record-first-opinion",
            "--as",
            REVIEWER,
            "seat=1",
            f"treatment={treatment}",
            "opinion=not yet",
            "reason=The session notes first.",
        )
        done(
            house,
            number,
            "show-proposal",
            "--as",
            REVIEWER,
            "seat=1",
            f"treatment={treatment}",
            f"proposal_sha256=@{paper}",
        )
        done(
            house,
            number,
            "record-finding",
            "--as",
            REVIEWER,
            "seat=1",
            f"treatment={treatment}",
            f"decision={'overturned' if treatment == '1' else 'upheld'}",
            "rationale=Measured gains in the notes support what is asked for, and no more.",
            "none_cited_because=The record alone decides.",
        )
    done(house, number, "send-to-quality", "--as", REVIEWER)
    done(house, number, "pass-quality", "--as", "quality reviewer:Q-2")
    issued(house, number, tmp_path)
    done(house, number, "serve", "sent=all:mail")

    early = house.say("case", "do", number, "close", "reason=served")
    assert early.code == 2
    assert "Rule: appeal-window-open" in early.err
    assert "Law: Labor Code 4610.6(h)" in early.err

    house.later(days=4)
    day = pacific_day(house.now).isoformat()
    done(house, number, "report-implementation", "treatment=1", f"on={day}")
    zeros = "0" * 64
    digests = (f"{one}_sha256={zeros}" for one in ("letter", "published", "marks"))
    unseen = house.say("case", "do", number, "publish", "publication=IMR-2025-17", *digests)
    assert "Rule: published-as-seen" in unseen.err
    house.later(days=60)
    done(house, number, "close", "reason=served, implemented, not appealed")
    assert house.say("case", "show", number, "--json").fields["case"]["state"] == "closed"

    after = house.say("case", "do", number, "withdraw", "reason=too late")
    assert after.code == 2
    assert "closed" in after.err

    export = tmp_path / "record.jsonl"
    assert house.say("record", "export", export).code == 0
    checked = house.say("record", "verify", export)
    assert checked.code == 0, checked.out
    exported = export.read_text()
    assert number in exported
    for name in ("Applewhite", "Ravenscroft", "Silver Kettle", "Blue Heron"):
        assert name not in exported
