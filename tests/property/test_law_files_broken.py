"""Whatever is done to a file of the law, it is read or its faults are told."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.law.load import load_law
from openimr.law.model import Law
from openimr.vocabulary.errors import BadInput

DATA = Path(__file__).parents[2] / "src" / "openimr" / "law" / "data"
SHIPPED = {path.name: path.read_text("utf-8").splitlines() for path in DATA.glob("*.yaml")}
ODD = ("", "null", "-1", "[]", "{}", "2026-02-30", "&a [*a]", "'", "{count: 1}", "\t", "true", "ü")


def loaded(name: str, lines: list[str]) -> Law | None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_text("\n".join(lines), encoding="utf-8")
        try:
            return load_law(Path(folder))
        except BadInput as error:
            assert name in str(error)
            return None


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_the_shipped_file_in_its_own_place_changes_nothing(name: str) -> None:
    law = loaded(name, SHIPPED[name])
    assert law is not None
    shipped = {(type(v), v.id, v.effective_from): v for v in load_law().values()}
    assert {(type(v), v.id, v.effective_from): v for v in law.values()} == shipped


@settings(max_examples=60)
@given(st.sampled_from(sorted(SHIPPED)), st.data())
def test_a_line_left_out_or_repeated(name: str, data: st.DataObject) -> None:
    lines = list(SHIPPED[name])
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at : at + 1] = [lines[at]] * data.draw(st.sampled_from([0, 2]))
    loaded(name, lines)


@settings(max_examples=60)
@given(st.sampled_from(sorted(SHIPPED)), st.sampled_from(ODD), st.data())
def test_a_value_that_became_something_odd(name: str, odd: str, data: st.DataObject) -> None:
    lines = list(SHIPPED[name])
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = f"{lines[at].partition(':')[0]}: {odd}"
    loaded(name, lines)
