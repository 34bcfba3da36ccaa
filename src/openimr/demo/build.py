"""Builds the demo's organization in an empty installation."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from openimr.assignment.panel_book import Entered, changes
from openimr.assignment.policies import PanelRules
from openimr.bootstrap import (
    appointing,
    case_letters,
    case_office,
    data_folder,
    letter_file,
    panel_book,
)
from openimr.case.model import State
from openimr.demo.accounts import SignsIn, add_accounts
from openimr.demo.clock import MovingClock, Story, tell
from openimr.demo.conduct import CASE_MANAGER, DIRECTOR, CaseLed, House
from openimr.demo.on_papers import FILED_AGO, on_papers
from openimr.demo.panel import invented_panel
from openimr.demo.people import person
from openimr.demo.programme import PROGRAMME
from openimr.demo.published import invented_publishing, put_into_library
from openimr.demo.rounds import close_the_days, weekly
from openimr.demo.telling import invented_telling
from openimr.demo.waiting import begin_application, send_by_mail, send_papers
from openimr.guidelines.load import shipped_pack
from openimr.installation import account_office, address_book, tallies
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import Refused
from openimr.workflow.counting import count_cases
from openimr.workflow.office import Office
from openimr.workflow.signing import Lettering
from openimr.workflow.store import CaseQuery


class Built(NamedTuple):
    """What was made.

    Attributes:
        standing: how many cases stand in each state.
        accounts: who may sign in.
        code: opens the application that is saved and not filed yet.
    """

    standing: Counter[State]
    accounts: tuple[SignsIn, ...]
    code: str


EARLIEST = dt.timedelta(days=1 + max(ago for ago, _ in PROGRAMME))
"""How long before the present the panel was entered."""

ENDS_IN = dt.timedelta(days=4)
"""After that, one verification of the panel no longer counts."""


def build_organization(
    now: dt.datetime,
    told: Callable[[int, int], None] = lambda done, of: None,
    case_file: Path | None = None,
    password: str = "",
) -> Built:
    """Make the demo's organization in the empty installation that the environment names.

    Args:
        now: the present, up to which the stories are told.
        told: called with the stories that are done, and all of them.
        case_file: a folder of papers with an application; one more case is opened on them, and
            they are read, indexed and drafted.
        password: of the accounts that are made; none are made without one.

    Raises:
        Refused: when the data folder or the record holds anything.
    """
    _check_empty_folder()
    clock = MovingClock(now - EARLIEST)
    house = house_at(clock)
    _check_empty_database(house.office)
    _keep_panel(clock(), now)
    programme = (*PROGRAMME, (FILED_AGO, on_papers(case_file))) if case_file else PROGRAMME
    led = [CaseLed(house, person(place), place) for place in range(len(programme))]
    stories = (
        (now - dt.timedelta(days=ago), telling(one))
        for one, (ago, telling) in zip(led, programme, strict=True)
    )
    every = (*stories, *_rounds(house, now))
    tell(every, clock, now, lambda done: told(done, len(every)))
    _count(house, led, now)
    made: tuple[SignsIn, ...] = ()
    if password:
        drafted = led[-1].number if case_file else None
        made = add_accounts(account_office(lambda: now), house.office.store, password, drafted)
        _send_papers(made, now)
        send_by_mail(_login_of(made, Role.INTAKE), now, case_file)
    return Built(_standing(house.office), made, begin_application(now))


def _count(house: House, led: Sequence[CaseLed], now: dt.datetime) -> None:
    """The days are closed, the library has what was published, and the figures are taken."""
    close_the_days(house)
    put_into_library([one.number for one in led if one.number])
    count_cases(tallies(), house.office.store, now)


def _rounds(house: House, now: dt.datetime) -> tuple[tuple[dt.datetime, Story], ...]:
    """The rounds week by week, and once more today."""
    return (now - EARLIEST, weekly(house)), (now - dt.timedelta(hours=2), weekly(house))


def _send_papers(made: tuple[SignsIn, ...], now: dt.datetime) -> None:
    """The office of the claims administrator begins to send what is asked of it."""
    login = "adjuster"
    office = next(one for one in made if one.account.login == login)
    send_papers(login, office.first.split("/")[2], now)


def _login_of(made: tuple[SignsIn, ...], role: Role) -> str:
    return next(one.account.login for one in made if one.account.actor.role is role)


def _check_empty_folder() -> None:
    folder = data_folder()
    if folder.exists() and any(folder.iterdir()):
        raise _not_empty("The data folder is not empty.")


def _not_empty(reason: str) -> Refused:
    return Refused(
        f"{reason} Invented people never come among real ones.",
        rule="demo-in-an-empty-folder",
        citation="how this installation is kept",
        remedy="Let OPENIMR_DATA name an empty folder, and OPENIMR_DATABASE nothing.",
    )


def _check_empty_database(office: Office) -> None:
    if office.store.cases(CaseQuery(limit=1)).rows or panel_book().latest():
        raise _not_empty("The database holds cases or a panel.")


def house_at(clock: MovingClock) -> House:
    """What the invented staff works with, on the installation that the environment names.

    Quality review decides every treatment twice, so that agreement has figures.
    """
    office = case_office(clock)
    office = dataclasses.replace(office, sample=dataclasses.replace(office.sample, share=1.0))
    signers = {DIRECTOR.id: DIRECTOR}
    letters = Lettering(office, case_letters(), letter_file, signers, "Example Review Organization")
    return House(
        office=office,
        addresses=address_book(),
        appointing=appointing(clock, share=100),
        lettering=letters,
        telling=invented_telling(clock),
        publishing=invented_publishing(office, CASE_MANAGER),
        pack=shipped_pack(),
        now=clock,
    )


def _keep_panel(at: dt.datetime, now: dt.datetime) -> None:
    book = panel_book()
    entered = Entered(at=at, by=CASE_MANAGER, source="demo")
    counts = dt.timedelta(days=PanelRules().verified_within(now.date()))
    panel = invented_panel(at.date(), soon=(now + ENDS_IN - counts).date())
    book.add(changes(book.latest(), panel, entered, whole=True))


def _standing(office: Office) -> Counter[State]:
    cases: Counter[State] = Counter()
    for state in State:
        cases[state] = len(office.store.cases(CaseQuery(state=state.value, limit=500)).rows)
    return cases
