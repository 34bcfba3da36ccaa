"""The tables that the steps make are those that the models say."""

from __future__ import annotations

from pathlib import Path

from tests.databases import database


def test_no_model_differs_from_the_tables(tmp_path: Path) -> None:
    with database("sqlite", tmp_path):
        from django.core.management import call_command  # noqa: PLC0415

        call_command("makemigrations", "openimr", check=True, dry_run=True, verbosity=0)
