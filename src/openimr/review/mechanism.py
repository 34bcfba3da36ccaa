"""How the injury happened, as a clause that goes on from "was injured on that day"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from openimr.casefile.model import CaseFile, Page
from openimr.review.naming import spelled_out
from openimr.review.quoting import Quoter
from openimr.review.story import Told, papers
from openimr.vocabulary.dates import find_dates
from openimr.vocabulary.fact import Fact, FactKind
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.value import Value

_HURT = re.compile(
    r"\b(?:slip|fell|fall|struck|strik|hit|lift|pull|tugg|twist|jerk|step|caught|catch|crush"
    r"|collid|collision|crash|rear-?end|tripp|stumbl|assault|threat|attack|bent|bend|reach|carr"
    r"|push|jam|kick|bit|burn|scald|cut|explo|blew|dropp|robb|gun|trap|point|squat|kneel|climb"
    r"|yank|moving|moved|repetitive|typing|throw|threw|shov|roll|land|snapp|pop|gave (?:way|out)"
    r"|let go|prolonged|repeated|heavy|continuous|expos|inhal|splash|electr|motor vehicle"
    r"|cumulative|jump|strain|lost (?:his|her))",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-Z\u201c\"])|\n\s*\n")
_WHEN = re.compile(
    r"\b(?i:injur\w+|hurt|accident|pain|harmed)\b[^;]{0,90}?\b(?P<how>(?:when|while|after)\s.+)"
)
_DOING = re.compile(r"\b(?i:injur\w+|hurt)\b[^;]{0,60}\d,?\s+(?P<how>[a-z]{3,}ing\s.+)")
_HARMED = (
    r"assaulted|struck|hit|attacked|rear-?ended|bitten|kicked|threatened|robbed|run over|crushed"
    r"|burned|burnt|scalded|thrown|pinned|trapped|shot|stabbed|splashed|electrocuted|exposed|held"
    r"|knocked|pushed|pulled|dragged"
)
_WAS_DONE = re.compile(rf"\bwas\s+(?P<how>(?:{_HARMED})\b.+)")
_DONE_BY = re.compile(rf"(?<!was )(?<!were )\b(?P<how>(?:{_HARMED})\s+by\b.+)")
_SELF = (
    r"\b(?:who|(?P<pronoun>[Hh]e|[Ss]he)|(?:the\s+|this\s+)?(?:injured\s+worker|patient|employee|applicant"
    r"|claimant|worker)|(?:Mr|Ms|Mrs|Miss)\.?\s+[A-Z][\w'\u2019-]+)\s+"
)
_DID = re.compile(
    _SELF + r"(?:then\s+|reportedly\s+|accidentally\s+)?(?P<how>(?:fell|slipped|tripped|stumbled"
    r"|strained|sprained|twisted|injured|hurt|burned|cut|lacerated|crushed|fractured|broke|tore"
    r"|struck|hit|jammed|caught|jumped|stepped|landed|lost\s+(?:his|her)\s+(?:balance|footing|grip)"
    r"|felt\s+(?:an?\s+)?(?:pop|snap|sharp|sudden|immediate|pain|tear)"
    r"|was\s+(?!(?:seen|evaluated|treated|referred|diagnosed|examined|given|placed|released|injured"
    r"|hurt)\b)(?:\w+ly\s+)?\w+(?:ing|ed|t|n|d))\b.+)"
)
_GRADUAL = re.compile(
    _SELF.replace(r"\b(?:who", r"(?:\bwho|\b[a-z]+(?:er|or|ist|ian|man|hand|clerk|nurse|aide)")
    + r"(?:gradually\s+)?(?P<how>developed\s.+?\b(?:from|due to|because of|secondary to|as a"
    r" result of)\s.+)"
)
_BY_YEARS = re.compile(
    r"\b(?:from|due to|because of|secondary to|as a result of)\s+(?:the\s+)?(?P<how>(?:prolonged"
    r"|repetitive|repeated|continuous|constant|frequent|heavy|years of|cumulative)\s[^.;,(]{5,80})"
)
_LABEL = re.compile(
    r"\b(?:Mechanism(?: of injury)?|How (?:did )?(?:the |this )?(?:injury|accident)"
    r" (?:occur(?:red)?|happen(?:ed)?)|MOI|History of (?:the )?injury)\s*[:?]\s*(?P<how>[^\n]+"
    r"(?:(?<![.])\n(?-i:[a-z])[^\n:]+)?)",
    re.IGNORECASE,
)
_ON_THE_DAY = re.compile(
    r"^(?:at about [^,]{1,20},\s*)?,?\s*(?P<how>(?:he|she|a|an|the|his|her)\s.+)"
)
_PRESENTS = re.compile(r"\b\d{2}[\s-]*(?:year|yr)s?\.?[\s-]*old\b|\b\d{2}\s?y/?\.?o\b", re.I)
"""A sentence that presents the worker tells of this injury even without its day."""
_SUBJECT = re.compile(
    r"^(?:He|She)\s+(?!(?:is|has|had|presents?|states|reports|relates|says|complains|works|worked"
    r"|(?:was|has been)\s+(?:a|an|the|injured|hurt|seen|working|employed))\b)"
)
"""A sentence that begins with what happened, not with who the worker is or what is told."""
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_DAY_OF = re.compile(r",?\s*\b(?:on|dated|of)(?:\s+or\s+about)?\s*$")
_MOST, _LEAST = 24, 4
_STOP = re.compile(
    r"(?:[\s,;:]+|\s+(?:and|or|but|the|a|an|of|to|with|in|on|at|for|from|by|her|his|that|which|was"
    r"|were|had|felt|causing|so|as|when|while))+$"
)


class _Injury(Value, frozen=True, kw_only=True):
    """The day of the injury, and how a clause names the employee."""

    day: dt.date
    subject: str


def mechanism_of(
    case_file: CaseFile,
    facts: Iterable[Fact],
    injured: dt.date,
    quoter: Quoter,
    subject: str = "the employee",
) -> Told | None:
    """How the injury of a day happened, with the word that joins it to that day.

    Args:
        case_file: the papers searched, those of clinicians first.
        facts: facts on the injury's history.
        injured: the day of the injury; a sentence that names another day tells of another one.
        quoter: keeps names and badly read words out.
        subject: how the clause names the employee.
    """
    found = [
        (_worth(told.words) - 1, told)
        for fact in facts
        if fact.kind is FactKind.HISTORY and fact.concept == "injury" and fact.date == injured
        if (
            told := _told(
                f"when {fact.quote[0].lower()}{fact.quote[1:]}",
                fact.quote,
                fact.place,
                quoter,
                injured,
            )
        )
        is not None
        and _SUBJECT.match(fact.quote)
    ]
    injury = _Injury(day=injured, subject=subject)
    for document in papers(case_file):
        for page in case_file.pages_of(document):
            for sentence, start in _sentences(page):
                place = page.as_text().span(start, start + len(sentence))
                found += _mechanisms(sentence, place, injury, quoter)
    return max(found, key=lambda one: one[0])[1] if found else None


def _worth(words: str) -> int:
    """How much a clause tells: what happened, to a length that can be read."""
    return 100 * min(2, len(_HURT.findall(words))) + min(len(words.split()), 16)


def _mechanisms(
    sentence: str, place: PageSpan, injury: _Injury, quoter: Quoter
) -> Iterator[tuple[int, Told]]:
    """What one sentence tells, with its worth; less where it does not name the day."""
    ends = [end for day, _, end in find_dates(sentence) if day == injury.day]
    if not ends and not _may_be_undated(sentence, injury.day):
        return
    for clause in _clauses(sentence, ends[0] if ends else None, injury.subject):
        hurt = _HURT.search(clause)
        told = _told(clause, sentence, place, quoter, injury.day) if hurt else None
        if told is not None:
            yield _worth(told.words) - (0 if ends else 50), told


def _may_be_undated(sentence: str, injured: dt.date) -> bool:
    """Whether a sentence without the day speaks of this injury and of no other."""
    other = find_dates(sentence) or {year for year in _YEAR.findall(sentence)} - {f"{injured:%Y}"}
    return not other and bool(_PRESENTS.search(sentence) or _LABEL.search(sentence))


def _clauses(sentence: str, after: int | None, subject: str) -> Iterator[str]:
    """Clauses of a sentence that may tell what happened, each with the word that joins it."""
    text = " ".join(sentence.split(" ")).replace("\n", " ")
    for pattern, joint in (
        (_WHEN, ""),
        (_DOING, "while "),
        (_DID, "when {} "),
        (_DONE_BY, "when {} was "),
        (_GRADUAL, ", having "),
        (_BY_YEARS, ", from "),
    ):
        found = pattern.search(text)
        if found:
            own = (found.groupdict().get("pronoun") or subject).lower()
            yield _joined(f"{joint.format(own)}{found['how']}")
    labelled = _LABEL.search(sentence)
    if labelled:
        yield _of_label(" ".join(labelled["how"].split()), subject)
    if after is None:
        return
    on_the_day = _ON_THE_DAY.search(text[after:].lstrip(" ,"))
    if on_the_day:
        yield _joined(f"when {on_the_day['how']}")
    done = _WAS_DONE.search(text)
    if done and not _DID.search(text):
        yield f"when {subject} was {done['how']}"


def _of_label(words: str, subject: str) -> str:
    """What a form's field says: "Lifting a crate", "Slipped on a wet floor"."""
    own = re.sub(_SELF, "", words, count=1) if re.match(_SELF, words) else words
    plain = f"{own[0].lower()}{own[1:]}"
    if plain.split(maxsplit=1)[0].endswith("ing"):
        return f"while {plain}"
    return f"when {plain}" if plain.startswith(("a ", "an ", "the ")) else f"when {subject} {plain}"


