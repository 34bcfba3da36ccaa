"""The command line in this process, on a data folder of its own and a clock that tests turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import click
import msgspec
import pytest

from openimr.bootstrap import case_office
from openimr.cli import EXIT_USAGE, openimr
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import OpenIMRError
from openimr.workflow.office import Office

READER = Actor(role=Role.SYSTEM, id="tests")

DEMO = Path(__file__).parents[1] / "examples" / "case-file"


class Said(NamedTuple):
    """What a command answered: its exit code, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def fields(self) -> Any:
        """What was printed as JSON."""
        return msgspec.json.decode(self.out)


class House:
    """An installation: its data folder, its time, and a database other than its own file."""

    def __init__(self, data: Path, now: dt.datetime, database: str = "") -> None:
        self.data = data
        self.now = now
        self.database = database

    def clock(self) -> dt.datetime:
        """The time; every look at it takes a second."""
        self.now += dt.timedelta(seconds=1)
        return self.now

    def later(self, **span: float) -> None:
        """Let time pass."""
        self.now += dt.timedelta(**span)

    def say(self, *words: str | Path) -> Said:
        """Run ``openimr`` with some words."""
        out, err = StringIO(), StringIO()
        with self.inside(), redirect_stdout(out), redirect_stderr(err):
            code = self._run([str(word) for word in words])
        return Said(code, out.getvalue(), err.getvalue())

    def office(self) -> Office:
        """The office that the commands work with."""
        with self.inside():
            return case_office(self.clock, READER)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """The environment of the installation."""
        environment = {
            "COLUMNS": "160",
            "OPENIMR_ACTOR": "",
            "OPENIMR_DATA": str(self.data),
            "OPENIMR_DATABASE": self.database,
            "OPENIMR_LAW": "",
        }
        with pytest.MonkeyPatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            yield

    def _run(self, words: Sequence[str]) -> int:
        try:
            answered = openimr.main(list(words), standalone_mode=False, obj=self.clock)
        except click.ClickException as error:
            click.echo(error.format_message(), err=True)
            return EXIT_USAGE
        except OpenIMRError as error:
            click.echo(str(error), err=True)
            return 2
        return answered if isinstance(answered, int) else 0
