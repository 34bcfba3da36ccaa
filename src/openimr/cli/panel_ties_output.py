"""Possible ties on the screen and as JSON. They name people: for the office alone."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click
import msgspec

from openimr.vocabulary.counted import counted
from openimr.workflow.appointing_outcome import OpenTie


def print_ties(found: Sequence[OpenTie], *, as_json: bool) -> None:
    """Each tie with both names, and what the table says of it."""
    if as_json:
        told = msgspec.to_builtins(found, enc_hook=str)
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    for one in found:
        tie = one.tie
        click.echo(f"{one.id}  {one.case}  {tie.reviewer}: {tie.state.value}")
        click.echo(f"    {tie.kind.value}: {one.name}")
        like = tie.likeness.name.lower()
        click.echo(f"    on the reviewer's side: {tie.with_whom} (name {like}); {tie.why}")
    waits = sum(one.waits for one in found)
    told = counted(waits, "tie waits", "ties wait")
    click.echo(f"{told} for a person's answer: `openimr panel answer TIE …`.")
