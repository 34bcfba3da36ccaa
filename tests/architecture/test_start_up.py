"""The command line starts without what it does not need: a help loads no reader of anything."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import pytest
from bench.start_up import typed

from openimr.adapters.durable_jobs import DurableJobs
from openimr.cli import VerbGroup, case, guidelines, jobs, law, letter, openimr, record

GROUPS = (openimr, letter, guidelines, law, case, jobs, record)

OF_OTHERS = {"click"}
"""What a help may load beside the standard library and OpenIMR."""

OURS = ("openimr.cli", "openimr.adapters.file_names", "openimr.vocabulary.errors")
"""What a help may load of OpenIMR: the verbs, and what tells of names and errors."""


def loaded_by(*arguments: str) -> set[str]:
    """Names of the modules that a command imports in a process of its own."""
    return loaded_by_each([arguments])[0]


def loaded_by_each(commands: Sequence[tuple[str, ...]]) -> list[set[str]]:
    """The same of several commands, each in a process that has loaded the command line alone."""
    code = (
        "import sys; before = set(sys.modules)\n"
        "import openimr.cli as cli\n"
        "import os\n"
        f"for words in {list(commands)!r}:\n"
        "    if os.fork():\n"
        "        assert os.wait()[1] == 0, words\n"
        "        continue\n"
        "    sys.argv = ['openimr', *words]\n"
        "    try:\n        cli.main()\n"
        "    except SystemExit:\n"
        "        print(*set(sys.modules) - before, file=sys.stderr)\n"
        "        break\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return [set(line.split()) for line in run.stderr.splitlines()]


@pytest.fixture(scope="module")
def loaded_by_help() -> dict[tuple[str, ...], set[str]]:
    """What the help of each verb loads."""
    verbs = list(typed(openimr))
    loaded = loaded_by_each([(*verb, "--help") for verb in verbs])
    return dict(zip(verbs, loaded, strict=True))


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_every_verb_of_the_lists_is_there(group: VerbGroup) -> None:
    for name in group.verbs:
        command = group.get_command(click.Context(group), name)
        assert command is not None
        assert command.name == name


def test_listing_the_verbs_loads_none_of_them() -> None:
    loaded = loaded_by("--help")
    assert {name for name in loaded if name.startswith("openimr.cli.")} == set()


@pytest.mark.parametrize("verb", list(typed(openimr)), ids=lambda verb: " ".join(verb) or "openimr")
def test_a_help_loads_only_the_words_of_the_command_line(
    verb: tuple[str, ...], loaded_by_help: dict[tuple[str, ...], set[str]]
) -> None:
    loaded = loaded_by_help[verb]
    ours = {name for name in loaded if name.startswith("openimr.")}
    others = {name.partition(".")[0] for name in loaded} - sys.stdlib_module_names - {"openimr"}
    assert others <= OF_OTHERS
    assert {name for name in ours if not name.startswith(OURS)} <= {
        "openimr.adapters",
        "openimr.vocabulary",
    }


def test_matching_a_request_loads_neither_pdf_nor_pictures() -> None:
    loaded = loaded_by("guidelines", "match", "MRI of the knee")
    assert not loaded & {"openimr.bootstrap", "cv2", "numpy", "pypdfium2", "tesserocr", "rich"}


def test_looking_at_cases_loads_nothing_that_reads_papers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENIMR_DATA", str(tmp_path))
    loaded = loaded_by("case", "list")
    assert "openimr.workflow.office" in loaded
    assert not loaded & {"openimr.workflow.receive_reading", "openimr.casefile.facts", "numpy"}


def test_looking_at_cases_loads_neither_readers_nor_what_another_database_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENIMR_DATA", str(tmp_path))
    loaded_by("case", "list")  # makes the tables
    loaded = loaded_by("case", "list")
    assert "django.db.models" in loaded
    assert not loaded & {
        "cv2",
        "dbos",
        "django.db.migrations.executor",
        "holidays",
        "numpy",
        "openimr.workflow.draft",
        "psycopg",
        "pypdfium2",
    }


def test_looking_at_jobs_loads_their_engine_and_neither_record_nor_law(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENIMR_DATA", str(tmp_path))
    assert "dbos" not in loaded_by("jobs", "list"), "none was asked for yet"
    DurableJobs(f"sqlite:///{tmp_path}/jobs.sqlite3", {}).close()
    loaded = loaded_by("jobs", "list")
    assert "dbos" in loaded
    assert not loaded & {"django", "holidays", "numpy", "openimr.law.load", "openimr.case.events"}


def test_the_web_begins_without_other_databases_tables_of_releases_and_learning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENIMR_DATA", str(tmp_path))
    code = (
        "import sys\n"
        "from openimr.web.wsgi import application\n"
        "application()\n"
        "from django.urls import get_resolver\n"
        "get_resolver().url_patterns\n"
        "print(*sys.modules)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "openimr.web.urls" in loaded
    assert not loaded & {"dbos", "psycopg", "pyarrow", "sklearn", "tantivy"}


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".txt", ".json"])
def test_writing_a_letter_loads_neither_ocr_nor_pictures(ending: str) -> None:
    code = (
        "import datetime as dt, sys\n"
        "from openimr.bootstrap import letter_file\n"
        "from openimr.determination.model import Determination\n"
        f"letter_file(Determination(), {ending!r}, dt.date(2026, 1, 2))\n"
        "print(*sys.modules)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(run.stdout.split()) & {"cv2", "numpy", "pypdfium2", "tesserocr"}
