"""Persons whom the case does not know, found by what stands beside them.

A title, a degree, a label of a form, a signature, a role or a relation says that a name stands
there. Authors in citations, people after whom signs and tests are called, and organizations that
make guidelines are nobody of the case and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.assignment.name_words import folded, name_words
from openimr.publication.redaction import stranger_forms as forms
from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import Kind
from openimr.publication.redaction.name_lists import all_names, given_names, worded_names
from openimr.publication.redaction.name_neighbours import CITED
from openimr.publication.redaction.runs import runs_in
from openimr.publication.redaction.standing import Text
from openimr.publication.redaction.tokens import in_one_line
from openimr.publication.redaction.words import is_no_name, redaction_words

_ET_AL = re.compile(r"\s*,?\s+et\s+al\b")
_OFFICES = frozenset({"Therapist", "Attorney", "Interpreter", "Officer"})
"""Of the titles, words that stand before other words, too ("Interpreter Services")."""
_OWNS = ("'s", "’s", "'S", "’S")
_FIELD = re.compile(r"(?:ology|ologist|ics|istry|iatry|ist|ition|ment|ing|ance|ence|ery)$")
"""Ends of words for fields and offices ("by Cardiology")."""
_ENDS_WITH_DEGREE = re.compile(
    r"(?:^|[\s,])(?:M\.?D|D\.?[OC]|P[hH]\.?D|P[sS][yY]\.?D|R\.?N|P\.?A|L\.?A[cC]|MSN|BSN|DPT|OTR|F?NP|P\.?T|D\.?D\.?S|D\.?P\.?M)\.?$"
)
_INITIAL = re.compile(r"[^\W\d_]\.\s?[^\W\d_]{2}")
_Words = list[tuple[int, int, str]]
"""Words of what may be a name: their places, and as written."""
_FARTHEST = 70
"""Characters before a degree in which the name stands."""


def strangers_in(text: Text) -> Iterator[Found]:
    """Everybody unknown whom the words around give away."""
    yield from _titled(text)
    yield from _degreed(text)
    yield from _before_role(text)
    for found in forms.SIGNED.finditer(text.text):
        yield from _named(text, found.span("name"), Kind.PHYSICIAN)
    for found in forms.stated().finditer(text.text):
        if found[0][:2].lower() != "re" or not _says_else(text, found["name"]):
            yield from _named(text, found.span("name"), Kind.PERSON)
    yield from _told(text)
    yield from _copied(text)
    yield from runs_in(text)


def _told(text: Text) -> Iterator[Found]:
    """Names that a role, a relation or an act says of the first words."""
    for form in forms.WHOLE_NAMES:
        for found in form.finditer(text.text):
            if not _says_else(text, found[found.lastgroup or "name"]):
                span = found.span(found.lastgroup or "name")
                yield from _named(text, span, Kind.PERSON, told=True)
                yield from _others(text, span[1])
    for found in forms.BESIDE.finditer(text.text):
        if _only_names(text, found["name"]):
            yield from _named(text, found.span("name"), Kind.PERSON, told=True)
    for form in forms.SHORT_NAMES:
        for found in form.finditer(text.text):
            group = found.lastgroup or "name"
            if not _says_else(text, found[group]) and _may_be_name(text, found[group]):
                yield from _named(text, found.span(group), Kind.PERSON, told=True)


def _ending_at(text: Text, end: int) -> tuple[int, int, bool] | None:
    """The name that ends here: its place, and whether it is "Family, Given"."""
    if not _capital_before(text.text, end):
        return None
    first = max(0, end - _FARTHEST)
    before = forms.BEFORE.search(text.text[first:end])
    if before is None:
        return None
    turned = before["turned"] is not None
    start, last = before.span("turned" if turned else "name")
    if _ENDS_WITH_DEGREE.search(before[0]) is not None:
        return None
    return start + first, last + first, turned


def _capital_before(text: str, end: int) -> bool:
    """Whether the word that ends here has a capital: a look that costs little."""
    start = max(text.rfind(" ", 0, end), text.rfind("\n", 0, end), text.rfind("\t", 0, end))
    return any(sign.isupper() for sign in text[start + 1 : end])


def _degreed(text: Text) -> Iterator[Found]:
    """Names before a degree."""
    for found in forms.DEGREES.finditer(text.text):
        name = _ending_at(text, found.start())
        if name is None:
            continue
        start, end, turned = name
        bare = text.text[found.start()] == " "
        last = text.text[start if turned else _last_stretch(text, start, end) : end].lstrip()
        if bare and _loud(last) and not _INITIAL.match(last):
            continue
        if turned:
            family = folded(text.text[start:end].partition(",")[0])
            yield Found(start, end, Kind.PHYSICIAN, f"~{family}", How.PATTERN)
        else:
            span = _last_stretch(text, start, end), end
            yield from _named(text, span, Kind.PHYSICIAN, sure=True)


def _before_role(text: Text) -> Iterator[Found]:
    """Names before what somebody is or does, before a physician's field or an e-mail address."""
    for form in (forms.ROLE_BEHIND, forms.ACTS_BEHIND, forms.FIELD_BEHIND):
        for found in form.finditer(text.text):
            name = _ending_at(text, found.start())
            if name is None or _says_else(text, text.text[name[0] : name[1]]):
                continue
            words = text.text[name[0] : name[1]]
            whole = re.search(r"[\s.]", words) is not None
            if whole if form is forms.ACTS_BEHIND else _may_be_name(text, words):
                yield from _named(text, name[:2], Kind.PERSON, told=True)


