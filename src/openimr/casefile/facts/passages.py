"""From pages to passages: sentences, list entries and table rows with the section they stand in.

A passage keeps its page's offsets: its text is the page's, with line ends turned into spaces, so
a match at offset n of the passage stands at ``start + n`` of the page.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
from collections.abc import Iterator

from openimr.casefile.assertion import Context, Scope, context_at, read_scopes
from openimr.casefile.facts.misreadings import readable
from openimr.casefile.facts.sections import Section, heading_at, inline_headings
from openimr.casefile.model import Document, DocumentType, Page
from openimr.vocabulary.value import Value

_ENTRY = re.compile(r"\s*(?:\(?\d{1,2}[.)](?!\d)|[•●▪*]|[-–]\s)\s*")
_INNER_ENTRY = re.compile(
    r"(?<=[\w%.;)] )(?=\d{1,2}\)\s+[A-Z])"
    r"|(?<=[.;)]\s)(?=\d{1,2}[.)]\s+[A-Z\d])|(?<=\s\s)(?=\d{1,2}[.)]\s)"
)
_LOG_ROW = re.compile(r"\s*#?\s*\d{1,2}(?:\s*/\s*\d{1,2})?\s+\d{1,2}/\d{1,2}(?:/\d{2,4})?\b")
_BARE_NUMBER = re.compile(r"(?:^|\s(?=\d{1,2}\)$)|[.;)]\s+|\s\s|:\s+(?=\(?1[.)]))\(?\d{1,2}[.)]$")
_SENTENCE = re.compile(
    r"(?<=[.!?;])[\"”')]*\s+(?=[\"“'(]?[A-Z0-9+#/☐☒])|(?<=[a-z)]; )(?=[a-z])"
    r"|(?<=[a-z)]\. )(?=s/p\b)|(?<=[a-z]{3}\.)(?=[A-Z][a-z]+ )|(?<=[^/.\d]\d{4}\.)(?=[A-Z][a-z]+ )"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:Dr|Drs|Mr|Mrs|Ms|St|Ste|No|vs|approx|avg|incl|inj|eval|auth|poss|bilat|temp|esp|dec"
    r"|ant|post|lat|med|ext|flex|abd|rot|occ|i\.e|e\.g|p\.o|b\.i\.d|t\.i\.d|q\.d|q\.h\.s|Inc|Ins"
    r"|Co|Sect|Fig|Ph|D\.C|M\.D)|\b[A-Z])\.$"
)
_ROW = re.compile(r"\S {2,}\S")
_OPTION = re.compile(r"[☒☐☑✓✔✗](?=\s*\S)|\[[xX ]\](?=\s*\S)")
_UNTICKED = re.compile(r"\s*(?:☐|\[ \]|\( \))\s*\w")
_BOX_LINE = re.compile(r"[☒☐☑✓✔✗]|\[[xX ]\]|\([xX ]\)\s")
_LETTERHEAD = re.compile(
    r"\(\d{3}\)\s?\d{3}[-.\s]\d{4}|\b\d{3}[-. ]\d{3}[-. ]\d{4}\b"
    r"|(?-i:\b[A-Z]{2})\s+(?!(?:19|20)\d\d\b)9?\d{4,5}(?:-\d{4})?\b|\bP\.?\s?O\.?\s+Box\b"
    r"|^\s*(?:re|dear|attention|attn|cc)\b\s*:?.{0,120}$"
    r"|^\s*(?:to|from|via)\b\s*(?::.{0,120}|(?!date\b)[^.:]{0,120})$"
    r"|^\s*[A-Z][a-z]+ \d{1,2}, \d{4}\s*$",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"^.{0,110}\bpage\s*:?\s*\d{1,3}\s*(?:of|/)\s*\d{1,3}\b.{0,12}$|^\s*-?\s*\d{1,3}\s*-\s*$"
    r"|^\s*page\s+\d{1,3}\s*$|^(?:.{0,100}\s)?page\s*:?\s*\d{1,3}\s*$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"^[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){1,4},?\s+(?:M\.?D|D\.O|(?<=, )DO|D\.?C|D?PT|Ph\.?D"
    r"|Psy\.?D|L\.?\s?Ac|F?NP|PA-?C"
    r"|LCSW|D\.?P\.?M)\b.{0,70}$"
)
_STATES = re.compile(
    r"\b(?:is|was|has|had|will|did|saw|seen|recommend\w*|report\w*|visits?|sessions?)\b"
)
_GOES_ON = re.compile(
    r"(?:[,/&(-]|\b(?:a|an|and|the|of|to|in|on|at|by|for|from|with|w/|or|since|until|is|was|her"
    r"|his|Dr\.?))$",
    re.I,
)
_LINE_ENDS = str.maketrans("\n\r\t\f\v", "     ")


class Passage(Value, frozen=True, kw_only=True):
    """One sentence, list entry or table row.

    Attributes:
        page: the page it stands on.
        start, end: its offsets there.
        text: the page's text between them, line ends as spaces and, on scanned pages, usual
            misreadings put right (same length).
        section: the part of the document it belongs to.
        document: its document.
        date: the date its facts take when it states none.
        row: whether it is a row of columns (two spaces between them).
        lead: text of the passage before it in the same paragraph, "" at the start of one.
        heading: words of the heading it stands under, "" where there is none.
        opening: how the sentence begins that semicolons cut it from, "" for the first of them.
    """

    page: Page
    start: int
    end: int
    text: str
    section: Section
    document: Document
    date: dt.date | None = None
    row: bool = False
    lead: str = ""
    heading: str = ""
    opening: str = ""

    @property
    def in_full(self) -> str:
        """The text behind the opening of its sentence ("has been treated with", and a list)."""
        return f"{self.opening} {self.text}" if self.opening else self.text

    @property
    def headed(self) -> str:
        """The text behind its heading ("Left shoulder: abduction 100"), where it has one."""
        return f"{self.heading}: {self.text}" if self.heading else self.text

    def context(self, start: int, end: int) -> Context:
        """What the cues of this passage say of the words at ``start`` to ``end`` of its text."""
        return context_at(_scopes(self.text), start, end)

    def near_context(self, start: int, end: int) -> Context:
        """The same from the cues behind the last comma only ("not working, retired")."""
        cut = self.text.rfind(",", 0, start) + 1
        return context_at(_scopes(self.text[cut:]), start - cut, end - cut)


class _Block(Value, frozen=True, kw_only=True):
    """A paragraph, list entry or row as offsets of its page."""

    start: int
    end: int
    section: Section
    row: bool = False
    heading: str = ""


@functools.lru_cache(maxsize=4096)
def _scopes(text: str) -> tuple[Scope, ...]:
    return read_scopes(text)


def passages_of(document: Document, pages: tuple[Page, ...]) -> Iterator[Passage]:
    """The passages of one document in reading order; sections run on over its pages."""
    section, heading = Section.NONE, ""
    form = document.type is DocumentType.QUESTIONNAIRE
    for page in pages:
        text = readable(page.text) if page.scanned else page.text
        blocks, section, heading = _blocks(text, section, heading, form=form)
        for block in blocks:
            yield from _sentences(page, document, block, text)


def _blocks(
    text: str, section: Section, opened: str, *, form: bool
) -> tuple[list[_Block], Section, str]:
    """The blocks of a page in order, and the section and heading that are open at its end."""
    blocks: list[_Block] = []
    joining = False
    width = max((end - start for start, end in _lines(text)), default=0)
    for start, end in _lines(text):
        line = text[start:end]
        logo = len(line.strip()) == 1 and not text[:start].strip()
        if not line.strip() or logo or _FOOTER.match(line):
            joining = joining and bool(line.strip())
            continue
        if section is Section.NONE and _letterhead(line):
            joining = False
            continue
        heading = heading_at(line)
        first = start
        if heading is not None:
            section, first = heading[0], start + heading[1]
            opened = _named(line[: heading[1]])
            if not text[first:end].strip():
                joining = False
                continue
        if form and heading is None and _asks(line):
            section, opened, joining = Section.NONE, "", False
        row = bool(_ROW.search(line.strip()))
        stopped = joining and _stopped(text[blocks[-1].start : blocks[-1].end], line, width)
        if joining and not (heading is not None or row or stopped or _begins(line)):
            last = blocks.pop()
            blocks.append(_extended(last, end))
        else:
            blocks.append(_Block(start=first, end=end, section=section, row=row, heading=opened))
        joining = not row
    return blocks, section, opened


def _begins(line: str) -> bool:
    """Whether a line begins a list entry, a row of a log or an option of a form."""
    return bool(_ENTRY.match(line) or _LOG_ROW.match(line) or _BOX_LINE.search(line))


def _extended(block: _Block, end: int) -> _Block:
    return _Block(start=block.start, end=end, section=block.section, heading=block.heading)


def _named(heading: str) -> str:
    """A heading's own words."""
    return " ".join(heading.split()).rstrip(" :.-–—|")


