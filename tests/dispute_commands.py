"""Commands for a case as it stands: what fits comes first, what does not after it.

``choose`` picks one of several options; a property test draws it, a walk through the table of
states takes what was tried least.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec
from tests.invented_dispute import PARTIES, START, actor, application, digest, paper, treatments

from openimr.case.appointment import Declaration, Excluded, ReviewerStanding
from openimr.case.commands import Command
from openimr.case.commands import appointing as a
from openimr.case.commands import clocks as k
from openimr.case.commands import intake as i
from openimr.case.commands import issuing as s
from openimr.case.commands import judging as j
from openimr.case.commands import parties as p
from openimr.case.commands import records as r
from openimr.case.commands import reviewing as v
from openimr.case.commands import signing as g
from openimr.case.events.event import Delivery, PartyRole, Receipt
from openimr.case.events.intake import ContestedDecision, PartyEntry, Priority
from openimr.case.events.issuing import AppealGround
from openimr.case.events.judging import JudgedFact, Judgement
from openimr.case.events.records import Sent
from openimr.case.events.reviewing import Decision, Opinion, WrittenSentence
from openimr.case.model import Case, Seat, State
from openimr.case.permissions import PERMITTED
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.places import Span

T = TypeVar("T")
Choose = Callable[[Sequence[object]], object]
REVIEWERS = ("reviewer-a", "reviewer-b", "reviewer-c")
DAY = dt.timedelta(days=1)


def opening(choose: Choose) -> i.ReceiveApplication:
    served = choose(
        (dt.date(2026, 2, 18), None, dt.date(2025, 11, 3), dt.date.max, dt.date(26, 2, 18))
    )
    decided = choose(
        (dt.date(2026, 2, 17), dt.date(2025, 11, 2), None, dt.date(1, 1, 1), dt.date.max)
    )
    return i.ReceiveApplication(
        application=application(
            filer=choose((PartyRole.EMPLOYEE, PartyRole.REQUESTING_PHYSICIAN, PartyRole.EMPLOYER)),
            signed=choose((True, False)),
            liability_disputed=choose((False, True)),
            treatments=treatments(choose((2, 1, 3, 0))),  # type: ignore[arg-type]
            priority=choose((Priority.STANDARD, Priority.EXPEDITED)),
            decision=ContestedDecision(
                decided=decided,  # type: ignore[arg-type]
                served=served,  # type: ignore[arg-type]
                attached=choose((True, False)),  # type: ignore[arg-type]
                conditional=choose((False, True)),  # type: ignore[arg-type]
                expedited=choose((False, True)),  # type: ignore[arg-type]
                asked=choose((None, dt.date(2026, 2, 16), dt.date(2025, 10, 1))),  # type: ignore[arg-type]
                liability_resolved=choose((None, dt.date(2026, 2, 20), dt.date(2025, 12, 1))),  # type: ignore[arg-type]
            ),
            certified=choose((True, False)),
        )
    )


def command_for(kind: type[Command], case: Case, now: dt.datetime, choose: Choose) -> Command:
    """A command of a kind that may fit the case."""
    return _MAKERS[kind](_Choice(case, now, choose))


def actor_for(command: Command, case: Case | None, choose: Choose) -> Actor:
    """Somebody who may take the step, if the first of each option is chosen."""
    roles = (*PERMITTED[type(command)], *Role)
    role = choose(roles)
    assert isinstance(role, Role)
    if role is Role.REVIEWER and case is not None:
        number = getattr(command, "seat", 1)
        mine = [seat.reviewer for seat in case.seats if seat.number == number]
        return actor(role, str(choose((*mine, *REVIEWERS))))
    if role is Role.PARTY:
        return actor(role, str(choose((*(party.id for party in PARTIES), "stranger"))))
    if role is Role.QUALITY:
        return actor(role, str(choose(("quality-1", *REVIEWERS))))
    return actor(role)


def standing_for(case: Case, now: dt.datetime, reviewer: str) -> ReviewerStanding:
    """A standing that holds in every point except whether the reviewer is barred."""
    today = (now - dt.timedelta(hours=8)).date()
    return ReviewerStanding(
        reviewer=reviewer,
        pseudonym=f"pseudonym of {reviewer}",
        licensed_in=("California",),
        specialties=("Physical Medicine and Rehabilitation",),
        checked=today,
        licensed_until=today + 200 * DAY,
        disciplined=False,
        verified=today - 30 * DAY,
        active_practice=True,
        qualified_for=tuple((one.number, "same specialty") for one in case.treatments),
        conflicts=(),
        excluded=(Excluded(reasons=("no license in force",), reviewers=("reviewer-z",)),),
        chosen_because="drawn among two",
    )


def first(options: Sequence[object]) -> object:
    """The option that fits."""
    return options[0]


def next_step(case: Case) -> type[Command] | None:
    """The kind of command that brings a case on towards service; None when nothing does."""
    if case.state in _DECLARED_FIRST and _to_declare(case):
        return p.DeclareFurther
    if case.state is State.AWAITING_RECORDS:
        return r.CloseRecords if case.records_beyond_ur else r.ReceiveRecords
    if case.state is State.IN_REVIEW:
        return _next_of_review(case)
    if case.state is State.DECIDED and case.signature is None:
        return g.SignLetter
    return _ONWARD.get(case.state)


_DECLARED_FIRST = (State.IN_REVIEW, State.IN_QUALITY_REVIEW, State.DECIDED)


def _to_declare(case: Case) -> list[int]:
    return [seat.number for seat in case.seats if seat.declaration and case.undeclared(seat)]


def _next_of_review(case: Case) -> type[Command]:
    todo = [(seat, one.number) for seat in case.seats for one in case.disputed]
    if any(not seat.opined(number) for seat, number in todo):
        return v.RecordFirstOpinion
    if any(number not in seat.shown for seat, number in todo):
        return v.ShowProposal
    if any(seat.finding(number) is None for seat, number in todo):
        return v.RecordFinding
    return v.SendToQuality


_ONWARD: dict[State, type[Command]] = {
    State.RECEIVED: i.Screen,
    State.INCOMPLETE: i.ReceiveCure,
    State.REFERRED: i.DecideReferral,
    State.DEFERRED: i.EndDeferral,
    State.ELIGIBLE: r.SendNoticeOfAssignment,
    State.READY_TO_APPOINT: a.AppointReviewer,
    State.APPOINTED: a.AcceptAppointment,
    State.IN_QUALITY_REVIEW: v.PassQuality,
    State.DECIDED: s.Issue,
    State.ISSUED: s.Serve,
}


class _Choice:
    """A case, the time, and how to choose."""

    def __init__(self, case: Case, now: dt.datetime, choose: Choose) -> None:
        self.case, self.now, self._choose = case, now, choose

    def one(self, *options: T) -> T:
        return self._choose(options)  # type: ignore[return-value]

    def day(self) -> dt.date:
        today = (self.now - dt.timedelta(hours=8)).date()
        return self.one(today, today - 3 * DAY, today + 2 * DAY)

    def receipt(self, *senders: PartyRole) -> Receipt:
        sender = self.one(*senders, *PartyRole)
        at = self.one(self.now, self.now - 2 * DAY, self.now + DAY)
        return paper(f"paper {len(self.case.records)} {self.one(1, 2, 3)}", sender, at)

    def papers(self) -> tuple[Receipt, ...]:
        return self.one((self.receipt(PartyRole.EMPLOYEE),), ())

    def sent(self) -> tuple[Sent, ...]:
        whole = tuple(
            Sent(to=party.role, by=Delivery.MAIL, at=self.now) for party in self.case.parties
        )
        ahead = tuple(Sent(to=p.role, by=Delivery.FAX, at=self.now + DAY) for p in PARTIES)
        return self.one(whole, whole[:1], (), ahead)

    def seat(self, fits: Callable[[Seat], bool]) -> int:
        good = [seat.number for seat in self.case.seats if fits(seat)]
        return self.one(*good, 1, 2, 0, 7)

    def treatment(self, fits: Callable[[int], bool] = lambda number: True) -> int:
        good = [one.number for one in self.case.disputed if fits(one.number)]
        return self.one(*good, *(one.number for one in self.case.treatments), 9)


def _sign(c: _Choice) -> Command:
    corrected = f"letter {len(c.case.letters)}"
    return g.SignLetter(
        letter_sha256=digest(c.one(corrected if c.case.letters else "letter", "letter", "other")),
        name="Ines Okafor, MD",
        title="Medical Director",
        second_factor_at=c.one(c.now, c.now - DAY, c.now + DAY),
    )


def _screen(c: _Choice) -> Command:
    earlier = i.EarlierApplication(
        case="CM26-0000002",
        same_dispute=c.case.same_dispute,
        received=START - 20 * DAY,
        outcome=c.one(*i.EarlierOutcome),
    )
    change = msgspec.structs.replace
    return i.Screen(
        earlier=c.one(
            (),
            (earlier,),
            (change(earlier, received=START + DAY),),
            (change(earlier, case=c.case.number),),
            (change(earlier, same_dispute="another dispute"),),
        ),
        doubts=c.one((), ("untimely-ur",), ("no such rule",)),
    )


def _correct_application(c: _Choice) -> Command:
    whole = ContestedDecision(
        decided=dt.date(2026, 2, 17), served=dt.date(2026, 2, 18), attached=True
    )
    if c.one(False, True):
        return i.CorrectApplication(reason="nothing was wrong")
    return i.CorrectApplication(
        reason="read wrongly",
        decision=c.one(whole, None),
        signed=c.one(True, None),
        liability_disputed=c.one(None, False, True),
        treatments=c.one(treatments(2), None, treatments(3)[1:], treatments(1)),
        priority=c.one(None, Priority.EXPEDITED, Priority.STANDARD),
        certified=c.one(None, False),
    )


def _cure(c: _Choice) -> Command:
    lacking = tuple(lack.rule for lack in c.case.lacks)
    return i.ReceiveCure(
        rules=c.one(*((lacking,) if lacking else ()), ("no-such-rule",)), papers=c.papers()
    )


def _consolidate(c: _Choice) -> Command:
    return i.Consolidate(
        into=c.one("CM26-0000003", c.case.number),
        same_course=c.one(c.case.same_course, "another course"),
    )


def _take_in(c: _Choice) -> Command:
    return i.TakeIn(
        case=c.one("CM26-0000004", "CM26-0000005", c.case.number),
        same_course=c.one(c.case.same_course, "another course"),
        treatments=treatments(1),
    )


def _receive_records(c: _Choice) -> Command:
    return r.ReceiveRecords(
        receipt=c.receipt(PartyRole.CLAIMS_ADMINISTRATOR, PartyRole.EMPLOYEE),
        beyond_ur=c.one(True, False),
        list_sent=c.one(True, False),
    )


def _appoint(c: _Choice) -> Command:
    free = [n for n in range(1, c.case.seats_approved + 1) if c.case.seat(n) is None]
    taken = {seat.reviewer for seat in c.case.seats} | set(c.case.barred)
    good = [name for name in REVIEWERS if name not in taken]
    standing = standing_for(c.case, c.now, c.one(*good, "reviewer-d", *sorted(taken)))
    filled = [seat.number for seat in c.case.seats]
    return a.AppointReviewer(
        seat=c.one(*free, *filled, 0),
        standing=c.one(standing, *faulty(standing)),
        accept_by=c.one(None, c.now + DAY, c.now - DAY),
    )


def faulty(standing: ReviewerStanding) -> tuple[ReviewerStanding, ...]:
    """The standing with one point each that does not hold."""
    change = msgspec.structs.replace
    day = standing.checked
    return (
        change(standing, qualified_for=standing.qualified_for[:1]),
        change(standing, checked=day - DAY),
        change(standing, licensed_until=day - DAY),
        change(standing, licensed_until=None),
        change(standing, disciplined=True),
        change(standing, verified=None),
        change(standing, verified=day - 181 * DAY),
        change(standing, verified=day + DAY),
        change(standing, active_practice=False),
        change(standing, qualified_for=()),
        change(standing, qualified_for=((1, ""),)),
        change(standing, against=("away on that day",)),
        change(standing, conflicts=("employed by the claims administrator",)),
    )


def _accept(c: _Choice) -> Command:
    everybody = tuple(party.id for party in c.case.parties)
    open_seats = [seat.number for seat in c.case.seats if seat.accepted is None]
    return a.AcceptAppointment(
        seat=c.one(*open_seats, *(seat.number for seat in c.case.seats), 7),
        declaration=Declaration(
            none_with=c.one(everybody, everybody[1:]),
            declared=c.one(c.now, c.now + DAY, START - DAY),
        ),
    )


def _opinion(c: _Choice) -> Command:
    todo = [
        (seat.number, one.number)
        for seat in c.case.seats
        for one in c.case.disputed
        if not seat.opined(one.number)
    ]
    seat, treatment = c.one(*todo, (1, 1), (2, 1), (1, 9))
    return v.RecordFirstOpinion(
        seat=seat, treatment=treatment, opinion=c.one(*Opinion), reason="as the record reads"
    )


def _show(c: _Choice) -> Command:
    todo = [
        (seat.number, one.treatment)
        for seat in c.case.seats
        for one in seat.opinions
        if one.treatment not in seat.shown
    ]
    seat, treatment = c.one(*todo, (1, 1), (2, 1), (1, 9))
    return v.ShowProposal(seat=seat, treatment=treatment, proposal_sha256=digest("proposal"))


def _finding(c: _Choice) -> Command:
    todo = [
        (seat.number, number)
        for seat in c.case.seats
        for number in seat.shown
        if seat.finding(number) is None
    ]
    seat, treatment = c.one(*todo, (1, 1), (2, 1), (1, 9))
    cited = (Citation(source="MTUS Low Back 2004"),)
    return v.RecordFinding(
        seat=seat,
        treatment=treatment,
        decision=c.one(*Decision),
        rationale="The record shows it.",
        cited=c.one(cited, ()),
        none_cited_because=c.one("", "no guideline speaks of it"),
        assisted=c.one(False, True),
        changed_because=c.one("the records of March came", ""),
    )


def _summary(c: _Choice) -> Command:
    accepted = [seat.number for seat in c.case.seats if seat.accepted]
    return v.WriteSummary(
        seat=c.one(*accepted, 1, 2, 7),
        sentences=(WrittenSentence(text="The employee is a cook [1:1]."),),
    )


def _judge_fact(c: _Choice) -> Command:
    accepted = [seat.number for seat in c.case.seats if seat.accepted]
    judgement = c.one(*Judgement)
    return j.JudgeFact(
        seat=c.one(*accepted, 1, 2, 7),
        fact=JudgedFact(
            fact_sha256=digest(c.one("fact 1", "fact 2")),
            paper_sha256=digest("paper 1"),
            place=Span(page=2, start=10, end=31),
            judgement=judgement,
            reason="as the page reads",
            correction="four sessions" if judgement is Judgement.CORRECTED else "",
        ),
    )


def _second_opinion(c: _Choice) -> Command:
    return j.RecordSecondOpinion(
        treatment=c.treatment(lambda number: c.case.second_opinion(number, "quality-1") is None),
        decision=c.one(*Decision),
        reason="as the record reads",
    )


def _authorize(c: _Choice) -> Command:
    all_of_it = tuple(one.number for one in c.case.disputed) or (1,)
    return s.RecordAuthorization(
        treatments=c.one(all_of_it[:1], all_of_it, (9,)),
        notice=c.receipt(PartyRole.CLAIMS_ADMINISTRATOR),
    )


def _implementation(c: _Choice) -> Command:
    overturned = [one.treatment for one in c.case.answers if one.decision is Decision.OVERTURNED]
    return s.ReportImplementation(treatment=c.one(*overturned, 1, 9), on=c.day())


def _file_appeal(c: _Choice) -> Command:
    return s.FileAppeal(
        grounds=c.one((AppealGround.CONFLICT,), tuple(AppealGround)),
        filed=c.day(),
        petition=c.receipt(PartyRole.EMPLOYEE),
    )


def _decide_appeal(c: _Choice) -> Command:
    granted = c.one(False, True)
    return s.DecideAppeal(
        granted=granted,
        on=c.day(),
        appeal=c.one(None, *c.case.pending, 9),
        elsewhere=granted and c.one(False, True),
    )


def _name_party(c: _Choice) -> Command:
    count = len(c.case.parties)
    further = PartyEntry(role=PartyRole.INSURER, id=f"insurer-{count}")
    known = c.case.parties[0]
    another = PartyEntry(role=PartyRole.EMPLOYEE, id="another employee")
    return p.NameParty(party=c.one(further, known, another))


def _declare_further(c: _Choice) -> Command:
    everybody = tuple(party.id for party in c.case.parties)
    accepted = [seat.number for seat in c.case.seats if seat.declaration]
    return p.DeclareFurther(
        seat=c.one(*_to_declare(c.case), *accepted, 1, 2, 7),
        declaration=Declaration(
            none_with=c.one(everybody, everybody[:1]), declared=c.one(c.now, c.now + DAY)
        ),
    )


_MAKERS: dict[type[Command], Callable[[_Choice], Command]] = {
    i.ReceiveApplication: lambda c: i.ReceiveApplication(application=application()),
    i.CorrectApplication: _correct_application,
    i.Screen: _screen,
    i.ReceiveCure: _cure,
    i.LetCureLapse: lambda c: i.LetCureLapse(),
    i.AskForInformation: lambda c: i.AskForInformation(questions=("When was it served?",)),
    i.DecideReferral: lambda c: i.DecideReferral(eligible=c.one(True, False), reason="served late"),
    i.EndDeferral: lambda c: i.EndDeferral(
        reason="agreed", resolved_served=c.one(None, c.day(), dt.date(2025, 12, 1))
    ),
    i.Consolidate: _consolidate,
    i.TakeIn: _take_in,
    i.ConvertToExpedited: lambda c: i.ConvertToExpedited(
        certified_by="physician-1", papers=c.papers()
    ),
    i.ReturnToStandard: lambda c: i.ReturnToStandard(
        reason="no threat any more", papers=c.papers()
    ),
    r.SendNoticeOfAssignment: lambda c: r.SendNoticeOfAssignment(
        sent=c.sent(), sha256=digest("notice")
    ),
    r.RequestRecords: lambda c: r.RequestRecords(
        of=c.one(PartyRole.CLAIMS_ADMINISTRATOR, PartyRole.DESIGNEE),
        what="progress reports",
        by=Delivery.FAX,
    ),
    r.ReceiveRecords: _receive_records,
    r.CloseRecords: lambda c: r.CloseRecords(missing=c.one((), ("six months of reports",))),
    a.ApproveExtraReviewers: lambda c: a.ApproveExtraReviewers(
        seats=c.one(c.case.seats_approved + 1, 1), approval_sha256=digest("approval")
    ),
    a.AppointReviewer: _appoint,
    a.AcceptAppointment: _accept,
    a.Recuse: lambda c: a.Recuse(
        seat=c.seat(lambda seat: True), reason="knows the physician", barred=c.one(True, False)
    ),
    v.RecordFirstOpinion: _opinion,
    v.ShowProposal: _show,
    v.RecordFinding: _finding,
    v.WriteSummary: _summary,
    j.JudgeFact: _judge_fact,
    j.RecordSecondOpinion: _second_opinion,
    v.RecordExtension: lambda c: v.RecordExtension(
        reason="records of three hospitals", approval_sha256=digest("extension")
    ),
    v.SendToQuality: lambda c: v.SendToQuality(),
    v.ReturnToReviewer: lambda c: v.ReturnToReviewer(reasons=("a page is missing",)),
    v.PassQuality: lambda c: v.PassQuality(),
    g.SignLetter: _sign,
    s.Issue: lambda c: s.Issue(letter_sha256=digest("letter"), documents=c.one(4, 0)),
    s.Serve: lambda c: s.Serve(sent=c.sent()),
    s.Correct: lambda c: s.Correct(
        letter_sha256=digest(c.one(f"letter {len(c.case.letters)}", "letter")), reason="a typo"
    ),
    s.Withdraw: lambda c: s.Withdraw(reason="no longer wanted"),
    s.RecordAuthorization: _authorize,
    s.ReportImplementation: _implementation,
    s.FileAppeal: _file_appeal,
    s.MakeEvidencePack: lambda c: s.MakeEvidencePack(
        ground=c.one(*AppealGround, AppealGround.CONFLICT), sha256=digest("pack")
    ),
    s.DecideAppeal: _decide_appeal,
    s.Publish: lambda c: s.Publish(
        publication=f"public-{len(c.case.publications)}",
        letter_sha256=c.one(*c.case.letters[-1:], digest("no letter")),
        published_sha256=c.one(
            *c.case.withdrawn_papers[-1:], digest(f"published {len(c.case.publications)}")
        ),
        marks_sha256=digest("marks"),
    ),
    s.WithdrawPublication: lambda c: s.WithdrawPublication(
        publication=c.one(*c.case.public[-1:], "nothing"), reason="A name slipped through."
    ),
    s.Close: lambda c: s.Close(
        reason="over", not_implemented_because=c.one("", "the administrator never answered")
    ),
    p.NameParty: _name_party,
    p.DeclareFurther: _declare_further,
    k.NoteMissedDeadline: lambda c: k.NoteMissedDeadline(
        rule="decision",
        begun=c.one(len(c.case.missed) + 1, 1),
        treatments=(1,),
        who="reviewer",
        due=c.now + c.one(-DAY, DAY),
        citation="Labor Code 4610.6(d)",
    ),
}
