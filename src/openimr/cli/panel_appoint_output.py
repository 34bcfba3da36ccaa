"""What a round of appointing came to, on the screen and as JSON. For the office alone."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click
import msgspec

from openimr.assignment.panel_book import PanelBook, panel_of
from openimr.law.calendar import PACIFIC
from openimr.vocabulary.counted import counted
from openimr.workflow.appointing_again import DrawnAgain
from openimr.workflow.appointing_outcome import Appointed, LeftSeat, Round
from openimr.workflow.appointing_seated import Doubt


def print_round(made: Round) -> None:
    """Every case with its reviewer and why, or with why nobody."""
    off_now = (
        "would be taken off and the seat given anew, which is not rehearsed"
        if made.rehearsed
        else "taken off"
    )
    for off in made.taken_off:
        click.echo(f"{off.case}  seat {off.seat}: {off.reviewer} gave no answer in time, {off_now}")
    for one in made.appointed:
        for line in _of_appointed(one):
            click.echo(line)
    for left in made.left:
        for line in _of_left(left):
            click.echo(line)
    word = "would be filled" if made.rehearsed else "filled"
    click.echo(f"{counted(len(made.appointed), 'seat')} {word}, {len(made.left)} left over.")

    if made.rehearsed and made.appointed:
        click.echo(f"To do just this while nothing changes: --seed {shlex.quote(made.seed)}")


def print_again(again: DrawnAgain, *, as_json: bool) -> None:
    """Every seat of a round, by the record and drawn again."""
    if as_json:
        fields = {**msgspec.to_builtins(again), "same": again.same}
        click.echo(json.dumps(fields, indent=2))
        return
    for one in again.seats:
        other = f"drawn again: {one.again or 'nobody'}"
        told = "the same" if one.same else other
        click.echo(f"{one.case}  seat {one.seat}: {one.recorded or 'nobody'}, {told}")
    looked = again.looked.astimezone(PACIFIC)
    who = ", handed in by a person" if again.handed_in else ""
    click.echo(f"Round of {looked:%m/%d/%Y %H:%M}, seed {again.seed}{who}.")
    count = counted(len(again.seats), "seat")
    end = "comes out the same." if again.same else "does not come out the same."
    click.echo(f"The round of {count} {end}")


def _of_appointed(one: Appointed) -> Iterator[str]:
    seat = f", seat {one.seat}" if one.seat > 1 else ""
    hurry = " (expedited)" if one.expedited else ""
    yield f"{one.case}{seat}  {one.reviewer}  {one.pseudonym}"
    if one.accept_by:
        answer = one.accept_by.astimezone(PACIFIC)
        yield f"    due {one.due:%m/%d/%Y}{hurry}; the answer by {answer:%m/%d/%Y %H:%M}"
    for number, why in one.qualified_for:
        yield f"    {number}  {why or 'for another reviewer'}"
    yield f"    {one.because}; {one.passed_over} could not be"


def _of_left(left: LeftSeat) -> Iterator[str]:
    yield f"{left.case}  nobody: {left.reason}"
    yield f"    {left.remedy.rstrip('.')}."
    if left.ties:
        ties = counted(len(left.ties), "possible tie waits", "possible ties wait")
        yield f"    {ties} for a person: `openimr panel ties --case {left.case}`"


def print_round_as_json(made: Round) -> None:
    """The round whole."""
    click.echo(json.dumps(msgspec.to_builtins(made), indent=2, ensure_ascii=False))


def print_doubts(found: Sequence[Doubt], *, as_json: bool) -> None:
    """Everybody who sits and against whom something speaks today."""
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(found), indent=2))
        return
    for one in found:
        click.echo(f"{one.case}  seat {one.seat}: {one.reviewer}: {'; '.join(one.reasons)}")
    if not found:
        click.echo("Nothing speaks against anybody who sits in an open case.")


def print_seats(book: PanelBook, open_cases: Mapping[str, int], *, as_json: bool) -> None:
    """Each reviewer with open cases and capacity; those who left but still have some too."""
    panel = panel_of(book.latest())
    capacity = {member.id: member.capacity for member in panel.members}
    pseudonyms = book.pseudonyms({*capacity, *open_cases})
    rows: list[dict[str, Any]] = [
        {
            "reviewer": reviewer,
            "pseudonym": pseudonyms[reviewer],
            "open": open_cases.get(reviewer, 0),
            "capacity": capacity.get(reviewer, 0),
        }
        for reviewer in sorted({*capacity, *open_cases})
    ]
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    for row in rows:
        off = "" if row["reviewer"] in capacity else "  no longer on the panel"
        count = f"{row['open']:3} of {row['capacity']:3}"
        click.echo(f"{row['reviewer']:8} {row['pseudonym']:28} {count}{off}")
