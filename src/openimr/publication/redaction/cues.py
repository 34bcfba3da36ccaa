"""Persons whose names are words as well, or not in any list, told by the sentence around them.

"Speed" behind "clearance by" is somebody, and so are "Hand, who reviewed it" and "testified, Self
shouted": no thing stands there with a capital. Every form is asked for a word that is a name too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from openimr.assignment.name_words import folded, name_words
from openimr.publication.redaction import cue_forms as forms
from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import PERSONS, Kind
from openimr.publication.redaction.name_lists import all_names, given_names, worded_names
from openimr.publication.redaction.name_neighbours import CITED
from openimr.publication.redaction.standing import CALLED, Text, is_verb
from openimr.publication.redaction.words import is_no_name, redaction_words

_OPENS = frozenset(
    {
        *("first", "second", "last", "more", "so", "yes", "no", "now", "new", "old", "early"),
        *("to", "than"),
    }
)
"""Words with which a sentence begins before a comma."""
_NO_FAMILY = frozenset({"la", "le", "no"})
"""Of family names of two letters, those that are articles in names of towns, or "No"."""
_AT_FIRM = re.compile(r"\sat\s(?:the\s)?[A-Z][\w’'-]+\s[A-Z]")
"""Where somebody is whose name is a month's ("from April at Redwood Managed Care")."""
_MONTHS = frozenset({"march", "april", "may", "june", "august"})
_TELLS = frozenset({"documents", "notes", "records", "reports", "states"})
"""What somebody does in the midst of a sentence, and things where one begins."""
_CAN = frozenset({"already", "can", "could", "will", "helps", "cannot", "drives"})
"""What follows somebody behind a colon."""


def cued_in(text: Text) -> Iterator[Found]:
    """Everybody whom a form tells and whose name may be one."""
    for found in forms.INTRODUCED.finditer(text.text):
        who = forms.WHO.match(text.text, found.end()) is not None
        if _somebody(text, found, within=False, who=who):
            yield person(found)
    for form in forms.ABBREVIATED:
        for found in form.finditer(text.text):
            if _somebody(text, found, within=True, who=True):
                yield person(found)
    for form in forms.WITH_WHO:
        for found in form.finditer(text.text):
            if _unknown(text, found["name"]):
                yield person(found)
    yield from _in_sentences(text)
    for form in forms.WRITTEN:
        yield from (person(found) for found in form.finditer(text.text) if _writes(found["name"]))


def _in_sentences(text: Text) -> Iterator[Found]:
    """Names in the midst of a sentence, or before what only somebody does."""
    for form in forms.WITHIN:
        for found in form.finditer(text.text):
            if _acts(found) and _somebody(text, found, within=True):
                yield person(found)
    for found in forms.RELATED.finditer(text.text):
        if folded(found["name"]) in given_names() and _somebody(text, found, within=True):
            yield person(found)
    for found in forms.BEGINS.finditer(text.text):
        if found["does"] in redaction_words().speaks and _begins(folded(found["name"])):
            yield person(found)


def beside_in(text: Text, persons: Iterable[Found]) -> Iterator[Found]:
    """Whoever stands behind "and" or "or" beside one of these persons."""
    for one in persons:
        found = forms.ANOTHER.match(text.text, one.end) if one.kind in PERSONS else None
        if found is None:
            continue
        if _somebody(text, found, within=True) or (one.sure and _unknown(text, found["name"])):
            yield person(found)


def person(found: re.Match[str]) -> Found:
    """Whom the group "name" names; the family name, first with a comma or last, tells others."""
    name = found["name"].strip()
    family = name.partition(",")[0].strip() if "," in name else re.split(r"[ .\n]", name)[-1]
    owner = f"~{folded(family)}"
    return Found(*found.span("name"), Kind.PERSON, owner, How.PATTERN, sure=False)


def initialed_in(text: Text) -> Iterator[Found]:
    """An initial and a word that is a family name as well."""
    for found in forms.INITIALED.finditer(text.text):
        if _somebody(text, found, within=True, who=True, group="last"):
            yield person(found)


def barred(word: str) -> bool:
    """Whether a word is of medicine, of an office, of a body or of many firms."""
    table, names = redaction_words(), name_words()
    several = table.shared | table.bodies | table.states | names.common | names.forms
    return is_no_name(word) or word in several or word in names.titles


def _acts(found: re.Match[str]) -> bool:
    """Whether what follows, where the form asks for it, is what only persons do."""
    does = found.groupdict().get("does")
    if does is None or does in _TELLS | _CAN or does in redaction_words().speaks:
        return True
    return folded(found["name"]) in all_names() and is_verb(does) and does not in {"and", "who"}


def _begins(word: str) -> bool:
    """Whether a word before "wrote" or "agrees" is a name where a sentence begins."""
    table = redaction_words()
    if word in _OPENS or word in table.joining or word in table.complaints:
        return False
    return word in worded_names() and not barred(word)


def _writes(name: str) -> bool:
    """Whether a word can be the name of somebody who wrote a letter."""
    bare, table = _last(name), redaction_words()
    return not barred(bare) or bare in table.short_families | (table.ordinary - table.complaints)


def _last(name: str) -> str:
    return folded(name.rsplit(maxsplit=1)[-1])


def _somebody(
    text: Text, found: re.Match[str], *, within: bool, who: bool = False, group: str = "name"
) -> bool:
    """Whether a capitalized word here may be a name.

    Args:
        text: any text.
        found: the form with the word.
        within: it stands in the midst of a sentence.
        who: what stands beside it is said of nobody's body ("who", an initial).
        group: of the form in which the word stands.
    """
    bare, end = _last(found[group]), found.end(group)
    table = redaction_words()
    if bare in name_words().titles or CITED.match(text.text, end):
        return False
    if found[group].isupper():
        listed = bare in all_names() or (who and bare in worded_names())
        return len(bare) > 2 and listed and not barred(bare)
    month = bare in _MONTHS and _AT_FIRM.match(text.text, end) is None
    if month or CALLED.match(text.text, end):
        return False
    if bare in table.short_families and within:
        return bare not in _NO_FAMILY
    if _means_thing(bare, within=within, who=who):
        return False
    return bare in worded_names() or _listed(found[group].rsplit(maxsplit=1)[-1])


def _means_thing(word: str, *, within: bool, who: bool) -> bool:
    """Whether a word is rather one of medicine, of an office or of what hurts."""
    table = redaction_words()
    opens = word in _OPENS and not within
    other = barred(word) and not ((within or who) and word in table.ordinary)
    return opens or other or (word in table.complaints and not (who and word in table.things))


def _listed(word: str) -> bool:
    """Whether a word, or a part of it, is in a list of names ("Ji-hoon")."""
    first, _, second = word.partition("-")
    if second and folded(first) in redaction_words().short_families:
        return second.islower()
    return any(folded(part) in all_names() for part in (word, first, second) if part)


def _unknown(text: Text, name: str) -> bool:
    """Whether a word in no list, beside somebody's name, can be another's."""
    bare, table = _last(name), redaction_words()
    several = table.occupations | table.facility_heads | table.company_heads | table.weak_heads
    known = barred(bare) or bare in several or bare in text.small or bare in table.things
    return name.rsplit(maxsplit=1)[-1].istitle() and len(bare) > 3 and not known
