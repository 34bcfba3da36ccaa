"""Persons whose names are words as well, or not in any list, told by the sentence around them.

"Speed" behind "clearance by" is somebody, and so are "Hand, who reviewed it" and "testified, Self
shouted": no thing stands there with a capital. Every form is asked for a word that is a name too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from openimr.assignment.name_words import folded, name_words
from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import PERSONS, Kind
from openimr.publication.redaction.name_lists import all_names, given_names
from openimr.publication.redaction.name_neighbours import CITED
from openimr.publication.redaction.standing import CALLED, RELATIONS, Text, is_verb
from openimr.publication.redaction.stranger_forms import CAPITAL, DEGREE_HERE, JOBS
from openimr.publication.redaction.words import is_no_name, redaction_words

_ONE = rf"{CAPITAL}(?:['’]{CAPITAL})?[^\W\d_]+(?:-[^\W\d_]+)?"
_SMALL = r"(?:[Dd]e(?:l|la)?|[Vv]an|[Vv]on|[Dd]e[ ]l[ao]s?)[ ]"
_NAME = rf"(?P<name>(?:{_SMALL})?{_ONE})"
_ENDS = (
    r"(?=\s*[.,;:)\]]|\s*\n\s*\n|\s*$|['’]s\b|\s+[(–—\d]"
    r"|\s+(?:on|at|in|for|is|was|has|who|and|or|to|but|from|with|of|went|does|did|not|that|as|then|medically)\b)"
)
"""What follows somebody's name in the midst of a sentence."""
_DAY = r"(?:\d{1,2}[/.-]\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d)"
_INTRODUCED = re.compile(
    rf"{_NAME}(?=,\s+(?:who\b|(?:the|an?)\s+(?:[a-z-]+\s+){{0,2}}(?:{RELATIONS}|{JOBS})\b))"
)
"""Somebody and what he is; a sentence may begin with it."""
_WHO = re.compile(r",\s+who\s")
_ENCLOSED = re.compile(rf"\b(?:UR|HR|IMR|QME|AME|PTP|PCP)[ ]\({_NAME}(?=\))")
_ABBREVIATED = re.compile(rf"\b(?:NCM|RNCM|PCP|PTP)[ ]{_NAME}(?=\s+[a-z]+|[.,;)])")
_MEANT = (_INTRODUCED, _ENCLOSED, _ABBREVIATED)
_WRITTEN = (
    re.compile(rf"\b(?i:reply|objection letter|letter)[ ]{_NAME}(?=\s*[;,.\n]|\s*$)"),
    re.compile(rf"(?:[:;]|\b[Ll]etter\s(?:of|from))\s{_NAME}\s+(?i:to)\s+{_ONE}(?:[ ]{_ONE})?,?\s+{_DAY}"),
    re.compile(
        rf"(?:[:;]|\b[Ll]etter\s(?:of|from))\s(?:{_SMALL})?{_ONE}(?:[ ]{_ONE})?\s+(?i:to)\s+{_NAME}(?=,?\s+{_DAY})"
    ),
)
"""Forms of letters: who wrote, who answered; whatever word stands there."""
_WITHIN = (
    re.compile(rf"\b(?:by|with|named|told|asked|for|from|to)\s+{_NAME}{_ENDS}"),
    re.compile(rf"\b(?i:did|does|would|could)\s+{_NAME}(?=\s+[a-z]+)"),
    re.compile(r"\b(?:by|with)\s+(?P<name>An|Do|He|Her|My|Ng|Oh|So|To|Xu)(?=\s+[a-z])"),
    re.compile(rf"\b(?:since|because|as|that|when|while|although|if|but),?\s+{_NAME}(?=\s+(?P<does>[a-z]+))"),
    re.compile(rf"[a-z][,;]\s+{_NAME}(?=\s+(?P<does>[a-z]+))"),
    re.compile(rf"\b(?i:[a-z]+|h/day):\s+{_NAME}(?=\s+(?P<does>already|can|could|will|helps|cannot|drives)\b)"),
)
"""Forms in the midst of a sentence; a word that somebody "does" is one for persons alone."""
_LABELED = re.compile(
    rf":[ ]?(?P<name>(?P<family>{_ONE}(?:[ ]{_ONE})?)[ ]?,[ ]?(?P<given>{_ONE})(?P<middle>[ ][A-Z]\b\.?)?)"
    r"(?=[ ]*[;.\n(]|[ ]{2}|[ ]*$)"
)
"""Family and given name behind a colon."""
_BEGINS = re.compile(
    rf"(?:^|[.!?;]['\"”’)]?\s+|\b[QA]\.\s+){_NAME}(?=\s+(?:(?:also|never|still|then|again|later)\s+)?(?P<does>[a-z]+))"
)
"""Somebody who speaks or acts, where a sentence begins."""
_ENTRY = re.compile(
    rf"(?:,\s|(?m:^)[ ]*|[ ]{{2}})(?P<name>(?:{_SMALL}|St\.[ ])?{_ONE}(?:[ ]{_ONE})?[ ]?,[ ]?{_ONE}(?:[ ]{_ONE})?"
    rf"(?:[ ][A-Z]\b\.?)?)(?=,\s+{_DAY}|\s+[-–—]\s+{_DAY}|[ ]{{2}})"
)
"""Family and given name in a list of papers, before a day."""
_INITIALLED = re.compile(
    rf"(?:\b(?:by|with|to|of|from|and|or)\s+|\()(?P<name>(?:[A-Z]\.[ \n]?){{1,2}}(?P<last>(?:{_SMALL})?{_ONE})){_ENDS}"
)
_ANOTHER = re.compile(
    rf"\s+(?i:and|or|&)\s+{_NAME}"
    r"(?=\s+(?:gave|saw|say|said|agree|agreed|disagree|both|were|are|have|recommend|recommended|told|wrote)\b|\s*[.,;:)\n]|\s*$|['’]s\b|\s+(?:alike|both|to|in|on|for|who)\b)"
)
_WHOLE = re.compile(
    rf"(?P<name>(?P<given>{_ONE}(?:[ ]{_ONE})?)(?P<middle>[ ]{CAPITAL}\.)?[ ](?P<last>(?:{_SMALL})?{_ONE})"
    r"(?:[ \n](?:Jr|Sr)\b\.?|[ \n](?:II|III|IV)\b)?)"
    r"(?=\s*[.,;:)\]]|\s*\n|\s+(?:MD|DO|DC|PA|NP)\b|\s*$|['’]s\b|\s+[–—/-]|\s+[a-z]|\s\(|\s{2}|\s\d|\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
)
"""A given name, perhaps an initial, and a family name that is a word."""
_LEADS = re.compile(
    rf"(?:\b(?i:by|with|from|to|of|for|and|or|named|email|via|are|were|been|{RELATIONS}s?|{JOBS}|physician|doctor),?\s+"
    r"|\b(?:PA|NP|RN|MA|HR),?:?\s+|\b[QA]\.\s+|\bthis\s+is\s+|[–—/:;(|]\s?|[a-z],\s|^\s*)$"
)
"""What stands before a whole name whose two parts are words."""
_ASSISTANT = re.compile(r",\s+(?:MA|CMA|RMA)\b(?!\s+\d)")
_OPENS = frozenset({"first", "second", "last", "more", "so", "yes", "no", "now", "new", "old", "early", "to", "than"})
"""Words with which a sentence begins before a comma."""


