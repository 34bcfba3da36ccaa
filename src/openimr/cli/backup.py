"""``openimr backup`` and ``openimr restore``: an installation in one file, and back."""

from __future__ import annotations

import time
from pathlib import Path

import click

from openimr.cli import EXIT_FULL, EXIT_PARTIAL, PLACE


@click.command()
@click.argument("file", type=PLACE)
def backup(file: Path) -> int:
    """Back up everything into FILE: the record with its tables, papers, letters, addresses.

    Work may go on meanwhile; the backup shows one moment. It names patients: FILE is made for
    its owner alone, and belongs on an encrypted disk elsewhere. Pages that were read and jobs
    are left out: papers are read again, and what the record calls for is asked for again. Papers
    are in it sealed as they lie, and the master key is not: without it nobody opens them.
    """
    from openimr.installation import back_up_installation, key_ring

    began = time.monotonic()
    contents = back_up_installation(file)
    took = time.monotonic() - began
    size = file.stat().st_size / 1e6
    click.echo(
        f"Backed up {contents.events} events and {len(contents.members)} files into {file} "
        f"({size:,.1f} MB, {took:.1f} s)."
    )
    click.echo(f"Last anchored root: {contents.root or 'none yet'}")
    if key_ring().wrapped():
        click.echo("Its papers open with the master key alone. Keep a copy of that file apart.")
    return EXIT_FULL


@click.command()
@click.argument("file", type=PLACE)
def restore(file: Path) -> int:
    """Restore a backup FILE into an empty installation, and verify the record by its chain.

    The database that OPENIMR_DATABASE names and the folder that OPENIMR_DATA names must be
    empty. A backup of SQLite can be restored into PostgreSQL and the other way round. FILE is
    checked from end to end before anything is put back. Papers need the master key of the
    installation that was backed up; where it is not here, this says so.

    \b
    Exit code: 0 everything is there, 1 papers cannot be opened yet.
    """
    from openimr.adapters.doctor import Health
    from openimr.installation import check_papers, restore_installation

    began = time.monotonic()
    restored = restore_installation(file)
    took = time.monotonic() - began
    click.echo(
        f"Restored {restored.cases} cases with {restored.events} events and {restored.files} "
        f"files in {took:.1f} s; the record's chain is whole."
    )
    click.echo(f"Asked for again: {restored.errands} errands. Start `openimr work`.")
    click.echo(f"Compare with what was published: {restored.root or 'no root yet'}")
    papers = check_papers()
    if papers.health is Health.OK:
        return EXIT_FULL
    click.echo(f"{papers.what}: {papers.says} {papers.remedy}")
    return EXIT_PARTIAL
