"""The versions of a reviewer: what each changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from openimr.assignment.panel_book import MemberVersion
from openimr.law.calendar import PACIFIC
from openimr.workflow.panel_office import VersionSaid, history_of


def print_history(versions: Sequence[MemberVersion], *, as_json: bool) -> None:
    """A line for each version, with the fields that it changed."""
    told = [_told(one) for one in history_of(versions)]
    if as_json:
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    for one in told:
        click.echo(f"{one['version']:3}  {one['at']}  {one['by']}  {one['source']}")
        click.echo(f"     {one['says']}")


def _told(one: VersionSaid) -> dict[str, Any]:
    entered = one.version.entered
    return {
        "version": one.version.number,
        "at": f"{entered.at.astimezone(PACIFIC):%m/%d/%Y %H:%M}",
        "by": f"{entered.by.role.value} {entered.by.id}",
        "source": entered.source,
        "says": one.says,
    }
