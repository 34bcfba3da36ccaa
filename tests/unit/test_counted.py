"""Numbers stand in sentences with their word."""

import pytest

from openimr.vocabulary.counted import counted


@pytest.mark.parametrize(
    ("number", "told"), [(0, "0 faults"), (1, "1 fault"), (2, "2 faults"), (1200, "1,200 faults")]
)
def test_a_number_stands_with_its_word(number: int, told: str) -> None:
    assert counted(number, "fault") == told


def test_a_word_of_its_own_for_several_is_taken() -> None:
    assert counted(1, "tie waits", "ties wait") == "1 tie waits"
    assert counted(2, "tie waits", "ties wait") == "2 ties wait"
