"""The verifier that the page on the record shows does what the page says, and OpenIMR agrees."""

from __future__ import annotations

import importlib.util
import io
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from openimr.case.record import decode, digest_of, encode
from openimr.case.verify import Verification

ROOT = Path(__file__).parents[2]
EXPORT = ROOT / "examples" / "record.jsonl"
Lines = list[bytes]


@pytest.fixture(scope="module")
def verifier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page's verifier as a file."""
    page = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"^```python runnable\n(.*?)^```$", page, re.M | re.S)
    assert "openimr" not in code.replace("openimr-record", "")
    path = tmp_path_factory.mktemp("verifier") / "verifier.py"
    path.write_text(code, encoding="utf-8")
    return path


def verdict(verifier: Path, lines: Lines) -> str:
    """What the page's verifier says of an export."""
    export = verifier.with_name("export.jsonl")
    export.write_bytes(b"".join(lines))
    command = [sys.executable, str(verifier), str(export)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def shipped() -> Lines:
    return EXPORT.read_bytes().splitlines(keepends=True)


def changed(lines: Lines) -> Lines:
    return [line.replace(b"panel-017", b"panel-018") for line in lines]


def dropped(lines: Lines) -> Lines:
    return [line for line in lines if b"quality-passed" not in line]


def cut_at_the_end_of_a_case(lines: Lines) -> Lines:
    return [line for line in lines if b'"event":"determination-served"' not in line]


def anchor_altered(lines: Lines) -> Lines:
    return [line.replace(b'"heads":2', b'"heads":1') for line in lines]


def swapped(lines: Lines) -> Lines:
    return [*lines[:-2], lines[-2], lines[-3], lines[-1]]


ALTERATIONS = [changed, dropped, cut_at_the_end_of_a_case, anchor_altered, swapped]


@pytest.mark.parametrize("alteration", ALTERATIONS, ids=lambda one: one.__name__)
def test_a_strangers_verifier_finds_what_openimr_finds(
    verifier: Path, alteration: Callable[[Lines], Lines]
) -> None:
    altered = alteration(shipped())
    assert altered != shipped()
    assert "Whole" not in verdict(verifier, altered)
    assert list(Verification(io.BytesIO(b"".join(altered))).flaws())


def test_the_shipped_export_is_what_its_maker_makes() -> None:
    """So bytes recorded once are recorded alike by every later version."""
    spec = importlib.util.spec_from_file_location("maker", ROOT / "examples" / "make_record.py")
    assert spec and spec.loader
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    assert maker.make_record() == EXPORT.read_bytes()


def test_every_event_shipped_long_ago_is_still_read_and_sealed_alike() -> None:
    for line in (line[:-1] for line in shipped() if b'"event":' in line):
        recorded = decode(line)
        assert encode(recorded) == line
        assert digest_of(recorded) == recorded.digest
