"""Where a word stands as somebody's name.

A word that is also a word of the language, or too short, counts beside another word of the same
name, or where the place says a name: behind a title or a relation, before a degree or a verb.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from openimr.assignment.name_words import name_words
from openimr.publication.redaction.found import How
from openimr.publication.redaction.identifiers import Identifier
from openimr.publication.redaction.tokens import Token, begins_sentence, between, folded_word
from openimr.publication.redaction.variants import Part, person_parts
from openimr.publication.redaction.words import is_no_name, ordinary_among, redaction_words

_TITLES = (
    r"(?:(?:mr|mrs|ms|dr|prof|hon|sr|sra)\.?"
    r"|(?:miss|mx|doctor|professor|judge|nurse|attorney|señor|señora)(?!\.))"
)
_SMALL_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|dr)\.?\s*$", re.IGNORECASE)
_SMALL_PATIENT = re.compile(r"\b(?:mr|mrs|ms|miss|dr|pt)\.?\s*(?:\w+-)?$", re.IGNORECASE)
_TITLE = re.compile(
    rf"\b(?:{_TITLES}\s*|(?:adjuster|examiner|counsel|wcj|physician|surgeon|assistant|therapist|psychologist"
    r"|interpreter|law\s+offices?\s+of)\s+)$",
    re.IGNORECASE,
)
DEGREE = re.compile(
    r"\s*,?\s*(?:M\.?\s?D|D\.?\s?O|D\.?\s?C|PA-?C|N\.?P|R\.?N|Ph\.?\s?D|Psy\.?D|Esq|DPM|L\.?Ac|P\.T|DPT|OTR|CHT|D\.?D\.?S|D?FNP|LCSW)\b"
    r"(?!\.\s?[A-Z])"
)
RELATIONS = (
    r"(?:wife|husband|spouse|partner|son|daughter|mother|father|brother|sister|uncle|aunt|cousin"
    r"|nephew|niece|grandson|granddaughter|grandmother|grandfather|fianc[eé]e?|girlfriend|boyfriend"
    r"|co-?worker|supervisor|neighbou?r|roommate|friend|caregiver|landlord|boss)(?:-in-law)?"
)
"""What somebody is to the employee."""
_RELATED = re.compile(rf"\b{RELATIONS},?\s+(?:is\s+|named\s+)?$", re.IGNORECASE)
_LISTED = re.compile(r"\bDrs\.?\s+(?:[^\W\d_][\w'’-]*(?:,|,?\s+and|\s*&)\s+){1,4}$", re.IGNORECASE)
"""The names before this one behind "Drs."."""
_PAPER = re.compile(
    r"\bPR-?\d,?\s+$|\b(?:[Ll]etter|[Oo]pinion|[Dd]eposition|[Tt]estimony)\s+(?:of|from|to|by)\s+$"
    r"|\bby\s+(?:[^\W\d_a-z][\w'’-]+\s+){1,2}and\s+$"
)
_DOES = re.compile(
    r"\s+(?:(?:also|then|again)\s+(?P<verb>\w+)"
    r"|(?:does|did|has|had)\s+not\s+(?:state|say|report|explain|mention|document|give|describe|note"
    r"|ask|request|recommend|provide|discuss|address))\b"
)
"""What only somebody does, behind words that stand before what a thing does as well."""
_FAMILY = re.compile(
    r"\s+family\b|\s+c/o\b|['’]s\s+" + RELATIONS + r"\b|\s+\((?:spine|ortho|pain|neuro|psych)"
)
"""What follows a name: the family of somebody, a complaint, a relation, a physician's field."""
_IS_SOMEBODY = re.compile(
    r",\s+(?:who\b|(?:the|his|her|their|an?)\s+(?:[a-z-]+\s+){0,2}(?:physician|treater|surgeon|doctor"
    r"|provider|reviewer|nurse|therapist|adjuster|examiner|attorney|evaluator|practitioner)\b)"
)
"""What somebody is or does, behind the name."""
_SENT = re.compile(
    r"\s+to\s+[A-Z][\w'’-]+,?\s+(?:dated\s+)?(?:\d{1,2}/|[A-Z][a-z]+\s\d)|\s+/\s+[A-Z0-9-]*\d"
)
"""A letter's way and day behind who wrote it; a number behind whose it is."""
_ANSWERED = re.compile(
    r"(?:\b[Rr]eply|\b[Rr]esponse|\b[Oo]bjection(?:\s+letter)?|\b[Ll]etter|\b[Cc]opy\s+to|\b[Ss]ubject:\s+RFA"
    r"|\b[A-Z][\w'’-]+\s+or|\bfilled\s+(?:in|out)\s+by:?\s[^\n]{3,40}\s+for)\s+$"
)
"""What stands before whoever wrote or answered."""
_HALF_NAME = re.compile(r"(?<!\w)[A-ZÀ-Þ][^\W\d_]+[-‐‑]$")
_DID_NOT = re.compile(r"\s+did\s+not\s*[.;,]")
_PER = re.compile(r"\b[Pp]er\s+$")
_DATED = re.compile(r",\s+\d{1,2}/\d|\)\s+(?:of|dated|from)\s+\d")
"""What follows the writer of a paper in parentheses."""
_TO_OR_BY = re.compile(
    r"(?:\b(?:attn|attention|cc|by)\.?|/s/|\b(?:cc|attn|to|from):)\s+$", re.IGNORECASE
)
_AGAINST = re.compile(r"\s+[vV][sS]?\.\s")
_FILE = re.compile(r"(?:[_-]\w+)*\.(?:pdf|tiff?|docx?|jpe?g|png|txt|rtf)\b", re.IGNORECASE)
CALLED = re.compile(
    r"(?:['’]s)?(?:[\s-]+(?:and\s+\w+['’]s|\w+))?[\s-]+(?:tests?|signs?|cysts?|disease|palsy|syndromes?|maneuvers?|fractures?"
    r"|scales?|scores?|inventory|questionnaire|index|phenomenon|contractures?|criteria|esophagus|node"
    r"|nodes|tear|lesions?|deformity|exercises|brace|collar|procedure|arthroplasty|classification"
    r"|male|female|man|woman|men|women|patients|adults)\b",
    re.IGNORECASE,
)
"""What signs, diseases and scales that bear a person's name are, and who is young or white."""
_MONTH_AFTER = re.compile(r"\s+(?:\d|of\s+\d{4})")
_WHERE_OR_WHEN = frozenset({"in", "on", "at", "for", "with", "from", "to", "who", "today", "again"})
"""What follows a person's name, and seldom a thing with a capital."""
_INITIAL_BEFORE = re.compile(
    r"(?<![^\W_])(?P<letter>[^\W\d_])(?:[.．]\s{0,2}|\s|_)(?:[A-Z]\.\s{0,2})?$"
)
_ARTICLE_BEFORE = re.compile(
    r"(?<![:;,(/•])(?<!\bby)(?<!\bto)(?<!\bcc)(?<!\bfrom)(?<!\bDr)(?<!\bDr\.)(?:^|\s)[AI]\s$"
)
"""Where "A" is no initial."""
_DEGREE_BEFORE = re.compile(
    r"(?:,|\b[A-Z][a-z]+)\s+(?:M\.\s?D|D\.\s?[OC]|Ph\.\s?D|P\.\s?A)\.?,?\s*$"
)
_INITIAL_BEHIND = re.compile(
    r"(?:,\s?(?=\w\.)|[ _]{1,2}(?=\w(?:\.?[,;:)\]\n]|\.?\s\(|(?<![AI])\s[a-z]|_|$)))"
    r"(?P<letter>[^\W\d_])"
)
_ANYTHING_DOES = frozenset(
    {
        *("is", "was", "has", "had", "and", "did", "does", "could", "can", "would", "will"),
        *("may", "might", "also", "then", "again", "failed", "rated"),
    }
)
"""Words of the list of verbs that follow a test or treatment as well."""


