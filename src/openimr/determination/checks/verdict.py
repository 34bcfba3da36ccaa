"""What a sentence concludes about a treatment: necessary, not necessary, or nothing.

The usual words are "medically necessary"; offices also judge the utilization review decision or
the request itself, deny twice ("nobody can say that it is not necessary") and tell what others
concluded before them.
"""

from __future__ import annotations

import re

_STATUS = (
    r"(?:necess\w+|unnecessary|appropriate|indicated|warranted|reasonable|justified|supported|"
    r"substantiated)\b"
)
_MEDICALLY = re.compile(
    rf"\bmedical(?:ly)?[\s/-]+(?:and\s+\w+\s+)?{_STATUS}"
    rf"(?:\s*(?:,|/|,?\s*(?:and|or|nor))\s*(?:or\s+|and\s+)?(?:medically\s+)?{_STATUS})*"
    r"(?!\s+(?:decisions?|determinations?|reviews?|criteria|standards?)\b)",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"\b(?:requests?|treatments?|services?|therapy|medications?|procedure|surgery|study|test(?:ing)?)\b"
    r"[^.;]{0,120}?\b(?:is|are|was|were|be|been)\b[^.;]{0,30}?\b(?:supported|recommended|certified|"
    r"approved|authorized|granted|appropriate|warranted|necessary|denied|non-?certified|upheld|indicated)\b",
    re.IGNORECASE,
)
_UR_JUDGED = re.compile(
    r"\b(?P<act>overturn\w*|revers\w+|uphold\w*|upheld|affirm\w*)\b[^.;]{0,60}?"
    r"\b(?:utilization\s+review|UR|denial|non-?certification|determination|decision)\b|"
    r"\b(?:utilization\s+review|UR|denial|non-?certification|determination|decision)\b[^.;]{0,40}?"
    r"\b(?:is|are|was|were|be)\s+(?P<passive>overturned|reversed|upheld|affirmed)\b",
    re.IGNORECASE,
)
_DENIAL_RIGHT = re.compile(
    r"\b(?:non-?certification|denial|adverse determination)\b[^.;]{0,60}?\b(?:is|was|are|were)\s+"
    r"(?P<not>not\s+|in)?(?:appropriate|reasonable|correct|justified|supported|proper)",
    re.IGNORECASE,
)
_BE = (
    r"\b(?:is|are|was|were|been)\s+(?:(?:\w+ly|therefore|thus|hence|also|both|deemed|considered|found|held|"
    r"felt|judged|determined|to|be)\s+){0,4}"
)
_OF_DENIAL = (
    r"(?:the\s+)?(?:[\w-]+\s+){0,3}(?:denial|non-?certification|refusal|adverse|modification)"
)
_REFUSING = re.compile(
    r"\b(?:cannot|can\s?not|could\s+not|should\s+not|is\s+not|are\s+not|was\s+not|were\s+not|not\s+to)\s+"
    r"(?:therefore\s+)?(?:be\s+)?(?:endors\w+|support\w*|recommend\w*|approv\w+|certif\w+|justif\w+|allow\w*|"
    r"grant\w*|authori[sz]\w+|provid\w+|accept\w*|need\w*|required|called\s+for|warranted|indicated|"
    r"reasonable|appropriate|necessary)|"
    r"\b(?:fails?|failed)\s+to\s+(?:meet|satisfy|fulfil+)|"
    r"\b(?:do|does|did)(?:\s+not|n[’']t)\s+(?:meet|satisfy|fulfil+|qualify|support\s+the\s+(?:request|treatment|use))|"
    r"\bnot\s+(?:been\s+)?(?:met|satisfied|fulfilled|established|demonstrated)\b|"
    rf"{_BE}(?:denied|refused|declined|rejected|disallowed|disapproved|non-?certified|unnecessary|"
    r"inappropriate|unwarranted|unsupported|unjustified|excessive|premature)|"
    rf"\b(?:concur|agree)\s+with\s+{_OF_DENIAL}|\b(?:denial|determination|non-?certification)\s+(?:must\s+|should\s+)?stands?\b|"
    r"\bno\s+(?:\w+\s+)?(?:need|necessity|indication|justification|basis|place|role)\s+for\b|"
    r"\b(?:no|insufficient|inadequate|not\s+enough|lack\s+of|lacks?|without)\s+(?:\w+\s+){0,2}(?:support|evidence|"
    r"documentation|information|basis)\b[^.;]{0,80}\b(?:necess\w+|appropriate|justif\w+|warrant\w*)|"
    r"\b(?:non-?certification|denial|refusal)\s+(?:is|was)\s+(?:\w+\s+)?(?:recommended|advised|sustained|proper|"
    r"appropriate)|\brecommend\w*\s+(?:against|non-?certification|denial|that\b[^.;]{0,60}\bnot\s+be)|"
    r"\bI\s+(?:cannot|would\s+not|do\s+not)\s+(?:\w+\s+)?(?:endorse|support|recommend|approve|certify)",
    re.IGNORECASE,
)
_GRANTING = re.compile(
    r"\b(?:should|must|ought\s+to|can|may|is\s+to|are\s+to)\s+(?:therefore\s+)?be\s+(?:provided|approved|"
    r"authori[sz]ed|granted|allowed|certified|given|performed|endorsed|supported|done|supplied)|"
    rf"{_BE}(?:approved|granted|allowed|endorsed|certified|authori[sz]ed|recommended|warranted|needed|"
    r"required|justified|supported|indicated|reasonable|appropriate|necessary)|"
    r"\bmeets?\s+(?:the\s+|all\s+|these\s+)*(?:guideline\s+)?(?:criteria|requirements?|standards?)|"
    r"\b(?:criteria|requirements?)\s+(?:are|have\s+been|were)\s+(?:all\s+|fully\s+)?(?:met|satisfied|fulfilled)|"
    rf"\bdisagree\s+with\s+{_OF_DENIAL}|\b(?:denial|determination|non-?certification)\s+(?:does|can|should)\s?not\s+stand\b|"
    r"\bthere\s+is\s+(?:a\s+)?(?:medical\s+)?(?:need|necessity|indication|justification)\s+for\b|"
    r"\b(?:certification|approval|authori[sz]ation)\s+(?:is|was)\s+(?:\w+\s+)?(?:recommended|advised|granted|"
    r"given|proper|appropriate)|\brecommend\w*\s+(?:certification|approval|authori[sz]ation|"
    r"that\b(?![^.;]{0,60}\bnot\b)[^.;]{0,60}\bbe\s+\w+ed)|\bI\s+(?:would\s+)?(?:endorse|support|approve|recommend)\b",
    re.IGNORECASE,
)
_ABOUT_REQUEST = re.compile(
    r"\b(?:requests?|requested|at\s+issue|in\s+question|disputed|I|this|these|the|no\s+(?:medical\s+)?need)\b",
    re.IGNORECASE,
)
_GUIDELINE_MET = re.compile(
    r"\b(?:meets?|met|satisf\w+|fulfil\w*|qualif\w+|denied|refused)\b", re.IGNORECASE
)
_IN_PERSON = re.compile(
    r"\W*(?:(?:therefore|thus|hence|so),?\s+)?(?:I|we|this\s+reviewer|the\s+(?:expert\s+)?reviewer|certification|approval|authori[sz]ation|"
    r"non-?certification|denial)\b",
    re.IGNORECASE,
)
_OPINION_OF_ANOTHER = re.compile(
    r"\b(?:utili[sz]ation\s+review(?:er)?|UR|UR\s+(?:physician|reviewer)|claims?\s+(?:administrator|examiner)|carrier|insurer|adjuster|"
    r"(?:previous|prior|first|earlier|initial|peer)\s+review(?:er)?|physician\s+advis[eo]r|peer\s+reviewer|"
    r"(?:treating|requesting|primary)\s+\w+|provider|surgeon|QME|AME|denial(?:\s+letter)?)\b[^.;]{0,60}?\b(?:found|held|deemed|"
    r"determined|stated|states|opined|concluded|argued|argues|felt|feels|considered|called|believed|believes|wrote|said|says|claimed|"
    r"maintained|judged|noted|ruled|decided|reasoned|asserted|certified|approved|authori[sz]ed|allowed|denied|granted|accepted)\b|"
    r"\b(?:was|were|had\s+been)\s+(?:\w+\s+)?(?:denied|non-?certified|modified|refused)\b[^.;]{0,30}\bas\b|"
    r"\b(?:utili[sz]ation\s+review(?:er)?|UR|claims?\s+administrator|carrier|insurer|provider|surgeon)[’']s\s+(?:\w+\s+)?(?:statement|"
    r"finding|position|view|claim|argument|opinion|contention|reasoning|assertion)\b|"
    r"\baccording\s+to\s+(?:the\s+)?(?:utili[sz]ation|UR|claims|carrier|insurer|denial)",
    re.IGNORECASE,
)
_NEW_VOICE = re.compile(
    r"[;:]|,\s+(?:but|and|yet)\b|,\s+(?=(?:I|we|the\s+(?:requests?|treatment|present|expert))\s)",
    re.IGNORECASE,
)
_CLAUSE_LENGTH = 240
"""Characters of the longest clause looked at, so that an endless sentence costs no more."""
_SHARED_OPINION = re.compile(
    r"\b(?:I|we|reviewer)\s+(?:also\s+|fully\s+)?(?:agree|concur)\b", re.IGNORECASE
)
_DENIES_WHAT_FOLLOWS = re.compile(
    r"\b(?:wrong|incorrect|inaccurate|mistaken|mistake|error|erroneous|untrue|unreasonable|unfair|hard|difficult)\s+to\s+"
    r"(?:say|call|claim|deem|consider|hold|argue|conclude|maintain|find|see|regard)\b[^.;]{0,60}$|"
    r"\b(?:disagree|do\s+not\s+(?:agree|concur)|cannot\s+(?:agree|concur)|(?:is|was)\s+(?:not\s+(?:correct|true|right|the\s+case)|"
    r"wrong|incorrect|mistaken|untrue))\b[^.;]{0,60}?\b(?:that|with|in)\b[^.;]{0,60}$|"
    r"\b(?:cannot|can\s?not|could\s+not|should\s+not)\s+be\s+(?:said|called|deemed|considered|argued|held|regarded|described|claimed|concluded)\b"
    r"[^.;]{0,60}$|"
    r"\b(?:no|little|without)\s+(?:\w+\s+)?(?:reason|basis|grounds?|cause|argument|evidence|showing)\s+(?:to|that|for|why)\b[^.;]{0,80}$|"
    r"\b(?:(?:do|does|did|can|could|would)(?:\s*not|n[’']t)|cannot|nobody\s+can|no\s+one\s+can|nor\s+(?:can|is))\s+(?:it\s+|one\s+|I\s+)?"
    r"(?:be\s+)?(?:find|found|hold|held|believe|think|see|say|said|agree|concur|accept|follow|mean)\b[^.;]{0,80}$|"
    r"\b(?:far\s+from|anything\s+but)\s*$",
    re.IGNORECASE,
)
"""Words after which "not necessary" means necessary."""
_NOT_RIGHT_BEFORE = re.compile(
    r"\b(?:not|never)\s+(?:(?:to\s+be|be|been|a|really|both|at\s+all|shown\s+to\s+be)\s+)*$|n[’']t\s+(?:be\s+)?$",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\W*(?:if|unless|when|until|whether|should|had|were)\b", re.IGNORECASE)
_NEGATOR = re.compile(
    r"\b(?:not|never|no|nor|neither|nothing|nobody|hardly|doubtful|insufficient|unable|lacks?|lacking|fails?|failed|cannot|un\w+ed|isn|wasn)\b|n[’']t\b",
    re.IGNORECASE,
)
_NEGATED_AFTER = re.compile(
    r"\s*(?:[\w/-]+,?\s+){0,9}?(?:(?:has|have|had|is|was|are|were|does|do|did|can|could)\s*(?:not|n[’']t)|"
    r"cannot|lacks?|remains?\s+un\w+|is\s+lacking)\b",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:if|unless|whether|(?:would|may|might|could)\s+(?:\w+\s+)?(?:be|have\s+been)|when|until|in\s+order\s+for)\b",
    re.IGNORECASE,
)
_QUESTION_OF_NECESSITY = re.compile(
    r"\b(?:rationale|explanation|reason\w*|evidence|documentation|support\w*|justif\w+|addresses|"
    r"regarding|as\s+to|establish|demonstrate|determine)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_CLAUSE_START = re.compile(
    r"[,;:]|\b(?:but|although|while|and\s+therefore)\b|\band\s+(?=(?:the|this|these|it|they|he|she)\s)",
    re.IGNORECASE,
)
LEADS = re.compile(
    r"^\W*(?:therefore|thus|as such|accordingly|consequently|hence|given the above|based on|"
    r"in light of|for these reasons|because of|in summary|in conclusion)\b",
    re.IGNORECASE,
)
CLOSING_REMARK = re.compile(
    r"taper\w*|wean\w*|abrupt\w*|not\s+(?:be\s+)?(?:interpreted|construed)|advised\s+to|treating\s+physician|"
    r"utilization\s+review\s+(?:decision|determination)|\bupheld\b|\boverturned\b|revers\w+|future\s+request|"
    r"does\s+not\s+(?:mean|imply)|this\s+decision|reconsider\w*|references?\s*:|new\s+request|resubmi\w+|"
    r"https?:|www\.",
    re.IGNORECASE,
)
GUIDELINE_WORDS = re.compile(
    r"guideline|recommend|visits?\s+over|\bMTUS\b|\bODG\b|\bACOEM\b|criteria|\d+\s*-\s*\d+\s+(?:visits|sessions)",
    re.IGNORECASE,
)


