"""``openimr record verify`` and ``show``: an exported record, checked and read."""

from __future__ import annotations

from pathlib import Path

import click

from openimr.cli import EXIT_FULL, EXIT_PARTIAL, PLACE

EXPORT = click.argument("export", type=PLACE)


@click.command()
@EXPORT
@click.option(
    "--root",
    "roots",
    multiple=True,
    metavar="ROOT",
    help="A daily root that was published and that the export must hold; may be repeated.",
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="As JSON: a line for each flaw, or one when all is whole.",
)
def verify(export: Path, roots: tuple[str, ...], as_json: bool) -> int:
    """Check an EXPORT of the record with nothing else, and name everything that is wrong.

    An event that was changed, dropped, moved, doubled or put in is named with its case and
    number, and with the day since which the record holds it otherwise. Against an export that
    was made anew as a whole give a --root that was published.
    """
    from openimr.case.verify import Verification
    from openimr.cli.record_output import close_flaws, show_flaw
    from openimr.cli.record_progress import bytes_read

    found = 0
    with export.open("rb") as file, bytes_read(export, "Checking") as progress:
        check = Verification(file, roots=_whole_roots(roots), progress=progress)
        for flaw in check.flaws():
            found += 1
            show_flaw(flaw, as_json=as_json)
    close_flaws(check.survey, found, roots, as_json=as_json)
    return EXIT_PARTIAL if found else EXIT_FULL


def _whole_roots(roots: tuple[str, ...]) -> tuple[str, ...]:
    """The roots as typed; one that cannot be a root is a slip of the typing."""
    for root in roots:
        if len(root) != 64 or not set(root.lower()) <= set("0123456789abcdef"):
            raise click.UsageError("A root is 64 hexadecimal figures.")
    return roots


@click.command()
@EXPORT
@click.argument("case")
@click.option("--all", "every", is_flag=True, help="Also each name of long lists of the panel.")
@click.option("--json", "as_json", is_flag=True, help="As exported: JSON, one line an event.")
def show(export: Path, case: str, every: bool, as_json: bool) -> int:
    """Show what happened in a CASE of an EXPORT: when, who, and what, event by event."""
    from openimr.case.timeline import timeline
    from openimr.cli.record_output import print_entries_as_json, show_timeline
    from openimr.cli.record_progress import bytes_read
    from openimr.vocabulary.errors import BadInput

    with export.open("rb") as file, bytes_read(export, "Looking") as progress:
        found = timeline(file, case, progress)
    if not found.entries:
        raise BadInput(str(export), "no event of this case", "Is the case's number whole?")
    if as_json:
        print_entries_as_json(found)
    else:
        show_timeline(case, found, every=every)
    return EXIT_FULL if found.whole else EXIT_PARTIAL
