"""``openimr panel``: the physicians who may review, and whether one may take a case."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from openimr.adapters.file_names import shown_name
from openimr.cli import EXIT_FAILED, EXIT_FULL, EXIT_PARTIAL, PLACE, json_option
from openimr.cli.case_office import actor_option
from openimr.cli.panel_choice import (
    chosen_panel,
    day_option,
    day_or_today,
    panel_option,
    panel_read,
    verified_option,
)


@click.command("import")
@click.argument("file", required=False, type=PLACE)
@click.option("--to", "target", type=PLACE, metavar="FILE", help="Write the panel in its own form.")
@click.option("--force", "overwrite", is_flag=True, help="Replace the file of --to if it is there.")
@click.option("--columns", is_flag=True, help="List the columns and stop.")
@click.option(
    "--keep", is_flag=True, help="Keep it as this installation's panel, with its history."
)
@click.option("--whole", is_flag=True, help="With --keep: who is not in FILE leaves the panel.")
@actor_option("case manager")
@json_option
@click.pass_context
def import_panel(  # noqa: PLR0913, PLR0917
    ctx: click.Context,
    file: Path | None,
    target: Path | None,
    overwrite: bool,
    columns: bool,
    keep: bool,
    whole: bool,
    acting: str,
    as_json: bool,
) -> int:
    """Read a panel from a CSV FILE and name every fault by row and column.

    Any usual export of a spreadsheet is understood. With --to the panel is written as OpenIMR
    writes it, unless there is a fault: a panel is taken in whole or not at all. With --keep it is
    the panel that reviewers are appointed from; every version stays, with who entered it when.

    \b
    Exit code: 0 sound; 1 some rows are at fault; 2 nothing could be read.
    """
    from openimr.adapters.letter_files import save_letter
    from openimr.assignment.panel_file import write_panel
    from openimr.cli.panel_kept import keep_panel
    from openimr.cli.panel_output import print_columns, print_import

    if columns:
        print_columns()
        return EXIT_FULL
    if file is None:
        raise click.UsageError("name the panel's CSV file", ctx)
    read = panel_read(file)
    if read.faults or not keep or not as_json:
        print_import(read, shown_name(file), as_json=as_json)
    if read.faults:
        return EXIT_PARTIAL if read.panel.members else EXIT_FAILED
    if target:
        save_letter(write_panel(read.panel), target, overwrite=overwrite, shared=True)
    if keep:
        keep_panel(ctx, read.panel, file.name, acting, whole=whole, as_json=as_json)
    return EXIT_FULL


@click.command("list")
@day_option
@panel_option
@verified_option
@click.option("--fit", is_flag=True, help="Only those who may be assigned.")
@json_option
def list_panel(
    day: dt.datetime | None, file: Path | None, days: int | None, fit: bool, as_json: bool
) -> int:
    """List the panel: licenses, specialties, and who may be assigned on a day."""
    from openimr.assignment.policies import PanelRules
    from openimr.bootstrap import the_law
    from openimr.cli.panel_output import print_panel

    rules = PanelRules(law=the_law(), verification_days=days)
    print_panel(chosen_panel(file), day_or_today(day), rules, fit=fit, as_json=as_json)
    return EXIT_FULL


@click.command()
@click.argument("reviewer")
@day_option
@panel_option
@verified_option
@json_option
def check(
    reviewer: str, day: dt.datetime | None, file: Path | None, days: int | None, as_json: bool
) -> int:
    """Say whether a REVIEWER may be assigned on a day, and every reason against.

    Specialty and conflicts depend on the case: see `openimr panel conflicts`.

    \b
    Exit code: 0 may be assigned; 1 may not.
    """
    from openimr.assignment.policies import PanelRules, reasons_against
    from openimr.bootstrap import the_law
    from openimr.cli.panel_output import member_called, print_check

    member = member_called(chosen_panel(file), reviewer)
    on = day_or_today(day)
    rules = PanelRules(law=the_law(), verification_days=days)
    reasons = reasons_against(member, on, rules)
    print_check(member, on, reasons, as_json=as_json)
    return EXIT_PARTIAL if reasons else EXIT_FULL


@click.command()
@click.argument("case", type=PLACE)
@click.option("--reviewer", metavar="ID", help="Only this reviewer.")
@day_option
@panel_option
@json_option
@click.pass_context
def conflicts(  # noqa: PLR0913, PLR0917
    ctx: click.Context,
    case: Path,
    reviewer: str | None,
    day: dt.datetime | None,
    file: Path | None,
    as_json: bool,
) -> int:
    """Look for ties between the panel and everybody named in CASE.

    CASE is a case number, or a YAML file of parties and answers.

    \b
    Exit code: 0 nothing bars anybody; 1 somebody is barred or waits for a person's answer.
    """
    from openimr.cli.panel_conflicts import ties_in_file, ties_of_case
    from openimr.cli.panel_output import member_called, print_conflicts

    panel, on = chosen_panel(file), day_or_today(day)
    members = (member_called(panel, reviewer),) if reviewer else panel.members
    if case.is_file() or case.suffix:
        parties, found = ties_in_file(case, members, on)
    else:
        parties, found = ties_of_case(ctx, str(case), members, on)
    print_conflicts(found, parties, len(members), as_json=as_json)
    return EXIT_PARTIAL if any(tie.bars for tie in found) else EXIT_FULL
