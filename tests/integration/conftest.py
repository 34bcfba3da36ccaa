"""A served organization of invented people, made once for all tests of the program interface."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.api_visitor import Program, token
from tests.made_demo import made_demo
from tests.served import Served, serving
from tests.signed_in import user


class Office(NamedTuple):
    """The organization, and a program for each of several people."""

    data: Path
    served: Served
    programs: dict[str, Program]

    def as_(self, login: str) -> Program:
        """The program that acts as somebody, for everything that there is."""
        if login not in self.programs:
            bearer = token(self.data, login, *EVERYTHING)
            self.programs[login] = Program(self.served, bearer)
        return self.programs[login]


EVERYTHING = (
    "cases:read",
    "cases:write",
    "papers:read",
    "papers:write",
    "letters:read",
    "agenda:read",
    "law:read",
)


@pytest.fixture(scope="session")
def api_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Served, with the accounts of a case manager, a clerk of intake and an auditor."""
    data = made_demo(tmp_path_factory, "office")
    for login, acting in (
        ("api.manager", "case manager"),
        ("api.intake", "intake"),
        ("api.auditor", "auditor"),
    ):
        made = user(data, "add", login, acting)
        assert made.returncode == 0, made.stderr
    with serving(data, "--no-jobs") as served:
        yield Office(data, served, {})