def verdict(text: str) -> tuple[bool, bool] | None:
    """(favourable, strong) when a sentence concludes on the request, else None."""
    last: tuple[int, bool, bool] | None = None
    for match in _MEDICALLY.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        if _QUESTION_OF_NECESSITY.search(before) and not _verb_near(before):
            continue
        denied_again = _denied_again(text, match)
        if _supposed(text, match.start()) and not denied_again:
            continue
        if _opinion_of_another(text, match.start()):
            continue
        noun = re.search(r"necessity$", match.group(), re.IGNORECASE) is not None
        negative = _negated(before) or "unnecessary" in match.group().lower()
        if noun and _NEGATED_AFTER.match(text, match.end()):
            negative = True
        negative = negative and not denied_again
        last = (match.end(), not negative, True)
    judged = _ur_verdict(text)
    if judged is not None and (last is None or judged[0] > last[0]):
        last = judged
    if last is None:
        last = _plain_verdict(text)
    return None if last is None else (last[1], last[2])


def _supposed(text: str, end: int) -> bool:
    """Whether what stands before an offset makes a verdict one that only might be given."""
    if _CONDITION.match(text):
        return _HYPOTHETICAL.search(text[:end][-80:]) is not None
    return _HYPOTHETICAL.search(re.split(r"[,;:]", text[:end][-80:])[-1]) is not None


