"""Redaction: planted identifiers that are found, things taken out that were none, and speed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from accuracy import (
    redaction_charts,
    redaction_dictated,
    redaction_letters,
    redaction_notes,
)
from accuracy.redaction_planted import Planted, PlantedDetermination, PlantedText
from accuracy.report import Row, Section
from openimr.adapters.pdf_text import pdf_page_texts
from openimr.adapters.redaction_engine import PresidioPatterns
from openimr.publication.redaction.identifiers import KnownCase
from openimr.publication.redaction.placeholders import Placeholders
from openimr.publication.redaction.redact import Redacted, Redaction, redact

_DETERMINATIONS = 1000
_RECALL = 0.995
_ENGINE = PresidioPatterns()


class Counted(NamedTuple):
    """What a style's determinations gave."""

    planted: Counter[str]
    found: Counter[str]
    missed: Counter[tuple[str, str]]
    taken: Counter[bool]
    examples: list[str]
    words: int
    seconds: float


def measure(shared: Path) -> Section:
    """The four styles, and how much goes out of real letters, whose names are out already."""
    first = _counted(map(redaction_letters.determination, range(_DETERMINATIONS)))
    second = _counted(map(redaction_notes.determination, range(_DETERMINATIONS)))
    third = _counted(map(redaction_charts.determination, range(_DETERMINATIONS)))
    fourth = _counted(map(redaction_dictated.determination, range(_DETERMINATIONS)))
    styles = {"letters": first, "notes": second, "charts": third, "dictated": fourth}
    rows = [row for style, counted in styles.items() for row in _rows(style, counted)]
    return Section(
        title="Redaction (planted identifiers)",
        rows=(*rows, *_real(shared)),
        misses=tuple(miss for counted in styles.values() for miss in _misses(counted)),
        notes=(_speed(first, second, third, fourth),),
    )


def _speed(*several: Counted) -> str:
    words, seconds = sum(one.words for one in several), sum(one.seconds for one in several)
    return f"{words / seconds:,.0f} words a second"


def _counted(several: Iterable[PlantedDetermination]) -> Counted:
    counted = Counted(Counter(), Counter(), Counter(), Counter(), [], 0, 0.0)
    words, seconds = 0, 0.0
    for one in several:
        known, names = KnownCase(identifiers=one.known), Placeholders()
        for field in one.fields.values():
            started = time.perf_counter()
            redacted = redact(field.text, known, engine=_ENGINE, placeholders=names)
            seconds += time.perf_counter() - started
            words += len(field.text.split())
            _count(field, redacted, counted)
    return counted._replace(words=words, seconds=seconds)


def _count(field: PlantedText, redacted: Redacted, counted: Counted) -> None:
    covered = {at for one in redacted.redactions for at in range(one.start, one.end)}
    for piece in field.pieces:
        counted.planted[piece.kind] += 1
        places = range(piece.start, piece.end)
        if all(at in covered for at in places if field.text[at].isalnum()):
            counted.found[piece.kind] += 1
        else:
            counted.missed[piece.kind, piece.way] += 1
            counted.examples.append(_quoted("left", piece.start, piece.end, field.text))
    for one in redacted.redactions:
        right = any(_meets(one, piece) for piece in field.pieces)
        counted.taken[right] += 1
        if not right:
            counted.examples.append(
                _quoted(f"taken as {one.kind.value}", one.start, one.end, field.text)
            )


def _meets(one: Redaction, piece: Planted) -> bool:
    return one.start < piece.end and piece.start < one.end


def _quoted(what: str, start: int, end: int, text: str) -> str:
    around = text[max(0, start - 25) : start], text[start:end], text[end : end + 25]
    return f"{what}: " + "{}<<{}>>{}".format(*around).replace("\n", "\\n")


def _rows(style: str, counted: Counted) -> Iterator[Row]:
    yield Row(
        name=f"{style}: planted identifiers found",
        hits=counted.found.total(),
        total=counted.planted.total(),
        target=_RECALL,
    )
    yield Row(
        name=f"{style}: redactions that are planted",
        hits=counted.taken[True],
        total=counted.taken.total(),
    )
    for kind, total in sorted(counted.planted.items()):
        yield Row(name=f"{style}: {kind}", hits=counted.found[kind], total=total)


def _misses(counted: Counted) -> Iterator[str]:
    for (kind, way), times in counted.missed.most_common():
        yield f"{times} x {kind}, {way}"
    yield from counted.examples[:60]


def _real(shared: Path) -> Iterator[Row]:
    """Real letters are published without names: what goes out of them is mostly taken in error."""
    texts = [*_pages(shared), *_plain(shared)]
    taken = [redact(text, KnownCase(), engine=_ENGINE).redactions for text in texts]
    kinds = Counter(one.kind.value for several in taken for one in several)
    yield Row(
        name="real letters, without names already: nothing taken",
        hits=sum(not one for one in taken),
        total=len(taken),
    )
    words = sum(len(text.split()) for text in texts)
    yield Row(name="real letters: words taken", hits=kinds.total(), total=words)
    for kind, times in kinds.most_common():
        yield Row(name=f"real letters: taken as {kind}", hits=times, total=kinds.total())


def _pages(shared: Path) -> Iterator[str]:
    for path in sorted((shared / "letters" / "pdf").glob("*.pdf")):
        yield "\n".join(pdf_page_texts(path.read_bytes(), path.name))


def _plain(shared: Path) -> Iterator[str]:
    return (path.read_text("utf-8") for path in sorted((shared / "letters" / "text").glob("*")))
