"""Publishing: what everybody may read names nobody, and a person saw it before."""

from __future__ import annotations

import io
import json
import re
import shutil

import msgspec
import pikepdf
import pytest
from tests.published_cases import RUIZ, PublishingHouse, publishing_house

from openimr.adapters.library_own import OwnShelf
from openimr.adapters.library_own_papers import paper_place
from openimr.adapters.library_store import LibraryStore
from openimr.adapters.publishing_wired import shelving_on
from openimr.bootstrap import case_folders, record_store
from openimr.case.events.issuing import Published
from openimr.case.evolve import case_of
from openimr.determination.model import DocumentReviewed, GuidelineLine, Reviewer
from openimr.publication.redaction.identifiers import Kind
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.filing import PartyRole
from openimr.workflow.publishing import OnShelf
from openimr.workflow.publishing_marks import AddedName, Kept, LeftOut
from openimr.workflow.publishing_proposed import Proposed


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> PublishingHouse:
    return publishing_house(tmp_path_factory, "publishing")


def look(house: PublishingHouse, who: Actor = RUIZ) -> Proposed:
    with house.publishing(who) as at:
        return at.look(house.number)


def mark(house: PublishingHouse, made: type, words: str, **told: object) -> None:
    with house.publishing() as at:
        one = made(words=words, by=RUIZ.id, at=house.house.now, **told)
        at.mark(house.number, one, at.marks.marks(house.number).sha256)


def approve(house: PublishingHouse, seen: str | None = None) -> Published:
    with house.publishing() as at:
        seen = at.look(house.number).seen if seen is None else seen
        event = at.approve(house.number, RUIZ, seen)[-1].event
        assert isinstance(event, Published)
        return event


def refused(act: object, *words: object, **told: object) -> Refused:
    with pytest.raises(Refused) as caught:
        act(*words, **told)  # type: ignore[operator]
    return caught.value


