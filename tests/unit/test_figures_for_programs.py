"""Figures as programs get them: a share with its interval."""

from __future__ import annotations

import msgspec

from openimr.vocabulary.figures import Column, Figure, Kind
from openimr.vocabulary.shares import Share
from openimr.web.library.api_shapes import figure_told


def test_a_share_is_told_with_its_interval() -> None:
    figure = Figure(
        slug="x",
        title="X",
        says="",
        columns=(Column(name="Row", kind=Kind.TEXT), Column(name="Share", kind=Kind.SHARE)),
        rows=(("some", Share(part=3, whole=12)), ("none", Share(part=0, whole=0)), ("few", None)),
    )
    some, none, few = msgspec.to_builtins(figure_told(figure))["rows"]
    assert (some[1]["value"], some[1]["whole"]) == (0.25, 12)
    assert 0 < some[1]["low"] < 0.25 < some[1]["high"] < 1
    assert (none[1]["value"], none[1]["low"], few[1]) == (None, None, None)
