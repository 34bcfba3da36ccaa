"""What everybody does on the way from an application to its letter, with keys alone."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import NamedTuple

from playwright.sync_api import Browser, Cookie
from tests.browser.keyboard import Keys, Met, at_keyboard
from tests.made_demo import CASE_FILE
from tests.served import Served
from tests.signed_in import PASSWORD, App

from openimr.law.calendar import pacific_day

OWN_PASSWORD = "amber kettle sideways moth"
NUMBER = re.compile(r"CM\d\d-\d{7}")
ATTORNEY = "Rosalind Tuttleby"
"""Named nearly as somebody on the panel of the demo is: a person answers whether that is a tie."""

FORM, DECISION, *RECORDS = sorted(CASE_FILE.glob("*.pdf"))
TREATMENTS = (
    "Cognitive behavioral therapy, 6 additional sessions",
    "Chiropractic treatment 2x week x 6 weeks, lumbar spine, 12 visits",
)
FINDINGS = (
    ("overturned", "Six to ten sessions follow a gain [g:visits-after-trial]. She works again "
     "[4:1]. Therefore, the request for 6 sessions of psychotherapy is medically necessary."),
    ("upheld", "A first course is a trial of 6 visits [g:initial-trial]. No chiropractic care had "
     "been given [4:1]. Therefore, the request for 12 visits of chiropractic manipulation is not "
     "medically necessary."),
)  # fmt: skip


class House(NamedTuple):
    """One installation and the browser in which everybody comes to it."""

    served: Served
    chromium: Browser
    met: Met
    sessions: dict[str, list[Cookie]]
    """What the browser keeps of those who signed in and did not sign out."""

    def anybody(self) -> AbstractContextManager[Keys]:
        """Somebody without an account, at the front door."""
        return self._come()

    @contextmanager
    def somebody(self, login: str, password: str = PASSWORD) -> Iterator[Keys]:
        """Somebody who signs in, and when they come again goes on in the same session."""
        kept = self.sessions.get(login, [])
        with self._come("/work" if kept else "/", kept) as keys:
            if not kept:
                keys.go("Sign in", "link").write("Login", login).write("Password", password).led()
            yield keys
            self.sessions[login] = keys.page.context.cookies()

    def leaves(self, login: str) -> None:
        """Somebody signs out."""
        with self._come("/work", self.sessions.pop(login)) as keys:
            keys.go("Sign out", "button").says("Signed out")

    @contextmanager
    def _come(self, path: str = "/", kept: Sequence[Cookie] = ()) -> Iterator[Keys]:
        with at_keyboard(self.chromium, self.served, self.met) as keys:
            keys.page.context.add_cookies(kept)  # type: ignore[arg-type]
            yield keys.open(path)


def to_case(keys: Keys, case: str) -> Keys:
    """From wherever one is to a case."""
    keys.go("Cases", "link").write("Case number", case).led()
    return keys.says(f"Case {case}")


def step(keys: Keys, name: str) -> Keys:
    """Begin a step that the page of a case offers."""
    return keys.skip().go(name, "link").skip()


def files(house: House) -> str:
    """A worker files on the guided pages; the case's number."""
    today = pacific_day(dt.datetime.now(tz=dt.UTC))
    decided = today - dt.timedelta(days=12)
    with house.anybody() as worker:
        worker.go("Ask for a review").go("Begin an application").go("I wrote it down")
        worker.choose("The injured worker").go("Save and go on")
        worker.write("Name of the injured worker", "Rowena T. Applewhite")
        worker.write_day("Date of birth", dt.date(1972, 6, 14))
        worker.write("Mailing address", "77 Pepperwood Row, Apt 4\nLarkspur Bend, CA 90099")
        worker.write("The worker's attorney", ATTORNEY).go("Save and go on")
        worker.write_day("Date of injury", today - dt.timedelta(days=400))
        worker.write("Claim number", "BH-14-330871")
        worker.write("Employer", "Silver Kettle Catering Supply")
        worker.write("Claims administrator", "Blue Heron Claims Administrators")
        worker.go("Save and go on").write_day("Date on the decision", decided)
        worker.write_day("Day on which it was served", decided)
        for question in ("Was it denied only", "Does the claims", "Has the claims"):
            worker.choose("No", of=question)
        worker.go("Save and go on").write("Treatments in dispute", "\n".join(TREATMENTS))
        worker.choose("No", of="Was the treatment given")
        worker.write("Doctor who asked", "Theodora M. Ravenscroft, MD")
        worker.write("The doctor's specialty", "Physical Medicine & Rehabilitation")
        worker.write("Main diagnosis", "847.2 lumbar sprain").go("Save and go on")
        worker.choose("A regular review").choose("No", of="Does the decision say")
        worker.go("Save and go on")
        for name, paper in (("The decision", DECISION), ("The signed form", FORM)):
            worker.send_paper(f"Choose PDFs, or drop them here : {name}", paper)
            worker.page.wait_for_selector(f"li:has-text('{paper.name}') .tag.done")
        worker.go("Save and go on").says("a person would decide")
        worker.go("File the application").says("was received")
        found = NUMBER.search(worker.reads())
        assert found
        worker.go("I am done")
        return found[0]


