"""Companies and facilities that the case does not know, by what they are and by where they stand.

A word for what an organization is ("Roofing", "Medical Center", "LLC") ends its name; the
capitalized words before it are the rest. "Physical Therapy" and other words that mean a treatment
as well count only where a word is the organization's own, or behind a word that says where. Where
somebody works or was treated says a name, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from openimr.publication.redaction.firm_names import (
    begins_with_pronoun,
    capitals_from,
    describes,
    heads,
    name_begins,
    name_from,
    name_goes,
    opens_heading,
    tells,
)
from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import Kind
from openimr.publication.redaction.partners import partners_in
from openimr.publication.redaction.standing import Text
from openimr.publication.redaction.tokens import Token, in_one_line
from openimr.publication.redaction.words import is_no_name, redaction_words

_FORM = re.compile(
    r",?\s+(?:Inc\b\.?|INC\b\.?|Incorporated\b|L\.?L\.?C\b\.?|L\.?L\.?P\b\.?|L\.P\.|Ltd\b\.?"
    r"|Corp\b\.?|CORP\b\.?|A\.?P\.?C\b\.?|Corporation\b|Company\b|Co\.|P\.C\."
    r"|(?:A\s+)?(?:Professional|Medical)\s+Corporation\b)"
)
_LEARNED = frozenset({"american", "college", "academy", "society", "national", "international"})
"""Words of bodies that make guidelines ("American College of Radiology")."""
_SHORT_FORM = re.compile(r"\b(?:Inc|INC|Ltd|Corp|CORP|Co)$")
_DOTTED = re.compile(r",?\s+(?:L\.L\.[CP]\.|L\.P\.|A\.P\.C\.|P\.C\.)")
_WHERE = re.compile(
    r"(?:\b(?:at|from|by|to|of|for|with|notes|records|offices|employer|facility|location|pharmacy"
    r"|lab)[\s:]+|@[ ]?|[,:;(|/][ ]|^|\n[ \t]*|[ ]{2}|\t)$",
    re.IGNORECASE,
)
"""What stands before the name of a place."""
_AT = re.compile(r"\b(?:at|from|by|to|of|notes|records)\s+$", re.IGNORECASE)
"""What stands before where a scan was made, and not before the scan."""
_OTHER_NAME = re.compile(r"\s+(?:dba|d/b/a|DBA|D/B/A)\b(?=\s+[A-Z])")
_AT_PLACE = re.compile(
    r"\b(?i:at|vendor|(?:done|made|given|performed|provided|dispensed|rendered|supplied|issued|filled|read)\sby"
    r"|(?:took|taken|transported|transferred|admitted|brought|sent)\b[^.;:\n]{0,20}\sto)\s$"
)
"""Behind these a word that says what a treatment is like is of a name, too."""
_OPENED = re.compile(
    r"\b(?:Law\s+Offices?|LAW\s+OFFICES?|Offices|OFFICES|University|UNIVERSITY|Bank|BANK|Church"
    r"|County|COUNTY|City|CITY)\s+(?:of|OF)\s+(?=[A-Z])"
    r"|\b(?:Cl[ií]nica(?:\s+del?)?|CL[IÍ]NICA|Hotel|HOTEL|Rancho|RANCHO|Casa)\s+(?=[A-Z])"
)
"""Words with which names of organizations begin."""
_PLACED = re.compile(
    r"\b(?i:(?:work(?:s|ed|ing)?|injury|employ(?:ed|ment|er)|hired|job|laborer|shifts?)\b"
    r"(?:[ \n][a-z]+){0,4}?[ \n](?:for|at|by|with)"
    r"|(?:seen|treated|evaluated|admitted|hospitalized|performed|rendered|dispensed|obtained"
    r"|transported|transferred|taken|brought|airlifted|discharged|drove|referred|sent|filled|read"
    r"|memberships?|while[ \n][a-z]+ing)\b"
    r"(?:[ \n][\w.]+){0,4}?[ \n](?:at|to|from))[ \n](?:the[ \n])?(?=[A-Z])"
    r"|\b(?i:employer|insured|carrier):[ ]{1,12}(?=[A-Z]{3,5}\b(?![ ][A-Z]))"
    r"|\b(?i:(?:wage|earnings)\s+statements?|personnel\s+(?:file|records?)|payroll(?:\s+records?)?"
    r"|time\s?cards?|subpoenaed\s+records)(?:[,:]|\s(?:from|of|at))[ \n]"
    r"(?=[A-Z]{3,6}\b(?![ ][A-Z]))"
)
"""Words for where somebody works or was treated."""
_AT_NAME = re.compile(
    r"(?<=[\w,)][ \n])(?:at|@|(?:owner|manager|foreman|employee|patient|representative|rep|office"
    r"|payroll|fax|notes|invoice|bill|equipment|brace|supplies)[ \n](?:of|from))[ \n](?:the[ \n])?"
    r"(?=[A-Z][\w'’-]*[a-z])"
)
"""Where a place may stand, whatever it is called; mostly no test, and no level of a sign."""
_NO_PLACE = frozenset(
    {
        *("canal", "tubercle", "point", "arch", "space", "ligament", "junction", "level", "angle"),
        *("foramen", "line", "tunnel", "stage", "type", "improvement", "week", "month", "visit"),
    }
)
"""Last words of what bears a capital behind "at" and is no organization."""


def companies_in(text: Text) -> Iterator[Found]:
    """Unknown companies and facilities."""
    yield from _headed(text)
    yield from _formed(text)
    starts = {token.start: place for place, token in enumerate(text.tokens)}
    yield from _opened(text, starts)
    yield from _at_names(text, starts)
    for start, end, words in partners_in(text.text):
        yield _found(text, start, end, words)
    yield from _known(text)


def _known(text: Text) -> Iterator[Found]:
    """Organizations that many cases name."""
    for firm in redaction_words().known_firms:
        words = firm.split("-")
        for place in text.places.get(words[0], ()):
            several = text.tokens[place : place + len(words)]
            if [one.folded for one in several] == words and all(one.capital for one in several):
                yield _found(text, several[0].start, several[-1].end, words)


def _found(text: Text, start: int, end: int, own: list[str], kind: Kind = Kind.COMPANY) -> Found:
    """The organization with its legal form; its own words tell other mentions of it."""
    form = _FORM.match(text.text, end)
    end = form.end() if form else end
    other = _OTHER_NAME.match(text.text, end)
    end = other.end() if other else end
    stopped = text.text[end : end + 1] == "." and _SHORT_FORM.search(text.text[start:end])
    return Found(start, end + bool(stopped), kind, f"~{' '.join(own)}", How.PATTERN, sure=False)


def _headed(text: Text) -> Iterator[Found]:
    """Organizations whose names end with words for what they are."""
    for last, places in text.places.items():
        for place in places if last in heads() else ():
            if not text.tokens[place].capital:
                continue
            for phrase, kind, strong in heads()[last]:
                first = place - len(phrase) + 1
                words = tuple(one.folded for one in text.tokens[max(0, first) : place + 1])
                if words == phrase:
                    yield from _named(text, first, place, kind, strong=strong)
                    break


def _formed(text: Text) -> Iterator[Found]:
    """Organizations by a legal form with full stops ("Acme Freight, L.P.")."""
    ends = {token.end: place for place, token in enumerate(text.tokens)}
    for form in _DOTTED.finditer(text.text):
        place = ends.get(form.start())
        first = None if place is None else name_begins(text, place)
        if place is not None and first is not None:
            own = _own(text.tokens[first : place + 1])
            start = text.tokens[first].start
            if own and in_one_line(text.text, start, form.end()):
                yield _found(text, start, form.end(), own)


def _own(tokens: Sequence[Token]) -> list[str]:
    """The words of a name that are an organization's own, folded."""
    words = [token.folded for token in tokens if tells(token.folded)]
    return [word for word in words if not word.endswith("ology")]


