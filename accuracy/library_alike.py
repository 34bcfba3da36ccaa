"""Similar findings of the shared letters: are those told of other letters on the same topic?

Beside them in the same run the full-text index asked for the same words: once as it stands, where
a letter is found by the words of all its findings, and once with each finding by itself, which is
what is compared here. Topics were derived from the words of treatments by the guidelines'
patterns; nothing that is measured knows them. What favors treatments so is held against what
was not derived from them: the places of guidelines that the reviewers cited.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

import msgspec

from accuracy.library_search import determinations_of
from accuracy.report import Row, Section
from openimr.adapters.library_alike import AlikeFindings
from openimr.adapters.library_alike_kept import bring_up_to_date
from openimr.adapters.library_index import TantivyIndex
from openimr.adapters.library_store import LibraryStore
from openimr.publication.model import PublishedDetermination, PublishedFinding
from openimr.publication.search.alike_model import Question, finding_of
from openimr.publication.search.alike_words import STOP
from openimr.publication.search.query import Search, Words, any_of
from openimr.publication.statistics.cited import guideline_of
from openimr.publication.statistics.folded import words_of

NEAREST: Final = 5
_PAGE: Final = 20
_MARK: Final = ".finding-"
"""Stands between the identifier of a letter and the number of a finding by itself."""

Letters: TypeAlias = Sequence[PublishedDetermination]


class Found(NamedTuple):
    """A letter that was found, and which finding of it; None where the letter as a whole was."""

    said: PublishedDetermination
    finding: PublishedFinding | None


Find: TypeAlias = Callable[[Question], Sequence[Found]]
"""What is nearest to a question, one of each other letter, the nearest first."""

Judge: TypeAlias = Callable[[Question, Found], bool]


def measure(shared: Path) -> Section:
    """Precision of the first and of the first five, by meaning, by words and by chance."""
    letters = determinations_of(shared)
    asked = _questions(letters)
    citing = [one for one in asked if _cited(one.finding)]
    with tempfile.TemporaryDirectory() as folder:
        ours, whole, apart = _finders(letters, Path(folder))
        words, alone = "by words (BM25)", "by words (BM25, each finding by itself)"
        topic, own, place = "on the same topic", "itself on the same topic", "citing the same place"
        rows = (
            *_rows(f"by meaning, {topic}", asked, ours, _letter_on_topic),
            *_rows(f"{words}, {topic}", asked, whole, _letter_on_topic),
            *_rows(f"{alone}, {topic}", asked, apart, _letter_on_topic),
            *_rows(f"by meaning, {own}", asked, ours, _on_topic),
            *_rows(f"{alone}, {own}", asked, apart, _on_topic),
            *_rows(f"by meaning, {place}", citing, ours, _cites_alike),
            *_rows(f"{alone}, {place}", citing, apart, _cites_alike),
            *_rows(f"at the desk, by meaning, {own}", _at_the_desk(asked), ours, _on_topic),
            *_rows(f"at the desk, {alone}, {own}", _at_the_desk(asked), apart, _on_topic),
            *_bounds(asked, letters),
        )
    note = (
        "A letter is on the same topic when any of its findings has the leading topic of the "
        "finding asked for. At the desk the treatment and the beginning of the case summary are "
        "known, and no reasons."
    )
    return Section(title="Similar findings of the library", rows=rows, notes=(note,))


def _questions(letters: Letters) -> list[Question]:
    """Findings on a topic that another letter has as well."""
    return [
        Question.of(said, finding)
        for said in letters
        for finding in said.findings
        if finding.topics
        and any(finding.topics[0] in _leading(one) for one in letters if one.id != said.id)
    ]


def _finders(letters: Letters, place: Path) -> tuple[Find, Find, Find]:
    """Ours, the full-text index of letters, and one of findings."""
    store = LibraryStore(place / "library")
    with store.writing():
        store.add(letters)
        bring_up_to_date(store.folder, store)
    meanings, by_id = AlikeFindings(store.folder), {one.id: one for one in letters}

    def ours(asked: Question) -> Sequence[Found]:
        nearest = meanings.nearest(asked, NEAREST)
        return [Found(by_id[one.id], finding_of(by_id[one.id], one.finding)) for one in nearest]

    whole, apart = TantivyIndex(place / "letters"), TantivyIndex(place / "findings")
    whole.write(letters)
    apart.write(_by_themselves(letters))

    def worded(index: TantivyIndex) -> Find:
        return lambda asked: _worded(index, asked, by_id)

    return ours, worded(whole), worded(apart)


def _by_themselves(letters: Letters) -> Iterator[PublishedDetermination]:
    """Each finding as a letter that has no other."""
    for said in letters:
        for one in said.findings:
            name = f"{said.id}{_MARK}{one.number}"
            yield msgspec.structs.replace(said, id=name, findings=(one,))


def _worded(
    index: TantivyIndex, asked: Question, letters: Mapping[str, PublishedDetermination]
) -> Sequence[Found]:
    """The best letters for the words of a question, of each the best that was found."""
    text = f"{asked.text.treatment} {asked.text.reasons or asked.text.summary}".lower()
    words = sorted({one for one in words_of(text) if len(one) > 2 and one not in STOP})
    wanted = any_of(tuple(Words(words=(one,)) for one in words))
    found: dict[str, Found] = {}
    page, more = 1, True
    while more and len(found) < NEAREST:
        search = Search(asked=wanted, page=page, per_page=_PAGE, facets=False)
        hits = index.search(search).hits
        for said in (one.determination for one in hits):
            letter, mark, _ = said.id.partition(_MARK)
            if letter != asked.without:
                finding = said.findings[0] if mark else None
                found.setdefault(letter, Found(letters[letter], finding))
        page, more = page + 1, bool(hits)
    return list(found.values())


def _rows(name: str, questions: Sequence[Question], find: Find, judge: Judge) -> tuple[Row, Row]:
    first = several = 0
    for asked in questions:
        right = [judge(asked, one) for one in find(asked)[:NEAREST]]
        first += sum(right[:1])
        several += sum(right)
    many = len(questions)
    return (
        Row(name=f"{name}: the nearest", hits=first, total=many),
        Row(name=f"{name}: of the nearest {NEAREST}", hits=several, total=NEAREST * many),
    )


def _at_the_desk(questions: Sequence[Question]) -> list[Question]:
    """The same, asked as a reviewer's desk asks: nobody has given reasons yet."""
    return [
        msgspec.structs.replace(one, text=msgspec.structs.replace(one.text, reasons=""))
        for one in questions
    ]


