"""The pictures of the screens show the screens as they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docs.take_screens import ALL, MADE_FROM, SCREENS, WEB, Screen, made_from
from PIL import Image

REMEDY = "take them again: make screens"


@pytest.mark.parametrize("screen", ALL, ids=lambda screen: screen.name)
def test_a_picture_is_there_and_was_made_from_what_is_there_now(screen: Screen) -> None:
    kept = json.loads(MADE_FROM.read_text())
    assert (SCREENS / f"{screen.name}.png").exists(), REMEDY
    assert kept.get(screen.name) == made_from(screen), REMEDY


@pytest.mark.parametrize("screen", ALL, ids=lambda screen: screen.name)
def test_a_picture_has_the_size_of_its_window_and_is_not_empty(screen: Screen) -> None:
    with Image.open(SCREENS / f"{screen.name}.png") as picture:
        assert picture.size == (screen.width, screen.height)
        colors = picture.convert("RGB").getcolors(1 << 16)
    assert colors is not None
    assert len(colors) > 10


def test_no_picture_is_left_of_a_screen_that_is_gone() -> None:
    assert {path.stem for path in SCREENS.glob("*.png")} == {screen.name for screen in ALL}


def test_every_room_of_a_picture_is_one_of_the_web() -> None:
    rooms = {room for screen in ALL for room in screen.rooms}
    assert [room for room in rooms if not (WEB / room).is_dir()] == []


def test_the_page_of_screens_shows_all_of_them() -> None:
    page = (Path(SCREENS).parent / "screens.md").read_text()
    assert [screen.name for screen in ALL if f"screens/{screen.name}.png" not in page] == []
