"""What was requested, and what utilization review did with it and on which guideline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from openimr.application.model import Application, DisputedTreatment, UrAction
from openimr.casefile.model import DocumentType
from openimr.review.dating import in_words
from openimr.review.model import Sentence
from openimr.review.phrases import listed
from openimr.review.proper_names import brands_in, from_capitals, is_name, with_names
from openimr.review.telling import Teller
from openimr.vocabulary.drugs import find_drugs
from openimr.vocabulary.places import PageSpan

_PART = "dispute"
_BASED_ON = re.compile(r"^Decision based on\s+(?:Non-MTUS Citation\s+)?", re.IGNORECASE)
_AND_ON = re.compile(r"[.;]\s+Decision based on\s+(?:Non-MTUS Citation\s+)?", re.IGNORECASE)
_REFUSES = re.compile(
    r"\b(?:den(?:y|ied|ial)|not (?:certified|approved|authorized|medically necessary)"
    r"|non-?certif\w+|modif(?:y|ied|ication)|adverse)\b",
    re.IGNORECASE,
)
_NOTHING_CITED = re.compile(r"\bdid not cite\b|\bno guideline\b", re.IGNORECASE)
_NAME_ENDS = re.compile(
    r"[.,;(:]|\s(?=\d|x\s?\d|qty\b|one\b|two\b|three\b|until\b|twice\b|weekly\b)", re.IGNORECASE
)
_TITLED = re.compile(r"[(\"]?[A-Z][a-z'-]+(?:/[A-Z]?[a-z]+)?[,.;:)\"]*|A")
"""Words in title case, as forms print requests; names in capitals keep them."""
_LEAD = re.compile(
    r"^(?:associated (?:surgical )?services?|(?:post-?\s?op(?:erative)?\s+)?DME|medications?)"
    r"\s*:\s*",
    re.IGNORECASE,
)
"""What a list of requests puts before its treatments."""
_SIDES = (
    (re.compile(r"\b(?:R|[Rr]t)\b\.?(?=\s[a-z]{3})"), "right"),
    (re.compile(r"\b(?:L|[Ll]t)\b\.?(?=\s[a-z]{3})"), "left"),
    (re.compile(r"\b(?:B/L|b/l|[Bb]ilat)\b\.?(?=\s[a-z]{3})"), "bilateral"),
)
_COUNT = "one|two|three|four|five|six|seven|eight|nine|ten|twelve"
_AROUND = re.compile(
    rf"^(?:continue[d]?|additional|further|initial|ongoing|more|\d+|{_COUNT})\s+"
    r"|^(?:sessions?|visits?|treatments?)\s+of\s+"
    r"|\s+(?:additional|further|sessions?|visits?|times|twice|once|for|to|x|weekly|qty|of)$",
    re.IGNORECASE,
)


def dispute(application: Application, teller: Teller) -> list[Sentence | None]:
    """The request in one sentence, then the decision on each of its treatments."""
    treatments = [t for t in application.treatments if t.sources]
    if not treatments:
        return []
    told = [
        _request(application, treatments, teller),
        _decided(application, treatments[0], teller, dated=True),
    ]
    rest = treatments[1:]
    denied = [t for t in rest if t.ur_decision is UrAction.DENIED]
    together = _also_denied(denied, teller) if len(denied) > 1 else None
    single = rest if together is None else [t for t in rest if t not in denied]
    told += [_decided(application, t, teller, dated=False) for t in single]
    return [*told, together]


def _also_denied(denied: Sequence[DisputedTreatment], teller: Teller) -> Sentence | None:
    """Several refusals in one sentence, each with the guideline that its letter names."""
    cited = [_guideline(treatment)[:1] for treatment in denied]
    names = [_the(short_name(treatment.text)) for treatment in denied]
    places = [place for t in denied for place in t.sources] + _refusals(teller)
    if len(set(cited)) == 1:
        tails = cited[0] or ("",)
        words = f"it also denied {listed(names)}{tails[0]}"
    else:
        behind = [
            f" ({tail[0].removeprefix(', citing ').strip()})" if tail else "" for tail in cited
        ]
        words = f"it also denied {listed([f'{n}{b}' for n, b in zip(names, behind, strict=True)])}"
    return teller.sentence(words, (), _PART, places)


def _the(name: str) -> str:
    """A treatment's name behind a verb: drugs go without an article, plurals too."""
    return name if find_drugs(name) else f"the {name}"