class Mark(NamedTuple):
    """A word of a name at one token."""

    place: int
    who: Identifier
    part: Part
    how: How
    sure: bool


class Text(NamedTuple):
    """A text with its words, and the words it uses in small letters.

    Attributes:
        text: the text.
        tokens: its words, in order.
        small: words that it writes in small letters.
        places: for each word its places among the tokens.
        doubtful: of them, words that may be a name with a slip of pen or scanner.
    """

    text: str
    tokens: Sequence[Token]
    small: frozenset[str]
    places: Mapping[str, Sequence[int]]
    doubtful: Mapping[str, Sequence[int]]


def text_of(text: str, tokens: Sequence[Token], persons: Iterable[Identifier] = ()) -> Text:
    """A text with its words; a small word counts as one where it is not written as a name.

    Args:
        text: any text.
        tokens: its words.
        persons: whom the case knows; both names of one in small letters are no other words.
    """
    names = [frozenset(person_parts(one.value).words) for one in persons]
    small = {
        token.folded
        for place, token in enumerate(tokens)
        if token.raw.islower()
        and not any(map(str.isdigit, token.raw))
        and not _in_path(text, token)
        and not _SMALL_PATIENT.search(text[max(0, token.start - 20) : token.start])
        and not _paired(tokens, place, names)
    }
    places: dict[str, list[int]] = {}
    for place, token in enumerate(tokens):
        places.setdefault(token.folded, []).append(place)
    doubtful = {
        word: looking
        for word, its in places.items()
        if word not in small and _may_slip(word)
        if (looking := [place for place in its if _looks_like_name(text, tokens[place])])
    }
    return Text(text, tokens, frozenset(small), places, doubtful)