def _asks(line: str) -> bool:
    """Whether a line puts a form's next question: what stood before it is answered."""
    label = re.split(r"\s{2,}|[:?(\[]", line.strip(), maxsplit=1)[0]
    return line.rstrip().endswith("?") or (label.isupper() and len(label.split()) >= 3)


def _stopped(block: str, line: str, width: int) -> bool:
    """Whether a block ended without a full stop: a short last line, then a capital."""
    last = block.rsplit("\n", 1)[-1].rstrip()
    return (
        len(last) < 0.6 * width
        and not _GOES_ON.search(last)
        and bool(re.match(r"\s*[A-Z][A-Za-z]", line))
    )


def _letterhead(line: str) -> bool:
    """Addresses, telephone numbers, salutations: no statement about the patient."""
    return bool(_LETTERHEAD.search(line)) and not re.search(
        r"date of injury|authori[sz]|visits?\b", line, re.I
    )


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _sentences(page: Page, document: Document, block: _Block, read: str) -> Iterator[Passage]:
    flat = read[block.start : block.end].translate(_LINE_ENDS)
    lead = opening = ""
    form = document.type is DocumentType.QUESTIONNAIRE
    for left, right, section, heading in _split(flat, block, form=form):
        first = left + len(flat[left:right]) - len(flat[left:right].lstrip())
        entry = _ENTRY.match(flat, first, right)
        if entry and entry.end() < right:
            first = entry.end()
        text = flat[first:right].rstrip()
        opening = (opening or lead) if lead.endswith(";") else ""
        signed = _SIGNED.match(text) and not _STATES.search(text)
        if signed or not any(map(str.isalnum, text)) or _UNTICKED.match(text):
            continue
        yield Passage(
            page=page,
            start=block.start + first,
            end=block.start + first + len(text),
            text=text,
            section=section,
            document=document,
            date=document.date,
            row=block.row,
            lead=lead,
            heading=heading,
            opening=opening,
        )
        lead = text


