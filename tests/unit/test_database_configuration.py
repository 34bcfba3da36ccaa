"""Which database a configuration names."""

from __future__ import annotations

from pathlib import Path

import pytest

from openimr.adapters.database.configuration import data_folder, database_settings
from openimr.vocabulary.errors import BadInput

HOME = Path("/home/clerk")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, HOME / ".local/share/openimr"),
        ({"XDG_DATA_HOME": "/srv"}, Path("/srv/openimr")),
        ({"OPENIMR_DATA": "/srv/imr", "XDG_DATA_HOME": "/srv"}, Path("/srv/imr")),
    ],
)
def test_the_data_folder_is_named_or_the_users_own(
    environment: dict[str, str], expected: Path
) -> None:
    assert data_folder(environment, HOME) == expected
    settings = database_settings(environment, HOME)
    assert settings["NAME"] == str(expected / "record.sqlite3")


def test_a_file_may_be_named() -> None:
    settings = database_settings({"OPENIMR_DATABASE": "/srv/one.sqlite3"}, HOME)
    assert (settings["ENGINE"], settings["NAME"]) == (
        "django.db.backends.sqlite3",
        "/srv/one.sqlite3",
    )


def test_a_postgresql_url_is_taken_apart_and_what_else_it_says_is_passed_on() -> None:
    url = "postgresql://clerk:a%20word@db.example:6432/imr?sslmode=verify-full"
    settings = database_settings({"OPENIMR_DATABASE": url}, HOME)
    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert {name: settings[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "imr",
        "USER": "clerk",
        "PASSWORD": "a word",
        "HOST": "db.example",
        "PORT": "6432",
    }
    assert settings["OPTIONS"]["sslmode"] == "verify-full"


@pytest.mark.parametrize(
    "url",
    [
        "mysql://clerk:secret-word@db.example/imr",
        "postgresql://clerk:secret-word@db.example:port/imr?unheard=of",
        "postgresql://clerk:secret-word@db.example",
    ],
)
def test_a_wrong_url_is_told_without_its_password(url: str) -> None:
    with pytest.raises(BadInput, match="OPENIMR_DATABASE") as error:
        database_settings({"OPENIMR_DATABASE": url}, HOME)
    assert "secret-word" not in str(error.value)