@functools.lru_cache(maxsize=50_000)
def _may_slip(word: str) -> bool:
    """Whether a word may be a name with a slip: none that means something else."""
    if len(word) < 3 or not any(letter.isalpha() for letter in word):
        return False
    return not is_no_name(word) and word not in redaction_words().ordinary


def _looks_like_name(text: str, token: Token) -> bool:
    """Whether a word has a capital or a digit, or stands behind a hyphen."""
    if token.raw != token.raw.lower() or token.folded[0] == "l":
        return True
    return any(map(str.isdigit, token.folded)) or text[token.start - 1 : token.start] == "-"


def _paired(tokens: Sequence[Token], place: int, names: Iterable[frozenset[str]]) -> bool:
    """Whether another word of the same name stands right beside this one."""
    word = tokens[place].folded
    beside = {
        one.folded for one in (*tokens[max(0, place - 1) : place], *tokens[place + 1 : place + 2])
    }
    return any(word in name and beside & (name - {word}) for name in names)


def _in_path(text: str, token: Token) -> bool:
    """Whether a word stands in an e-mail or web address or in the name of a file."""
    before, after = text[max(0, token.start - 1) : token.start], text[token.end : token.end + 2]
    if _HALF_NAME.search(text[max(0, token.start - 24) : token.start]):
        return True
    return before in {"@", "_", "+", "\\"} or re.match(r"[@_+]|[.\d]\w", after) is not None


def is_initial(text: Text, mark: Mark) -> bool:
    """Whether the word is a letter alone."""
    return len(text.tokens[mark.place].raw) == 1


def counts(text: Text, mark: Mark, marks: Sequence[Mark]) -> bool:
    """Whether a mark counts: for itself, by its neighbours or by its place."""
    if mark.sure:
        return True
    token = text.tokens[mark.place]
    if CALLED.match(text.text, token.end) and is_no_name(token.folded):
        return _TITLE.search(text.text[max(0, token.start - 12) : token.start]) is not None
    if any(_supports(text, one, mark) for one in marks):
        return True
    if not token.capital:
        return _titled_small(text.text, token)
    return (
        _place_says_name(text, token)
        or _initialled(text, token, mark.who)
        or _stands_as_name(text, mark)
    )


