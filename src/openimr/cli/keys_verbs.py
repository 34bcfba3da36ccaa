"""``openimr keys``: the master key of the installation, and what it seals."""

from __future__ import annotations

from pathlib import Path

import click

from openimr.cli import EXIT_FAILED, EXIT_FULL, EXIT_PARTIAL, PLACE


@click.command()
def show() -> int:
    """Say where the master key is, which keys it wraps, and what is not sealed.

    No key is ever printed. A master key is named by an identifier that tells nothing of it.
    """
    from openimr.adapters.file_names import shown_name
    from openimr.adapters.key_care import survey
    from openimr.installation import key_ring
    from openimr.vocabulary.counted import counted

    ring = key_ring()
    found = survey(ring)
    click.echo(f"Master key: {found.in_use or 'none yet'}, in {shown_name(ring.master.place)}")
    for named, count in sorted(found.wrapped.items()):
        lacking = "; it is not here" if named in found.lacking else ""
        click.echo(f"    {named} wraps {counted(count, 'key')}{lacking}")
    click.echo(f"{counted(found.plain, 'file')} not sealed.")
    return EXIT_FAILED if found.lacking else EXIT_FULL


@click.command()
@click.argument("file", type=PLACE)
def new(file: Path) -> int:
    """Make FILE with a new master key, for its owner alone.

    Name it in OPENIMR_MASTER_KEY_FILE, and keep a copy of it apart from the backups: without it
    nobody opens the papers, nor those of any backup.
    """
    from openimr.adapters.file_names import shown_name
    from openimr.adapters.master_key import make_master_key
    from openimr.vocabulary.errors import BadInput

    if file.exists():
        raise BadInput(shown_name(file), "is there already", "Name a new file.")
    made = make_master_key(file)
    click.echo(f"Wrote master key {made.id} to {shown_name(file)}. Keep a copy of it apart.")
    return EXIT_FULL


@click.command()
def rotate() -> int:
    """Make a new master key, and wrap the key of every case with it. The web may run meanwhile.

    The older master key stays in the file behind the new one, for backups that were made before.
    A rotation that was broken off is finished; call again to begin another. Where the file cannot
    be written, put the line of a new key (`openimr keys new`) before the others yourself: this
    wraps with it.
    """
    from openimr.adapters.key_care import rotate as rotate_keys
    from openimr.adapters.master_key import fresh_master_key
    from openimr.installation import key_ring
    from openimr.vocabulary.counted import counted

    done = rotate_keys(key_ring(), fresh_master_key)
    begun = "" if done.made else " It was in the file already; no other one was made."
    click.echo(
        f"Master key {done.in_use} is in use; {counted(done.wrapped, 'key')} wrapped.{begun}"
    )
    click.echo("Keep a copy of the file apart from the backups.")
    return EXIT_FULL


@click.command()
def seal() -> int:
    """Seal the papers, pages, drafts and letters that an older version kept plain.

    Stop `openimr serve` and `openimr work` first. Each file is sealed beside, read back, compared,
    and then put in the plain one's place: who stops this loses nothing, and calls it again. The
    disk keeps what was there before until it is written over.

    \b
    Exit code: 0 everything is sealed, 1 some files were changed meanwhile: call it again.
    """
    from openimr.adapters.key_care import plain_files, seal_folders
    from openimr.installation import key_ring
    from openimr.vocabulary.counted import counted

    ring = key_ring()
    click.echo(f"Sealed {counted(seal_folders(ring), 'file')}.")
    left = sum(1 for _ in plain_files(ring.home, every_page=True))
    if left:
        click.echo(f"{counted(left, 'file')} changed meanwhile: call this again.")
        return EXIT_PARTIAL
    click.echo("Everything is sealed. Keep a copy of the master key apart from the backups.")
    return EXIT_FULL
