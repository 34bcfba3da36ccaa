"""Usual misreadings of OCR put right, letter for letter, so that every offset still holds."""

from __future__ import annotations

import re

_IN_WORD = re.compile(
    r"(?<=[A-Za-z])[01](?=[A-Za-z])|(?<=[a-z]{3})[01](?![\w.])|(?<!\w)0(?=[a-z]{3})"
)
_IN_NUMBER = re.compile(
    r"(?<=\d)[OolI](?=[\d/.\s,;)]|$)|(?<=/)[OolI](?=\d|[O0]\b)|(?<=[/\s][lI1])O(?=[/\s])"
)
_RATE = re.compile(r"(?<![A-Za-z0-9])([lI|\d])\s?x\s?([/il|1])\s?(?=w(?:ee)?k)")
_TEN = re.compile(r"(?<![\w])[lI][O0](?=/\d)")


def readable(text: str) -> str:
    """The text with letters inside numbers and digits inside words exchanged; same length."""
    text = _TEN.sub("10", text)
    text = _RATE.sub(_as_rate, text)
    text = _IN_NUMBER.sub(lambda m: "0" if m[0] in "Oo" else "1", text)
    return _IN_WORD.sub(_letter, text)


def _as_rate(match: re.Match[str]) -> str:
    """A frequency such as "lxiweek" as "1x/week"."""
    first, slash = match.span(1)[0] - match.start(), match.span(2)[0] - match.start()
    number = match[1] if match[1].isdigit() else "1"
    return number + match[0][first + 1 : slash] + "/" + match[0][slash + 1 :]


def _letter(match: re.Match[str]) -> str:
    around = match.string[max(0, match.start() - 1) : match.end() + 1]
    capital = around.replace(match[0], "").isupper() or match.start() == 0
    if match[0] == "0":
        return "O" if capital or not match.string[match.start() - 1].isalpha() else "o"
    return "I" if capital else "l"