def _request(
    application: Application, treatments: Sequence[DisputedTreatment], teller: Teller
) -> Sentence | None:
    asked = [as_prose(t.text) for t in treatments]
    names = f"{'; '.join(asked[:-1])}; and {asked[-1]}" if len(asked) > 1 else asked[0]
    places = [place for t in treatments for place in t.sources]
    rfa = application.rfa_date
    verb = "are" if len(asked) > 1 else "is"
    if rfa is not None:
        words = f"the request for authorization of {in_words(rfa.value)} asked for {names}"
        told = teller.sentence(words, (), _PART, [*places, rfa.place])
        if told is not None:
            return told
    return _as_read(f"In dispute {verb} {names}", places)


def _decided(
    application: Application, treatment: DisputedTreatment, teller: Teller, *, dated: bool
) -> Sentence | None:
    """What utilization review did, with the guideline it named where its letter bears it."""
    did = _action(treatment)
    if did is None:
        return None
    places: list[PageSpan] = [*treatment.sources, *_refusals(teller)]
    when = ""
    if dated and application.ur_date is not None:
        when = f" on {in_words(application.ur_date.value)}"
        places.append(application.ur_date.place)
    by = "utilization review" if dated else "it"
    words = f"{by} {did}{when}"
    for tail in (*_guideline(treatment), ""):
        told = teller.sentence(f"{words}{tail}", (), _PART, places)
        if told is not None:
            return told
    return _as_read(words, places)


def _as_read(words: str, places: Sequence[PageSpan]) -> Sentence:
    """What the papers of the dispute were read to say; it stands even where a word is blurred."""
    text = f"{words[0].upper()}{words[1:]}."
    return Sentence(sentence=text, sources=tuple(dict.fromkeys(places)), part=_PART)


def _refusals(teller: Teller) -> list[PageSpan]:
    """Where the decisions of utilization review say that they refuse or modify."""
    case_file = teller.dates.case_file
    return [
        page.as_text().span(found.start(), found.end())
        for document in case_file.usable()
        if document.type is DocumentType.UR_DECISION
        for page in case_file.pages_of(document)
        if (found := _REFUSES.search(page.text)) is not None
    ]


def _action(treatment: DisputedTreatment) -> str | None:
    name, allowed = short_name(treatment.text), treatment.ur_certified_quantity
    match treatment.ur_decision:
        case UrAction.MODIFIED if allowed is not None:
            asked = treatment.request.quantity
            of = f" of the {asked:g} requested" if asked and asked > allowed else ""
            return f"modified the request for {name} and allowed {allowed:g}{of}"
        case UrAction.MODIFIED:
            return f"modified the request for {name}"
        case UrAction.DENIED:
            return f"denied {_the(name)}"
        case _:
            return None


def _guideline(treatment: DisputedTreatment) -> tuple[str, ...]:
    cited = " ".join((treatment.ca_citation or "").split()).rstrip(".")
    if not cited:
        return ()
    if _NOTHING_CITED.search(cited):
        return (" without citing a guideline",)
    named = _BASED_ON.sub("", cited).split("; Decision based")[0]
    named = _AND_ON.sub("; ", named)
    named = re.sub(r",?\s*Page\(s\):?\s*(?=\d+\s*(?:$|[.;]))", ", page ", named)
    named = re.sub(r",?\s*Page\(s\):?\s*", ", pages ", named)
    return (f", citing {named}", f", citing {re.split(r'[,;]| Page', named)[0]}")


def as_prose(text: str) -> str:
    """A request's words as they stand inside a sentence."""
    plain = _LEAD.sub("", " ".join(text.split()).rstrip(".;"))
    if plain.isupper():
        return from_capitals(plain)
    kept = brands_in(plain)
    worded = " ".join(_prosaic(word, kept) for word in plain.split())
    for sign, side in _SIDES:
        worded = sign.sub(side, worded)
    return with_names(re.sub(r"^continue\b", "continued", worded).replace(". ", ", "))


def _prosaic(word: str, brands: frozenset[str]) -> str:
    """A word in title case in small letters, unless it is a name."""
    return (
        word.lower() if _TITLED.fullmatch(word) and not (word in brands or is_name(word)) else word
    )


def short_name(text: str) -> str:
    """The treatment's name without its numbers: "cognitive behavioral therapy"."""
    name = as_prose(text)
    head = _NAME_ENDS.split(name)[0].strip(" ,-")
    while (shorter := _AROUND.sub("", head).strip()) != head:
        head = shorter
    return head if len(head) > 1 else name
