"""``openimr case states``: the table of the states of a case."""

from __future__ import annotations

import click

from openimr.cli import EXIT_FULL, json_option


@click.command()
@json_option
def states(as_json: bool) -> int:
    """List the states of a case: who owns it there, what may be asked by whom, what may follow."""
    import msgspec

    from openimr.case.permissions import PERMITTED
    from openimr.case.policies import in_words
    from openimr.case.states import STATES

    if as_json:
        table = [
            {
                "state": state.value,
                "owner": row.owner.value,
                "waits for": row.waits_for,
                "steps": [
                    {
                        "step": in_words(command),
                        "by": [role.value for role in PERMITTED[command]],
                        "next": [after.value for after in following],
                    }
                    for command, following in row.moves.items()
                ],
            }
            for state, row in STATES.items()
        ]
        click.echo(msgspec.json.format(msgspec.json.encode(table)).decode())
        return EXIT_FULL
    for state, row in STATES.items():
        click.echo(f"{state.value}\n    {row.owner.value}; waits for {row.waits_for}")
        for command, following in row.moves.items():
            by = ", ".join(role.value for role in PERMITTED[command])
            leads = " | ".join(after.value for after in following)
            click.echo(f"      {in_words(command)} ({by}) -> {leads}")
    return EXIT_FULL
