"""``openimr doctor``: a check of this installation."""

from __future__ import annotations

import click

from openimr.cli import EXIT_FAILED, EXIT_FULL, EXIT_PARTIAL


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON, one line for each check.")
def doctor(as_json: bool) -> int:
    """Check this installation, and say for everything that is not well what to do.

    Libraries, time zones and clock, data folder and disk, database, daily roots of the record,
    jobs, mail server. Nothing is changed, and no mail is sent.

    \b
    Exit code: 0 all is well; 1 something needs attention; 2 something does not work.
    """
    import msgspec

    from openimr.adapters.doctor import Health
    from openimr.installation import examine_installation

    codes = {Health.OK: EXIT_FULL, Health.ATTENTION: EXIT_PARTIAL, Health.FAULT: EXIT_FAILED}
    worst = EXIT_FULL
    for one in examine_installation():
        worst = max(worst, codes[one.health])
        if as_json:
            click.echo(msgspec.json.encode(one).decode())
        else:
            remedy = f" {one.remedy}" if one.remedy else ""
            click.echo(f"{one.health.value:<10}{one.what}: {one.says}{remedy}")
    return worst
