"""Body regions: names, sides, spine segments and what is part of what."""

from __future__ import annotations

import pytest

from openimr.vocabulary.body import find_body_parts, overlap


def worded(text: str, *, structures: bool = False) -> list[str]:
    return [
        f"{mention.side.value} {mention.name}" if mention.side else mention.name
        for mention in find_body_parts(text, structures=structures)
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ultrasound of the left ankle", ["left ankle"]),
        ("Knee brace, right", ["right knee"]),
        ("Injection, shoulder (L)", ["left shoulder"]),
        ("X-ray B/L wrists", ["bilateral wrist"]),
        ("EMG LUE and RLE", ["left upper extremity", "right lower extremity"]),
        ("therapy for the left hip and knee", ["left hip", "left knee"]),
        ("neck, right hand and head", ["neck", "right hand", "head"]),
        ("the right and left elbows", ["bilateral elbow"]),
        ("right greater than left foot pain", ["bilateral foot"]),
        ("right medial elbow tenderness", ["right elbow"]),
        ("MRI C-spine and L/S spine", ["cervical spine", "lumbosacral spine"]),
        ("block at L4-5 and C6-C7", ["lumbar spine", "cervical spine"]),
        ("left L5 nerve root", ["lumbar spine"]),
        ("mid back and low-back pain", ["upper back", "low back"]),
    ],
)
def test_names_abbreviations_and_sides_are_read(text: str, parts: list[str]) -> None:
    assert worded(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "he went back to work",
        "on the other hand the records",
        "straight leg raise was negative",
        "heel and toe walking was normal",
        "a radial head fracture",
        "finger-to-floor distance",
        "a 5 foot platform",
        "T1 weighted images",
        "face-to-face visit",
        "left-handed dominant",
    ],
)
def test_words_that_only_look_like_body_parts_are_left_alone(text: str) -> None:
    assert worded(text) == []


def test_structures_and_tests_imply_their_region_only_when_asked() -> None:
    text = "positive McMurray's test, rotator cuff tear, left carpal tunnel syndrome"
    assert worded(text) == []
    assert worded(text, structures=True) == ["knee", "shoulder", "left wrist"]


def test_a_mention_keeps_its_place() -> None:
    text = "Brace for the right knee today"
    (mention,) = find_body_parts(text)
    assert text[mention.start : mention.end] == "right knee"
    assert mention.words == "knee"


def test_a_part_overlaps_what_contains_it() -> None:
    assert overlap("finger", "upper extremity")
    assert overlap("low back", "spine")
    assert not overlap("knee", "hip")
