"""What a draft lists beside its treatments: documents by number, the summary by sentences.

Also which treatment of a draft is which of the record: both number them by themselves.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

import msgspec

from openimr.determination.determination_json import read_json
from openimr.determination.model import Determination
from openimr.vocabulary.errors import BadInput
from openimr.workflow.desk_parts import DraftedPlace, DraftLists, Part

T = TypeVar("T")


class KeptDrafts(DraftLists, Protocol):
    """The drafts of cases, with when each was made."""

    def drafted_at(self, case: str) -> dt.datetime | None:
        """When the case was drafted last; None when it was not."""
        ...


class ReadOnce:
    """The lists of one request: each is read at most once, however many parts are asked for.

    Args:
        lists: of the cases.
    """

    def __init__(self, lists: KeptDrafts) -> None:
        self._lists = lists
        self._read: dict[tuple[str, str], bytes] = {}

    def drafted_list(self, case: str, name: str) -> bytes:
        """As ``DraftLists.drafted_list``."""
        if (case, name) not in self._read:
            self._read[case, name] = self._lists.drafted_list(case, name)
        return self._read[case, name]

    def drafted_at(self, case: str) -> dt.datetime | None:
        """As ``KeptDrafts.drafted_at``."""
        return self._lists.drafted_at(case)


class ReviewedDocument(Part, frozen=True, kw_only=True):
    """A document that the letter lists.

    Attributes:
        file: the paper that holds it.
        pages: its first and last page there.
        number: in the letter's list, from 1.
    """

    file: str
    pages: tuple[int, int]
    type: str
    date: dt.date | None
    title: str | None
    other_patient: bool = False
    number: int = 0

    def holds(self, place: DraftedPlace) -> bool:
        """Whether a place stands in it."""
        return place.file == self.file and self.pages[0] <= place.page <= self.pages[1]

    @property
    def page_count(self) -> int:
        """How many pages it has."""
        return self.pages[1] - self.pages[0] + 1


class SummarySentence(Part, frozen=True, kw_only=True):
    """A sentence of the case summary with the places that it rests on."""

    sentence: str
    sources: tuple[DraftedPlace, ...]


def reviewed_documents(lists: DraftLists, case: str) -> tuple[ReviewedDocument, ...]:
    """The documents that the letter lists, in its order: those of another patient are left out."""
    found = _decoded(lists, case, "documents", ReviewedDocument)
    ours = [one for one in found if not one.other_patient]
    return tuple(msgspec.structs.replace(one, number=n) for n, one in enumerate(ours, 1))


def others_papers(lists: DraftLists, case: str) -> tuple[ReviewedDocument, ...]:
    """Documents of the case file that concern another patient."""
    found = _decoded(lists, case, "documents", ReviewedDocument)
    return tuple(one for one in found if one.other_patient)


def summary_sentences(lists: DraftLists, case: str) -> tuple[SummarySentence, ...]:
    """The case summary, sentence by sentence."""
    return tuple(_decoded(lists, case, "summary", SummarySentence))


def drafted_letter(lists: DraftLists, case: str) -> Determination:
    """What the draft says as a letter would."""
    return read_json(lists.drafted_list(case, "determination"), f"the draft of case {case}")


def page_mark(place: DraftedPlace, documents: Sequence[ReviewedDocument]) -> str:
    """How the letter's text cites a place: "[4:2]"; empty when no listed document holds it."""
    for document in documents:
        if document.holds(place):
            return f"[{document.number}:{place.page - document.pages[0] + 1}]"
    return ""


def drafted_places(listed: Mapping[int, str], drafted: Sequence[str]) -> dict[int, int]:
    """Which treatment of a draft is which of the record, by its words.

    Of several with the same words the first in the record is the first in the draft.

    Args:
        listed: the words of the record's treatments, by their numbers there.
        drafted: the words of the draft's treatments, in its order.

    Returns:
        For the number of each treatment that was drafted its place in the draft, from 1.
    """
    places: dict[str, deque[int]] = defaultdict(deque)
    for place, text in enumerate(drafted, 1):
        places[_folded(text)].append(place)
    found: dict[int, int] = {}
    for number in sorted(listed):
        same = places.get(_folded(listed[number]))
        if same:
            found[number] = same.popleft() if len(same) > 1 else same[0]
    return found


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _decoded(lists: DraftLists, case: str, name: str, kind: type[T]) -> list[T]:
    try:
        return msgspec.json.decode(lists.drafted_list(case, name), type=list[kind])  # type: ignore[valid-type]
    except msgspec.MsgspecError:
        remedy = f"Draft it again: openimr jobs add draft {case}"
        raise BadInput(f"the draft of case {case}", "is not as OpenIMR writes it", remedy) from None
