"""Prints of determinations: what finds texts that are nearly the same without the texts.

A few dozen bytes for each summary and rationale instead of its words, added in one pass; prints
of parts are joined end to end. Comparing is bounded: only texts that meet in a key are compared.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from openimr.determination.model import Decision
from openimr.publication.model import PublishedDetermination, PublishedFinding
from openimr.publication.statistics.dimensions import BETWEEN
from openimr.publication.statistics.folded import HASHES, fingerprint, signature_of, words_of
from openimr.vocabulary.value import Value

SHORTEST_COMPARED: Final = 25
"""Words of a rationale, or of a summary, below which being alike says nothing."""

BANDS: Final = 4
"""Keys of a rationale; two that share nine tenths of their shingles meet in one nearly always."""

_DECIDED: Final = {Decision.UPHELD: 0, Decision.OVERTURNED: 1}
_LIST: Final = "\x1e"
_TEXTS: Final = ("ids", "specialties", "reviewers")
_MIXED: Final = np.random.default_rng(9792).integers(
    1, 2**63, HASHES // BANDS, dtype=np.uint64
) * np.uint64(2) + np.uint64(1)


class Prints(Value, frozen=True, kw_only=True):
    """Prints of determinations in columns of numbers, as bytes.

    Attributes:
        ids: of the determinations.
        years: of each, 16 bits; 0 where not known.
        specialties: of each, with `BETWEEN` between several; empty where not known.
        reviewers: pseudonym of each; empty where not known.
        summaries: signature of each summary, `HASHES` bytes.
        facts_of, facts_number, facts_decided, facts: findings that tell their facts and outcome:
            the place of the determination (32 bits), number of the finding (16 bits), outcome
            (0 upheld, 1 overturned), and the fingerprint of the facts.
        rationale_of, rationale_number: rationales long enough, as above.
        bands: `BANDS` keys of each rationale, 64 bits.
        rationales: signature of each, `HASHES` bytes.
    """

    ids: tuple[str, ...] = ()
    years: bytes = b""
    specialties: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    summaries: bytes = b""
    facts_of: bytes = b""
    facts_number: bytes = b""
    facts_decided: bytes = b""
    facts: bytes = b""
    rationale_of: bytes = b""
    rationale_number: bytes = b""
    bands: bytes = b""
    rationales: bytes = b""


def prints_of(determinations: Iterable[PublishedDetermination]) -> Prints:
    """Take the prints of determinations in one pass."""
    printing = Printing()
    for one in determinations:
        printing.add(one)
    return printing.kept()


def joined(parts: Iterable[Prints]) -> Prints:
    """The prints of several parts; no determination stands in two parts."""
    columns: dict[str, list[Any]] = {name: [] for name in Prints.__struct_fields__}
    before = 0
    for part in parts:
        for name, kept in columns.items():
            kept.append(getattr(part, name))
        for name in ("facts_of", "rationale_of"):
            moved = np.frombuffer(columns[name].pop(), np.uint32) + np.uint32(before)
            columns[name].append(moved.tobytes())
        before += len(part.ids)
    whole: dict[str, Any] = {
        name: tuple(one for part in kept for one in part) if name in _TEXTS else b"".join(kept)
        for name, kept in columns.items()
    }
    return Prints(**whole)


def signatures(column: bytes) -> npt.NDArray[np.uint8]:
    """A column of signatures, one row for each text."""
    return np.frombuffer(column, np.uint8).reshape(-1, HASHES)


def summary_signature(summary: str | None) -> bytes:
    """The signature of one case summary; empty of too few words to say that two are alike."""
    words = words_of(summary or "")
    if len(words) < SHORTEST_COMPARED:
        return b""
    return signature_of(words).astype(np.uint8).tobytes()


def facts_of(said: PublishedDetermination, finding: PublishedFinding) -> str | None:
    """What makes two findings the same question: topic, request, regions, age.

    Of a request without numbers the folded words of the treatment stand for it; of one without a
    topic they stand beside the numbers, for a walker and a splint may both be asked for once.

    Returns:
        The facts as one key; None where too little is told to compare.
    """
    if said.age_band is None or not (finding.topics or finding.body_regions):
        return None
    asked = finding.request
    amounts = [
        None if one is None else f"{one:g}" for one in (asked.quantity, asked.per_week, asked.weeks)
    ]  # 12 and 12.0 are one amount, however they were kept
    told = (*amounts, asked.drug, asked.strength)
    parts = []
    if any(one is not None for one in told):
        parts.append(_LIST.join(str(one) for one in (*told, asked.unit)))
    if not parts or not finding.topics:
        parts.append(" ".join(sorted(set(words_of(finding.treatment)))))
    topic = finding.topics[0] if finding.topics else ""
    regions = _LIST.join(sorted(finding.body_regions))
    return BETWEEN.join((topic, _LIST.join(parts), regions, said.age_band))


class Printing:
    """Takes prints as determinations come."""

    def __init__(self) -> None:
        self._texts: tuple[list[str], list[str], list[str]] = ([], [], [])
        self._summaries, self._rationales = bytearray(), bytearray()
        self._numbers = {
            "years": array("H"),
            "facts_of": array("I"),
            "facts_number": array("H"),
            "facts_decided": array("B"),
            "facts": array("Q"),
            "rationale_of": array("I"),
            "rationale_number": array("H"),
            "bands": array("Q"),
        }

    def add(self, said: PublishedDetermination) -> None:
        """Take the prints of one determination."""
        ids, specialties, reviewers = self._texts
        place = len(ids)
        ids.append(said.id)
        specialties.append(BETWEEN.join(said.specialties))
        reviewers.append(said.reviewer or "")
        self._numbers["years"].append(said.year or 0)
        summary = signature_of(words_of(said.summary or ""))
        self._summaries += summary.astype(np.uint8).tobytes()
        for finding in said.findings:
            self._add_facts(place, said, finding)
            self._add_rationale(place, finding)

    def kept(self) -> Prints:
        """The prints taken."""
        ids, specialties, reviewers = self._texts
        return Prints(
            ids=tuple(ids),
            specialties=tuple(specialties),
            reviewers=tuple(reviewers),
            summaries=bytes(self._summaries),
            rationales=bytes(self._rationales),
            **{name: column.tobytes() for name, column in self._numbers.items()},
        )

    def _add_facts(
        self, place: int, said: PublishedDetermination, finding: PublishedFinding
    ) -> None:
        facts = facts_of(said, finding) if finding.decision and said.summary else None
        if facts is None or finding.decision is None:
            return
        self._numbers["facts_of"].append(place)
        self._numbers["facts_number"].append(finding.number)
        self._numbers["facts_decided"].append(_DECIDED[finding.decision])
        self._numbers["facts"].append(fingerprint(facts))

    def _add_rationale(self, place: int, finding: PublishedFinding) -> None:
        words = words_of(finding.rationale or "")
        if len(words) < SHORTEST_COMPARED:
            return
        signature = signature_of(words)
        self._numbers["rationale_of"].append(place)
        self._numbers["rationale_number"].append(finding.number)
        bands = (signature.astype(np.uint64).reshape(BANDS, -1) * _MIXED).sum(axis=1)
        self._numbers["bands"].frombytes(bands.tobytes())
        self._rationales += signature.astype(np.uint8).tobytes()
