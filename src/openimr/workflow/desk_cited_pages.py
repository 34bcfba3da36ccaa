"""Where page marks lead: kept with what is recorded, and compared when documents were renumbered.

A mark names a document by its place in the letter's list. When the case file is drafted again a
document may get another place; what was recorded keeps the paper and page that were meant.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from openimr.case.events.reviewing import PAGE_MARK, CitedPage
from openimr.vocabulary.errors import BadInput
from openimr.workflow.desk_parts_listed import ReviewedDocument

Fingerprint = Callable[[str], str]
"""The SHA-256 of a paper by its name in the case file; BadInput when it is not known."""


LONGEST = 220
"""Characters of a passage as it is told."""


@dataclass(frozen=True)
class MovedMark:
    """A mark that no longer leads to the page that was meant.

    Attributes:
        then: where it led when it was recorded.
        meant: the paper and page that were meant; None when the case file has them no more.
        meant_mark: how that page is cited now; "" when no listed document holds it.
        leads: the paper and page to which the mark leads now; None when it leads nowhere.
    """

    then: CitedPage
    meant: tuple[str, int] | None
    meant_mark: str
    leads: tuple[str, int] | None


def led_to(
    document: int, page: int, documents: Sequence[ReviewedDocument]
) -> tuple[str, int] | None:
    """The paper and its page to which a mark leads; None when it leads nowhere."""
    if not 1 <= document <= len(documents):
        return None
    listed = documents[document - 1]
    return (listed.file, listed.pages[0] + page - 1) if 1 <= page <= listed.page_count else None


def cited_pages(
    text: str, documents: Sequence[ReviewedDocument], fingerprint: Fingerprint
) -> tuple[CitedPage, ...]:
    """The pages that a text cites, each once; one whose paper is not known yet is left out."""
    found: dict[tuple[int, int], CitedPage] = {}
    for mark in PAGE_MARK.finditer(text):
        document, page = int(mark[1]), int(mark[2])
        place = led_to(document, page, documents)
        if place and (sha256 := _known(fingerprint, place[0])):
            found[document, page] = CitedPage(
                document=document, page=page, paper_sha256=sha256, paper_page=place[1]
            )
    return tuple(found.values())


def moved_marks(
    cited: Sequence[CitedPage], documents: Sequence[ReviewedDocument], fingerprint: Fingerprint
) -> tuple[MovedMark, ...]:
    """The marks of what was recorded that would now lead to another page, or nowhere."""
    led = {one: led_to(one.document, one.page, documents) for one in cited}
    known = functools.cache(lambda file: _known(fingerprint, file))

    def stays(one: CitedPage, leads: tuple[str, int] | None) -> bool:
        return leads is not None and (known(leads[0]), leads[1]) == (
            one.paper_sha256,
            one.paper_page,
        )

    gone = {one: leads for one, leads in led.items() if not stays(one, leads)}
    files = {known(file): file for file in dict.fromkeys(d.file for d in documents)} if gone else {}
    return tuple(_moved(one, leads, files, documents) for one, leads in gone.items())


def _moved(
    one: CitedPage,
    leads: tuple[str, int] | None,
    files: Mapping[str, str],
    documents: Sequence[ReviewedDocument],
) -> MovedMark:
    file = files.get(one.paper_sha256)
    meant = (file, one.paper_page) if file else None
    return MovedMark(one, meant, _mark_of(meant, documents), leads)


def _mark_of(meant: tuple[str, int] | None, documents: Sequence[ReviewedDocument]) -> str:
    for one in documents if meant else ():
        if meant and one.file == meant[0] and one.pages[0] <= meant[1] <= one.pages[1]:
            return f"[{one.number}:{meant[1] - one.pages[0] + 1}]"
    return ""


def mended(text: str, moved: Sequence[MovedMark]) -> str:
    """A text whose moved marks lead to the pages that were meant, all at once.

    A mark whose page is listed no more stays as it is, and is told.
    """
    now = {one.then.mark: one.meant_mark or one.then.mark for one in moved}
    return PAGE_MARK.sub(lambda mark: now.get(mark[0], mark[0]), text)


def passage_like(page: str, sentence: str) -> str:
    """The words of a page that come nearest to a sentence on it; "" of a page without words."""
    lines = [" ".join(line.split()) for line in page.splitlines() if line.strip()]
    wanted = _long_words(sentence)
    shared = [len(wanted & _long_words(line)) for line in lines]
    at = max(
        range(len(lines)), key=lambda at: 2 * shared[at] + sum(shared[at + 1 : at + 2]), default=0
    )
    best = " ".join(lines[at : at + 2])
    return best if len(best) <= LONGEST else f"{best[:LONGEST].rsplit(' ', 1)[0]} …"


def _long_words(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[a-z0-9]+", text.lower()) if len(word) > 3)


def _known(fingerprint: Fingerprint, file: str) -> str:
    try:
        return fingerprint(file)
    except BadInput:
        return ""