def everything_in(pdf: bytes) -> str:
    """All that a PDF holds, taken apart by another program than the one that checked it."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert "/EmbeddedFiles" not in opened.Root.get("/Names", {})
        assert "/AF" not in opened.Root
        streams = (one for one in opened.objects if isinstance(one, pikepdf.Stream))
        packed = b"\n".join(one.read_bytes() for one in streams)
        objects = "\n".join(repr(one) for one in opened.objects)
    plain = pdf + packed
    return "\n".join(
        (objects, plain.decode("latin-1"), plain.replace(b"\0", b"").decode("latin-1"))
    ).casefold()


def planted(house: PublishingHouse) -> tuple[str, ...]:
    """A letter that names the employee and the physician in awkward places; their names."""
    employee = house.name(PartyRole.EMPLOYEE)
    physician = house.name(PartyRole.REQUESTING_PHYSICIAN).removesuffix(", MD")
    given, family = employee.split(" ", 1)
    doctor = physician.split()[-1]
    slip = doctor.replace("rn", "m").replace("l", "1", 1) if "l" in doctor else f"{doctor}e"
    finding = house.letter().letter.findings[0]
    house.say(
        clinical_case_summary=(
            f"Ms. {family} ({family.upper()}, {given[0]}.) was seen by Dr. {doctor}. Dr. {slip} "
            f'wrote on 3/2/2026: "{given} {family}\'s pain went". Call (213) 555-0142 or write to'
            f" {given.lower()}@homes.example."
        ),
        documents_reviewed=(
            DocumentReviewed(
                title=f"Report of {doctor.upper()}, {physician.split()[0].upper()}",
                author=f"{physician}, MD",
                pages=f"{family.lower().replace(' ', '_')}_01.pdf, pages 1-4",
            ),
        ),
        findings=(
            msgspec.structs.replace(
                finding,
                disputed_treatment=f"Physical therapy for {employee}, asked for by {doctor}",
                rationale=f"Per Dr. {doctor} the gains hold [1:2].\n{family}: no surgery.",
            ),
            *house.letter().letter.findings[1:],
        ),
    )
    return (*re.findall(r"\w{4,}", f"{family} {given}"), doctor, slip)


def test_names_in_every_spelling_are_nowhere_in_the_bytes_of_the_published_pdf(
    house: PublishingHouse,
) -> None:
    names = planted(house)
    found = look(house)
    assert found.left == ()
    said = everything_in(found.content)
    assert [name for name in names if name.casefold() in said] == []
    assert "555-0142" not in said
    assert found.case.number.casefold() in said
    assert found.redacted.determination.findings[0].rationale is not None
    assert "Dr. [physician 1]" in found.redacted.determination.findings[0].rationale


def test_the_reviewer_and_the_signer_stay_unnamed(house: PublishingHouse) -> None:
    planted(house)
    found = look(house)
    assert found.redacted.determination.signed_by == "[signer]"
    kinds = {one.kind for one in found.known.identifiers}
    assert {Kind.REVIEWER, Kind.SIGNER, Kind.EMPLOYER, Kind.ADDRESS, Kind.EMAIL} <= kinds
    seat = found.case.seats[0].reviewer
    assert seat.casefold() not in everything_in(found.content)


def test_a_name_that_is_left_refuses_publication_and_says_where(house: PublishingHouse) -> None:
    employee = house.name(PartyRole.EMPLOYEE)
    before = house.letter().letter.reviewer
    house.say(reviewer=Reviewer(licensure=("CA",), specialties=(f"Neurology ({employee})",)))
    told = refused(approve, house)
    assert told.rule == "names-left"
    assert "page 1 (employee)" in told.reason
    assert employee not in told.reason
    house.say(reviewer=before)


def test_a_slip_that_is_left_may_stay_where_a_person_says_why(house: PublishingHouse) -> None:
    family = max(re.findall(r"\w{5,}", house.name(PartyRole.EMPLOYEE)), key=len)
    slip = family[:-1] + ("x" if family[-1] != "x" else "y")
    house.say(reviewer=Reviewer(licensure=("CA",), specialties=(f"Certified by {slip}",)))
    assert refused(approve, house).rule == "names-left"
    [left] = look(house).certain
    assert not left.exact
    mark(house, Kept, left.words, because="A board of that name.")
    assert look(house).left == ()


def test_a_name_in_the_data_that_the_paper_does_not_print_refuses_too(
    house: PublishingHouse,
) -> None:
    employee = house.name(PartyRole.EMPLOYEE)
    first, *others = (house.written or house.letter().letter).findings
    line = GuidelineLine(text="MTUS", citations=(Citation(source="MTUS", pages=(employee,)),))
    house.say(findings=(msgspec.structs.replace(first, reviewer_guideline=line), *others))
    told = refused(approve, house)
    assert (told.rule, "(employee)" in told.reason) == ("names-left", True)


def test_what_only_may_be_a_name_needs_a_persons_word(house: PublishingHouse) -> None:
    family = re.findall(r"\w{5,}", house.name(PartyRole.EMPLOYEE))[-1].lower()
    house.say(
        clinical_case_summary="The wrist was weak.",
        reviewer=Reviewer(licensure=("CA",), specialties=(f"my{family}file",)),
    )
    told = refused(approve, house)
    assert (told.rule, "page 1 (employee)" in told.reason) == ("unsure-left", True)
    [left] = look(house).unsure
    mark(house, Kept, left.words, because="It is the name of a program.")
    assert look(house).left == ()


def test_words_by_which_the_case_knows_somebody_never_stay(house: PublishingHouse) -> None:
    planted(house)
    words = house.name(PartyRole.EMPLOYEE)
    told = refused(mark, house, Kept, f"{words} said so", because="Everybody knows it.")
    assert told.rule == "known-names-go"


def test_a_name_that_a_person_adds_goes_in_every_spelling_and_a_false_alarm_stays(
    house: PublishingHouse,
) -> None:
    house.say(
        clinical_case_summary=(
            "The neighbor drove: zebulon tarkington waited. Tarkington's car broke. "
            "Nurse Practice at Harbor Imaging Center was quoted; the wedding was on a Tuesday."
        )
    )
    mark(house, AddedName, "Zebulon Tarkington", kind=Kind.PERSON)
    mark(house, LeftOut, "the wedding was on a Tuesday")
    summary = look(house).redacted.determination.clinical_case_summary or ""
    assert "arkington" not in summary
    assert "[left out]" in summary
    assert "Harbor Imaging Center" not in summary
    mark(house, Kept, "Harbor Imaging Center", because="A guideline's name, no facility.")
    summary = look(house).redacted.determination.clinical_case_summary or ""
    assert "Harbor Imaging Center" in summary


def test_a_mark_has_words_that_stand_there_and_of_what_stays_a_reason(
    house: PublishingHouse,
) -> None:
    with pytest.raises(BadInput, match="does not stand in the letter's texts"):
        mark(house, LeftOut, "words that nobody wrote")
    with pytest.raises(ValueError, match="has a reason"):
        mark(house, Kept, "Harbor", because=" ")


def test_two_who_mark_at_once_are_told_of_each_other(house: PublishingHouse) -> None:
    house.say(clinical_case_summary="Aldous Penhaligon drove.")
    before = look(house).marks.sha256
    mark(house, AddedName, "Aldous Penhaligon", kind=Kind.PERSON)
    with house.publishing() as at:
        told = refused(at.unmark, house.number, "Aldous Penhaligon", before)
    assert told.rule == "someone-was-faster"


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.PARTY, Role.INTAKE])
def test_who_has_no_part_in_publishing_is_not_shown_the_names(
    house: PublishingHouse, role: Role
) -> None:
    assert refused(look, house, Actor(role=role, id="x")).rule == "publishing-is-of-the-house"


def test_quality_looks_and_marks_nothing(house: PublishingHouse) -> None:
    quality = Actor(role=Role.QUALITY, id="quality.lindgren")
    found = look(house, quality)
    with house.publishing(quality) as at:
        told = refused(at.unmark, house.number, "x", found.marks.sha256)
    assert told.rule == "not-your-step"


def test_each_look_is_noted(house: PublishingHouse) -> None:
    look(house)
    with house.publishing() as at:
        noted = at.office.accesses.of(house.number)[-1]
    assert (noted.actor, noted.what) == (RUIZ, "its letter without names, to be published")


def test_what_the_library_has_is_read_once_for_a_page(
    house: PublishingHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[str] = []

    def on_shelf(_: OwnShelf, id: str) -> OnShelf:
        looks.append(id)
        return OnShelf(versions=3)

    monkeypatch.setattr(OwnShelf, "on_shelf", on_shelf)
    with house.publishing() as at:
        recorded = at.office.store.load(house.number)
        found = at.proposed(recorded, at.on_shelf(case_of(recorded)))
    assert looks == [f"ca-wc/{house.number}"]
    assert found.citation == f"ca-wc/{house.number}/v4"


def test_a_corrected_letter_is_the_next_version_and_the_first_one_stays(
    house: PublishingHouse,
) -> None:
    """So the demo has it: a letter was published, corrected, served again and published."""
    every = list(LibraryStore(house.library).all())
    [second] = [one for one in every if one.version == 2]
    [first] = [one for one in every if one.id == second.id and one.version == 1]
    assert second.citation == f"{first.id}/v2"
    assert first.summary != second.summary
    assert {one.reviewer for one in (first, second)} == {first.reviewer}
    assert all(paper_place(house.library, one.provenance.sha256).is_file() for one in every)


@pytest.fixture(scope="module")
def ready(house: PublishingHouse) -> PublishingHouse:
    planted(house)
    return house


class TestApproving:
    """In the order of their lines: the case is published once."""

    def test_nothing_is_published_that_is_not_what_was_seen(self, ready: PublishingHouse) -> None:
        seen = look(ready).seen
        mark(ready, LeftOut, "the gains hold")
        assert refused(approve, ready, seen).rule == "published-as-seen"
        assert ready.case.publications == ()

    def test_the_command_line_shows_the_same_and_takes_marks(self, ready: PublishingHouse) -> None:
        say = ready.house.say
        verb = ("case", "publish", ready.number, "--as", "case manager:manager.ruiz")
        shown = say(*verb, "--leave-out", "no surgery", "--add-name", "person=Aldous Penhaligon")
        assert (shown.code, "[left out]" in shown.out, "Code of what you see" in shown.out) == (
            0,
            True,
            True,
        )
        told = say(*verb, "--unmark", "no surgery", "--json").fields
        assert told["code"] == look(ready).seen
        assert {one["kind"] for one in told["taken_out"]} >= {"employee", "physician", "signer"}
        assert "Rule: published-as-seen" in say(*verb, "--approve", "0123456789abcdef").err
        for wrong in (("--add-name", "somebody"), ("--keep", "Harbor")):
            assert say(*verb, *wrong).code == 2
        assert "publishing-is-of-the-house" in say(*verb[:3], "--as", "reviewer:R-001").err

    def test_the_record_has_who_approved_which_bytes(self, ready: PublishingHouse) -> None:
        found = look(ready)
        event = approve(ready)
        assert event.publication == f"ca-wc/{ready.number}"
        assert (event.published_sha256, event.letter_sha256) == (
            found.sha256,
            ready.case.letters[-1],
        )
        with ready.house.inside():
            last = record_store().load(ready.number)[-1]
        assert last.actor == RUIZ
        told = json.dumps(msgspec.to_builtins(last.event))
        assert "gains" not in told

    def test_it_is_published_once_and_marked_no_more(self, ready: PublishingHouse) -> None:
        assert approve(ready).publication == f"ca-wc/{ready.number}"
        assert len(ready.case.publications) == 1
        assert refused(mark, ready, LeftOut, "surgery").rule == "published-already"

    def test_the_library_has_it_once_however_often_the_job_runs(
        self, ready: PublishingHouse
    ) -> None:
        with ready.house.inside():
            store = record_store()
            at = shelving_on(store, store.alias, case_folders())
            number = store.load(ready.number)[-1].number
            at.shelve(ready.number, number)
            at.shelve(ready.number, number)
            at.shelf.count()
        [said] = LibraryStore(ready.library).versions(f"ca-wc/{ready.number}")
        paper = paper_place(ready.library, said.provenance.sha256)
        assert (said.citation, said.provenance.kind.value) == (f"ca-wc/{ready.number}", "own")
        assert said.published is not None
        assert re.fullmatch(r"Reviewer \w{4}-\w+", said.reviewer or "")
        assert paper.read_bytes().startswith(b"%PDF")
        employee = ready.name(PartyRole.EMPLOYEE).split()[0]
        assert employee not in json.dumps(msgspec.to_builtins(said))

    def test_a_library_that_was_lost_gets_it_back(self, ready: PublishingHouse) -> None:
        shutil.rmtree(ready.library)
        said = ready.house.say("case", "publish", ready.number, "--to-library")
        assert (said.code, "1 published" in said.out) == (0, True)
        assert LibraryStore(ready.library).count == 1

    def test_killed_between_the_pdf_and_the_record_it_is_made_up_for(
        self, ready: PublishingHouse, tmp_path: object
    ) -> None:
        [said] = LibraryStore(ready.library).versions(f"ca-wc/{ready.number}")
        content = paper_place(ready.library, said.provenance.sha256).read_bytes()
        folder = ready.library.parent / "another-library"
        place = paper_place(folder, said.provenance.sha256)
        place.parent.mkdir(parents=True)
        place.write_bytes(content[:100])
        shelf = OwnShelf(folder)
        shelf.put(said, content)
        assert place.read_bytes() == content
        LibraryStore(folder).add([])
        (folder / "index" / "current").unlink()
        shelf.put(said, content)
        assert (shelf.on_shelf(said.id).versions, LibraryStore(folder).count) == (1, 1)

    def test_what_is_withdrawn_stays_off_and_what_follows_is_the_next_version(
        self, ready: PublishingHouse
    ) -> None:
        verb = ("case", "publish", ready.number, "--as", "administrator:admin.wu")
        assert ready.house.say(*verb, "--withdraw").code == 2  # without a reason
        before = ready.case.published_papers[0]
        said = ready.house.say(*verb, "--withdraw", "--why", "A court sealed it.")
        assert (said.code, f"Withdrawn: ca-wc/{ready.number}" in said.out) == (0, True)
        assert not LibraryStore(ready.library).versions(f"ca-wc/{ready.number}")
        assert not paper_place(ready.library, before).exists()
        assert refused(approve, ready).rule == "withdrawn-before"
        mark(ready, LeftOut, "no surgery")
        assert approve(ready).publication == f"ca-wc/{ready.number}/v2"
        for _ in range(2):  # the second time after the library was lost
            said = ready.house.say("case", "publish", "--all-to-library")
            [one] = LibraryStore(ready.library).versions(f"ca-wc/{ready.number}")
            assert (said.code, one.version) == (0, 2)
            shutil.rmtree(ready.library)