def _last_stretch(text: Text, start: int, end: int) -> int:
    """Where the name begins behind the last word that is none ("Report Ana Ruiz, MD")."""
    words = list(re.finditer(r"[^\W\d_][\w'’-]*", text.text[start:end]))
    for word in reversed(words[:-1]):
        if len(word[0]) > 1 and _stops(text, word[0], first=False, sure=True, told=False):
            return start + word.end()
    return start


def _loud(name: str) -> bool:
    """Whether a line all in capitals leaves open if a degree stands there ("PATIENT DO WELL")."""
    words = re.findall(r"[^\W\d_]{2,}", name)
    return name.isupper() and all(folded(word) not in all_names() for word in words)


def _copied(text: Text) -> Iterator[Found]:
    """Those who get a copy, up to an empty line."""
    for found in forms.COPIES.finditer(text.text):
        at = found.end()
        while at < len(text.text) and text.text[at] not in "\r\n":
            name = forms.COPY.match(text.text, at)
            if name is not None and not _says_else(text, name["name"]):
                yield from _named(text, name.span("name"), Kind.PERSON, told=True)
            onward = forms.NEXT_COPY.match(text.text, at)
            at = onward.end() if onward else len(text.text)


def _only_names(text: Text, name: str) -> bool:
    """Whether each of several capitalized words may be of a name, and one is in a list of names."""
    words = [folded(word) for word in re.findall(r"[^\W\d_]{2,}", name)]
    table = redaction_words()
    barred = table.clinical | table.things | table.bodies | table.shared | table.occupations
    free = all(word not in barred and word not in text.small for word in words)
    return free and not name.isupper() and any(word in all_names() for word in words)


def _may_be_name(text: Text, name: str) -> bool:
    """Whether a word behind "by" can be a name: no field, no capitals of an office."""
    words = re.findall(r"[^\W\d_]{2,}", name)
    if not words or folded(words[0]) in name_words().titles or _degree(words[0]):
        return False
    if len(words[0]) > 2 and folded(words[0]) in name_words().degrees:
        return False
    if _FIELD.search(words[0].lower()) and folded(words[0]) not in all_names():
        return False
    if len(words) == 1 and words[0].isupper():
        return folded(words[0]) in all_names()
    return all(folded(word) not in redaction_words().bodies for word in words)


def _titled(text: Text) -> Iterator[Found]:
    """Names behind a title, all of them behind "Drs."."""
    for found in forms.TITLED.finditer(text.text):
        if found["title"] in _OFFICES and _says_else(text, found["name"]):
            continue
        kind = Kind.PHYSICIAN if found["title"].lower()[:1] in {"d", "p"} else Kind.PERSON
        yield from _named(text, found.span("name"), kind, sure=True)
        if found["title"].lower() == "drs" or text.text[found.end() : found.end() + 1] == "/":
            for span in _listed(text.text, found.end()):
                yield from _named(text, span, kind, sure=True)


def _listed(text: str, end: int) -> Iterator[tuple[int, int]]:
    """Places of the other names behind the first of "Drs."."""
    while found := forms.SECOND.match(text, end):
        yield found.span("name")
        end = found.end()