def _named(text: Text, head: int, last: int, kind: Kind, *, strong: bool) -> Iterator[Found]:
    """The name around the words for what it is, where one of its words is its own.

    Args:
        text: any text.
        head: the first of the words for what it is.
        last: the last of them.
        kind: of organization.
        strong: hardly anything else is called so.
    """
    first, named = name_begins(text, head), last
    last = name_goes(text, last)
    inner = [*text.tokens[first:head], *text.tokens[named + 1 : last + 1]]
    at = _AT_PLACE.search(
        text.text[max(0, text.tokens[first].start - 40) : text.tokens[first].start]
    )
    own = [word for word in _own(inner) if strong or at or not describes(word, text)]
    if begins_with_pronoun(text, text.tokens[first]):
        own.append(text.tokens[first].folded)
    letters = [token for token in inner if len(token.raw) == 1 and token.capital]
    start, end = text.tokens[first].start, text.tokens[last].end
    guides = not strong and any(token.folded in _LEARNED for token in inner)
    if (
        guides
        or not (own or (len(letters) > 1 and strong))
        or not in_one_line(text.text, start, end)
    ):
        return
    told = own if kind is Kind.FACILITY or len(own) > 1 else []
    if strong or _place_says(text, start, text.tokens[named].folded == "mri", told):
        yield _found(text, start, end, own, kind)


