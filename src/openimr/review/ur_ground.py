"""Why utilization review refused a treatment, in a few of its own words."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from openimr.casefile.model import CaseFile, DocumentType, Page
from openimr.review.quoting import Quoter
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.value import Value

_GROUND = re.compile(
    r"\b(?:no|not|nor|neither|without|lack\w*|absence|insufficient|exceed\w*|excess\w*|beyond"
    r"|past a trial|unclear|cannot|should|already|duplicat\w*)\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\bnot (?:been )?(?:shown?|established|documented|clear|stated|demonstrated|supported|counted"
    r"|count|repeated|specified|provided)\b|\bno (?:such |objective |clear )?(?:evidence|account"
    r"|documentation|explanation|indication|record|session notes)\b|\brecords no\b|\black\w*\b"
    r"|\bexceed\w*\b|\bexcess\b|\bunclear\b"
    r"|\bpast a trial\b|\bwithout (?:session|repeat|measure|objective|evidence|documentation)"
    r"|\bneither a\b|\bnot a quantity\b|\bdoes not establish\b|\bcannot be established\b"
    r"|\bshould be (?:transition|instruct)\w*|\bhas (?:already )?had \d+"
    r"|\bno (?:new|progress|repeat)\b"
    r"|\bhas not come down\b|\bis the same\b|\bnot recommended\b|\bstand-?alone\b",
    re.IGNORECASE,
)
_NOT_A_GROUND = re.compile(
    r"\binterest|conflict|affiliat|reviewer\b|message|voicemail|call(?:ed|s)?\b|appeal|dispute|disagree|enclos|\bform\b"
    r"|attorney|lawyer|\bbasis of\b|wish|reconsider|new RFA|new request|resubmit"
    r"|\bbalance\b|at this time|\basked\b"
    r"|does not extend|peer|felony|within \d+|days|license|served|proof"
    r"|records? (?:received|reviewed)|if (?:you|after|the)\b|for this reason|\bcopy\b|time limit",
    re.IGNORECASE,
)
_HEAD = re.compile(r"rationale|reasons?\b|determinations?\b|decision and|discussion", re.IGNORECASE)
_REASONS = re.compile(r"\b(?:rationale|reasons?)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-Z\u201c\"])|\n(?=\d{1,2}\.\s)|\n\s*\n")


_REASONED = re.compile(
    rf"{_GROUND.pattern}|\b(?:enough|only|one visit|fails?|failed|denied because|since|as the"
    r"|reassess\w*|cosmetic|experimental|investigational|first-line|trial of)\b",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"[^.\n:]{0,60}:\s+")
"""The rest of a heading between a request's first words and the reason behind its colon."""
_REACH, _FEWEST, _TOO_FEW, _HEAD_WORDS = 500, 4, 2, 4
_NEXT_ENUMERATED = re.compile(r"\n\s*\d{1,2}[.)]\s+[A-Z]")
_ENUMERATED = re.compile(r"\d{1,2}[.)]\s")
"""How the next treatment of a list begins."""
_NUMBERING = re.compile(r"^\W*\d{1,2}[.)]\s+")


@functools.lru_cache(maxsize=64)
def _head_of(worded: str, count: int) -> str:
    """A pattern of the first words of a request, as a decision repeats them; "" for one word."""
    words = re.findall(r"[\w/.-]+", _NUMBERING.sub("", worded).lower())[:count]
    return r"\W+".join(map(re.escape, words)) if len(words) > 1 else ""


def _heads(worded: str, others: Sequence[str]) -> tuple[str, list[str]]:
    """The head of a request and of the others, long enough to tell it from them."""
    for count in range(_HEAD_WORDS, 3 * _HEAD_WORDS):
        own, rest = _head_of(worded, count), [_head_of(other, count) for other in others]
        if own not in rest:
            return own, [head for head in rest if head]
    return "", []


