"""Prints docs/cli.md: the help of every verb, as the command line itself gives it."""

from __future__ import annotations

import click

from openimr.cli import openimr

INTRODUCTION = """# Command line

Written by `make docs` from the commands' own help.

| Exit code | Meaning |
| ---: | --- |
| 0 | everything was done |
| 1 | a part was done: something could not be read or stays open |
| 2 | nothing was done |
| 64 | the command was typed wrongly |
| 70 | a fault of OpenIMR itself; the message says what to report |
| 130 | stopped by the user; what was finished is kept |
"""


def sections(command: click.Command, context: click.Context) -> list[str]:
    """The help of a command and of every verb below it."""
    own = f"## {context.command_path}\n\n```\n{command.get_help(context).rstrip()}\n```\n"
    if not isinstance(command, click.Group):
        return [own]
    below = []
    for name in command.list_commands(context):
        verb = command.get_command(context, name)
        if verb is not None:
            settings = {"parent": context, "resilient_parsing": True}
            below += sections(verb, verb.make_context(name, [], **settings))
    return [own, *below]


def reference() -> str:
    """The whole page, independent of the terminal's width."""
    context = openimr.make_context(
        "openimr", [], resilient_parsing=True, terminal_width=100, max_content_width=100
    )
    return "\n".join([INTRODUCTION, *sections(openimr, context)])


if __name__ == "__main__":
    print(reference(), end="")
