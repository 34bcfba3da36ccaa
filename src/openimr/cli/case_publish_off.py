"""What ``openimr case publish`` does with the library: taken off again, or put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from openimr.cli import EXIT_FULL
from openimr.cli.case_office import refusals_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openimr.case.record import RecordedEvent
    from openimr.workflow.office import Office


def withdrawn(
    number: str, office: Office, why: str | None, version: int | None, *, as_json: bool
) -> int:
    """Record it, and take it off this installation's library at once, whoever else writes to it."""
    import msgspec

    from openimr.installation import publishing
    from openimr.publication.library.numbers import identifier
    from openimr.publication.model import Programme, cited_as
    from openimr.vocabulary.errors import BadInput

    if not (why or "").strip():
        raise BadInput("--withdraw", "has no reason", "Say with --why why it is withdrawn.")
    id = identifier(Programme.CALIFORNIA_WC, number, "")
    named = "" if version is None else cited_as(id, version)
    with refusals_told(as_json=as_json):
        done = publishing(office).withdraw(number, office.reader, why or "", named)
    later = _taken_off(number, done)
    off = {"taken_off": True, "written_out": not later}
    told = [{**msgspec.to_builtins(one.event), **off} for one in done]
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(told)).decode())
        return EXIT_FULL
    for one in told:
        click.echo(f"Withdrawn: {one['publication']}; recorded with your name.")
    click.echo(later or "It is out of the library. Releases made with it must be made anew.")
    return EXIT_FULL


def _taken_off(number: str, done: Sequence[RecordedEvent]) -> str:
    """Do now what a job would do; what is left, where another run writes to the library."""
    from openimr.case.events.issuing import PublicationWithdrawn
    from openimr.installation import shelving
    from openimr.workflow.jobs import TryLater

    at, later = shelving(), ""
    for one in done:
        if isinstance(one.event, PublicationWithdrawn) and one.event.published_sha256:
            try:
                at.take_off(number, one.number)
            except TryLater as error:  # nobody is shown it any more; the next one as well
                later = f"Nobody is shown it any more. {error.reason} {_LATER}"
    if not later:
        at.shelf.count()
    return later


_LATER = "A worker takes its words off the disk then (`openimr work`, or `openimr serve`)."


def shelved(number: str | None, *, every: bool) -> int:
    """Put what an installation published into its library, which may have lost it."""
    from openimr.installation import shelving
    from openimr.vocabulary.counted import counted
    from openimr.vocabulary.errors import BadInput
    from openimr.workflow.jobs import TryLater

    at, count, cases = shelving(), 0, 0
    try:
        for one in at.store.numbers() if every else filter(None, (number,)):
            there = at.shelve_all(one)
            count, cases = count + there, cases + bool(there)
    except TryLater as error:
        raise BadInput("the library", "is busy", f"{error.reason} Try again later.") from None
    at.shelf.count()
    of = f"case {number}" if not every else counted(cases, "case")
    click.echo(f"{count} published of {of}; the library has all of it.")
    return EXIT_FULL