def _split(flat: str, block: _Block, *, form: bool) -> Iterator[tuple[int, int, Section, str]]:
    """Sentence offsets with section and heading; one inside a paragraph ("FH: ...") changes both.

    On a form a question keeps its answers and boxes.
    """
    marks = inline_headings(flat)
    cuts = {0, len(flat)} | {mark for mark, _, _ in marks} | {skip for _, skip, _ in marks}
    asked = form and "?" in flat
    cuts |= {
        match.end()
        for match in _SENTENCE.finditer(flat)
        if _ends(flat, match.start()) and not (asked and flat[match.start() - 1] == "?")
    }
    cuts |= {match.start() for match in _INNER_ENTRY.finditer(flat)}
    if not asked:
        cuts |= {match.start() for match in _OPTION.finditer(flat)}
    opened = {skip: (kind, _named(flat[mark:skip])) for mark, skip, kind in marks}
    names = {mark for mark, _, _ in marks}
    section, heading = block.section, block.heading
    for first, last in itertools.pairwise(sorted(cuts)):
        section, heading = opened.get(first, (section, heading))
        if first not in names:
            yield first, last, section, heading


def _ends(flat: str, at: int) -> bool:
    """Whether a sentence ends here, and not an abbreviation or the number of a list entry."""
    before = flat[max(0, at - 12) : at]
    bare = _BARE_NUMBER.search(before if at <= 12 else before[-7:])
    return not _ABBREVIATED.search(before) and not bare