def _any_of(patterns: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None


class Ground(Value, frozen=True, kw_only=True):
    """The ground of utilization review: its words in quotation marks and their place."""

    words: str
    place: PageSpan


class Grounds:
    """Finds the ground on which utilization review decided a treatment.

    Args:
        case_file: holds the utilization review decisions.
        quoter: cuts and quotes them.
    """

    def __init__(self, case_file: CaseFile, quoter: Quoter) -> None:
        self._decisions = [
            case_file.pages_of(d) for d in case_file.usable() if d.type is DocumentType.UR_DECISION
        ]
        self._quoter = quoter

    def of(
        self,
        own: Sequence[str],
        others: Sequence[str] = (),
        worded: str = "",
        others_worded: Sequence[str] = (),
    ) -> Ground | None:
        """The ground on one treatment, or None when none can be told.

        Args:
            own: patterns that name the treatment.
            others: patterns that name the other treatments in dispute.
            worded: the request as worded; a ground told under its own words comes first.
            others_worded: the other requests as worded.
        """
        head, heads = _heads(worded, others_worded)
        names = _any_of([*own, head] if head else own)
        rest = _any_of([*others, *heads])
        told = self._under(head, heads)
        if told is not None:
            return told
        best: tuple[int, Ground] | None = None
        for pages in self._decisions:
            for worth, page, start, end in _passages(pages, names, rest):
                passage = page.text[start:end]
                words = self._quoter.quoted(passage, _STRONG) if worth > 1 else None
                words = words or self._quoter.quoted(passage, _GROUND)
                place = page.as_text().span(start, end)
                rank = worth + _whole(words, passage)
                if words is None or len(words.split()) <= _TOO_FEW:
                    continue
                if self._quoter.read_surely(place) and (best is None or rank > best[0]):
                    best = rank, Ground(words=words, place=place)
        return best[1] if best else self._common(names)

    def _under(self, head: str, others: Sequence[str]) -> Ground | None:
        """The ground that a decision gives right behind the words of the request."""
        ends = [re.compile(one, re.IGNORECASE) for one in others]
        for page in (page for pages in self._decisions for page in pages if head):
            for found in re.finditer(head, page.text, re.IGNORECASE):
                start = found.end()
                stops = [m.start() for end in ends if (m := end.search(page.text, start))]
                stops += [m.start() for m in (_NEXT_ENUMERATED.search(page.text, start),) if m]
                stop = min([*stops, start + _REACH, len(page.text)])
                ground = self._first_ground(page, start, stop)
                if ground is not None:
                    return ground
        return None

    def _first_ground(self, page: Page, start: int, stop: int) -> Ground | None:
        """The first sentence of a stretch that gives a reason."""
        for begins, ends in _sentences(page.text[start:stop]):
            begin, end = start + begins, start + ends
            lead = _AFTER_NAME.match(page.text, begin, end)
            begin = lead.end() if lead else begin
            passage = page.text[begin:end]
            reasoned = _REASONED if lead else _STRONG
            if not reasoned.search(passage) or _NOT_A_GROUND.search(passage):
                continue
            words = self._quoter.quoted(passage, _STRONG)
            place = page.as_text().span(begin, end)
            if words and len(words.split()) >= _FEWEST and self._quoter.read_surely(place):
                return Ground(words=words, place=place)
        return None

    def _common(self, own: re.Pattern[str] | None) -> Ground | None:
        """A ground given once for all treatments: reasons that speak of none of them apart."""
        for page in (page for pages in self._decisions for page in pages):
            heads = list(_REASONS.finditer(page.text))
            begins = heads[-1].start() if heads else len(page.text)
            if own is None or own.search(page.text, begins):
                continue
            for start, end in _sentences(page.text):
                passage = page.text[start:end]
                if end <= begins or _NOT_A_GROUND.search(passage) or not _STRONG.search(passage):
                    continue
                words = self._quoter.quoted(passage, _STRONG)
                place = page.as_text().span(start, end)
                if words and self._quoter.read_surely(place):
                    return Ground(words=words, place=place)
        return None


def _whole(words: str | None, passage: str) -> bool:
    """Whether a quotation begins where a clause of its passage begins."""
    text = " ".join(passage.split())
    at = text.find((words or "").strip("\u201c\u201d"))
    before = text[:at].rstrip() if at > 0 else ""
    return at == 0 or before.endswith((".", ",", ";", ":", "but", "and", "so"))


def _passages(
    pages: Sequence[Page], own: re.Pattern[str] | None, others: re.Pattern[str] | None
) -> Iterator[tuple[int, Page, int, int]]:
    """Sentences on the treatment that give a ground, with how plainly they do."""
    speaks_of_own, in_reasons = others is None, False
    for page in pages:
        for start, end in _sentences(page.text):
            text = page.text[start:end]
            mine = bool(own and own.search(text))
            theirs = bool(others and others.search(text))
            if mine != theirs or _ENUMERATED.match(text.lstrip()):
                speaks_of_own = mine
            in_reasons = in_reasons or bool(_HEAD.search(text))
            if not speaks_of_own or not in_reasons or _NOT_A_GROUND.search(text):
                continue
            if _STRONG.search(text):
                yield 2 + 1, page, start, end
            elif re.search(r"\b(?:not|no|past|exceed\w*)\b", text):
                yield 1, page, start, end


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in [*_SENTENCE.finditer(text), None]:
        end = match.start() if match else len(text)
        if text[start:end].strip() and end - start < 500:
            yield start, end
        start = match.end() if match else end
