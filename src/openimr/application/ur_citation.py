"""What a utilization reviewer cites, phrased as the determination letter's line says it."""

from __future__ import annotations

import re

from openimr.vocabulary.value import Value

NONE_CITED = "The Claims Administrator did not cite any medical evidence for its decision."
"""The letter's words for a decision without guideline or study."""


class _Cited(Value, frozen=True, kw_only=True):
    """A source as cited: in the MTUS or not, with the words of its clause."""

    mtus: bool
    words: str
    passed_over: bool


_MTUS = (
    r"(?:(?:California|CA|State)(?:'s)?\s+)?(?:\(?MTUS\)?|Medical\s+Treatment\s+Utilization\s+Schedule)|"
    r"(?:California\s+)?Chronic\s+Pain\s+(?:Medical\s+)?(?:Treatment\s+)?Guid\w+|"
    r"Acupuncture\s+(?:Medical\s+)?(?:Treatment\s+)?Guid\w+|"
    r"Post-?\s?surgical\s+(?:Treatment\s+|Physical\s+Medicine\s+)?Guid\w+|"
    r"(?:8\s+CCR|Title\s+8|section)\s+(?:section\s+)?9792\.2\d(?:\.\d)?|"
    r"(?:ACOEM|American\s+College\s+of\s+Occupational\s+(?:and|&)\s+Environmental\s+Medicine)"
)
_OUTSIDE = (
    r"(?:Work\s+Loss\s+Data\s+Institute\W+)?(?:Official\s+Disability\s+Guid\w+|ODG)|"
    r"National\s+Guideline\s+Clearing\s?house|Cochrane|AHRQ|"
    r"(?:AAOS|AMA|APA|AAN|NASS|ASIPP|ACR|AANEM|Aetna|Cigna|Blue\s+Cross|Medicare|CMS|NICE)\s+"
    r"(?:guid\w+|clinical|practice|criteria|policy|coverage|position|appropriateness)|"
    r"American\s+(?:Academy|Psychiatric|Psychological|Pain|College|Society|Association|Medical)\b(?!\s+of\s+Occupational)|"
    r"Milliman|MCG\b|InterQual|Physicians?'?\s+Desk\s+Reference|PDR\b|FDA\b|UpToDate|Medscape|Drugs\.com|"
    r"Goodman\s+and\s+Gilman\w*|PubMed|Spine\s+Journal|et\s+al\b|Colorado\s+(?:Division|Guid\w+)|"
    r"Washington\s+State|European\s+Guid\w+"
)
_SOURCE = re.compile(rf"(?<!\w)(?:(?P<mtus>{_MTUS})|(?P<outside>{_OUTSIDE}))(?!\w)", re.IGNORECASE)
_EXPLICIT = re.compile(
    r"(?:\b(?:guidelines?|references?|criteria|citations?|sources?|evidence|basis|authority|cited|used)\W*:|"
    r"\b(?:relied|relies|rel(?:y|ying)|based|rests?)\s+(?:up)?on|\baccording\s+to|\bper|\bcit(?:ing|es?|ed)|"
    r"\bin\s+accordance\s+with|\bunder)\W+(?:the\s+)?$",
    re.IGNORECASE,
)
_PASSED_OVER = re.compile(
    r"\b(?:silent|not\s+(?:specifically\s+)?(?:address|discuss|mention|cover|contain|the\s+basis|based|apply|applicable|use[sd]?)\w*|"
    r"(?:looked|checked|consulted|searched|reviewed)\s+(?:at\s+)?first|no\s+(?:specific\s+)?(?:recommendation|guidance|guideline|"
    r"provision|section)s?|insufficient\w*|outside\s+(?:of\s+)?the|instead\s+of|rather\s+than|lacks?)\b",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(
    r"\s+(?:(?:does|do)\s+not\s+(?:specifically\s+)?(?:address|discuss|mention|cover)|(?:is|are)\s+silent)",
    re.I,
)
"""A source that is named only to be put aside, whatever label stands before it."""
_SENTENCE = re.compile(
    r"(?:[^.;]|[.;](?!\s+[A-Z(\"]|\s*$)|(?<=\bp)\.|(?<=\bpp)\.|(?<=\bpg)\.|(?<=\bpgs)\.|(?<=\bDr)\.|(?<=\bal)\.|(?<=\bEd)\.)+[.;]?"
)
_CLAUSE_END = re.compile(
    r"\s*(?:(?<!\bp)(?<!\bpp)(?<!\bpg)(?<!\bpgs)[.;:](?=\s|$)|,\s+(?:an?|no|only|\d+(?:\s*-\s*\d+)?\s+(?:visits|sessions|treatments)|he|she|they|we|patients?|claimants?)\b|,?\s+(?:which|that|because|since|so|and\s+(?:the|this|it|there)|does|do|did|is|are|was|were|has|have|had|"
    r"states?|says?|supports?|recommends?|recommended|endorses?|indicates?|asks?|notes?|allows?|allowing|suggests?|"
    r"requires?|calls?|provides?|sets?|advises?|begins?|foresees?|considers?|limits?|would|can|may|should|"
    r"for\s+(?:the|this|these)\s+(?:request|treatment|patient|claimant)|as\s+(?:the|there|well)|there|where|"
    r"regarding|in\s+(?:this|the)\s+(?:case|patient)|when|if)\b|\s+[-–—]\s+)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[\s,;/]*\b(?:and|or|as\s+well\s+as)?(?:\s+the)?[\s,;/(]*$", re.IGNORECASE)
_PAGES = re.compile(
    r"[\s,;(]*\b(?:pages?|pgs?|pp?)\b\.?(?:\(s\))?\s*:?\s*(?P<pages>\d+(?:\s*(?:[-–,&]|and|to)\s*\d+)*)\)?",
    re.IGNORECASE,
)
_ACOEM = "ACOEM Guidelines"
_TITLES = (
    (re.compile(r"chronic\s+pain", re.IGNORECASE), "Chronic Pain Treatment Guidelines"),
    (
        re.compile(
            r"acupuncture\s+(?:medical\s+)?(?:treatment\s+)?guid|9792\.24\.1", re.IGNORECASE
        ),
        "Acupuncture Treatment Guidelines",
    ),
    (
        re.compile(r"post-?\s?surgical|9792\.24\.3", re.IGNORECASE),
        "Postsurgical Treatment Guidelines",
    ),
    (re.compile(r"ACOEM|American\s+College\s+of\s+Occ", re.IGNORECASE), _ACOEM),
)
_CHAPTERS = {
    "8": "Neck and Upper Back",
    "9": "Shoulder",
    "10": "Elbow",
    "11": "Forearm, Wrist, and Hand",
    "12": "Low Back",
    "13": "Knee",
    "14": "Ankle and Foot",
}
"""ACOEM's 2004 chapters on complaints, which the MTUS of 2009 adopts under these titles."""

_CHAPTER = re.compile(
    r"\b(?:chapter\s+(?P<number>\d{1,2})\b\W*)?(?:\bon\s+)?(?P<title>neck\s+and\s+upper\s+back|shoulder|elbow|"
    r"forearm,?\s+wrist,?\s+(?:and|&)\s+hand|low\s+back|knee|ankle\s+and\s+foot)\s+complaints\b|"
    r"\bchapter\s+(?P<only>\d{1,2})\b|\b(?:2nd|second)\s+ed(?:ition|\.)?",
    re.IGNORECASE,
)
_TITLE_WORDS = re.compile(
    rf"\b(?:{_MTUS}|California|chronic\s+pain|acupuncture|post-?surgical|(?:medical\s+|practice\s+)*treatment(?=\s+guid)|medical|"
    r"practice(?=\s+guid)|guid(?:e|elin)\w*|2009|2016|2004|sections?|topics?|chapter(?!\s+\d)|under|on|for|the)\b[,:]?",
    re.IGNORECASE,
)
_CURRENT_ACOEM = re.compile(
    r"\b(?:3rd|third|current|updated?|20(?:0[5-9]|1\d|2\d))\b", re.IGNORECASE
)


def cited_line(rationale: str) -> str:
    """The line on the claims administrator's guideline for one treatment.

    A guideline that the reviewer says is silent, or was only looked at first, is not what the
    decision rests on.

    Args:
        rationale: the words of the UR decision that give its reasons for the treatment.
    """
    cited = [each for each in _sources(rationale) if not each.passed_over]
    mtus = _unique([_mtus_words(each.words) for each in cited if each.mtus])
    outside = _unique([each.words for each in cited if not each.mtus])
    lines = []
    if mtus:
        lines.append(f"Decision based on {'; '.join(mtus)}.")
    if outside:
        lines.append(f"Decision based on Non-MTUS Citation {'; '.join(outside)}.")
    return " ".join(lines) or NONE_CITED


def cites_anything(text: str) -> bool:
    """Whether a text names a guideline or study that its writer relies on."""
    return any(not each.passed_over for each in _sources(text))


def _sources(text: str) -> list[_Cited]:
    found = []
    for sentence in _SENTENCE.finditer(" ".join(text.split())):
        words, last_end = sentence[0], 0
        passed_over = bool(_PASSED_OVER.search(words))
        for match in _SOURCE.finditer(words):
            if match.start() < last_end:
                continue
            last_end = _clause_end(words, match)
            clause = _up_to_its_pages(words[match.start() : last_end]).strip(" ,.;:(")
            found.append(
                _Cited(
                    mtus=bool(match["mtus"]) and not _is_current_acoem(clause),
                    words=_balanced(clause),
                    passed_over=passed_over
                    and (
                        not _EXPLICIT.search(words[: match.start()])
                        or bool(_SAYS_NOTHING.match(words, match.end()))
                    ),
                )
            )
    return found


def _clause_end(words: str, source: re.Match[str]) -> int:
    """Where the words on a source end: at its verb, or where a source of the other kind begins."""
    end = _CLAUSE_END.search(words, source.end())
    last = end.start() if end else len(words)
    for other in _SOURCE.finditer(words, source.end(), last):
        if bool(other["mtus"]) != bool(source["mtus"]):
            joined = _JOINED.search(words, source.end(), other.start())
            return joined.start() if joined else other.start()
    return last


def _up_to_its_pages(clause: str) -> str:
    """What follows the page numbers no longer names the source."""
    pages = _PAGES.search(clause)
    return clause[: pages.end()] if pages else clause


def _is_current_acoem(clause: str) -> bool:
    """ACOEM's 2004 chapters are part of the MTUS of 2009; later editions were not."""
    return bool(
        re.match(r"ACOEM|American", clause, re.IGNORECASE) and _CURRENT_ACOEM.search(clause)
    )


def _mtus_words(clause: str) -> str:
    """A cited part of the MTUS in the order of the letters: title, section, pages."""
    pages = _PAGES.search(clause)
    rest = _PAGES.sub("", clause)
    title = next((title for pattern, title in _TITLES if pattern.search(rest)), "")
    if title == _ACOEM and (chapter := _chapter(rest)):
        title, rest = f"{chapter} Complaints 2004", _CHAPTER.sub(" ", rest)
    section = " ".join(_TITLE_WORDS.sub(" ", rest).split()).strip(" ,;:.()")
    section = re.sub(r"\s+,", ",", re.sub(r"\(\s*\)\s*", "", section))
    section = _balanced(section) if re.search(r"[A-Za-z]{3}", section) else ""
    parts = ["MTUS", title, section]
    if pages:
        parts.append(f"Page(s): {re.sub(r'[ ]*(?:[-–]|to)[ ]*', '-', pages['pages'])}")
    return " ".join(part for part in parts if part)


def _chapter(clause: str) -> str | None:
    for match in _CHAPTER.finditer(clause):
        if match["title"]:
            named = re.sub(r"\W+", "", match["title"]).lower()
            return next(
                t
                for t in _CHAPTERS.values()
                if re.sub(r"\W+", "", t).lower() == named.replace("&", "and")
            )
        if match["only"] in _CHAPTERS:
            return _CHAPTERS[match["only"]]
    return None


def _balanced(clause: str) -> str:
    return clause if clause.count("(") <= clause.count(")") else clause + ")"


def _unique(lines: list[str]) -> list[str]:
    """Each source once; a bare name that stands in a longer citation as well is dropped."""
    kept = list(dict.fromkeys(line for line in lines if line))
    return [
        line
        for line in kept
        if not any(line != other and line.lower() in other.lower() for other in kept)
    ]
