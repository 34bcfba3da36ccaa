"""The versions of a reviewer: what each changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click
import msgspec

from openimr.assignment.model import PanelMember
from openimr.assignment.panel_book import MemberVersion
from openimr.law.calendar import PACIFIC


def print_history(versions: Sequence[MemberVersion], *, as_json: bool) -> None:
    """A line for each version, with the fields that it changed."""
    before = (None, *versions)
    told = [_told(old, new) for old, new in zip(before, versions, strict=False)]
    if as_json:
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    for one in told:
        click.echo(f"{one['version']:3}  {one['at']}  {one['by']}  {one['source']}")
        click.echo(f"     {one['says']}")


def _told(old: MemberVersion | None, new: MemberVersion) -> dict[str, Any]:
    when, by = new.entered.at.astimezone(PACIFIC), new.entered.by
    return {
        "version": new.number,
        "at": f"{when:%m/%d/%Y %H:%M}",
        "by": f"{by.role.value} {by.id}",
        "source": new.entered.source,
        "says": _says(old.member if old else None, new.member),
    }


def _says(old: PanelMember | None, new: PanelMember | None) -> str:
    if new is None:
        return "left the panel"
    if old is None:
        return "entered"
    fields = (msgspec.structs.asdict(one) for one in (old, new))
    pairs = zip(*(one.items() for one in fields), strict=True)
    changed = [name for (name, was), (_, now) in pairs if was != now]
    return f"changed: {', '.join(name.replace('_', ' ') for name in changed)}"