def _denied_again(text: str, match: re.Match[str]) -> bool:
    """Whether a "not medically necessary" is itself denied ("nobody can say that it is not")."""
    before = _clause(text[: match.start()][-160:])
    near = _NOT_RIGHT_BEFORE.search(before)
    if near is None and "unnecessary" not in match.group().lower():
        return False
    return _DENIES_WHAT_FOLLOWS.search(before[: near.start()] if near else before) is not None


def _opinion_of_another(text: str, end: int) -> bool:
    """Whether what is said before an offset is the view of utilization review or a provider."""
    before = _NEW_VOICE.split(text[max(0, end - _CLAUSE_LENGTH) : end])[-1]
    return _OPINION_OF_ANOTHER.search(before) is not None and not _SHARED_OPINION.search(text)


def _clause(before: str) -> str:
    """The last clause of some words."""
    return re.split(r"[;:]|,\s+(?:but|and|yet|so)\b|\b(?:therefore|hence|thus)\b", before)[-1]


def _verb_near(before: str) -> bool:
    return (
        re.search(r"\b(?:is|are|was|were|be|deemed|considered|found)\b[^.;]{0,25}$", before)
        is not None
    )


def _ur_verdict(text: str) -> tuple[int, bool, bool] | None:
    right = _DENIAL_RIGHT.search(text)
    if right and not _HYPOTHETICAL.search(text[: right.start()]):
        return right.end(), right["not"] is not None, True
    match = _UR_JUDGED.search(text)
    if not match or _HYPOTHETICAL.search(text[: match.start()]) or "request to overturn" in text:
        return None
    act = (match["act"] or match["passive"]).lower()
    favourable = act.startswith(("overturn", "revers"))
    if _negated(text[max(0, match.start() - 30) : match.start()]):
        return None
    return match.end(), favourable, False