def cued_in(text: Text) -> Iterator[Found]:
    """Everybody whom a form tells and whose name may be one."""
    for form in (*_MEANT, *_WITHIN):
        for found in form.finditer(text.text):
            place = found.start("name")
            within = form is not _INTRODUCED
            who = form in {_ENCLOSED, _ABBREVIATED} or (form is _INTRODUCED and _WHO.match(text.text, found.end()))
            if _somebody(text, place, found["name"], within=within, who=bool(who)) and _acts(found):
                yield _person(found)
    for found in _BEGINS.finditer(text.text):
        bare = folded(found["name"])
        if bare in redaction_words().ordinary - redaction_words().joining:
            if found["does"] in redaction_words().speaks and bare not in redaction_words().complaints:
                if bare not in _OPENS and not _barred(bare):
                    yield _person(found)
    for form in _WRITTEN:
        for found in form.finditer(text.text):
            bare = folded(found["name"].split()[-1])
            table = redaction_words()
            worded = table.short_families | (table.ordinary - table.complaints)
            if not _barred(bare) or bare in worded:
                yield _person(found)
    yield from _whole(text)
    for found in _ENTRY.finditer(text.text):
        words = [folded(word) for word in re.findall(r"[^\W\d_]{2,}", found["name"])]
        barred = [word for word in words if _barred(word) and word not in redaction_words().ordinary]
        degree = DEGREE_HERE.search(found["name"]) is not None
        if any(word in all_names() for word in words) and not barred and not degree:
            yield _person(found)._replace(sure=True)
    for found in _LABELED.finditer(text.text):
        family, given = folded(found["family"].split()[-1]), folded(found["given"])
        worded = family in redaction_words().ordinary or family in redaction_words().short_families
        if (worded and found["middle"]) or (worded and given in given_names()):
            yield _person(found)._replace(sure=True)
    for found in _INITIALLED.finditer(text.text):
        if _somebody(text, found.start("last"), found["last"], within=True, who=True):
            yield _person(found)


