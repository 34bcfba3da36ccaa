"""The line that names what one side's decision rests on: reading and composing it.

``basis`` follows the words of the line, not what the rationale goes on to use. Two forms are
known: "MTUS <title> <year>, Section(s): ..., and <title> <year>, ..." (2015 on) and
"MTUS <title> Guidelines <topic> Page(s): ..." (2014); the 2013 letters write whole sentences
("... which is part of the MTUS").
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from openimr.determination.citation_text import (
    compose_citations,
    parse_mtus,
    parse_non_mtus,
    quoted_citations,
)
from openimr.determination.model import Basis, GuidelineLine
from openimr.vocabulary.citation import Citation

_NONE_CITED = re.compile(
    r"(?:\bdid\s+not|\bfailed\s+to|\bdoes\s+not|n't)\s+(?:cite|provide|specify|indicate|reference"
    r"|state|identify|list|note|mention|give)\b[^.]*?\b(?:evidence|guidelines?|criteria|citations?|references?|basis)"
    r"|\bno\s+(?:specific\s+|medical\s+|evidence[- ]based\s+)*(?:evidence|guidelines?|criteria"
    r"|citations?|references?)\b[^.]*\b(?:cited|provided|specified|referenced|noted|given|stated|listed|identified)"
    r"|\b(?:cites?|cited|gives?|gave|provides?|provided|names?|named)\s+no(?:ne)?\b"
    r"|\b(?:none|not)\s+(?:cited|provided|specified|given|stated|listed|indicated)\b"
    r"|\A\W*(?:none|nil|n\.?/?a\.?|not\s+applicable|no\s+guidelines?)\W*\Z",
    re.IGNORECASE,
)
_SCHEDULE = re.compile(
    r"(?:Medical\s+)?Treatment\s+Utili[sz]ation\s+(?:Schedule|Guid\w+)"
    r"(?:\s*[(\[]\s*(?:(?:CA|California)\s+)?MTUS\s*[)\]]|\s*[-,–]\s*MTUS\b)?"
    r"(?:,(?=\s+(?!and\b)(?:\w+\s+){1,5}(?:19|20)\d\d\b))?(?:\s+MTUS\b:?)?",
    re.IGNORECASE,
)
"""The full name of the MTUS, with or without its short one."""
_NON_MTUS = re.compile(
    r"\bNon\W{0,2}MTUS\b|\boutside\s+(?:of\s+)?(?:the\s+)?MTUS\b|\bnot\s+(?:a\s+)?part\s+of\s+the\b[^.]*\bMTUS\b"
    r"|\bnot\s+base\s+\S+\s+decision\s+on\s+(?:the\s+)?MTUS\b"
    r"|\b(?:no|not\s+any)\s+(?:section|part)s?\s+of\s+the\b[^.]*\bMTUS\)?\s+(?:was|were|is|are)?\s*(?:applicable|relevant|applies|apply)"
    r"|\bMTUS\b[^.;]*\b(?:does\s+not\s+address|is\s+silent|do\s+not\s+address)",
    re.IGNORECASE,
)
_MTUS = re.compile(
    r"\bbased\s+(?:(?:their|its|his/her|his|her)\s+decision\s+)?(?:up)?on\s+(?:the\s+)?(?:California\s+|CA\s+)?[\"“]?MTUS\b"
    r"|\b(?:is|are)\s+(?:a\s+)?part\s+of\s+the\b[^.]*\bMTUS\b",
    re.IGNORECASE,
)
_STATEMENT = re.compile(r"\b(?:Decisions?\s+(?:was\s+|is\s+)?based\s+(?:up)?on)\s+", re.IGNORECASE)
_NON_MTUS_LABEL = re.compile(r"Non\W{0,2}MTUS(?:\s+Citations?)?\s*[:,]?\s*", re.IGNORECASE)
_MTUS_LABEL = re.compile(r"(?:the\s+)?(?:California\s+|CA\s+)?(?=MTUS\b)", re.IGNORECASE)
_SENTENCE_2013 = re.compile(
    r"(?:\b(?:based|relied)\s+(?:(?:its|their|his/her|his|her)\s+decision\s+)?(?:up)?on"
    r"|\bMTUS\)?,?\s+and(?:\s+on)?)\s+(?:the\s+)?"
    r"(?P<cited>.+?),?\s+which\s+(?:is|are)\s+(?P<not>not\s+)?(?:a\s+)?part\s+of\s+the\b",
    re.IGNORECASE,
)
_SECOND_LABEL = re.compile(
    r"[,;.]?\s+(?:and\s+|&\s+)?(?=Non\W{0,2}MTUS\s+Citations?\b)", re.IGNORECASE
)
_TITLE_OF_MTUS = re.compile(
    r"(?:Chronic\s+Pain|Acupuncture|Post-?\s?surgical)\s+(?:Medical\s+)?Treatment\b", re.IGNORECASE
)
"""Titles that only parts of the MTUS have, also where the line leaves out its name."""
_ODG = re.compile(r"\b(?:Official\s+Disability\s+Guid\w+|ODG)\b", re.IGNORECASE)
_BARE_ODG = re.compile(
    r"(?:the\s+)?(?:Official\s+Disability\s+Guid\w+|ODG)\b(?![^.;]*\b(?:is|are|was|were)\b)",
    re.IGNORECASE,
)
"""A line that is the name of its source and nothing more."""
_NON_MTUS_HINTS = ("Non", "NON", "non", "utside", "OUTSIDE", "not", "NOT", "no ", "silent")
"""Words without which no line says that a decision rests on something outside the MTUS."""


def forget_lines() -> None:
    """Empty the memory of lines read, as a comparison of speed must before each round."""
    _parsed.cache_clear()


def parse_guideline_line(text: str) -> GuidelineLine:
    """What a guideline line says, read from its words without the label before the colon.

    Args:
        text: the line; white space is folded.

    Returns:
        The line with its basis and citations; ``basis`` is None when the words name none.
    """
    line = " ".join(text.split())
    return _parsed(line) if line else GuidelineLine()


@functools.lru_cache(maxsize=4096)
def _parsed(line: str) -> GuidelineLine:
    """The line read; many letters share a line word for word."""
    words = _SCHEDULE.sub("MTUS", line) if "tili" in line or "TILI" in line else line
    citations = tuple(_citations(words))
    return GuidelineLine(basis=_basis(words, citations), text=line, citations=citations)


def _basis(line: str, citations: Sequence[Citation]) -> Basis | None:
    hinted = any(hint in line for hint in _NON_MTUS_HINTS)
    non_mtus = hinted and _NON_MTUS.search(line) is not None
    mtus = _MTUS.search(line) is not None and not (non_mtus and _only_denied(line))
    if mtus and non_mtus:
        return Basis.BOTH
    if mtus:
        return Basis.MTUS
    if non_mtus:
        return Basis.NON_MTUS
    if _NONE_CITED.search(line):
        return Basis.NONE_CITED
    return _basis_of_named_source(line, citations)


def _only_denied(line: str) -> bool:
    """Whether the only mention of a decision resting on the MTUS is that it does not."""
    without = _NON_MTUS.sub(" ", line)
    return _MTUS.search(without) is None


def _basis_of_named_source(line: str, citations: Sequence[Citation]) -> Basis | None:
    """The basis of a line that names its sources but uses neither of the usual words."""
    named_mtus = any(citation.source.startswith("MTUS") for citation in citations)
    odg = _ODG.search(line) is not None
    if named_mtus and odg:
        return Basis.BOTH
    if named_mtus:
        return Basis.MTUS
    return Basis.NON_MTUS if odg else None


def _citations(line: str) -> Iterable[Citation]:
    if "“" in line and (quoted := quoted_citations(line)):
        return quoted
    pieces = _STATEMENT.split(line)[1:]
    if not pieces:
        named = _MTUS_LABEL.match(line) or _NON_MTUS_LABEL.match(line)
        if named or _BARE_ODG.match(line):
            return _citations_of_statement(line)
        return _citations_of_sentences(line)
    found: list[Citation] = []
    for piece in pieces:
        found.extend(_citations_of_statement(piece.strip()))
    return found


def _citations_of_statement(piece: str) -> list[Citation]:
    if label := _NON_MTUS_LABEL.match(piece):
        return parse_non_mtus(piece[label.end() :])
    if label := _MTUS_LABEL.match(piece):
        cited = piece[label.end() :]
        second = "citation" in cited.lower()
        inside, *outside = _SECOND_LABEL.split(cited, maxsplit=1) if second else (cited,)
        found = parse_mtus(inside)
        return found + [cited for part in outside for cited in _citations_of_statement(part)]
    return parse_mtus(f"MTUS {piece}") if _TITLE_OF_MTUS.match(piece) else parse_non_mtus(piece)


def _citations_of_sentences(line: str) -> list[Citation]:
    """The sources of 2013 sentences: "based its decision on the X, which is part of the MTUS"."""
    found: list[Citation] = []
    for match in _SENTENCE_2013.finditer(line):
        cited = _NON_MTUS_LABEL.sub("", match["cited"], count=1)
        if match["not"]:
            found.extend(parse_non_mtus(cited))
        else:
            found.extend(parse_mtus(cited if cited.startswith("MTUS") else f"MTUS {cited}"))
    return found


_BARE = {
    Basis.MTUS: "Decision based on the MTUS.",
    Basis.NON_MTUS: "Decision based on recommendations outside of the MTUS Guidelines.",
    Basis.BOTH: "Decision based on the MTUS and on recommendations outside of the MTUS Guidelines.",
    Basis.NONE_CITED: "The decision did not cite any medical evidence.",
}


def compose_guideline_line(
    basis: Basis | None, citations: Sequence[Citation] = ()
) -> GuidelineLine:
    """The line for a basis and its citations, so worded that reading it gives the same back.

    Args:
        basis: what the decision rests on; None only without citations.
        citations: MTUS sources start with "MTUS"; white space inside is single.

    Raises:
        ValueError: when basis and citations contradict each other, so that no line can say both.
    """
    wanted = tuple(citations)
    if basis is None:
        if wanted:
            raise ValueError("citations need a basis")
        return GuidelineLine()
    for text in _wordings(basis, wanted):
        line = parse_guideline_line(text)
        if line.basis is basis and line.citations == wanted:
            return line
    raise ValueError(f"citations do not fit the basis {basis.value}")


def _wordings(basis: Basis, citations: tuple[Citation, ...]) -> Iterable[str]:
    """Candidate wordings, plainest first."""
    bare = _BARE[basis]
    if not citations:
        yield bare
        return
    for quoted in (False, True):
        body = compose_citations(citations, non_mtus=basis is Basis.NON_MTUS, quoted=quoted)
        yield body
        yield f"{bare} {body}"
