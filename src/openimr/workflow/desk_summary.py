"""The case summary at the reviewer's desk: drafted, written, put in order, recorded.

The reviewer writes the clinical case summary; what was drafted is where it begins. Every sentence
cites a page of the case file, by the same marks as a rationale.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openimr.case.commands.reviewing import WriteSummary
from openimr.case.events.reviewing import PAGE_MARK, WrittenSentence
from openimr.case.rules import HOUSE
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.printable import printable_paragraphs
from openimr.workflow.before_signing import JudgedPassage, Sentence, said_all_the_same
from openimr.workflow.desk_cited_pages import cited_pages, led_to
from openimr.workflow.desk_parts import DraftedPlace
from openimr.workflow.desk_parts_listed import (
    ReviewedDocument,
    SummarySentence,
    drafted_letter,
    page_mark,
    summary_sentences,
)
from openimr.workflow.desk_view import DraftState
from openimr.workflow.desk_view_citing import unresolved_pages
from openimr.workflow.desk_view_room import Seated
from openimr.workflow.working_texts import WorkingSentence

MOST = 200
"""Sentences of one summary."""

_MARKS = re.compile(rf"\s*{PAGE_MARK.pattern}")


@dataclass(frozen=True)
class DraftedLine:
    """A drafted sentence as the reviewer finds it.

    Attributes:
        digest: names it while the summary is written.
        words: without page marks.
        begins: with page marks, as the text begins with.
    """

    digest: str
    words: SummarySentence
    begins: WorkingSentence


def words_alone(text: str) -> str:
    """A sentence without its page marks."""
    return _MARKS.sub("", text).strip()


def drafted_lines(seated: Seated) -> tuple[DraftedLine, ...]:
    """The drafted summary, sentence by sentence; none without a draft."""
    if seated.draft is DraftState.NONE:
        return ()
    number = seated.case.number
    letter = drafted_letter(seated.lists, number).clinical_case_summary or ""
    found = summary_sentences(seated.lists, number)
    begins = list(_beginnings(found, letter.split("\n")))
    return tuple(
        _line(one, seated.documents, opens=one.sentence in begins and at > 0)
        for at, one in enumerate(found)
    )


def _beginnings(found: Sequence[SummarySentence], paragraphs: Sequence[str]) -> Iterator[str]:
    """The sentences with which the paragraphs of the drafted letter begin."""
    plain = [words_alone(one) for one in paragraphs]
    for one in found:
        if any(paragraph.startswith(one.sentence) for paragraph in plain):
            yield one.sentence


def _line(
    one: SummarySentence, documents: Sequence[ReviewedDocument], *, opens: bool
) -> DraftedLine:
    digest = hashlib.sha256(one.sentence.encode()).hexdigest()[:16]
    found = {mark for place in one.sources if (mark := page_mark(place, documents))}
    marks = "".join(f" {mark}" for mark in sorted(found, key=_figures))
    words = one.sentence
    text = f"{words[:-1]}{marks}." if words.endswith(".") else f"{words}{marks}"
    return DraftedLine(digest, one, WorkingSentence(text=text, drafted=digest, opens=opens))


def _figures(mark: str) -> list[int]:
    return [int(figure) for figure in re.findall(r"\d+", mark)]


@dataclass(frozen=True)
class LetterLine:
    """A sentence of the case summary in the letter so far.

    Attributes:
        words: without page marks.
        places: that it cites.
        judged: facts that it says and that the reviewer did not accept.
        opens: it begins a paragraph.
    """

    words: str
    places: tuple[DraftedPlace, ...]
    judged: tuple[JudgedPassage, ...]
    opens: bool


def letter_lines(
    seated: Seated, drafted: Sequence[DraftedLine], judged: Sequence[JudgedPassage]
) -> tuple[LetterLine, ...]:
    """The case summary that the letter has so far: as it was written, else as it was drafted."""
    return tuple(
        LetterLine(
            words=words_alone(one.text),
            places=places_of(one, drafted, seated.documents),
            judged=said_in(one.text, drafted, judged),
            opens=one.opens,
        )
        for one in text_to_begin_with(seated, drafted)
    )


def places_of(
    sentence: WorkingSentence,
    drafted: Sequence[DraftedLine],
    documents: Sequence[ReviewedDocument],
) -> tuple[DraftedPlace, ...]:
    """Where the marks of a sentence lead: to the passage where it was drafted so, else the page."""
    origin = next((one for one in drafted if one.digest == sentence.drafted), None)
    known = {(one.file, one.page): one for one in origin.words.sources} if origin else {}
    if origin and origin.begins.text == sentence.text:
        return origin.words.sources
    led = (led_to(int(m[1]), int(m[2]), documents) for m in PAGE_MARK.finditer(sentence.text))
    return tuple(
        known.get(place) or DraftedPlace(file=place[0], page=place[1], span=(0, 0))
        for place in dict.fromkeys(led)
        if place
    )


def said_in(
    text: str, drafted: Sequence[DraftedLine], judged: Sequence[JudgedPassage]
) -> tuple[JudgedPassage, ...]:
    """The facts that a sentence says and that the reviewer did not accept."""
    if not judged:
        return ()
    lines = tuple(Sentence(one.words.sentence, one.words.sources) for one in drafted)
    return said_all_the_same(text, lines, judged)


def text_to_begin_with(
    seated: Seated, drafted: Sequence[DraftedLine]
) -> tuple[WorkingSentence, ...]:
    """The recorded summary, each sentence with the drafted one that it was; else the draft."""
    if seated.work.summary is None:
        return tuple(one.begins for one in drafted)
    origins = {one.words.sentence: one.digest for one in drafted}
    return tuple(
        WorkingSentence(
            text=one.text, opens=one.opens, drafted=origins.get(words_alone(one.text), "")
        )
        for one in seated.work.summary.sentences
    )


_ACT = re.compile(r"(up|down|remove|after|drafted)-(\d{1,4})")
_BACK = re.compile(r"back-([0-9a-f]{16})")


def arranged(
    sentences: Sequence[WorkingSentence], act: str, drafted: Sequence[DraftedLine]
) -> tuple[tuple[WorkingSentence, ...], int]:
    """The sentences after a button, and the number of the one to go to.

    Args:
        sentences: as they are written.
        act: "up-3", "down-3", "remove-3", "after-3" to add one behind the third, "drafted-3" to
            restore its drafted words, "back-" and a digest to put a drafted one back, or
            "begin-again" for the whole draft; anything else changes nothing.
        drafted: the drafted sentences.
    """
    if act == "begin-again":
        return tuple(one.begins for one in drafted), 1
    if back := _BACK.fullmatch(act):
        return _put_back(sentences, back[1], drafted)
    if known := _ACT.fullmatch(act):
        return _moved(list(sentences), known[1], int(known[2]), drafted)
    return tuple(sentences), 0


def _moved(
    found: list[WorkingSentence], act: str, number: int, drafted: Sequence[DraftedLine]
) -> tuple[tuple[WorkingSentence, ...], int]:
    """One sentence moved, taken out, restored, or an empty one behind it."""
    at = number - 1
    if not 0 <= at < len(found) and (act, number) != ("after", 0):
        return tuple(found), 0
    if act == "after":
        found.insert(number, WorkingSentence())
        return tuple(found), number + 1
    if act == "remove":
        del found[at]
        return tuple(found), min(number, len(found))
    if act == "drafted":
        begins = {one.digest: one.begins for one in drafted}
        found[at] = begins.get(found[at].drafted, found[at])
        return tuple(found), number
    to = min(max(at + (-1 if act == "up" else 1), 0), len(found) - 1)
    found.insert(to, found.pop(at))
    return tuple(found), to + 1


def _put_back(
    sentences: Sequence[WorkingSentence], digest: str, drafted: Sequence[DraftedLine]
) -> tuple[tuple[WorkingSentence, ...], int]:
    """A drafted sentence behind the last of those that stand before it in the draft."""
    order = [one.digest for one in drafted]
    if digest not in order or digest in {one.drafted for one in sentences}:
        return tuple(sentences), 0
    before = set(order[: order.index(digest)])
    places = [at for at, one in enumerate(sentences, 1) if one.drafted in before]
    to = max(places, default=0)
    line = drafted[order.index(digest)].begins
    return (*sentences[:to], line, *sentences[to:]), to + 1


def left_out(
    sentences: Sequence[WorkingSentence], drafted: Sequence[DraftedLine]
) -> tuple[DraftedLine, ...]:
    """Drafted sentences that are not among those written."""
    there = {one.drafted for one in sentences}
    return tuple(one for one in drafted if one.digest not in there)


def faults_of(text: str, documents: Sequence[ReviewedDocument]) -> tuple[str, ...]:
    """What keeps a sentence out of the record, each with what to do; none for an empty one."""
    if not text.strip():
        return ()
    found = [f"{mark} {why}" for mark, why in unresolved_pages(text, documents)]
    if not found and not PAGE_MARK.search(text):
        found.append("cites no page: add the mark of the page that says so, as [4:2]")
    if not words_alone(text).strip(" ."):
        found.append("has no words: write what the page says")
    return tuple(found)


def written(
    sentences: Sequence[WorkingSentence], documents: Sequence[ReviewedDocument]
) -> tuple[WrittenSentence, ...]:
    """The sentences as they are recorded; empty ones are left out.

    Raises:
        BadInput: without any sentence, or with a character that no letter shows.
        Refused: rule "summary-cites-pages", naming each sentence with what is the matter.
    """
    filled = [(n, one) for n, one in enumerate(sentences, 1) if one.text.strip()]
    if not filled:
        raise BadInput("the case summary", "has no sentence", "Write one, or restore the draft.")
    told = [f"sentence {n} {why}" for n, one in filled for why in faults_of(one.text, documents)]
    if told:
        raise Refused(
            f"The case summary cannot be recorded: {'; '.join(told)}.",
            rule="summary-cites-pages",
            citation=HOUSE,
            remedy="Cite a page of a listed document in each sentence, or take the sentence out.",
        )
    return tuple(WrittenSentence(text=_plain(one.text, n), opens=one.opens) for n, one in filled)


def _plain(text: str, number: int) -> str:
    try:
        return printable_paragraphs(" ".join(text.split()), "it") or ""
    except ValueError as error:
        raise BadInput(f"sentence {number}", str(error), "Take the character out.") from None


def write_summary(
    seated: Seated, sentences: Sequence[WorkingSentence], actor: Actor, key: str
) -> None:
    """Record the case summary as the reviewer's own.

    Raises:
        BadInput, Refused: as ``written``, and as the command.
    """
    lines = written(sentences, seated.documents)
    text = " ".join(one.text for one in lines)
    step = WriteSummary(
        seat=seated.seat.number,
        sentences=lines,
        pages=cited_pages(text, seated.documents, seated.fingerprint),
    )
    seated.ports.office.do(step, seated.case.number, actor, key)


def changed_from(sentence: WorkingSentence, drafted: Sequence[DraftedLine]) -> bool | None:
    """Whether a sentence was changed since it was drafted; None for one's own."""
    begins = {one.digest: one.begins.text for one in drafted}
    if sentence.drafted not in begins:
        return None
    return begins[sentence.drafted] != sentence.text