def _bounds(questions: Sequence[Question], letters: Letters) -> Iterator[Row]:
    """What chance finds, and what can be found at most: few topics have five other letters."""
    there = [
        [_topic(asked) in _leading(one) for one in letters if one.id != asked.without]
        for asked in questions
    ]
    chance = round(sum(sum(one) / len(one) for one in there))
    most = sum(min(NEAREST, sum(one)) for one in there)
    many = len(questions)
    yield Row(name="by chance, on the same topic: the nearest", hits=chance, total=many)
    yield Row(
        name=f"at most, on the same topic: of the nearest {NEAREST}",
        hits=most,
        total=NEAREST * many,
    )


def _letter_on_topic(asked: Question, found: Found) -> bool:
    return _topic(asked) in _leading(found.said)


def _on_topic(asked: Question, found: Found) -> bool:
    return found.finding is not None and _topic(asked) in found.finding.topics[:1]


def _cites_alike(asked: Question, found: Found) -> bool:
    return bool(_cited(asked.finding) & _cited(found.finding))


def _cited(finding: PublishedFinding | None) -> frozenset[tuple[str, str]]:
    """Guidelines that the reviewer cited, each with the first section that was named."""
    citations = finding.citations if finding else ()
    told = (guideline_of(one) for one in citations)
    return frozenset((name, sections[0] if sections else "") for name, sections in told)


def _topic(asked: Question) -> str:
    return asked.finding.topics[0] if asked.finding else ""


def _leading(said: PublishedDetermination) -> frozenset[str]:
    return frozenset(topic for finding in said.findings for topic in finding.topics[:1])
