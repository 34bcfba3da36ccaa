"""The ties of one case, from a file of parties or from the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import click

from openimr.adapters.file_names import shown_name
from openimr.assignment.conflicts import Conflict, conflicts_of
from openimr.assignment.model import Panel, PanelMember
from openimr.assignment.parties_file import CaseParties, read_parties
from openimr.bootstrap import appointing, the_law
from openimr.cli.case_office import clock, office
from openimr.vocabulary.errors import BadInput
from openimr.workflow.accesses import Looked
from openimr.workflow.appointing_ties import Ties

Found = tuple[CaseParties, Sequence[Conflict]]


def ties_in_file(file: Path, members: Sequence[PanelMember], on: dt.date) -> Found:
    """The ties to the parties of a file, with the answers that stand in it."""
    parties, law = read_parties(file, shown_name(file)), the_law()
    return parties, [
        tie
        for member in members
        for tie in conflicts_of(member, parties.parties, on, parties.confirmations, law)
    ]


def ties_of_case(
    ctx: click.Context, number: str, members: Sequence[PanelMember], on: dt.date
) -> Found:
    """The ties to the parties of a case of the record, with the answers that are kept.

    Raises:
        BadInput: when there is no such case, or no name of its parties is known.
    """
    office(ctx).record_of(number, Looked.TIES)
    parties, found = Ties(appointing(clock(ctx))).of_case(number, Panel(members=tuple(members)), on)
    if not parties:
        raise BadInput(f"case {number}", "no name of its parties is known", "Enter the names.")
    return CaseParties(case=number, parties=parties), found