def _others(text: Text, end: int) -> Iterator[Found]:
    """Whole names behind a whole name, with commas or "and" between them."""
    if forms.DEGREES.match(text.text, end):
        return
    while found := forms.NEXT.match(text.text, end):
        if _says_else(text, found["name"]) or _loud(found["name"]):
            return
        yield from _named(text, found.span("name"), Kind.PERSON, told=True)
        end = found.end()


def _says_else(text: Text, name: str) -> bool:
    """Whether the first capitalized words are no name: a field, an office, a word of the text."""
    particles, table = name_words().particles, redaction_words()
    words = [folded(word) for word in re.findall(r"[^\W\d_]{2,}", name)]
    words = [word for word in words if word not in particles] or words
    given = given_names()
    if not words or words[0] in given:
        return not words
    everybody = name_words().common | name_words().forms | table.bodies | table.shared
    if is_no_name(words[0]) or words[0] in text.small or words[0] in table.occupations:
        return True
    trades = table.company_heads | table.facility_heads
    return any(word in everybody for word in words[:2]) or any(word in trades for word in words)


def _named(
    text: Text,
    span: tuple[int, int],
    kind: Kind,
    *,
    sure: bool = False,
    told: bool = False,
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
    while told and words and folded(words[0][2]) in name_words().titles:
        words = words[1:]
    kept = 0
    while kept < len(words) and (
        _goes_on(text, words, kept, sure=sure, told=told) or (kept and _signed(text, words, kept))
    ):
        kept += 1
        if words[kept - 1][2].endswith(_OWNS):
            break
    cited = _ET_AL if sure else CITED
    if not kept or cited.match(text.text, words[kept - 1][1]):
        return
    last = words[kept - 1]
    cut = 2 if last[2].endswith(_OWNS) else 0
    if len(last[2]) - cut < 2 and kept == 1:
        return
    family = folded(last[2][: len(last[2]) - cut]).replace("-", "")
    yield Found(words[0][0], last[1] - cut, kind, f"~{family}", How.PATTERN, sure)


def _signed(text: Text, words: _Words, place: int) -> bool:
    """Whether a word in capitals is the last of a name: a comma and a degree stand behind it."""
    _, end, word = words[place]
    degree = text.text[end : end + 1] == "," and forms.DEGREES.match(text.text, end)
    if place < len(words) - 1 or not degree or is_no_name(folded(word)):
        return False
    return not _stops(text, word, first=False, sure=True, told=False)


def _goes_on(text: Text, words: _Words, place: int, *, sure: bool, told: bool) -> bool:
    """Whether the word at this place belongs to the name that the words before it are of."""
    at, _, word = words[place]
    if _stops(text, word, first=place == 0, sure=sure, told=told):
        return False
    if not place:
        return True
    if not word.islower() and forms.DEGREE_HERE.match(text.text, at):
        return False
    broken = told and "\n" in text.text[words[place - 1][1] : at]
    if broken and not in_one_line(text.text, words[0][0], at):
        return False
    first = words[0][2]
    listed = first.isupper() and not _unlisted(first)
    particles = name_words().particles
    if folded(word) in particles or folded(words[place - 1][2]) in particles:
        return True
    return not (word.isupper() and _unlisted(word) and (place > 1 or listed))


def _stops(text: Text, word: str, *, first: bool, sure: bool, told: bool) -> bool:
    """Whether a word behind or instead of a name is none of it."""
    bare = folded(re.sub(r"['’][sS]$", "", word))
    words = redaction_words()
    if not first and len(word) > 1 and word.isupper() and bare in text.small:
        return True
    if len(word) < 2 or (first and told and bare in given_names()):
        return False
    if (sure or told) and bare in words.ordinary and not word.isupper():
        return False
    if first and sure and bare in words.ordinary and bare not in words.joining:
        return False
    return bare in words.clinical or bare in words.verbs or _degree(word)


def _unlisted(word: str) -> bool:
    """Whether no part of a word in capitals is in a list of names: what somebody did, then."""
    parts = [folded(part) for part in re.split(r"[-‐‑\s]+", word)]
    return len(word) > 1 and not any(
        part in all_names() or part in worded_names() for part in parts
    )


def _degree(word: str) -> bool:
    return word.isupper() and folded(word) in name_words().degrees and len(word) > 1
