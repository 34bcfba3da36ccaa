"""What the panel commands print. The panel's names are for the office alone."""

from __future__ import annotations

import datetime as dt
import difflib
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

import click
import msgspec

from openimr.assignment.conflicts import Conflict
from openimr.assignment.credentials import certifications_in_force, licenses_in_force, relied_on
from openimr.assignment.model import Panel, PanelMember
from openimr.assignment.panel_columns import GROUPS, SINGLE
from openimr.assignment.panel_file import PanelFault, PanelRead
from openimr.assignment.parties_file import CaseParties
from openimr.assignment.policies import PanelRules, Reason, reasons_against
from openimr.vocabulary.counted import counted
from openimr.vocabulary.errors import BadInput


def member_called(panel: Panel, reviewer: str) -> PanelMember:
    """The member of an identifier; BadInput names the nearest where there is none."""
    found = panel.member(reviewer)
    if found is None:
        close = difflib.get_close_matches(reviewer, [one.id for one in panel.members], n=1)
        remedy = f"Did you mean {close[0]}?" if close else "`openimr panel list` shows all."
        raise BadInput(f"reviewer '{reviewer}'", "not on the panel", remedy)
    return found


def print_columns() -> None:
    """Every column with what it holds; those that must be there are marked."""
    for name, column in SINGLE.items():
        click.echo(f"{name:32} {'* ' if column.required else '  '}{column.says}")
    for group, members in GROUPS.items():
        for name, column in members.columns.items():
            click.echo(f"{f'{group} 1 {name}':32} {'* ' if column.required else '  '}{column.says}")
    click.echo(
        "\n* must be filled; numbered columns may be repeated as often as needed (license 2 …)"
    )


def print_import(read: PanelRead, name: str, *, as_json: bool) -> None:
    """Every fault, and what was read."""
    members, faults = len(read.panel.members), len(read.faults)
    if as_json:
        _print_json({"members": members, "faults": _plain(read.faults)})
        return
    for fault in read.faults:
        click.echo(f"{_place(fault)}: {fault.found}; {fault.remedy}")
    said = "no fault" if not faults else counted(faults, "fault")
    click.echo(f"{name}: {counted(members, 'reviewer')}, {said}.")


def _place(fault: PanelFault) -> str:
    row = f"row {fault.row}" if fault.row else "the file"
    return f"{row}, {fault.column}" if fault.column else row


def print_panel(panel: Panel, on: dt.date, rules: PanelRules, *, fit: bool, as_json: bool) -> None:
    """A line for each member, with what speaks against an assignment."""
    rows = [(member, reasons_against(member, on, rules)) for member in panel.members]
    shown = [(member, reasons) for member, reasons in rows if not (fit and reasons)]
    if as_json:
        _print_json([_row(member, reasons, on) for member, reasons in shown])
        return
    for member, reasons in shown:
        states = ", ".join(one.state for one in licenses_in_force(member, on)) or "no license"
        boards = ", ".join(one.specialty for one in certifications_in_force(member, on))
        says = "may be assigned" if not reasons else "; ".join(one.says for one in reasons)
        click.echo(f"{member.id:8} {member.name:26} {states:10} {boards or '-'}")
        click.echo(f"{'':8} {says}")
    against = Counter(one.rule.name for _, reasons in rows for one in reasons)
    free = sum(not reasons for _, reasons in rows)
    click.echo(f"\n{free} of {len(rows)} may be assigned on {on:%m/%d/%Y}.")
    for name, count in against.most_common():
        click.echo(f"  {count:4}  {name}")


def _row(member: PanelMember, reasons: Sequence[Reason], on: dt.date) -> dict[str, Any]:
    return {
        "id": member.id,
        "licensed_in": [one.state for one in licenses_in_force(member, on)],
        "certified_in": [one.specialty for one in certifications_in_force(member, on)],
        "capacity": member.capacity,
        "may_be_assigned": not reasons,
        "reasons": _plain(reasons),
    }


def print_check(
    member: PanelMember, on: dt.date, reasons: Sequence[Reason], *, as_json: bool
) -> None:
    """What the check of one member came to."""
    if as_json:
        _print_json(_row(member, reasons, on) | {"on": on.isoformat()})
        return
    says = "may not be assigned" if reasons else "may be assigned"
    click.echo(f"{member.id}, {member.name}: {says} on {on:%m/%d/%Y}.")
    license = relied_on(member, on)
    if license:
        until = f"until {license.expires:%m/%d/%Y}"
        click.echo(f"  relies on the {license.kind.value} license of {license.state}, {until}")
    for reason in reasons:
        click.echo(f"  {reason.says}")
        click.echo(f"      rule {reason.rule.name} ({reason.rule.cited})")
        click.echo(f"      {reason.remedy}.")


def print_conflicts(
    found: Sequence[Conflict], parties: CaseParties, looked_at: int, *, as_json: bool
) -> None:
    """Every tie by reviewer, those that bar first."""
    if as_json:
        _print_json({"case": parties.case, "ties": _plain(found)})
        return
    names = {party.id: party.name for party in parties.parties}
    for tie in sorted(found, key=lambda tie: (not tie.bars, tie.reviewer, tie.party)):
        click.echo(f"{tie.reviewer:8} {tie.kind.value}: {names[tie.party]}")
        like = tie.likeness.name.lower()
        click.echo(f"{'':8} {tie.with_whom} (name {like}): {tie.why}")
        click.echo(f"{'':8} {tie.state.value}")
    barred = {tie.reviewer for tie in found if tie.bars}
    all_of_them = counted(looked_at, "reviewer")
    click.echo(f"{parties.case}: {len(barred)} of {all_of_them} barred or waiting for a person.")


def _plain(values: object) -> Any:
    return msgspec.to_builtins(values, builtin_types=(dt.date,), enc_hook=str)


def _print_json(content: object) -> None:
    click.echo(json.dumps(content, indent=2, ensure_ascii=False, default=str))