def _titled_small(text: str, token: Token) -> bool:
    """Whether a word in small letters stands behind a title, or between "pt" and "c/o"."""
    before = text[max(0, token.start - 12) : token.start]
    if _SMALL_TITLE.search(before):
        return True
    return _SMALL_PATIENT.search(before) is not None and text[token.end :].startswith(" c/o")


def _supports(text: Text, one: Mark, mark: Mark) -> bool:
    """Whether another word of the same name stands beside it, both like names."""
    middle = one.part is Part.MIDDLE and not (one.sure and abs(one.place - mark.place) == 1)
    if one.place == mark.place or middle or not _near(text, one, mark):
        return False
    apart = one.part is not mark.part or one.part is Part.FAMILY
    capitals = text.tokens[one.place].capital and text.tokens[mark.place].capital
    return one.sure or (apart and capitals)


def _near(text: Text, one: Mark, other: Mark) -> bool:
    """Whether two marks stand together, at most a middle name or initial between them."""
    first, last = sorted((one.place, other.place))
    inner = text.tokens[first + 1 : last]
    own = person_parts(one.who.value).words.keys() | name_words().particles
    small = all(len(token.raw) == 1 or token.folded in own for token in inner)
    if not 0 < last - first <= (4 if small else 2):
        return False
    gap = text.text[text.tokens[first].end : text.tokens[last].start]
    return (
        len(gap) <= 16
        and not ends(text, first, gap)
        and re.fullmatch(r"[\w\s.,'’\"“”()\-‐]*", gap) is not None
        and not (
            last - first == 2
            and text.tokens[first + 1].raw.islower()
            and len(text.tokens[first + 1].raw) > 3
        )
    )


def _initialled(text: Text, token: Token, who: Identifier) -> bool:
    """Whether an initial of the same name stands before the word, or behind it and a comma."""
    letters = person_parts(who.value).initials
    behind = _INITIAL_BEHIND.match(text.text, token.end)
    ahead = text.text[max(0, token.start - 24) : token.start]
    before = _INITIAL_BEFORE.search(ahead)
    if any(sign.search(ahead) for sign in (_ARTICLE_BEFORE, _DEGREE_BEFORE)):
        before = None
    return any(
        found is not None and found["letter"].isupper() and folded_word(found["letter"]) in letters
        for found in (before, behind)
    )


def _place_says_name(text: Text, token: Token) -> bool:
    """Whether a title, a label or a degree stands beside the word."""
    before = text.text[max(0, token.start - 40) : token.start]
    if any(sign.search(before) for sign in (_TITLE, _TO_OR_BY, _RELATED, _LISTED, _PAPER)):
        return True
    if any(sign.match(text.text, token.end) for sign in (DEGREE, _AGAINST, _FILE, _FAMILY)):
        return True
    does = _DOES.match(text.text, token.end)
    if does is not None and (does["verb"] is None or _only_person(does["verb"])):
        return True
    after = text.text[token.end : token.end + 1]
    thing = is_no_name(token.folded) or token.folded in redaction_words().things
    label = re.search(r"([A-Za-z’' ]+?)\s*[:#]\s*$", before)
    return (
        (after == ":" and not thing)
        or (before.endswith("; ") and _DID_NOT.match(text.text, token.end) is not None)
        or (after in set(",.;)") and _PER.search(before) is not None)
        or (before.endswith("(") and _DATED.match(text.text, token.end) is not None)
        or (label is not None and label[1].strip().lower() in redaction_words().labels)
        or (_may_be_somebody(token) and _acts(text.text, token, before))
    )