def screens(house: House, case: str) -> None:
    """Intake looks at the form, which nobody had said to be signed; then it is eligible."""
    with house.somebody("moreau") as intake:
        step(to_case(intake, case), "Correct application")
        intake.write("What was read wrongly", "The form is signed and dated.")
        intake.choose("Yes", of="Is the application signed")
        intake.go("Correct application", "button").says("Recorded:")
        step(intake, "Screen").go("Screen", "button").says("Recorded:")
        assert "eligible" in intake.page.inner_text("h1")


def assigns(house: House, case: str) -> None:
    """The case manager sends the notice of assignment."""
    with house.somebody("ruiz") as manager:
        step(to_case(manager, case), "Send notice of assignment")
        manager.choose("every party by mail", of="Sent to").send_paper("File", FORM)
        manager.go("Send notice of assignment", "button").says("Recorded:")


def identifiers(house: House, case: str) -> dict[str, str]:
    """What the record calls the parties of a case, as an administrator reads it there."""
    with house.somebody("hale") as administrator:
        to_case(administrator, case).go("Parties", "link")
        told = administrator.reads()
    found = re.findall(r"^([A-Z][\w' ]+?)(?: \(filed\))?\s+In the record: (\S+)", told, re.M)
    return dict(found)


def adds(house: House, login: str, role: str, named: str = "", case: str = "") -> None:
    """The administrator adds an account; its first sign-in changes the password."""
    with house.somebody("hale") as administrator:
        administrator.go("Accounts", "link").skip().go("Add an account", "link").skip()
        administrator.write("Login", login).pick("Role", role)
        administrator.write("Identifier in the record", named).write("Cases of a party", case)
        administrator.write("Your password", PASSWORD).go("Add", "button").says("Account added")
        first = administrator.page.inner_text("#first")
    with house.anybody() as newcomer:
        newcomer.go("Sign in", "link").write("Login", login).write("Password", first).led()
        newcomer.says("Choose your password").write("First password", first)
        newcomer.write("New password", OWN_PASSWORD).write("New password again", OWN_PASSWORD)
        newcomer.led().says("Your password is changed")


def sends_records(house: House, case: str) -> None:
    """The adjuster sends the records, says of each what it is, and of what there is none."""
    with house.somebody("blue-heron", OWN_PASSWORD) as adjuster:
        to_case(adjuster, case).skip().go("Send records", "link").skip()
        adjuster.send_paper("Choose PDFs", *RECORDS)
        chosen = adjuster.page.locator("select[name^=class-]")
        chosen.nth(len(RECORDS) - 1).wait_for()
        adjuster.look("with papers")
        for paper in RECORDS:
            kind = "Materials" if paper.name.startswith("03") else "Physician reports"
            adjuster.pick(paper.name, kind)
        for none in ("DWC Form IMR", "information given", "other material"):
            adjuster.tick(f"There is none: {none}").write("Why there is none", "Nothing was found.")
        adjuster.tick("The list of these records").go("File these records", "button")
        adjuster.says("Receipts of the claims administrator")
        assert adjuster.saved("List of these records").startswith(b"%PDF")


def closes_records(house: House, case: str) -> None:
    """The case manager closes the records and gives the case out."""
    with house.somebody("ruiz") as manager:
        step(to_case(manager, case), "Close records")
        manager.go("Close records", "button").says("Recorded:")
        assert "ready to appoint" in manager.page.inner_text("h1")


MOST_CHANGES = 10
"""Times that a worker beside may record something on a case that waits, between look and deed."""


def gives_out(house: House, case: str) -> str:
    """The case manager answers a possible tie and gives out what waits; the case's reviewer."""
    with house.somebody("ruiz") as manager:
        manager.go("Panel", "link").skip().go("Possible ties", "link").says(ATTORNEY).skip()
        manager.choose("It is somebody else").write("Why", "The state bar says so.").led()
        manager.says("kept").skip().go("Panel", "link").skip()
        manager.go("Give cases out", "link").says(case)
        manager.skip().go("Appoint them", "button")
        for _ in range(MOST_CHANGES):
            if "have changed since the round was shown" not in manager.reads():
                break
            manager.skip().go("Look at the round", "link").skip().go("Appoint them", "button")
        manager.says("Done.")
        [row] = [one for one in manager.reads().splitlines() if one.startswith(case)]
    [reviewer] = re.findall(r"R-\d{3}", row)
    return str(reviewer)


def accepts(house: House, case: str) -> None:
    """The reviewer declares that there is no tie, and accepts."""
    with house.somebody("a-reviewer", OWN_PASSWORD) as reviewer:
        reviewer.skip().go(f"Open the desk of case {case}").skip()
        reviewer.tick("I have no material").go("Declare and accept", "button")
        reviewer.says("the reviewer's desk")


def to_desk(reviewer: Keys, case: str) -> Keys:
    """From anywhere to the desk of a case, past its head."""
    reviewer.go("Your work", "link").skip().go(f"Open the desk of case {case}")
    return reviewer.skip()