def _whole(text: Text) -> Iterator[Found]:
    """Whole names whose family name is a word: what stands before, or the given name, tells."""
    table = redaction_words()
    at = 0
    while found := _WHOLE.search(text.text, at):
        at = found.start() + len(re.split(r"[ -]", found["name"])[0])
        given = [folded(word) for word in re.split(r"[ -]", found["given"])]
        last, loud = folded(found["last"].split()[-1]), found["last"].isupper()
        word = last in table.ordinary or last in table.short_families
        word = word and (last not in table.joining or last in table.short_families)
        word = word and last not in name_words().titles and _ends_name(text, found.end())
        if not word or given[0] not in given_names():
            continue
        if (loud or found["given"].isupper()) and not (found["middle"] and _exact_case(found)):
            continue
        acts = re.match(r"\s+([a-z]+)", text.text[found.end() : found.end() + 24])
        if last in table.complaints and not (found["middle"] or (acts and is_verb(acts[1]))):
            continue
        before = text.text[max(0, found.start() - 24) : found.start()]
        plain = not any(one in table.ordinary or is_no_name(one) for one in given)
        led = _LEADS.search(before) is not None or _ASSISTANT.match(text.text, found.end())
        if (plain or led or found["middle"]) and not CITED.match(text.text, found.end()):
            at = found.end()
            yield _person(found)._replace(sure=True)


def _exact_case(found: re.Match[str]) -> bool:
    """Whether a name is in capitals as a whole, so that its initial stands among them."""
    return found["given"].isupper() and found["last"].isupper() and "." in found["middle"]


def _ends_name(text: Text, end: int) -> bool:
    """Whether a name ends here: no noun in small letters follows ("Priya. Young patients")."""
    behind = re.match(r"\s+([a-z]+)", text.text[end : end + 24])
    return behind is None or is_verb(behind[1]) or re.match(_ENDS, text.text[end:]) is not None


def beside_in(text: Text, persons: Iterable[Found]) -> Iterator[Found]:
    """Whoever stands behind "and" or "or" beside one of these persons."""
    for one in persons:
        found = _ANOTHER.match(text.text, one.end) if one.kind in PERSONS else None
        if found is not None and (
            _somebody(text, found.start("name"), found["name"], within=True)
            or (one.sure and _unknown(text, found["name"]))
        ):
            yield _person(found)


def _person(found: re.Match[str]) -> Found:
    family = folded(re.split(r"[ .,\n]", found["name"].strip())[-1])
    return Found(*found.span("name"), Kind.PERSON, f"~{family}", How.PATTERN, sure=False)


def _acts(found: re.Match[str]) -> bool:
    """Whether what follows, where the form asks for it, is what only persons do."""
    does = found.groupdict().get("does")
    if does in {"documents", "notes", "records", "reports", "states"}:
        return True
    if does is None or does in {"already", "can", "could", "will", "helps", "cannot", "drives"}:
        return True
    return does in redaction_words().speaks


def _somebody(
    text: Text, place: int, name: str, *, within: bool, who: bool = False
) -> bool:
    """Whether a capitalized word here may be a name.

    Args:
        text: any text.
        place: where the word begins.
        name: the word, small words before it with it.
        within: it stands in the midst of a sentence.
        who: what stands beside it is said of nobody's body ("who", an initial).
    """
    bare = folded(name.split()[-1])
    table = redaction_words()
    if bare in name_words().titles or CITED.match(text.text, place + len(name)):
        return False
    if name.isupper():
        listed = bare in all_names() or (who and bare in table.ordinary)
        return len(bare) > 2 and listed and not _barred(bare)
    if CALLED.match(text.text, place + len(name)) or bare in _months():
        return False
    if bare in table.short_families and within:
        return bare not in {"la", "le", "no"}
    if (bare in _OPENS and not within) or (_barred(bare) and not ((within or who) and bare in table.ordinary)):
        return False
    if bare in table.complaints and not (who and bare in table.things):
        return False
    parts = [folded(one) for one in name.split()[-1].split("-")]
    if len(parts) > 1 and parts[0] in table.short_families:
        return name.split()[-1].split("-")[1].islower()
    return bare in table.ordinary or any(part in all_names() for part in (bare, *parts))


def _unknown(text: Text, name: str) -> bool:
    """Whether a word in no list, beside somebody's name, can be another's."""
    bare, table = folded(name.split()[-1]), redaction_words()
    several = table.occupations | table.facility_heads | table.company_heads | table.weak_heads
    known = _barred(bare) or bare in several or bare in text.small or bare in table.things
    return name.split()[-1].istitle() and len(bare) > 3 and not known


def _barred(word: str) -> bool:
    """Whether a word is of medicine, of an office, of a body or of many firms."""
    table, names = redaction_words(), name_words()
    several = table.shared | table.bodies | table.states | names.common | names.forms
    return is_no_name(word) or word in several or word in names.titles


def _months() -> frozenset[str]:
    return frozenset({"march", "april", "may", "june", "august"})
