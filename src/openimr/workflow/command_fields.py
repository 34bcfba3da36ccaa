"""The fields of commands, read by their types: what a command line and a form have in common."""

from __future__ import annotations

import datetime as dt
import functools
import operator
import types
import typing
from typing import Any

import msgspec

from openimr.case.appointment import Declaration
from openimr.case.commands import Command
from openimr.case.policies import in_words
from openimr.vocabulary.filing import CONCERNED, PartyRole

COMMANDS: dict[str, type] = {
    in_words(one).replace(" ", "-"): one for one in typing.get_args(Command)
}
"""Every command by the name that people type, and that addresses have."""

TOLD = tuple(role for role in PartyRole if role not in CONCERNED)
"""Parties that papers are sent to."""


def fields_of(kind: type) -> dict[str, Any]:
    """A command's fields with their types, without None."""
    return {one.name: without_none(one.type) for one in msgspec.structs.fields(kind)}


def required(kind: type) -> list[str]:
    """Names of the fields that must be given."""
    return [one.name for one in msgspec.structs.fields(kind) if one.required]


def without_none(of: Any) -> Any:
    """A type without None; a day that may be a yes or no keeps both."""
    if isinstance(of, types.UnionType) or typing.get_origin(of) is typing.Union:
        kept = [one for one in typing.get_args(of) if one is not type(None)]
        return functools.reduce(operator.or_, kept) if bool in kept else kept[0]
    return of


def is_struct(of: Any) -> bool:
    """Whether a field has parts of its own."""
    return isinstance(of, type) and issubclass(of, msgspec.Struct)


def declared_now(command: type, fields: dict[str, Any], now: dt.datetime) -> None:
    """Date a declaration that is handed in without a time."""
    declares = fields_of(command).get("declaration") is Declaration
    if declares and isinstance(fields.get("declaration"), dict):
        fields["declaration"].setdefault("declared", now)
