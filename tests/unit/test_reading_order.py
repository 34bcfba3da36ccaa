"""Lines, columns and cells: labels stay with what was filled in."""

from __future__ import annotations

from openimr.casefile.page_grid import Ruling, Token
from openimr.casefile.reading_order import lay_out


def words(text: str, left: float, top: float, size: float = 10.0) -> list[Token]:
    """Words of one line set in letters half as wide as high."""
    tokens, x = [], left
    for word in text.split():
        width = len(word) * size * 0.5
        tokens.append(Token(text=word, box=(x, top, x + width, top + size)))
        x += width + size * 0.3
    return tokens


def box(left: float, top: float, right: float, bottom: float) -> list[Ruling]:
    return [
        Ruling(box=edge)
        for edge in (
            (left, top, right, top + 0.5),
            (left, bottom, right, bottom + 0.5),
            (left, top, left + 0.5, bottom),
            (right, top, right + 0.5, bottom),
        )
    ]


def read(tokens: list[Token], rulings: list[Ruling] | None = None) -> str:
    return lay_out(tokens, rulings or [], 612, 792)[0]


def test_a_gap_between_columns_is_two_spaces() -> None:
    line = words("Claim number", 50, 100) + words("Date of injury", 300, 100)
    assert read(line) == "Claim number  Date of injury"


def test_a_form_field_keeps_its_label_above_its_value() -> None:
    tokens = (
        words("Employee name", 52, 102, 6)
        + words("Claim number", 202, 102, 6)
        + words("Ruben Castellane", 52, 112)
        + words("KX-4410", 202, 112)
    )
    rulings = box(50, 100, 200, 126) + box(200, 100, 350, 126)
    assert read(tokens, rulings) == "Employee name\nRuben Castellane\nClaim number\nKX-4410"


def test_a_table_row_is_one_line_even_where_a_cell_runs_on() -> None:
    tokens = (
        words("Aquatic therapy of", 52, 102)
        + words("the low back", 52, 114)
        + words("12", 202, 102)
        + words("DENIED", 262, 102)
    )
    rulings = box(50, 100, 200, 128) + box(200, 100, 260, 128) + box(260, 100, 400, 128)
    assert read(tokens, rulings) == "Aquatic therapy of the low back  12  DENIED"


def test_small_lines_beside_a_tall_one_do_not_mix_with_it() -> None:
    tokens = words("MILL RIVER CLINIC", 50, 50, 24) + words("12 Dock St", 400, 48, 9)
    tokens += words("Eureka, CA", 400, 60, 9)
    assert read(tokens) == "MILL RIVER CLINIC\n12 Dock St\nEureka, CA"


def test_a_full_cell_ends_where_the_columns_of_its_neighbours_begin() -> None:
    def row(top: float, value: str, label: str, more: str) -> list[Token]:
        return (
            words("Label", 50, top)
            + words(value, 120, top)
            + words(label, 300, top)
            + words(more, 380, top)
        )

    tokens = row(100, "short", "Birth", "1970") + row(116, "short", "Injury", "2014")
    full = words("Administrator of all claims of us", 120, 132)
    tokens += words("Label", 50, 132) + full + words("Employer", 300, 132) + words("Mill", 380, 132)
    assert read(tokens).endswith("claims of us  Employer  Mill")


def test_columns_under_clinical_headings_are_read_one_after_the_other() -> None:
    left = ["HPI", "Wrist pain since May.", "ROS", "Negative."]
    right = ["Allergies", "None.", "Plan", "Splint at night."]
    tokens = words("Patient: Ruben Castellane", 50, 80)
    for n, (one, other) in enumerate(zip(left, right, strict=True)):
        tokens += words(one, 50, 100 + 12 * n) + words(other, 320, 100 + 12 * n)
    tokens += words("Work status", 50, 160) + words("Full duty.", 50, 172)
    assert read(tokens).split("\n") == [
        "Patient: Ruben Castellane",
        *left,
        *right,
        "Work status",
        "Full duty.",
    ]
