"""Letters of the library recombined from the sentences of real ones; never stored but for a run."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from openimr.adapters.letter_reader import read_letters_at
from openimr.determination.model import Decision, Sex
from openimr.guidelines.load import shipped_pack
from openimr.publication.library.derived import Deriving
from openimr.publication.library.from_reading import published_from_reading
from openimr.publication.model import PublishedDetermination, PublishedFinding, age_band

FINDINGS = ((1, 60), (2, 20), (3, 10), (4, 5), (6, 4), (12, 1))
"""How many findings letters have, with weights: 1.8 on average."""

_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_FIRST_DAY = dt.date(2013, 6, 1)
_DAYS = 4500


def read_shared(shared: Path) -> list[PublishedDetermination]:
    """The real letters as determinations of the library."""
    folder = shared / "letters"
    paths = sorted(folder.glob("pdf/*.pdf")) + sorted(folder.glob("text/*.txt"))
    deriving = Deriving(shipped_pack())
    digest = hashlib.sha256(b"bench").hexdigest()
    return [
        published_from_reading(reading, paths[index].name, digest, deriving)
        for index, reading in sorted(read_letters_at(paths))
    ]


class Recombined:
    """Makes letter after letter from the sentences and findings of real ones, by a seed."""

    def __init__(self, real: list[PublishedDetermination], seed: int = 7) -> None:
        self._real = real
        self._random = random.Random(seed)
        self._findings = [finding for one in real for finding in one.findings]
        self.summaries = _sentences(one.summary for one in real)
        self.rationales = _sentences(finding.rationale for finding in self._findings)

    def letters(self, count: int) -> Iterator[PublishedDetermination]:
        """So many letters, always the same ones."""
        for number in range(count):
            yield self._letter(number)

    def _letter(self, number: int) -> PublishedDetermination:
        chance = self._random
        model = chance.choice(self._real)
        day = _FIRST_DAY + dt.timedelta(days=chance.randrange(_DAYS))
        age = chance.randrange(20, 75)
        numbers, weights = zip(*FINDINGS, strict=True)
        findings = chance.choices(numbers, weights)[0]
        return msgspec.structs.replace(
            model,
            id=f"ca-wc/CM{day.year % 100}-{number:07}",
            decision_date=day,
            year=day.year,
            age=age,
            age_band=age_band(age),
            sex=chance.choice(tuple(Sex)),
            specialties=chance.choice(self._real).specialties,
            summary=" ".join(chance.sample(self.summaries, chance.randrange(6, 16))),
            findings=tuple(self._finding(at + 1) for at in range(findings)),
        )

    def _finding(self, number: int) -> PublishedFinding:
        chance = self._random
        decided = Decision.OVERTURNED if chance.random() < 0.1 else Decision.UPHELD
        return msgspec.structs.replace(
            chance.choice(self._findings),
            number=number,
            decision=decided,
            rationale=" ".join(chance.sample(self.rationales, chance.randrange(5, 12))),
        )


def _sentences(texts: Iterable[str | None]) -> list[str]:
    found = (one for text in texts if text for one in _SENTENCE.split(text))
    return sorted({one for one in found if len(one.split()) > 3})