def _joined(clause: str) -> str:
    """A clause that goes on with a "when" of its own begins with "as"."""
    head = "when "
    return f"as {clause[len(head) :]}" if clause.startswith(head) and " when " in clause else clause


def _told(
    clause: str, passage: str, place: PageSpan, quoter: Quoter, injured: dt.date
) -> Told | None:
    """The clause at a readable length, where it was read surely and names nobody."""
    words = _short(_undated(clause, injured))
    if len(words.split()) < _LEAST or quoter.unnamed(words) != words:
        return None
    if re.search(r"\b(?:I|my|me|not|denies)\b|[\u2610-\u2612|_\\\[\]]|\?", words):
        return None
    if not quoter.read_surely(_part(words, passage, place)):
        return None
    return Told(words=spelled_out(words), place=place)


def _undated(clause: str, injured: dt.date) -> str:
    """The clause without the day of the injury, which the sentence has named."""
    for day, start, end in find_dates(clause):
        if day == injured:
            return f"{_DAY_OF.sub('', clause[:start].rstrip())} {clause[end:].lstrip(' ,')}".strip()
    return clause


def _part(words: str, passage: str, place: PageSpan) -> PageSpan:
    """Where in a passage the words stand, without the ones that join them."""
    pattern = r"\s+".join(re.escape(word) for word in words.split()[2:])
    found = re.search(pattern, passage)
    if found is None:
        return place
    start = place.start + found.start()
    return PageSpan(file=place.file, page=place.page, start=start, end=start + len(found[0]))


