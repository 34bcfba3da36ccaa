"""When a text layer is believed."""

from __future__ import annotations

import msgspec
import pytest

from openimr.casefile.page_grid import Token
from openimr.casefile.text_layer import PictureOnPage, TextLayer, Verdict, judge, plausible

NOTE = [
    "The",
    "patient",
    "was",
    "seen",
    "on",
    "March",
    "4",
    "for",
    "pain",
    "of",
    "the",
    "right",
    "shoulder.",
    "She",
    "had",
    "no",
    "relief",
    "from",
    "the",
    "brace",
    "and",
    "is",
    "to",
    "return",
    "in",
    "four",
    "weeks.",
    "Work",
    "status",
    "is",
    "modified",
    "duty,",
    "no",
    "lifting.",
]


def layer(words: list[str], **more: object) -> TextLayer:
    tokens = tuple(
        Token(
            text=w,
            box=(50 + 40 * (n % 12), 60 + 12 * (n // 12), 85 + 40 * (n % 12), 70 + 12 * (n // 12)),
        )
        for n, w in enumerate(words)
    )
    return msgspec.structs.replace(TextLayer(width=612, height=792, tokens=tokens), **more)


WHOLE_PAGE = (PictureOnPage(box=(0, 0, 612, 792), pixels=(1700, 2200)),)


@pytest.mark.parametrize(
    ("page", "unexplained", "verdict"),
    [
        (layer(NOTE), 0, Verdict.LAYER),
        (layer([]), 0, Verdict.SCAN),
        (layer(NOTE, unmapped=0.9), 0, Verdict.SCAN),
        (layer(NOTE), 900, Verdict.SCAN),
        (layer(["BATES", "000123", "page"], pictures=WHOLE_PAGE), 0, Verdict.SCAN),
        (layer(NOTE * 2, pictures=WHOLE_PAGE, invisible=1.0), 0, Verdict.OCR_LAYER),
        (
            layer(["qzx", "vbnrtk", "wwrtpl"] * 30, pictures=WHOLE_PAGE, invisible=1.0),
            0,
            Verdict.SCAN,
        ),
        (layer(NOTE * 8, pictures=WHOLE_PAGE), 0, Verdict.LAYER),
        (
            layer(NOTE, pictures=(PictureOnPage(box=(300, 500, 500, 600), pixels=(500, 250)),)),
            0,
            Verdict.MIXED,
        ),
    ],
    ids=[
        "typed page",
        "no layer",
        "unmapped font",
        "drawn letters",
        "number over a scan",
        "good OCR layer",
        "poor OCR layer",
        "typed over a background",
        "typed with a stamp",
    ],
)
def test_each_page_is_judged_by_itself(page: TextLayer, unexplained: int, verdict: Verdict) -> None:
    assert judge(page, unexplained) is verdict


def test_clinical_shorthand_is_plausible_and_shifted_letters_are_not() -> None:
    shorthand = (
        "Pt c/o LBP 6/10, NKDA. DTR 2+ bilat. SLR neg. Rx: naproxen 500 mg BID #60, f/u 4 wks"
    )
    assert plausible(shorthand.split()) > 0.9
    assert plausible(["".join(chr(ord(c) - 29) for c in word) for word in NOTE]) < 0.75
