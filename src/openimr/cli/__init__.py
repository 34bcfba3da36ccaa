"""``openimr <verb>``: thin; each verb lives in its own module and is loaded only when called."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from pathlib import PurePath

import click

from openimr.vocabulary.errors import BadInput, OpenIMRError

EXIT_FULL, EXIT_PARTIAL, EXIT_FAILED, EXIT_USAGE, EXIT_FAULT = 0, 1, 2, 64, 70
"""Exit codes: everything done, some of it, none of it, a command that was typed wrongly, and a
fault of OpenIMR itself."""


class VerbGroup(click.Group):
    """A group that imports a verb's module only when called, so that start-up stays quick."""

    def __init__(
        self, *args: object, verbs: dict[str, tuple[str, str]], **settings: object
    ) -> None:
        super().__init__(*args, **settings)  # type: ignore[arg-type]
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of the main job."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, imported now."""
        if cmd_name not in self.verbs:
            return None
        module, name = self.verbs[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(
    cls=VerbGroup,
    verbs={
        "draft": ("openimr.cli.draft", "draft"),
        "page": ("openimr.cli.page", "page"),
        "letter": ("openimr.cli", "letter"),
    },
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="openimr", prog_name="openimr")
def openimr() -> None:
    """OpenIMR runs Independent Medical Review: from a case file to a Final Determination."""


@click.group(
    cls=VerbGroup,
    verbs={
        "read": ("openimr.cli.letter_read", "read"),
        "write": ("openimr.cli.letter_write", "write"),
        "check": ("openimr.cli.letter_check", "check"),
    },
)
def letter() -> None:
    """Read, write and check Final Determination letters."""


def main() -> None:
    """Run the command line; errors of OpenIMR become one clear line and an exit code."""
    try:
        outcome = openimr.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. What was finished is kept.", err=True)
        sys.exit(130)
    except OpenIMRError as error:
        word = "Cannot use" if isinstance(error, BadInput) else "Refused:"
        click.echo(f"{word} {error}", err=True)
        sys.exit(EXIT_FAILED)
    except Exception as error:
        click.echo(_fault(error), err=True)
        sys.exit(EXIT_FAULT)
    sys.exit(outcome if isinstance(outcome, int) else EXIT_FULL)


def _fault(error: Exception) -> str:
    """A fault of the program by kind and line of code; its own words may name a patient."""
    if os.environ.get("OPENIMR_TRACEBACK"):
        raise error
    last = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"A fault of OpenIMR, not of your files: {type(error).__name__} in "
        f"{PurePath(last.filename).name}, line {last.lineno}. Please report this line. "
        "OPENIMR_TRACEBACK=1 shows more, which may name the patient."
    )
