"""``openimr library audit``: how far facts known before a decision tell its outcome."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from openimr.cli import EXIT_FULL, PLACE, json_option
from openimr.cli.library_build import library_option


@click.command()
@library_option
@click.option(
    "--cut",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="DATE",
    help="First day of the span that is measured on; by default the latest fifth of the letters.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Of whatever is drawn.")
@click.option(
    "--card", type=PLACE, metavar="FILE", help="Write the model card there too, as Markdown."
)
@click.option(
    "--kept",
    is_flag=True,
    help="Measure the model that an earlier run kept on what was decided since; keep nothing.",
)
@json_option
def audit(folder: Path | None, **told: Any) -> int:
    """Audit published decisions: how far facts known before a decision tell its outcome.

    Models learn on the earliest decisions, are calibrated on a middle span and measured on the
    latest. The report says where outcomes differ from those of alike cases, between years too, and
    what cannot be said. It is kept beside the library with the model and its card. Never for a
    case: nothing of it is opened where cases are.
    """
    from openimr.adapters.library_audit import Wanted
    from openimr.adapters.library_audit import audit as audit_library
    from openimr.adapters.library_audit_file import audit_kept, keep, write_card
    from openimr.adapters.library_store import LibraryStore
    from openimr.cli.library_audit_output import AuditShown, print_as_json, show
    from openimr.cli.library_place import library_folder

    if told["kept"] and told["cut"]:
        raise click.UsageError("Either --kept or --cut: a model that was kept has its own.")
    store = LibraryStore(library_folder(folder))
    cut = told["cut"].date() if told["cut"] else None
    wanted = Wanted(dt.datetime.now(tz=dt.UTC).date(), told["seed"], cut)
    with AuditShown() as shown:
        make = audit_kept if told["kept"] else audit_library
        found = make(store, wanted, shown.advanced)
    if not told["kept"]:
        keep(store.folder, found)
    if told["card"] is not None:
        write_card(told["card"], found)
    (print_as_json if told["as_json"] else show)(found.report)
    return EXIT_FULL
