"""What follows from the time alone in the demo: missed duties are noted, days are closed."""

from __future__ import annotations

import datetime as dt

from openimr.adapters.papers_left import PapersLeft
from openimr.bootstrap import data_folder, record_kept
from openimr.demo.clock import Story
from openimr.demo.conduct import House
from openimr.demo.telling import DoneHere
from openimr.workflow.rounds_office import RoundsNeed, close_days, fire_deadlines

BETWEEN = dt.timedelta(days=7)
"""The rounds of an office are made every hour; to note what was missed, once a week is enough."""


def weekly(house: House) -> Story:
    """Note every duty that was missed, week by week."""
    need = rounds_need(house)
    while True:
        fire_deadlines(need, DoneHere())
        yield BETWEEN


def close_the_days(house: House) -> None:
    """Close every day that is over, with its root."""
    close_days(rounds_need(house), DoneHere())


def rounds_need(house: House) -> RoundsNeed:
    """What the rounds work with, by the clock of the demo."""
    kept = record_kept()
    left = PapersLeft(data_folder())
    return RoundsNeed(house.telling, house.office.desk, kept.ledger, kept.lists, left)