def _may_be_somebody(token: Token) -> bool:
    """Whether a word is a name besides what else it means."""
    return not is_no_name(token.folded) or token.folded in redaction_words().ordinary


def _acts(text: str, token: Token, before: str) -> bool:
    """Whether somebody writes, answers or is introduced here."""
    behind = any(sign.match(text, token.end) for sign in (_IS_SOMEBODY, _SENT))
    return behind or _ANSWERED.search(before) is not None


def _stands_as_name(text: Text, mark: Mark) -> bool:
    """Whether a word that is also a name stands as one: a capital where no capital must be."""
    token = text.tokens[mark.place]
    owns = text.text[token.end : token.end + 2].lower() in {"'s", "’s"}
    if mark.how is How.SLIP and _misread(token.raw) and owns:
        return True
    if mark.how is How.SLIP and len(token.raw) > 4 and reports(text, token):
        return True
    if mark.how is How.SLIP or mark.part in {Part.NICK, Part.MIDDLE} or len(token.raw) < 2:
        return mark.part is Part.NICK and _nick_alone(text, token)
    if CALLED.match(text.text, token.end):
        return False
    if owns:
        return not is_no_name(token.folded) or mark.part is Part.FAMILY
    return _in_sentence(text, mark.place)


def _in_sentence(text: Text, place: int) -> bool:
    """Whether a verb follows the word, or its capital is none of a sentence or of a month."""
    token = text.tokens[place]
    after = text.tokens[place + 1] if place + 1 < len(text.tokens) else None
    gap = "" if after is None else between(text.text, token, after)
    month = _MONTH_AFTER.match(text.text, token.end) is not None
    if after is not None and gap.isspace() and is_verb(after.raw) and not month:
        return not _thing_is(token.folded, after.folded)
    if begins_sentence(text.text, token.start) or token.all_capitals:
        return False
    if month or is_no_name(token.folded):
        return False
    if after is None or not gap.isspace():
        return True
    thing = token.folded in redaction_words().things
    return after.raw.islower() and (not thing or after.raw in _WHERE_OR_WHEN)


def _thing_is(word: str, verb: str) -> bool:
    """Whether a word for a thing stands before what things do too ("Pain is", "Case closed")."""
    does = verb in _ANYTHING_DOES or (verb.endswith("ed") and verb not in redaction_words().speaks)
    return does and (word in redaction_words().things or is_no_name(word))


def _misread(raw: str) -> bool:
    """Whether a word has a digit, or a capital behind a small letter, as only a scanner writes."""
    return re.search(r"[^\W\d_]\d|\d[^\W\d_]|[a-z][I]", raw) is not None


def is_verb(word: str) -> bool:
    """Whether a word is one that follows the name of somebody who did something."""
    low = word.lower()
    return low in redaction_words().verbs or (word.islower() and len(low) > 4 and low[-2:] == "ed")


def _only_person(word: str) -> bool:
    """Whether a verb is one of somebody who speaks or acts, and of no thing."""
    if word in redaction_words().speaks:
        return True
    return is_verb(word) and word not in _ANYTHING_DOES and not word.endswith("ed")


def reports(text: Text, token: Token) -> bool:
    """Whether a verb of somebody who speaks or acts follows the word."""
    after = re.match(r"\s+(\w+)", text.text[token.end : token.end + 24])
    return after is not None and is_verb(after[1]) and after[1].lower() not in _ANYTHING_DOES


def _nick_alone(text: Text, token: Token) -> bool:
    if len(token.raw) == 3 and token.raw.istitle():
        return reports(text, token)
    return (
        len(token.folded) > 3
        and token.raw[0].isupper()
        and not ordinary_among(token.folded, text.small)
    )


def ends(text: Text, place: int, gap: str) -> bool:
    """Whether a sentence ends behind this word: a full stop that is none of an abbreviation."""
    return len(text.tokens[place].raw) > 2 and re.match(r"\.\s", gap) is not None