def _short(clause: str) -> str:
    """The clause up to the last joint that leaves it readable."""
    text = re.sub('["\u201c\u201d]', "'", " ".join(clause.split()))
    text = re.split(r"[.;](?:\s|$)|\s\(", text)[0]
    found = find_dates(text)
    if found:
        text = re.sub(r"\s+on\s*$", "", text[: found[0][1]].rstrip(" ,"))
    words = text.split()
    if len(words) > _MOST:
        text = " ".join(words[:_MOST])
        joints = [m.start() for m in re.finditer(r",\s|\s(?:and|so that|which|causing)\s", text)]
        text = text[: joints[-1]] if joints and joints[-1] > 20 else text
    comma = re.search(r",\s(?:felt|feeling|resulting|causing|landing|injuring|sustaining)\b", text)
    return _STOP.sub("", text[: comma.start()] if comma else text)


def _sentences(page: Page) -> Iterator[tuple[str, int]]:
    """The sentences of a page with their places."""
    start = 0
    for match in [*_SENTENCE.finditer(page.text), None]:
        end = match.start() if match else len(page.text)
        sentence = page.text[start:end]
        if sentence.strip() and len(sentence) < 600:
            lead = len(sentence) - len(sentence.lstrip())
            yield sentence.strip(), start + lead
        start = match.end() if match else end
