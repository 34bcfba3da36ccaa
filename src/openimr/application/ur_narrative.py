"""What a UR decision says in sentences and paragraphs about each request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from openimr.application.labels import label_of
from openimr.application.model import UrAction
from openimr.application.papers import Line
from openimr.application.request import parse_request
from openimr.application.treatment_words import alike
from openimr.application.ur_words import DECISION, ur_action
from openimr.vocabulary.numbers import NUMBER, Number
from openimr.vocabulary.value import Value


class Said(Value, frozen=True, kw_only=True):
    """A decision on one treatment with the lines, first up to last, of its paragraph."""

    text: str
    action: UrAction
    first_line: int
    last_line: int
    certified: Number | None = None


_PARAGRAPH_LINES = 4
_NUMBERING = (
    r"(?:(?:item|request|treatment|service|issue)?\s*(?:no\.?\s*|#\s*)?\d{1,2}\s*[.):-]\s*"
    r"|(?:item|issue)\s{2,})?"
)
_HEADING = re.compile(
    rf"^\W*{_NUMBERING}(?:(?:decision|determination|recommendation|request|treatment|re)\s*(?:for|:)\s*)?"
    rf"(?P<text>[A-Za-z0-9].{{3,220}}?)\s*"
    rf"(?:(?:[.;,]?\s*\b(?:ur\s+)?(?:decision|determination|outcome|disposition|recommendation|result))?"
    rf"(?::|[-–—]{{1,2}}|=|→)\s*(?:(?:request\s+)?(?:is|was)\s+)?(?P<decision>{DECISION})\b(?!\s+(?:by|treatment|services?:))"
    rf"|\.\s*(?P<loud>(?-i:[A-Z][A-Z-]{{5,}}(?:\s[A-Z]{{3,}})*)|{DECISION}(?=\s*(?:[.:;]|to\b))))"
    rf"(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_SENTENCE = re.compile(
    rf"^\W*{_NUMBERING}(?:(?:therefore|thus|accordingly|hence|as\s+such|(?:based\s+on|after|upon|following|given)\s+[^,]{{3,80}}),?\s+)?"
    rf"(?:(?:(?:this\s+(?:letter|notice)\s+)?is\s+to\s+(?:inform|notify|advise)\s+you|please\s+be\s+advised|"
    rf"we\s+(?:have\s+)?(?:determined|concluded|found)|it\s+(?:is|was|has\s+been)\s+(?:determined|recommended|concluded))\s+that\s+)?"
    rf"(?:(?:the|this|your)\s+)?(?:(?:prospective|retrospective|current|proposed|above|submitted)\s+)*"
    rf"(?:request(?:ed)?|prescription|treatment|proposed)\s+(?:for\s+|of\s+|treatment\s+of\s+)?(?:the\s+)?"
    rf"(?P<text>[A-Za-z0-9].{{3,220}}?)\s*,?\s+(?:is|are|was|were|has\s+been|have\s+been|cannot\s+be|can\s+be|will\s+be)\s+"
    rf"(?:therefore\s+|hereby\s+|thus\s+|recommended\s+(?:for|to\s+be)\s+|being\s+|considered\s+|deemed\s+|found\s+(?:to\s+be\s+)?)*"
    rf"(?P<decision>{DECISION})\b(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_SO_MANY_OF = re.compile(
    rf"^\W*(?:(?:after|upon|following|based\s+on|therefore|given)\b[^,]{{0,60}},\s+)?(?:we\s+(?:are|have|will)\s+|i\s+(?:am\s+|have\s+)?|"
    rf"the\s+reviewer\s+(?:has\s+)?)?(?P<decision>(?:approv|certif|authori[sz]|allow)\w*)\s+(?:only\s+)?(?P<allowed>{NUMBER})\s+(?:out\s+)?of\s+(?:the\s+)?"
    rf"(?P<asked>{NUMBER})\s+(?:requested\s+|proposed\s+)?(?P<what>[A-Za-z].{{3,120}}?)(?:[.;,]\s|[.;]?$)",
    re.IGNORECASE | re.DOTALL,
)
_PLAIN_SENTENCE = re.compile(
    r"^\W*(?P<text>[A-Z][^.:;]{5,120}?)\s+(?:is|are|was|were)\s+(?:therefore\s+|hereby\s+)?(?P<decision>not\s+(?:certified|approved|authori[sz]ed|"
    r"medically\s+necessary)|denied|non-?certified)\s*(?P<rest>\..*)?$",
    re.DOTALL,
)
_DECIDED_ON = re.compile(
    rf"^\W*(?:(?:the\s+)?reviewer\s+|we\s+(?:have\s+)?|this\s+(?:is\s+)?|i\s+)?(?:recommend\w*\s+(?:a\s+)?)?(?P<decision>{DECISION})\s*"
    rf"(?:of|for|:)\s+(?:the\s+)?(?:request(?:ed)?\s+(?:for\s+)?)?(?P<text>[A-Za-z0-9].{{3,160}}?)(?P<rest>[.;]\s.*|[.;]?)$",
    re.IGNORECASE | re.DOTALL,
)
_SENTENCES = (_DECIDED_ON, _PLAIN_SENTENCE)
_ASKED = re.compile(
    rf"^\W*{_NUMBERING}(?:(?:original|treatment|service|procedure|item|medication|disputed)s?(?:\(s\))?\s+)*"
    rf"(?:request(?:ed)?|treatment|service|procedure|item)s?(?:\(s\))?(?:\s+(?:treatment|service|procedure|item|medication)s?(?:\(s\))?)?"
    rf"\s*(?:(?:no\.?|#)?\s*\d{{1,2}}(?:\s+of\s+\d{{1,2}})?)?\s*:\s*(?P<text>\S.{{3,200}})$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"^\W*(?:\d{1,2}\s*[.)]|\(\d{1,2}\))\s*(?P<text>[A-Za-z0-9].{3,200})$")
ANSWERED = re.compile(
    rf"^\W*(?:(?:ur|review(?:er)?'?s?|final)\s+)?(?:decision|determination|outcome|disposition|recommendation|status|result)\s*:\s*(?P<decision>{DECISION})\b(?P<rest>.*)$",
    re.IGNORECASE,
)
"""A line that gives the decision on the request above it ("Outcome: denied")."""

_ANSWER_WITHIN = 8
_COLON_INSIDE = re.compile(
    r"\b(?:qty|quantity|supply|refills?|service|medication|units?|dos)$", re.IGNORECASE
)
_LIST_HEAD = re.compile(
    rf"^\W*(?:(?:the\s+)?(?:following|listed|these)\b.{{0,70}}?\b(?P<following>{DECISION})|"
    rf"(?:(?:treatments?|services?|requests?|items?)\s+)?(?P<bare>{DECISION})"
    rf"(?:\s+(?:treatments?|services?|requests?|items?)(?:\(s\))?)?)\W*$",
    re.IGNORECASE,
)
_LIST_SENTENCE = re.compile(
    rf"(?:\b{DECISION}\b[^.:]{{0,40}}\b(?:following|below|listed)\b|\b(?:following|below|listed)\b[^.:]{{0,60}}\b{DECISION}\b)"
    rf"[^:]{{0,90}}:$",
    re.IGNORECASE,
)
_BULLETED = re.compile(r"^\s*(?:[•·▪*o-]|\(?\d{1,2}[.)])\s*(?P<text>\S.{3,})$")
_NUMBERED = re.compile(r"^\W*(?:\d{1,2}\s*[.)]|[•·*-]\s|(?:item|request)\s*#?\s*\d)", re.IGNORECASE)
_SENTENCE_START = re.compile(r"[.:;]\s+(?=[A-Z])")
_SHORT_LINE = 60
_STOP = re.compile(
    r"^\W*(?:your\s+right|dispute\s+resolution|if\s+you|(?:voluntary\s+)?internal\s+appeal|appeal\s|proof\s+of|sincerely|respectfully|"
    r"reviewing\s+physician|physician\s+reviewer|reviewer\s{2}|signature|enclosures?|to\s+the\s+(?:injured|employee|physician)|cc:)",
    re.IGNORECASE,
)
_NOT_A_TREATMENT = re.compile(
    r"^(?:the|this|that|these|it|he|she|we|our|your|an?|if|when|because|since|california|mtus|odg|decision|determination|"
    r"rationale|guideline|reference|certified\s+services|services?|requests?|treatments?|review|notice|utilization|physician|reviewer|date|"
    r"conclusion|recommendation|disposition|outcome|status|\d+|phone|fax|claim|re|dear|additional\s+information)\b[^a-z]*$"
    r"|^(?:(?:ur|final|review(?:er)?'?s?|our|the)\s+)*(?:decision|determination|outcome|recommendation|certified|denied)\b"
    r"|\b(?:decision|determination|outcome|disposition|recommendation|certified|denied)$"
    r"|^(?:the\s+)?(?:remain\w+|balance|rest|other|liability|claim|request|appeal|additional\s+information)\b.{0,40}$"
    r"|^(?:the\s+)?(?:(?:additional|further|requested|proposed|extra|other|these|those|such|initial|more|\w+\s+\(\d+\)|\d+)\s+)*"
    r"(?:visits?|sessions?|treatments?|services?|requests?|therapy|medications?|items?|procedures?|care|units?)$"
    r"|^(?:certif|approv|authori[sz]|den(?:y|ied)|modif|allow|recommend)\w*\b"
    r"|\b(?:is|are|was|were|does|do|has|have)\s+not\b|^(?:as|since|because|while|although)\s+(?:the|this|that|there)\b"
    r"|\b(?:DOI|DOB|date\s+of\s+injury|request\s+dated|requested\s+outcome)\b|\bclaim\s+(?:no|number|#|[A-Z]{1,4}[\d-])"
    r"|\b(?:notice|independent|dispute|utilization\s+review|peer|labor\s+code|claims\s+administrator|your\s+right|(?:was|were)\s+the\s+original)\b",
    re.IGNORECASE,
)
_MODIFIED_TO = re.compile(
    r"^\W*(?:to|as|for|at|by\s+certifying|with|and)?\s*(?P<what>.{1,120}?)(?:[.;]\s|[.;]?$)",
    re.DOTALL,
)
_ALLOWED = re.compile(
    r"(?:modified\s+to|certif(?:y|ied)|approv(?:e|ed|al\s+of)|authori[sz](?:e|ed)|allow(?:ed)?)\s+(?P<what>.{1,80}?)(?:[.;]\s|[.;]?$|\s+(?:is|are|was|were)\b)"
    r"|(?P<before>\b[\w()]+(?:\s+[\w()]+){0,4}?)\s+(?:is|are|was|were)\s+(?:certified|approved|authori[sz]ed)\b",
    re.IGNORECASE,
)


_NUMBERED_REQUEST = re.compile(
    r"^\W*(?:item|request|treatment|service|issue)\s*(?:no\.?\s*|#\s*)?\d{1,2}\s*[.):-]\s*"
    r"(?P<text>[A-Z0-9].{3,120}?)[.:]\s+(?=[A-Z])",
    re.IGNORECASE,
)
_BY_ITSELF = re.compile(
    rf"(?<=[.;:])\s+(?:(?:request|item|treatment)\s+(?:is\s+)?)?(?P<decision>{DECISION})\.(?P<rest>\s|$)",
    re.IGNORECASE,
)
"""A decision that is a sentence by itself at the end of a paragraph ("Not certified.")."""
_REQUEST_LINES = 14


def find_said(lines: Sequence[Line]) -> list[Said]:
    """Each treatment that a paragraph or sentence decides, with its paragraph, in order."""
    said = [each for number in range(len(lines)) for each in _said_at(lines, number)]
    first: list[Said] = []
    for each in said:
        # A later statement on the same treatment belongs to the paragraph of the first.
        if not any(alike(each.text, other.text) for other in first):
            first.append(each)
    following = [*(each.first_line for each in first), len(lines)][1:]
    return [_until(each, end, lines) for each, end in zip(first, following, strict=True)]


def _until(said: Said, following: int, lines: Sequence[Line]) -> Said:
    """With the end of its paragraph: the next treatment, or where the letter turns to notices."""
    if said.last_line > said.first_line:
        return said
    last = min(following, len(lines))
    for number in range(said.first_line + 1, last):
        if _STOP.match(lines[number].text):
            last = number
            break
    return replace(said, last_line=max(last, said.first_line + 1))


def _said_at(lines: Sequence[Line], number: int) -> Iterator[Said]:
    yield from _listed_under(lines, number)
    for text, decision, rest in _decided_at(lines, number):
        action = ur_action(decision)
        if action is not None:
            certified = _certified(action, rest) if action is not UrAction.DENIED else None
            yield Said(
                text=text, action=action, certified=certified, first_line=number, last_line=number
            )


def _decided_at(lines: Sequence[Line], number: int) -> Iterator[tuple[str, str, str]]:
    """Decision stated by the lines from ``number`` on, if a statement begins there."""
    if len(lines[number].columns) > 2:
        return
    if answered := _asked_and_answered(lines, number) or _closed(lines, number):
        yield answered
        return
    block = " ".join(line.text for line in lines[number : number + _PARAGRAPH_LINES])
    if _begins(lines, number) and (found := _statement(block, (_SENTENCE, _HEADING, *_SENTENCES))):
        yield found
    for start in _SENTENCE_START.finditer(lines[number].text):
        if found := _statement(block[start.end() :], (_SENTENCE, *_SENTENCES)):
            yield found


def _listed_under(lines: Sequence[Line], number: int) -> Iterator[Said]:
    """Bullets under a heading such as "The following treatment is not certified:"."""
    text = lines[number].text
    head = _LIST_HEAD.match(text)
    if head is None and text.endswith(":") and number:
        text = f"{lines[number - 1].text} {text}"
    action = ur_action(text) if head or _LIST_SENTENCE.search(text) else None
    if action is None:
        return
    for below, line in enumerate(lines[number + 1 :], start=number + 1):
        bullet = _BULLETED.match(line.text)
        if bullet is None:
            return
        text = _named(bullet["text"])
        if _is_treatment(text):
            yield Said(text=text, action=action, first_line=below, last_line=below + 1)


def _asked_and_answered(lines: Sequence[Line], number: int) -> tuple[str, str, str] | None:
    """A request on its own line, with its decision on a labelled line below."""
    asked = _ASKED.match(lines[number].text) or _LISTED.match(lines[number].text)
    if asked is None or not _is_treatment(asked["text"]):
        return None
    for line in lines[number + 1 : number + 1 + _ANSWER_WITHIN]:
        if answered := ANSWERED.match(line.text):
            return _named(asked["text"]), answered["decision"], answered["rest"]
        if _ASKED.match(line.text) or _LISTED.match(line.text):
            return None
    return None


def _closed(lines: Sequence[Line], number: int) -> tuple[str, str, str] | None:
    """A numbered item that opens with its treatment and closes with the decision alone."""
    opened = _NUMBERED_REQUEST.match(lines[number].text)
    if opened is None or not _is_treatment(opened["text"]):
        return None
    words = [lines[number].text]
    for line in lines[number + 1 : number + _REQUEST_LINES]:
        if _NUMBERED_REQUEST.match(line.text) or _STOP.match(line.text):
            break
        words.append(line.text)
    decided = _BY_ITSELF.search(" ".join(words), opened.end() - 2)
    return (_named(opened["text"]), decided["decision"], "") if decided else None


def _begins(lines: Sequence[Line], number: int) -> bool:
    """Whether a paragraph or sentence begins with this line rather than running on."""
    if number == 0 or _NUMBERED.match(lines[number].text):
        return True
    before = lines[number - 1].text
    return before.endswith((".", ":", ";", "?", "!")) or len(before) < _SHORT_LINE


def _statement(block: str, patterns: Sequence[re.Pattern[str]]) -> tuple[str, str, str] | None:
    if partly := _SO_MANY_OF.match(block):
        return (
            f"{partly['asked']} {_named(partly['what'])}",
            "modified",
            f"to {partly['allowed']} visits",
        )
    for pattern in patterns:
        match = pattern.match(block)
        if match is None:
            continue
        decision = match["decision"] or match.groupdict().get("loud") or ""
        text = _named(match["text"])
        if ur_action(decision) is not None and _is_treatment(text):
            return text, decision, match["rest"] or ""
    return None


def _named(text: str) -> str:
    text = re.sub(
        r"^(?:request\s+for|treatment\s+of|the)\s+", "", text.strip(" :;,-–—"), flags=re.IGNORECASE
    )
    return " ".join(text.split())


def _is_treatment(text: str) -> bool:
    label, colon, _ = text.partition(":")
    if colon and (label_of(label) or not _COLON_INSIDE.search(label)):
        return False
    if _NOT_A_TREATMENT.search(text) or len(text) < 4 or ". " in text.replace("No. ", ""):
        return False
    return bool(re.search(r"[A-Za-z]{3}", text)) and not re.search(
        r"\b(?:I|we|she|he|they)\b|\b[Tt]h(?:e|is) request (?:for|of)\b", text
    )


def _certified(action: UrAction, rest: str) -> Number | None:
    if action is UrAction.MODIFIED:
        what = _MODIFIED_TO.match(rest)
        number = parse_request(what["what"]).quantity if what else None
        if number is not None:
            return number
    allowed = _ALLOWED.search(rest)
    if allowed is None:
        return None
    return parse_request(allowed["what"] or allowed["before"]).quantity
