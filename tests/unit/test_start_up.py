"""The command line starts without what it does not need."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from openimr.cli import VerbGroup, guidelines, letter, openimr

GROUPS = (openimr, letter, guidelines)


def loaded_by(*arguments: str) -> set[str]:
    """Names of the modules that a command imports."""
    code = (
        "import sys, openimr.cli as cli\n"
        f"sys.argv = ['openimr', *{list(arguments)!r}]\n"
        "try:\n    cli.main()\nexcept SystemExit:\n    print(*sys.modules, file=sys.stderr)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stderr.split())


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_every_verb_of_the_lists_is_there(group: VerbGroup) -> None:
    for name in group.verbs:
        command = group.get_command(click.Context(group), name)
        assert command is not None
        assert command.name == name


def test_listing_the_verbs_loads_none_of_them() -> None:
    loaded = loaded_by("--help")
    assert {name for name in loaded if name.startswith("openimr.cli.")} == set()
    assert not loaded & {"openimr.bootstrap", "cv2", "numpy", "rich", "yaml"}


def test_matching_a_request_loads_neither_pdf_nor_pictures() -> None:
    loaded = loaded_by("guidelines", "match", "MRI of the knee")
    assert not loaded & {"openimr.bootstrap", "cv2", "numpy", "pypdfium2", "tesserocr"}
