"""Citations inside a guideline line: sources, sections and pages, as printed.

Chapter titles and section names contain commas ("Forearm, Wrist, and Hand Complaints 2004",
"NSAIDs, GI symptoms & cardiovascular risk"), so a comma alone never ends a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from openimr.vocabulary.citation import Citation

_PAGES = re.compile(
    r"[\s,;(]*\b(?:Pages?\s*\(s\b\s*\)?|Pages?|pgs?|pp?)(?![a-z])\s*\.?\s*:?\s*"
    r"(?P<pages>\d[\d\s,;&–-]*(?:and\s+\d[\d\s,;&–-]*)*)?"
    r"(?:of\s+\d+)?\)?\s*\.?\s*$",
    re.IGNORECASE,
)
_PAGE_HINT = re.compile(r"[Pp][Aa]?[Gg]|[Pp]p?\.? ?\d")
_PAGE = re.compile(r"\d+(?:\s*[-–]\s*\d+)?")
_SECTION_LABEL = re.compile(r"[\s,;:]*\bSections?\s*(?:\(s\))?\s*:\s*", re.IGNORECASE)
_BARE_PAGE_AT_END = re.compile(r",\s*(?P<pages>\d{1,3}(?:\s*[-–]\s*\d{1,3})?)$")

_HAND = r"Forearm,?\s+Wrist,?\s+(?:and|&)\s+Hand(?:\s+Complaints)?"
_YEAR = r"(?:19|20)\d\d\b(?!\s*[-/.]\d)"
_TITLE = rf"(?:(?:MTUS:?\s+)?(?:{_HAND}\s+|(?:(?!,\s+and\s)[^:.“”])*?\s){_YEAR}(?:\s+Guidelines?)?)"
_YEAR_TITLE = re.compile(rf"{_TITLE}(?=$|[\s,.;])", re.IGNORECASE)
_BY_YEAR = re.compile(rf"[^:.“”]{{3,90}}?\s{_YEAR}(?:\s+Guidelines?)?(?=$|[\s,.;])", re.IGNORECASE)
"""A quick look whether a source is named by title and year."""
_NEXT_SOURCE = re.compile(
    rf"(?<!Wrist),\s+and\s+(?=(?:{_TITLE})(?:$|\.|,\s*(?:Sections?|Pages?)\b|,\s+and\s))"
    r"|;\s*(?=MTUS\s)"
)
_GUIDELINES_TITLE = re.compile(
    r"MTUS:?\s.*?\bGuid(?:e|elin)\w*(?:\s+\(\d{4}\)|,?\s+\d{4}(?=[,.\s]|$))?", re.IGNORECASE
)
_NEXT_GUIDELINES = re.compile(
    r"[,;]\s*(?:and\s+)?(?=(?:MTUS[:\s]|(?:the\s+)?(?:ACOEM|American College of Occ\w+|Chronic Pain"
    r"|Acupuncture|Post-?\s?surgical|Opioids?)\b[^,;]*\b(?:Treatment|Practice)\b[^,;]*Guid))",
    re.IGNORECASE,
)
_CHAPTER_TITLE = re.compile(r"MTUS:?\s+(?:\w+\s+)?Chapter\s+\d+\b|MTUS:?\s+[^,]+", re.IGNORECASE)
_OTHER_GUIDELINES = re.compile(r",?\s+and\s+(?=Other\s+Medical\s+Treatment\s+Guid)", re.IGNORECASE)
_OTHER_LABEL = re.compile(
    r"(Other\s+Medical\s+Treatment\s+Guid\w+)(?:\s+or\s+Medical\s+Evidence)?[:,]?\s+(.+)",
    re.IGNORECASE,
)

_SUBTOPICS = (
    r"GI symptoms|criteria|dosing|dealing with|differentiation|indicators for|long.?term"
    r"|pain treatment agreement|psychological intervention|screening|specific drug"
    r"|steps to avoid|weaning|when to|on-?going|diagnostic|medications|prevention|treatment"
    r"|sympathetic|spinal cord|chronic pain|post.?operative|hypertension|early intervention"
    r"|intensity|topical|compounded"
)
_TOPIC_WITH_SUBTOPICS = re.compile(
    r"(?:NSAIDs?|Opioids?|CRPS|TENS|Chronic pain programs|Capsaicin|Topical analgesics"
    r"|Intrathecal drug delivery systems|Lidocaine)(?:\s*\([^)]*\))?",
    re.IGNORECASE,
)
_SUBTOPIC = re.compile(rf"(?:{_SUBTOPICS})\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\d+(?:\.\d+)+\s")


def parse_mtus(text: str) -> list[Citation]:
    """Citations of a statement that starts with MTUS; further sources get the MTUS in front."""
    body = _without_full_stop(text)
    if _BY_YEAR.match(body):
        parts = _NEXT_SOURCE.split(body) if ", and " in body or ";" in body else [body]
        return [_year_citation(_with_mtus(part)) for part in parts if part.strip()]
    parts = _NEXT_GUIDELINES.split(body)
    return [_guidelines_citation(_with_mtus(part)) for part in parts if part.strip()]


def parse_non_mtus(text: str) -> list[Citation]:
    """Citations of a statement outside the MTUS: its whole text is the source.

    Only a marked ", Section(s): " or a second field ("and Other Medical Treatment
    Guidelines ...") parts it further.
    """
    body = _without_full_stop(text)
    if not body:
        return []
    if body.startswith(("MTUS ", "MTUS:")):
        return parse_mtus(body)
    return [_free_citation(part) for part in _OTHER_GUIDELINES.split(body) if part.strip()]


def split_sections(text: str) -> tuple[str, ...]:
    """Section names of a "Section(s):" list, in order.

    A comma parts two names unless it stands in brackets, before a lower-case word, inside a
    topic with its subtopic, or inside a numbered section before an unnumbered word.
    """
    if "," not in text and ";" not in text:
        return (text.strip(),) if text.strip() else ()
    names: list[str] = []
    start = depth = 0
    for index, char in enumerate(text):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif char in ",;" and not depth and _parts_names(text[start:index], text[index + 1 :]):
            names.append(text[start:index].strip())
            start = index + 1
    names.append(text[start:].strip())
    return tuple(name for name in names if name)


def _parts_names(before: str, after: str) -> bool:
    following = after.lstrip()
    if not following or following[0].islower() or following is after:
        return False
    before = before.strip()
    if _NUMBERED.match(before):
        return _NUMBERED.match(following) is not None
    return not (_TOPIC_WITH_SUBTOPICS.fullmatch(before) and _SUBTOPIC.match(following))


def _year_citation(text: str) -> Citation:
    """A citation by title and year: "MTUS Low Back Complaints 2004, Section(s): ..."."""
    body, pages = _take_pages(text)
    title, label, sections = _split_at_section_label(body)
    if not label and (match := _YEAR_TITLE.match(body)):
        title, sections = match[0], body[match.end() :].strip(" ,;:")
        return _citation(title, (sections,) if sections else (), pages)
    return _citation(title, split_sections(sections), pages)


def _guidelines_citation(text: str) -> Citation:
    """A citation of 2014: "MTUS Chronic Pain Treatment Guidelines <topic> Page(s): 23"."""
    body, pages = _take_pages(text)
    if not pages and (bare := _BARE_PAGE_AT_END.search(body)):
        body, pages = body[: bare.start()], (bare["pages"],)
    title, label, sections = _split_at_section_label(body)
    if label:
        return _citation(title, split_sections(sections), pages)
    match = _GUIDELINES_TITLE.match(body) or _CHAPTER_TITLE.match(body)
    title = match[0] if match else body
    rest = body[len(title) :].strip(" ,;:")
    return _citation(title, (rest,) if rest else (), pages)


def _free_citation(text: str) -> Citation:
    title, label, sections = _split_at_section_label(text)
    if label:
        body, pages = _take_pages(sections)
        return _citation(title, split_sections(body), pages)
    if other := _OTHER_LABEL.fullmatch(text.strip()):
        return Citation(source=other[1], sections=(other[2],))
    return Citation(source=text.strip(" ,;"))


def _split_at_section_label(text: str) -> tuple[str, str, str]:
    match = _SECTION_LABEL.search(text) if "section" in text.lower() else None
    if not match or not text[: match.start()].strip():
        return text, "", ""
    return text[: match.start()], match[0], text[match.end() :]


def _take_pages(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without its closing page list, and the pages."""
    match = _PAGES.search(text) if _PAGE_HINT.search(text) else None
    if not match:
        return text, ()
    pages = tuple(re.sub(r"\s+", "", page) for page in _PAGE.findall(match["pages"] or ""))
    return text[: match.start()], pages


def _citation(title: str, sections: tuple[str, ...], pages: tuple[str, ...]) -> Citation:
    return Citation(source=title.strip(" ,;"), sections=sections, pages=pages)


def _with_mtus(text: str) -> str:
    text = text.strip()
    return text if text.upper().startswith("MTUS") else f"MTUS {text}"


def _without_full_stop(text: str) -> str:
    return text.strip().removesuffix(".").rstrip(" ,;")


_QUOTED = r"“((?:[^”]|””)*)”(?!”)"
_QUOTED_STATEMENT = re.compile(
    rf"[Bb]ased on (?:Non-MTUS Citation )?{_QUOTED}"
    rf"((?:, Section\(s\): {_QUOTED}(?:, {_QUOTED})*)?)"
    rf"((?:, Page\(s\): {_QUOTED}(?:, {_QUOTED})*)?)\."
)
_QUOTED_NAME = re.compile(_QUOTED)


def quoted_citations(line: str) -> list[Citation]:
    """Citations that OpenIMR wrote in quotation marks because plain words would be ambiguous."""
    found = []
    for match in _QUOTED_STATEMENT.finditer(line):
        source = _unquoted(match[1])
        groups = match[2], match.group(5) or ""
        sections, pages = (
            tuple(_unquoted(name) for name in _QUOTED_NAME.findall(group)) for group in groups
        )
        found.append(Citation(source=source, sections=sections, pages=pages))
    return found


def compose_citations(citations: Sequence[Citation], *, non_mtus: bool, quoted: bool) -> str:
    """Statements that name the citations, one sentence each.

    Args:
        citations: in the order to be printed.
        non_mtus: write every source, also one called MTUS, as one outside the MTUS.
        quoted: put every name in quotation marks.
    """
    return " ".join(_statements(citations, non_mtus, quoted))


def _statements(citations: Sequence[Citation], non_mtus: bool, quoted: bool) -> Iterator[str]:
    mark = (lambda name: f"“{name.replace('”', '””')}”") if quoted else str
    for citation in citations:
        outside = non_mtus or not citation.source.startswith("MTUS")
        parts = [mark(citation.source)]
        if citation.sections:
            parts.append("Section(s): " + ", ".join(map(mark, citation.sections)))
        if citation.pages:
            parts.append("Page(s): " + ", ".join(map(mark, citation.pages)))
        label = "Non-MTUS Citation " if outside else ""
        yield f"Decision based on {label}{', '.join(parts)}."


def _unquoted(name: str) -> str:
    return name.replace("””", "”")