def reads(house: House, case: str) -> None:
    """The reviewer pages through the case file and opens what a search finds."""
    with house.somebody("a-reviewer", OWN_PASSWORD) as reviewer:
        to_desk(reviewer, case).until(lambda: "not drafted" not in reviewer.reads(), "a draft")
        page = reviewer.page
        reviewer.skip().to("Go to the page").press("Enter")
        first = page.inner_text(".casefile-where")
        reviewer.press("j")
        page.locator(".casefile-where").filter(has_not_text=first).wait_for()
        reviewer.skip().write("Look up words in this file", "psychotherapy sessions").press("Enter")
        page.wait_for_selector("#casefile-found:focus")
        reviewer.look("with hits").to("", "link").to("", "link").press("Enter")
        page.wait_for_selector("#casefile-title:focus")
        reviewer.look("at a hit")


def decides(house: House, case: str) -> None:
    """First opinions, proposals, a fact, findings with citations; then the hand-over."""
    with house.somebody("a-reviewer", OWN_PASSWORD) as reviewer:
        for number, (decision, why) in enumerate(FINDINGS, start=1):
            to_desk(reviewer, case).go(f"{number}. ", "link")
            opines(reviewer, decision)
            judges(reviewer)
            finds(reviewer, decision, why)
        reviewer.go("Check and hand over", "link").skip()
        reviewer.go("Hand over to quality review", "button").says("Handed over")


def opines(reviewer: Keys, decision: str) -> None:
    """The first opinion before the proposal can be opened."""
    necessary = "is medically" if decision == "overturned" else "is not medically"
    reviewer.choose(necessary).write("Why, in a few words", "As the papers stand.")
    reviewer.go("Record the first opinion", "button").says("Your first opinion is recorded")
    reviewer.go("Open the proposal", "button").says("The proposal is open").look("with a proposal")


def judges(reviewer: Keys) -> None:
    """One fact of a criterion."""
    reviewer.to("1 fact", "DisclosureTriangle").press("Enter")
    reviewer.to("Accept, correct or reject", "DisclosureTriangle").press("Enter")
    reviewer.choose("holds").write("Why", "It says so.").led()
    reviewer.says("Recorded what you make of the fact")


def finds(reviewer: Keys, decision: str, why: str) -> None:
    """The finding, kept while it is written, then recorded."""
    reviewer.choose(decision, of="The utilization review").write("Rationale", why)
    reviewer.page.wait_for_selector("#kept:has-text('Kept ')")
    reviewer.go("Record the finding", "button").says("The finding is recorded")


def passes_and_signs(house: House, case: str) -> str:
    """Quality decides what was drawn, blind; passes; signs. The digest of what was signed."""
    with house.somebody("lindgren") as quality:
        app = sets_up(quality)
        quality.go("Quality", "link").skip().go(case, "link")
        for number, (decision, _) in enumerate(FINDINGS, start=1):
            quality.skip().choose(decision.capitalize(), of="The utilization review decision is")
            quality.write("Why", "The papers say so.")
            quality.go(f"Record my second opinion on treatment {number}", "button")
        quality.says("What the checks find").look("opened")
        quality.go("Pass quality review", "button").says("Quality review passed")
        quality.skip().go("Letter", "link").says("You sign as Runa Lindgren")
        signed = quality.saved("PDF, the very file that is signed")
        assert signed.startswith(b"%PDF")
        quality.write("Code of your second factor", app.code())
        quality.go("Sign this letter", "button").says("Signed by Runa Lindgren")
        return hashlib.sha256(signed).hexdigest()


def sets_up(keys: Keys) -> App:
    """A second factor, from the page of one's account."""
    keys.go("Your account", "link").skip().go("Set up second factor", "link")
    app = App(keys.page.inner_text("#key"))
    keys.write("Code of the app", app.code()).write("Your password", PASSWORD)
    keys.go("Set up", "button").says("Recovery codes")
    return app


def issues_and_serves(house: House, case: str) -> None:
    """The case manager issues the letter, and serves it on everybody."""
    with house.somebody("ruiz") as manager:
        to_case(manager, case).skip().go("Letter", "link").skip()
        manager.go("Issue the letter", "button").skip().go("Serve it on the parties", "link")
        manager.skip().go("Serve the letter on all parties", "button").says("First served")


def has_the_letter(house: House, login: str, case: str) -> str:
    """A party takes the letter home; its digest."""
    with house.somebody(login, OWN_PASSWORD) as party:
        to_case(party, case).skip().go("Letter", "link").skip()
        party.says("Independent Medical Review Final Determination")
        letter = party.saved("PDF (tagged, as signed)")
        assert letter.startswith(b"%PDF")
        return hashlib.sha256(letter).hexdigest()


def exported(house: House, case: str) -> str:
    """The record of a case as an auditor saves it; who looked at the case is told beside it."""
    with house.somebody("voss") as auditor:
        to_case(auditor, case).skip().go("Record", "link").skip()
        auditor.to("Application received").press("Enter").look("with an event opened")
        record = auditor.saved("Export these events").decode()
        auditor.skip().go("Accesses", "link").says("Who looked at it").says("case manager")
        return record
