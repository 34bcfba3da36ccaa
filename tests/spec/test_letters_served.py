"""Versions of a letter, who signs, how it is served on each party, and packs for an appeal."""

from __future__ import annotations

import datetime as dt

import msgspec
import pypdfium2 as pdfium
import pytest
from tests.dispute import Dispute
from tests.happenings import NOON
from tests.invented_dispute import PARTIES, digest, paper
from tests.notice_office import HASH, Office

from openimr.adapters.post_print import printed_together
from openimr.adapters.signer_settings import signers
from openimr.bootstrap import letter_file
from openimr.case.commands.issuing import Correct, FileAppeal, MakeEvidencePack
from openimr.case.events.issuing import AppealGround, DeterminationIssued, DeterminationServed
from openimr.case.events.records import Sent
from openimr.case.evidence import evidence_pack
from openimr.case.model import State
from openimr.determination.model import Determination, Finding
from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.filing import Delivery, PartyRole
from openimr.workflow.addresses import Address
from openimr.workflow.evidence_packs import grounds_pleaded, pack_as_made
from openimr.workflow.letter_service import recipients
from openimr.workflow.letter_versions import changes, lines_of, versions

SIGNED_BY = "Ines Okafor, MD, Medical Director, Example Reviews"
LETTER = Determination(
    case_number="CM26-0000001",
    clinical_case_summary="A cook of 43 with low back pain [1:1].\nSix visits so far.",
    findings=(Finding(disputed_treatment="Acupuncture x 8", decision=None, rationale="No."),),
    signed_by=SIGNED_BY,
)


class TestVersions:
    def test_each_letter_tells_who_signed_it_and_why_it_replaced_the_one_before(self) -> None:
        dispute = Dispute().reach(State.SERVED)
        dispute.sign(digest("corrected"))
        dispute.ask(Correct(letter_sha256=digest("corrected"), reason="a wrong date"))
        first, second = versions(dispute.record)
        assert (first.number, first.because, first.signer) == (
            1,
            "",
            "Ines Okafor, MD, Medical Director",
        )
        assert (second.number, second.because, second.sha256) == (
            2,
            "a wrong date",
            digest("corrected"),
        )

    def test_what_a_correction_changed_stands_beside_what_it_replaced(self) -> None:
        summary = "A cook of 34 with low back pain [1:1].\nSix visits so far."
        after = msgspec.structs.replace(LETTER, clinical_case_summary=summary)
        [changed] = changes(LETTER, after)
        assert changed.before == ("A cook of 43 with low back pain [1:1].",)
        assert changed.after == ("A cook of 34 with low back pain [1:1].",)
        assert changes(LETTER, LETTER) == ()

    def test_the_signature_is_the_last_part_of_a_letter(self) -> None:
        assert lines_of(LETTER)[-1] == f"Signed for the review organization by: {SIGNED_BY}"


class TestSigners:
    def test_each_has_a_name_and_a_title_and_nobody_signs_without_the_setting(self) -> None:
        named = "director-1=Ines Okafor, MD, Medical Director; jo.vance = Jo Vance, President;"
        found = signers({"OPENIMR_SIGNERS": named})
        assert [(one.id, one.name, one.title) for one in found.values()] == [
            ("director-1", "Ines Okafor, MD", "Medical Director"),
            ("jo.vance", "Jo Vance", "President"),
        ]
        assert signers({}) == {}

    @pytest.mark.parametrize("words", ["Ines Okafor", "a=Ines Okafor", "=N, T", "a=,T", "a=N,"])
    def test_words_that_name_nobody_with_a_title_are_told(self, words: str) -> None:
        with pytest.raises(BadInput, match="OPENIMR_SIGNERS"):
            signers({"OPENIMR_SIGNERS": words})


class Book:
    """Only the employee's postal address and the administrator's e-mail are known."""

    def __init__(self) -> None:
        self.kept = {
            "employee-1": Address(name="Jo Doe", postal=("1 Elm Street", "Cinder Valley, CA")),
            "administrator-1": Address(name="Acme Claims", email="claims@acme.example"),
        }

    def address(self, party: str) -> Address | None:
        return self.kept.get(party)

    def name(self, party: str) -> str | None:
        return None


class TestService:
    def test_each_party_is_offered_the_ways_in_which_it_can_be_reached(self) -> None:
        found = {one.party: one for one in recipients(Dispute().case, Book())}
        assert set(found) == {party.id for party in PARTIES}
        assert found["employee-1"].ways[0] is Delivery.MAIL
        assert found["administrator-1"].ways[0] is Delivery.ELECTRONIC
        unknown = next(one for one in found.values() if not one.email and not one.postal)
        assert unknown.ways == (Delivery.FAX, Delivery.IN_PERSON)
        assert unknown.name == unknown.role.value

    @pytest.mark.parametrize(
        ("way", "mailed", "printed"),
        [(Delivery.ELECTRONIC, 1, 0), (Delivery.MAIL, 0, 1), (Delivery.IN_PERSON, 0, 0)],
    )
    def test_it_goes_as_the_record_says_also_where_both_addresses_are_known(
        self, way: Delivery, mailed: int, printed: int
    ) -> None:
        office = Office()
        office.book.kept["party-1"] = Address(
            name="Jo Doe", email="jo@doe.example", postal=("1 Elm Street",)
        )
        office.work()
        before = len(office.server.taken)
        sent = Sent(to=PartyRole.EMPLOYEE, by=way, at=NOON)
        issued = DeterminationIssued(letter_sha256=HASH, documents=3)
        office.happens(issued, DeterminationServed(sent=(sent,)))
        office.work()
        assert len(office.server.taken) - before == mailed
        assert len(office.tray.waiting()) == printed

    def test_what_waits_is_one_file_in_which_each_paper_begins_on_a_new_sheet(self) -> None:
        one = letter_file(LETTER, ".pdf", dt.date(2026, 4, 2))
        pages = len(pdfium.PdfDocument(one))
        together = pdfium.PdfDocument(printed_together([(one, one), (one,)]))
        assert len(together) == 3 * (pages + pages % 2)


class TestEvidence:
    def test_a_pack_is_drawn_again_as_it_was_made_whatever_came_later(self) -> None:
        dispute = Dispute().reach(State.SERVED)
        petition = paper("petition", at=dispute.now)
        grounds = (AppealGround.CONFLICT, AppealGround.BIAS)
        filed = FileAppeal(grounds=grounds, filed=dispute.now.date(), petition=petition)
        dispute.ask(filed)
        pack = evidence_pack(AppealGround.BIAS, dispute.record)
        dispute.ask(MakeEvidencePack(ground=AppealGround.BIAS, sha256=pack.sha256))
        number = len(dispute.record)
        dispute.ask(filed)
        assert pack.head.encode() in pack_as_made(dispute.record, number)
        conflict, bias = grounds_pleaded(dispute.case, dispute.record)
        assert conflict.made == () and [one.number for one in bias.made] == [number]

    def test_what_was_not_drawn_from_the_record_is_not_told(self) -> None:
        dispute = Dispute().reach(State.SERVED)
        petition = paper("petition", at=dispute.now)
        ground = AppealGround.BIAS
        dispute.ask(FileAppeal(grounds=(ground,), filed=dispute.now.date(), petition=petition))
        dispute.ask(MakeEvidencePack(ground=ground, sha256="ab" * 32))
        for number in (len(dispute.record), 1, 99):
            with pytest.raises(Refused) as refused:
                pack_as_made(dispute.record, number)
            assert refused.value.rule == "evidence-as-made"
