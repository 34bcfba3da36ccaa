"""Whole names whose family name is a word ("Grant Page", "Power, Gail V."), and their entries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.assignment.name_words import folded, name_words
from openimr.publication.redaction import cue_forms as forms
from openimr.publication.redaction.cues import barred, person
from openimr.publication.redaction.found import Found
from openimr.publication.redaction.name_lists import all_names, given_names, worded_names
from openimr.publication.redaction.name_neighbours import CITED
from openimr.publication.redaction.standing import Text, is_verb
from openimr.publication.redaction.stranger_forms import DEGREE_HERE, DEGREES
from openimr.publication.redaction.words import is_no_name, redaction_words

_JOINS_NAMES = frozenset({"and", "or", "on", "at", "in", "for", "to", "of", "md", "do", "dc", "np"})
"""Behind a name in capitals, words that belong to none."""
_BEFORE = 24
"""Characters before a name that are looked at."""


def whole_names_in(text: Text) -> Iterator[Found]:
    """Every whole name of which one part may be a word."""
    at = 0
    while found := forms.WHOLE.search(text.text, at):
        at = found.start() + len(re.split(r"[ -]", found["name"])[0])
        if _worded(found) and _one_case(found) and _ends(text, found) and _told(text, found):
            at = found.end()
            yield person(found)._replace(sure=True)
    for found in forms.ENTRY.finditer(text.text):
        if _entered(found["name"]):
            yield person(found)._replace(sure=True)
    for found in forms.LABELED.finditer(text.text):
        given = folded(found["given"]) in given_names()
        if _is_word(folded(found["family"].split()[-1])) and (found["middle"] or given):
            yield person(found)._replace(sure=True)


def _is_word(family: str) -> bool:
    """Whether a family name is a word, or has two letters."""
    table = redaction_words()
    if family in name_words().titles:
        return False
    if family in table.short_families:
        return True
    return family in worded_names() and family not in table.joining


def _worded(found: re.Match[str]) -> bool:
    """Whether a listed given name and a family name that is a word stand here."""
    given = folded(re.split(r"[ -]", found["given"])[0])
    return given in given_names() and _is_word(folded(found["last"].split()[-1]))


def _one_case(found: re.Match[str]) -> bool:
    """Whether a name is in small letters or whole in capitals."""
    return found["given"].isupper() == found["last"].isupper()


def _ends(text: Text, found: re.Match[str]) -> bool:
    """Whether a name ends here: no noun in small letters follows ("Priya. Young patients")."""
    does = _next(text, found)
    if CITED.match(text.text, found.end()):
        return False
    if found["last"].isupper():
        return _ends_loud(text, found)
    return not does or is_verb(does) or forms.NAME_ENDS.match(text.text, found.end()) is not None


def _ends_loud(text: Text, found: re.Match[str]) -> bool:
    """Whether a name in capitals ends here: by a sign, or before a verb where it is no "TO"."""
    joins = folded(found["last"].split()[-1]) in redaction_words().joining
    if forms.SIGN_ENDS.match(text.text, found.end()) or found["middle"] is not None:
        return True
    behind = re.match(r"[ \n]([A-Z]+)", text.text[found.end() : found.end() + _BEFORE])
    if behind is None or joins:
        return False
    return is_verb(behind[1]) or behind[1].lower() in _JOINS_NAMES


def _next(text: Text, found: re.Match[str]) -> str:
    """The word in small letters behind the name; "" where there is none."""
    behind = re.match(r"\s+([a-z]+)", text.text[found.end() : found.end() + _BEFORE])
    return behind[1] if behind else ""


def _told(text: Text, found: re.Match[str]) -> bool:
    """Whether an initial, the given name or what stands around leaves it no other meaning."""
    table = redaction_words()
    if found["middle"] is not None:
        return True
    last = folded(found["last"].split()[-1])
    before = text.text[max(0, found.start() - _BEFORE) : found.start()]
    given = [folded(word) for word in re.split(r"[ -]", found["given"])]
    plain = not any(word in table.ordinary or is_no_name(word) for word in given)
    if last in table.complaints and not is_verb(_next(text, found)):
        placed = forms.LEADS.search(before) is not None
        return placed and (plain or forms.DATED.match(text.text, found.end()) is not None)
    if found["last"].isupper():
        dated = forms.DATED.match(text.text, found.end()) is not None
        sure = plain or dated or DEGREES.match(text.text, found.end()) is not None
        return forms.LEADS.search(before) is not None and sure
    if plain:
        return True
    return (
        forms.LEADS.search(before) is not None
        or forms.ASSISTANT.match(text.text, found.end()) is not None
    )


def _entered(name: str) -> bool:
    """Whether an entry is of a person: a listed word, none of medicine, no degree or state."""
    words = [folded(word) for word in re.findall(r"[^\W\d_]{2,}", name)]
    if DEGREE_HERE.search(name) or re.search(r",\s*[A-Z]{2}$", name):
        return False
    ordinary = redaction_words().ordinary
    if any(barred(word) and word not in ordinary for word in words):
        return False
    return any(word in all_names() for word in words)
