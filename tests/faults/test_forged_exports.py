"""Forgers who know the format: they seal anew whatever they alter, and are found all the same.

The sealing here is written from ``docs/record.md`` alone, with nothing of OpenIMR in it.
"""

from __future__ import annotations

import copy
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from openimr.case.verify import Verification

EXPORT = Path(__file__).parents[2] / "examples" / "record.jsonl"
HONEST = EXPORT.read_bytes().splitlines(keepends=True)
LINES = [json.loads(line) for line in HONEST]
FIRST = LINES[0]
ANCHORS = [line for line in LINES if "root" in line]
DAYS = [anchor["day"] for anchor in ANCHORS]
ROOT = ANCHORS[-1]["root"]

Fields = dict[str, Any]


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def tree(leaves: list[bytes]) -> bytes:
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\1", tree(leaves[:half]), tree(leaves[half:]))


def events() -> list[Fields]:
    return copy.deepcopy([line for line in LINES if "event" in line])


def sealed(forged: list[Fields]) -> list[Fields]:
    """The events in new chains, each sealed anew."""
    last: dict[str, tuple[int, str]] = {}
    for event in forged:
        number, previous = last.get(event["case"], (0, "0" * 64))
        event.pop("digest", None)
        event.update(number=number + 1, previous=previous)
        event["digest"] = sha256(canonical(event)).hex()
        last[event["case"]] = number + 1, event["digest"]
    return forged


def closed(lines: list[bytes]) -> list[bytes]:
    """Lines with a last line that fits them."""
    fields = [json.loads(line) for line in lines]
    recorded = [one for one in fields if "event" in one]
    last = {
        "anchors": sum("root" in one for one in fields),
        "cases": len({one["case"] for one in recorded}),
        "events": len(recorded),
        "sha256": sha256(*lines).hex(),
    }
    return [*lines, canonical(last) + b"\n"]


def made_anew(
    forged: list[Fields], days: list[str] = DAYS, written: Callable[[Fields], bytes] = canonical
) -> list[bytes]:
    """A whole export of forged events: heads, anchors and last line fit them."""
    newest: dict[str, dict[str, Fields]] = {}
    for event in forged:
        head = {name: event[name] for name in ("case", "digest", "number")}
        newest.setdefault(event["at"][:10], {})[event["case"]] = head
    lines, root = [canonical(FIRST) + b"\n"], "0" * 64
    for day in days:
        heads = [{**head, "day": day} for _, head in sorted(newest.get(day, {}).items())]
        anchor: Fields = {"day": day, "heads": len(heads), "previous": root}
        top = tree([sha256(b"\0", canonical(head)) for head in heads])
        root = anchor["root"] = sha256(b"\1", sha256(b"\0", canonical(anchor)), top).hex()
        lines += [canonical(one) + b"\n" for one in (anchor, *heads)]
    return closed([*lines, *(written(event) + b"\n" for event in forged)])


def told(lines: list[bytes], *roots: str) -> list[str]:
    file = io.BytesIO(b"".join(lines))
    return [flaw.says for flaw in Verification(file, roots=roots).flaws()]


def test_the_forger_seals_as_openimr_does() -> None:
    assert made_anew(sealed(events())) == HONEST
    assert told(HONEST, ROOT) == []


def test_without_a_published_root_a_record_made_anew_cannot_be_told_and_with_one_it_is() -> None:
    changed = events()
    changed[5]["key"] = "forged"
    shorter = events()[:-1]
    for forged in (made_anew(sealed(changed)), made_anew(sealed(shorter))):
        assert told(forged) == []
        assert len(told(forged, ROOT)) == 1


def test_days_cut_off_at_the_end_do_not_fit_the_day_of_the_export() -> None:
    kept = [event for event in events() if event["at"][:10] <= DAYS[8]]
    (says,) = told(made_anew(sealed(kept), DAYS[:9]))
    assert (
        says == "Line 1: made on 2026-11-20, with anchors until 2026-11-11: not one for every day."
    )


def test_an_event_without_seal_is_named_though_its_line_is_not_canonical() -> None:
    """The digest of what cannot be sealed is no empty word that the line may repeat."""
    forged = events()
    forged[-1]["digest"] = ""

    def spaced(event: Fields) -> bytes:
        return canonical(event) if event["digest"] else b"{ " + canonical(event)[1:]

    (says,) = told(made_anew(forged, written=spaced))
    assert says.startswith("Case CM26-0000103, event 5 (line 54): its content is not the one")


@pytest.mark.parametrize(
    "change",
    [
        {"event": 5},
        {"event": {"kind": "closed"}},
        {"actor": None},
        {"actor": {"id": 1, "role": "intake"}},
        {"key": 7},
        {"another": "field"},
    ],
    ids=str,
)
def test_a_sealed_line_that_is_no_event_is_named(change: Fields) -> None:
    forged = events()
    forged[-1].update(change)
    (says,) = told(made_anew(sealed(forged)))
    assert says.startswith("Case CM26-0000103, event 5 (line 54)")


def test_a_sealed_fraction_is_named() -> None:
    forged = events()
    forged[-1]["event"]["share"] = 1.5
    says = told(made_anew(sealed(forged)))
    assert "Line 54: with a fraction or a number too large (after event 4 of case" in says[0]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"made": "1999-01-01T00:00:00Z"}, "Line 1: made on 1999-01-01, with anchors until 2026"),
        ({"anchored_until": "2099-01-01"}, "Line 1: the anchor of 2099-01-01, a closed day, is"),
        ({"format": "openimr-record-2"}, "Line 1: the format is not openimr-record-1"),
    ],
    ids=["made", "anchored_until", "format"],
)
def test_a_first_line_that_says_something_else_is_named(change: Fields, says: str) -> None:
    lines = closed([canonical({**FIRST, **change}) + b"\n", *HONEST[1:-1]])
    assert told(lines)[0].startswith(says)


def test_a_missing_first_line_is_named() -> None:
    assert told(closed(HONEST[1:-1])) == ["The first line is missing."]


def test_two_cases_that_changed_names_are_named() -> None:
    names = {"CM26-0000101": "CM26-0000102", "CM26-0000102": "CM26-0000101"}
    swapped = sealed(
        sorted(
            ({**event, "case": names.get(event["case"], event["case"])} for event in events()),
            key=lambda event: (event["case"], event["number"]),
        )
    )
    head = HONEST[: next(n for n, line in enumerate(LINES) if "event" in line)]
    said = told(closed([*head, *(canonical(event) + b"\n" for event in swapped)]))
    named = {says.split(",")[0] for says in said}
    assert named == {"Case CM26-0000101", "Case CM26-0000102"}
