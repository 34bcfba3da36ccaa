"""The command line in this process, on a data folder of its own and a clock that tests turn."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import click
import msgspec
import pytest

from openimr.bootstrap import case_office
from openimr.cli import EXIT_USAGE, openimr
from openimr.installation import account_office, sign_in
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import OpenIMRError
from openimr.workflow.accounts import Account
from openimr.workflow.office import Office
from openimr.workflow.second_factor import code_of, new_secret, step_at

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

    def __init__(
        self, data: Path, now: dt.datetime, database: str = "", **environment: str
    ) -> None:
        self.data = data
        self.now = now
        self.database = database
        self.environment = environment

    def clock(self) -> dt.datetime:
        """The time; every look at it takes a second."""
        self.now += dt.timedelta(seconds=1)
        return self.now

    def later(self, **span: float) -> None:
        """Let time pass."""
        self.now += dt.timedelta(**span)

    def say(self, *words: str | Path, typed: str = "") -> Said:
        """Run ``openimr`` with some words, and with what is typed where it asks."""
        out, err = StringIO(), StringIO()
        with self.inside(), redirect_stdout(out), redirect_stderr(err), _typing(typed):
            code = self._run([str(word) for word in words])
        return Said(code, out.getvalue(), err.getvalue())

    def office(self) -> Office:
        """The office that the commands work with."""
        with self.inside():
            return case_office(self.clock, READER)

    def signer(self) -> Callable[[], str]:
        """An account of who may sign, named ``okafor``; gives codes of its second factor."""
        with self.inside():
            account = Account(login="okafor", actor=Actor(role=Role.QUALITY, id="Q-2"))
            account_office(self.clock).add(account, "quiet slate harbor nine")
            secret = new_secret(secrets.token_bytes)
            first = code_of(secret, step_at(self.now))
            assert sign_in(self.clock).set_up(account, secret, first)

        def code() -> str:
            self.later(seconds=30)
            return code_of(secret, step_at(self.now)) + "\n"

        return code

    @contextmanager
    def inside(self) -> Iterator[None]:
        """The environment of the installation."""
        environment = {
            "COLUMNS": "160",
            "OPENIMR_ACTOR": "",
            "OPENIMR_DATA": str(self.data),
            "OPENIMR_DATABASE": self.database,
            "OPENIMR_LAW": "",
            "OPENIMR_SECOND_OPINIONS": "0",
            "OPENIMR_SIGNERS": "Q-2=Ines Okafor, MD, Medical Director",
            **self.environment,
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


@contextmanager
def _typing(words: str) -> Iterator[None]:
    """Words that are typed where a command asks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", StringIO(words))
        yield
