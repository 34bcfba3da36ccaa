"""YAML read the short way is what PyYAML reads, whatever it holds."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from openimr.vocabulary.yaml_values import yaml_values

SOURCES = Path(__file__).parents[2] / "src" / "openimr"

PLAIN = (
    "yes", "no", "on", "~", "null", "", "1", "0x1F", "1_000", "3.5", ".5", ".inf", "1e3", "12:30",
    "2016-07-29", "2016-07-29 10:00:00", "=", "<<", "-", "x: y", "true", "Norco", "#1", "&a", "*a",
)  # fmt: skip
"""Words that YAML may take for something else than text."""
SCALARS = st.sampled_from(PLAIN) | st.text(max_size=8) | st.integers() | st.booleans() | st.none()
VALUES = st.recursive(
    SCALARS | st.dates(min_value=dt.date(1900, 1, 1)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(SCALARS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES, st.booleans())
def test_a_document_holds_what_was_written(value: object, flow: bool) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=True)
    assert repr(yaml_values(text)) == repr(yaml.safe_load(text))


@given(st.lists(st.sampled_from(PLAIN), min_size=1, max_size=4))
def test_plain_words_are_what_pyyaml_takes_them_for(words: list[str]) -> None:
    text = "\n".join(f"- {word}" for word in words)
    try:
        expected = repr(yaml.safe_load(text))
    except (yaml.YAMLError, ValueError) as error:
        with pytest.raises(type(error)):
            yaml_values(text)
        return
    assert repr(yaml_values(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a: &x {b: 1}\nc: *x\nd: {<<: *x, e: 2}",
        "- &x [1, 2]\n- *x",
        "1: a\n2016-07-29: b\ntrue: c",
        "!!set {a, b}",
        "!!omap [a: 1, b: 2]",
        "a: b\na: c",
        "",
        "? x\n: y",
        "'1': '2'\n\"no\": |\n  text\n",
    ],
)
def test_what_is_rare_is_read_as_pyyaml_reads_it(text: str) -> None:
    assert repr(yaml_values(text)) == repr(yaml.safe_load(text))


@pytest.mark.parametrize("text", ["? [a]\n: b", "a: [", "!!python/none x", "a: *b", "- a\n--- b"])
def test_what_pyyaml_refuses_is_refused(text: str) -> None:
    with pytest.raises(yaml.YAMLError):
        yaml.safe_load(text)
    with pytest.raises(yaml.YAMLError):
        yaml_values(text)


def test_a_value_that_is_repeated_or_holds_itself_is_built_once() -> None:
    shared = yaml_values("a: &x [1]\nb: *x")
    assert shared["a"] is shared["b"]
    cycle = yaml_values("&x {inside: *x}")
    assert cycle["inside"] is cycle


@pytest.mark.parametrize("path", sorted(SOURCES.rglob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_file_is_read_alike(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert yaml_values(text) == yaml.load(text, Loader=yaml.CSafeLoader)
