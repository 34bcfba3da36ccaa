"""Persons whom the case does not know, found by what stands beside them.

A title, a degree, a label of a form, a signature, a role or a relation says that a name stands
there. A given name before a capitalized word says so too. Authors in citations, people after whom
signs and tests are called, and organizations that make guidelines are nobody of the case and stay.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from openimr.assignment.name_words import folded, name_words
from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import Kind
from openimr.publication.redaction.standing import RELATIONS, Text
from openimr.publication.redaction.tokens import in_one_line
from openimr.publication.redaction.words import is_no_name, ordinary_among, redaction_words

_PARTICLE = (
    r"(?:(?:[Dd]e(?:l|\s+la|\s+los)?|[Vv]an(?:\s+de[rn]?)?|[Vv]on|[Dd]i|[Dd]a|[Dd]os|[Dd]as|[Tt]er|[Bb]in|[Ii]bn|[Ee]l"
    r"|[Ll]a|[Ll]e|[Ll]os|[Ll]as|[Aa]l|Mac"
    r"|[Ss]t\.?)[\s-]+)"
)
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĄĆČĎĐĒĖĘĚĞĪİŁŃŇŌŐŒŘŚŞŠŤŪŮŰŹŻŽ]"
_PIECE = rf"(?:{_CAPITAL}|[Oo0dD]['’])[\w’'`À-ɏ\u00ad\u200b]*(?:[-‐‑]\s?\n?{_CAPITAL}[\w’']*)*"
_INITIAL = rf"{_CAPITAL}\."
_NAME = (
    rf"(?:{_INITIAL}\s?)*{_PARTICLE}?{_PIECE}"
    rf"(?:[ \t]*\n?[ \t]*(?:{_INITIAL}\s?|{_PARTICLE}?{_PIECE})){{0,3}}"
)
_FULL = (
    rf"{_PARTICLE}?(?:{_PIECE}|{_INITIAL})"
    rf"(?:[ \u00a0](?:{_INITIAL}\s?|{_PARTICLE}?{_PIECE})){{1,3}}"
)
_TITLED = re.compile(
    r"\b(?P<title>(?:Dr|DR|Doctor|Drs|Prof|Professor|Mr|MR|Mrs|MRS|Ms|MS|Miss|Mx|Nurse|Therapist|Attorney|Interpreter|Judge|Officer))(?:\.\s*|\s+|(?<=[a-z])(?=[A-Z][a-z]))"
    rf"(?P<name>{_NAME})"
)
_DEGREED = re.compile(
    rf"(?P<name>(?:{_PIECE}|{_INITIAL})(?:[ \n](?:{_INITIAL}|{_PARTICLE}?{_PIECE})){{1,3}}"
    rf"|(?<!\w){_PARTICLE}?{_PIECE}(?:[ ]{_PIECE})?,[ ]{_CAPITAL}[^\W\d_]+"
    rf"(?:[ -]{_CAPITAL}[^\W\d_]+)?(?:[ ][A-Z]\b\.?)?)\s?,\s*"
    r"(?:M\.?\s?D\b|D\.?O\b|D\.C\b|DC\b|PA-?C\b|P\.?A\.(?:-C)?|N\.?P\b|R\.?N\b|L\.?V\.?N\b|L\.?P\.?N\b|CRNA\b|FNP\b|OTR\b|LAc\b|PharmD\b|Ph\.?\s?D\b|Psy\.?D\b|Esq\b|DPM\b|L\.?Ac\b|DPT\b|P\.?T\.?\b|"
    r"LCSW\b|M\.?S\.?W?\b|FAAOS\b|D\.?D\.?S\b)"
)
_ONE_LINE = _NAME.replace("[ \\t]*\\n?[ \\t]*", "[ \\t]*").replace("\\s?\\n?", "")
_SIGNED = re.compile(
    rf"(?:(?:[Ee]lectronically\s+|[Dd]igitally\s+)?[Ss]igned\s+(?:by|BY)\s*:?|/s/|[Dd]ictated\s+by\s*:?|[Ss]incerely\s*,|[Rr]espectfully\s*,)\s*"
    rf"(?P<name>{_ONE_LINE})"
)
_SECOND = re.compile(rf"(?:,?\s+(?:and|&)\s+|,\s+)(?P<name>{_NAME})")
_PAIR = re.compile(
    rf"\b(?P<given>{_CAPITAL}[^\W\d_]+(?:-{_CAPITAL}[^\W\d_]+)?)[ \n]"
    rf"(?P<rest>(?:[A-Z]\.?[ ])?{_PARTICLE}?{_PIECE})"
)
_ET_AL = re.compile(r"\s*,?\s+et\s+al\b")
_CITED = re.compile(
    r"\s*(?:,?\s+et\s+al|,?\s+\(?(?:19|20)\d\d|,?\s+[A-Z]{1,2}\b,|\s+and\s+colleagues)"
)
_ROLE = re.compile(
    rf"\b(?i:{RELATIONS}|adjuster|claims?\s+(?:adjuster|examiner|analyst|representative)|case\s+manager|social\s+worker"
    r"|interpreter|translator|wcj|p?qme|ame|court\s+reporter|deponent|witness|foreman|manager|notary|transcriptionist"
    r"|attorney|counsel|therapist|practitioner|physician\s+assistant|assistant\s+surgeon|surgeon|chiropractor"
    r"|acupuncturist|psychologist|psychiatrist|podiatrist|pharmacist|assistant)"
    r"(?:\s+(?:at|of|with)\s+[^,;.]{2,60}(?:,?\s(?:Inc|LLC|L\.P|Co|Corp)\b\.?)?(?=,))?(?:,\s+|\s+\(|\s+)(?:named\s+|is\s+)?"
    rf"(?P<name>{_FULL})"
)
"""What somebody is in the case, and the whole name behind it."""
_ACTS = re.compile(
    rf"(?<![.\w])(?P<name>{_FULL})(?=\s+(?:came|called|phoned|telephoned|said|told|testified|drove|accompanied"
    r"|interpreted|translated|explained|from\s+(?:utilization\s+review|the\s+(?:front\s+)?office|billing))\b)"
)
"""A whole name before what only a person does."""
_RELATIVE = re.compile(
    rf"\b(?i:{RELATIONS}),?\s+(?P<name>{_PIECE}(?:[ ]{_PIECE})?)(?=\s*[,.;()]|\s+\()"
)
_PAPER_OF = re.compile(
    r"\b(?i:(?:declaration|deposition|testimony|affidavit)\s+of|(?:deposition|transcript|proof\s+of\s+service"
    r"|declaration|invoice)(?:\s+transcript)?\s*[:,]|deposed\s+by|prepared\s+by|attention:?|attn[.:]{0,2}|(?:to|from|cc):)"
    rf"\s+(?P<name>{_FULL})"
)
_SPOKE = re.compile(
    r"\b(?i:spoke|spoken|talked|conferred|discussed)\s+(?i:with|to)\s+"
    rf"(?P<name>{_ONE_LINE})"
)


_OFFICES = frozenset({"Therapist", "Attorney", "Interpreter", "Officer"})
"""Of the titles, words that stand before other words, too ("Interpreter Services")."""
_OWNS = ("'s", "’s", "'S", "’S")


@functools.cache
def _stated() -> re.Pattern[str]:
    """A label of a form and the name behind it."""
    labels = "|".join(map(re.escape, redaction_words().labels))
    return re.compile(rf"\b(?i:{labels})\s*[:#]\s*(?P<name>{_ONE_LINE})")


def strangers_in(text: Text) -> Iterator[Found]:
    """Everybody unknown whom the words around give away."""
    yield from _titled(text)
    for form in (_DEGREED, _SIGNED):
        for found in form.finditer(text.text):
            yield from _named(text, found.span("name"), Kind.PHYSICIAN, sure=form is _DEGREED)
    for found in _stated().finditer(text.text):
        yield from _named(text, found.span("name"), Kind.PERSON)
    for form in (_ROLE, _ACTS, _RELATIVE, _PAPER_OF, _SPOKE):
        for found in form.finditer(text.text):
            if not _says_else(text, found["name"]):
                yield from _named(text, found.span("name"), Kind.PERSON, told=True)
    yield from _pairs(text)


def _titled(text: Text) -> Iterator[Found]:
    """Names behind a title, all of them behind "Drs."."""
    for found in _TITLED.finditer(text.text):
        if found["title"] in _OFFICES and _says_else(text, found["name"]):
            continue
        kind = Kind.PHYSICIAN if found["title"].lower()[:1] in {"d", "p"} else Kind.PERSON
        yield from _named(text, found.span("name"), kind, sure=True)
        if found["title"] == "Drs":
            for span in _listed(text.text, found.end()):
                yield from _named(text, span, kind, sure=True)


def _listed(text: str, end: int) -> Iterator[tuple[int, int]]:
    """Places of the other names behind the first of "Drs."."""
    while found := _SECOND.match(text, end):
        yield found.span("name")
        end = found.end()


def _says_else(text: Text, name: str) -> bool:
    """Whether the first capitalized words are no name: a field, an office, a word of the text."""
    particles, table = name_words().particles, redaction_words()
    words = [folded(word) for word in re.findall(r"[^\W\d_]{2,}", name)]
    words = [word for word in words if word not in particles]
    given = name_words().known | table.given
    if not words or words[0] in given:
        return not words
    everybody = name_words().common | name_words().forms | table.bodies | table.shared
    if is_no_name(words[0]) or words[0] in text.small or words[0] in table.occupations:
        return True
    return any(word in everybody for word in words[:2])


def _named(
    text: Text, span: tuple[int, int], kind: Kind, *, sure: bool = False, told: bool = False
) -> Iterator[Found]:
    """The name at this place, cut before the first word that belongs to no name.

    Args:
        text: any text.
        span: of what may be a name.
        kind: of whoever it is.
        sure: a title or degree says that every word is of the name.
        told: a role or relation says so of the first words.
    """
    start, end = span
    words = [
        (w.start() + start, w.end() + start, w[0])
        for w in re.finditer(r"[^\W_](?:[\w'’`]|[-‐‑]\s?\n?(?=\w))*", text.text[start:end])
    ]
    kept = 0
    for place, (_, _, word) in enumerate(words):
        if _stops(text, word, first=place == 0, sure=sure, told=told):
            break
        kept = place + 1
        if word.endswith(_OWNS):
            break
    cited = _ET_AL if sure else _CITED
    if not kept or cited.match(text.text, words[kept - 1][1]):
        return
    last = words[kept - 1]
    cut = 2 if last[2].endswith(_OWNS) else 0
    if len(last[2]) - cut < 2 and kept == 1:
        return
    family = folded(last[2][: len(last[2]) - cut]).replace("-", "")
    yield Found(words[0][0], last[1] - cut, kind, f"~{family}", How.PATTERN, sure)


def _stops(text: Text, word: str, *, first: bool, sure: bool, told: bool) -> bool:
    """Whether a word behind or instead of a name is none of it."""
    bare = folded(re.sub(r"['’][sS]$", "", word))
    words = redaction_words()
    if not first and word.isupper() and bare in text.small:
        return True
    if len(word) < 2 or (first and told and bare in words.given):
        return False
    if (sure or told) and bare in words.ordinary and not word.isupper():
        return False
    return bare in words.clinical or bare in words.verbs or _degree(word)


def _degree(word: str) -> bool:
    return word.isupper() and folded(word) in name_words().degrees and len(word) > 1


def _pairs(text: Text) -> Iterator[Found]:
    """A given name that is no other word, and the capitalized word behind it."""
    names = name_words().known | redaction_words().given
    for found in _PAIR.finditer(text.text):
        given = folded(found["given"].partition("-")[0])
        rest = folded(re.split(r"[\s.]+", found["rest"])[-1])
        if (
            given not in names
            or ordinary_among(given, text.small)
            or found["rest"].isupper()
            or found["given"].isupper()
        ):
            continue
        if not in_one_line(text.text, *found.span()) or text.text[found.end() :][:1] == ":":
            continue
        if is_no_name(rest) or rest in redaction_words().bodies or rest in redaction_words().verbs:
            continue
        yield from _named(text, found.span(), Kind.PERSON)