def _plain_verdict(text: str) -> tuple[int, bool, bool] | None:
    match = _PLAIN.search(text)
    if not match or _HYPOTHETICAL.search(match.group()) or GUIDELINE_WORDS.search(text):
        return None
    words = match.group().lower()
    if not re.search(
        r"\b(?:this|the|these|current|requested|current)\b", text[: match.end()], re.IGNORECASE
    ):
        return None
    refused = re.search(r"(?:denied|non-?certified|upheld)$", words) is not None
    return match.end(), not refused and not _negated(words[-70:]), False


def _negated(before: str) -> bool:
    clause = _CLAUSE_START.split(before)[-1]
    return _NEGATOR.search(clause[-48:]) is not None


def closing_verdict(text: str, *, surely: bool) -> bool | None:
    """Whether a closing sentence in other than the usual words grants the treatment, or None.

    Args:
        text: the sentence.
        surely: whether it must speak of the disputed treatment: it names it, or ends the reasons.
    """
    if CLOSING_REMARK.search(text) or _opinion_of_another(text, len(text)):
        return None
    refusing = _latest(_REFUSING, text)
    granting = _latest(_GRANTING, _REFUSING.sub(lambda found: " " * len(found[0]), text))
    if max(refusing, granting) < 0 or _HYPOTHETICAL.search(text):
        return None
    led = surely or LEADS.match(text) or _ABOUT_REQUEST.search(text)
    own = _IN_PERSON.match(text) or not GUIDELINE_WORDS.search(text) or _GUIDELINE_MET.search(text)
    return granting > refusing if led and own else None


def _latest(pattern: re.Pattern[str], text: str) -> int:
    """The end of the last match, or -1."""
    return max((match.end() for match in pattern.finditer(text)), default=-1)