def _place_says(text: Text, start: int, scan: bool, own: list[str]) -> bool:
    """Whether the words before or in it make a name of what is a treatment or a field as well."""
    before = text.text[max(0, start - 12) : start]
    ordinary = redaction_words().ordinary
    plainly = any(len(word) > 3 and word not in ordinary for word in own)
    if scan:
        listed = plainly and before.endswith((", ", ": "))
        return listed or _AT.search(before) is not None
    return plainly or _WHERE.search(before) is not None


def _opened(text: Text, starts: Mapping[int, int]) -> Iterator[Found]:
    """Organizations by the words with which they begin, or by those that say where somebody was."""
    for form in (_OPENED, _PLACED):
        for opening in form.finditer(text.text):
            place = starts.get(opening.end())
            last = -1 if place is None else name_from(text, place)
            if place is None or last < place:
                continue
            several = text.tokens[place : last + 1]
            own = [token.folded for token in several if tells(token.folded)]
            alone = form is _PLACED
            if own and (not alone or _only_name(text, list(several), own)):
                start = opening.end() if alone else opening.start()
                yield _found(text, start, several[-1].end, own)


def _at_names(text: Text, starts: Mapping[int, int]) -> Iterator[Found]:
    """Two capitalized words or more behind "at", one of them an organization's own."""
    for opening in _AT_NAME.finditer(text.text):
        place = starts.get(opening.end())
        last = -1 if place is None else capitals_from(text, place)
        if place is None or last <= place or opens_heading(text, place):
            continue
        several = text.tokens[place : last + 1]
        own = [one.folded for one in several if tells(one.folded)]
        own = [one for one in own if not describes(one, text) and not is_no_name(one)]
        plain = [one for one in own if one not in redaction_words().things and len(one) > 2]
        if plain and several[-1].folded not in _NO_PLACE:
            yield _found(text, several[0].start, several[-1].end, plain)


def _only_name(text: Text, several: list[Token], own: list[str]) -> bool:
    """Whether capitalized words alone can be an organization: no field, drug, test or day."""
    first, words = several[0], redaction_words()
    if first.raw.isupper() and not (len(several) == 1 and len(first.raw) < 6):
        return False
    if is_no_name(first.folded) or first.folded in text.small:
        return False
    if len(own) < len(several) / 2 or any(word in words.things for word in own):
        return False
    return not any(describes(word, text) for word in own) and own[0] not in words.acronyms
