"""Clinical findings: how letters deny, record and presume them."""

from __future__ import annotations

import functools
import re

from openimr.determination.checks.passage import Sentence

_NO = (
    r"(?:\bno\b|\bnot\b|n[’']t\b|\bwithout\b|\black(?:s|ed|ing)?(?:\s+of)?\b|\babsen(?:t|ce)(?:\s+of)?\b|"
    r"\bfail(?:s|ed)?\s+to\s+(?:show|document|demonstrate|reveal|identify|indicate|establish)\b|\bneither\b|\bnegative\s+for\b|"
    r"\babsent\b|\bdevoid\b|\bdenie[sd]\b|\bunremarkable\b)"
)
_LINKS = (
    r"(?:[\s,/]+(?:of|any|evidence|documentation|documented|clear|clearly|significant|specific|objective|subjective|"
    r"recent|current|physical|clinical|exam(?:ination)?|findings?|signs?|symptoms?|or|and|an|a|the|that|there|is|was|are|were|"
    r"indicat\w+|suggest\w+|demonstrat\w+|show\w*|noted|note|mention(?:ed)?|found|present|positive|unequivocal|progressive|new|"
    r"focal|true|active|support\w*|confirm\w*|consistent|with|in|on|patient|worker|claimant|applicant|he|she|has|have|had|"
    r"having|injured|from|for|to|specified|records?|provided|submitted|review|tissue|insult|red|flag\w*|conditions?|concerns?|equivocal|severe|"
    r"radiographic|radiological|radiographs?|films?|imaging|diagnostic|mri|x-?rays?|stud(?:y|ies)|scans?|"
    r"such|as|other|associated|documenting|indication|indications|suspicion|concern|did|does|do))*[\s,/]+"
)
_HAD_NEGATION = re.compile(
    r"\b(?:no|not|without|denie[sd]|denying|negative(?:\s+for)?|absence\s+of|absent|lack\s+of|rule\s+out|r/o|ruled\s+out|"
    r"never|free\s+of|neither|nor|unremarkable|resolved|question\s+of|possible|suspect\w*)\b"
    r"(?:(?!\b(?:but|however|although|except|while|with|and\s+(?:positive|decreased|diminished|there))\b)[^.;:]){0,70}$",
    re.IGNORECASE,
)
_NORMAL_AFTER = re.compile(
    r"^[^.;,]{0,40}?\b(?:(?:was|were|is|are)\s+(?:negative|normal|intact|absent|denied|full|unremarkable|resolved|not\b)|"
    r"negative(?:ly)?\b|denied)",
    re.IGNORECASE,
)

_GUIDELINE = re.compile(
    r"\b(?:[Gg]uidelines?|recommend(?:s|ed)\b|MTUS\s|ODG\s|ACOEM\s|[Cc]riteria\s+(?:for|are|include)|"
    r"in\s+the\s+absence\s+of|[Ii]f\s+(?:no|there)|patients\s+(?:with|who)|sufficient\s+evidence)"
)


def _told_of_worker(finding: str) -> str:
    """How a rationale says of the worker that a finding is there."""
    return (
        r"\b(?:he|she|they|(?:injured\s+)?worker|patient|claimant|applicant|employee|there)\s+(?:\w+\s+){0,2}?"
        r"(?:has|have|had|suffers?|reports?|reported|complains?|complained|is|are|was|were|shows?|showed|describes?)\b"
        rf"[^.;]{{0,40}}?(?:{finding})"
    )


def _told_not_there(finding: str) -> str:
    """How a summary says that a finding is not there."""
    return (
        r"\b(?:no|denie[sd]|denying|without|negative\s+for|absence\s+of)\s+"
        rf"(?:(?:\w+,?\s+)(?:or\s+|and\s+)?){{0,6}}?(?:{finding})"
    )


class Concept:
    """A clinical finding; each of its patterns is compiled when it is first looked for.

    Attributes:
        name: in plain words, after "no".
        regional: whether it belongs to one part of the body.
        weighs_for_nerve_tests: whether a refusal of nerve tests has to speak of it.
    """

    def __init__(  # noqa: PLR0913
        self,
        name: str,
        words: str,
        evidence: str,
        *,
        claimed: str | None = None,
        normal: str | None = None,
        regional: bool = True,
        weighs_for_nerve_tests: bool = False,
    ) -> None:
        self.name = name
        self.regional = regional
        self.weighs_for_nerve_tests = weighs_for_nerve_tests
        self._what = rf"(?P<what>\b(?:{words})\b)"
        self._evidence = evidence
        self._claimed = claimed or _told_of_worker(evidence)
        self._normal = normal or _told_not_there(evidence)

    @functools.cached_property
    def words(self) -> re.Pattern[str]:
        """How a rationale names it when it denies it."""
        return re.compile(self._what, re.IGNORECASE)

    @functools.cached_property
    def denial(self) -> re.Pattern[str]:
        """How a rationale says before its name that it is missing."""
        before = rf"{_NO}(?:{_LINKS}|[\s,]+(?:\w+\s+){{0,2}}?)"
        return re.compile(before + self._what, re.IGNORECASE)

    @functools.cached_property
    def absent_after(self) -> re.Pattern[str]:
        """How a rationale says behind its name that it is missing."""
        behind = r"[^.;,]{0,40}?\b(?:was|were|is|are)\s+(?:not|absent|lacking|normal|negative)\b"
        return re.compile(self._what + behind, re.IGNORECASE)

    @functools.cached_property
    def evidence(self) -> re.Pattern[str]:
        """How a summary records it."""
        return re.compile(self._evidence, re.IGNORECASE)

    @functools.cached_property
    def claimed(self) -> re.Pattern[str]:
        """How a rationale says that it is documented."""
        return re.compile(self._claimed, re.IGNORECASE)

    @functools.cached_property
    def normal(self) -> re.Pattern[str]:
        """How a summary says that it is not there."""
        return re.compile(self._normal, re.IGNORECASE)


_SENSORY = (
    r"(?:decreas\w+|diminish\w+|reduc\w+|impair\w+|absent|altered|loss\s+of|dull(?:ed)?|hyp[oe]?a?esthe\w+|hyposens\w+)"
    r"[^.;,]{0,45}?\b(?:sensation|sensory|sensibility|pin-?prick|light\s+touch)|"
    r"\b(?:sensation|sensory|pin-?prick|light\s+touch)\b[^.;,]{0,45}?\b(?:decreas\w+|diminish\w+|reduc\w+|impair\w+|absent|altered|loss|"
    r"deficits?)|\bhyp[oe]?a?esthesia|\bhyposens\w+|\bnumbness\s+(?:was|is)\s+(?:noted|found)\s+on\s+exam"
)
_MOTOR = (
    r"\b(?:[0-3][+-]?|4-?)\s*(?:/|out\s+of|over)\s*5\b(?!\s*(?:pain|on\s+(?:the\s+)?(?:vas|pain)))|\bfoot\s+drop|"
    r"\b(?:motor|muscle|grip)\s+weakness|\b(?:decreas\w+|diminish\w+|reduc\w+|weak(?:ened)?)\s+(?:\w+\s+){0,2}(?:motor|muscle|grip)\s*(?:strength)?"
)
_REFLEX = (
    r"(?:decreas\w+|diminish\w+|absent|reduc\w+|asymmetr\w+|hypo-?active)[^.;,]{0,35}?\breflex\w*|"
    r"\breflex\w*\b[^.;,]{0,35}?\b(?:decreas\w+|diminish\w+|absent|reduc\w+|asymmetr\w+|1\+|trace)"
)
_ROOT_SIGNS = (
    r"positive\s+(?:\w+\s+){0,3}?(?:straight[\s-]+leg|SLR|Spurling\w*|slump|Lasegue\w*)|"
    r"(?:straight[\s-]+leg[\s-]+rais\w*|SLR|Spurling[’'s]*|slump)[^.;,]{0,40}?\b(?:is|are|was|were)?\s*positive"
)
_ENTRAPMENT = (
    r"positive\s+(?:\w+\s+){0,4}?(?:Phalen\w*|Tinel\w*|Durkan\w*|median\s+(?:nerve\s+)?compression)|"
    r"(?:Phalen|Tinel|Durkan)\w*[’'s]*[^.;,]{0,40}?\b(?:is|are|was|were)?\s*positive|thenar\s+(?:\w+\s+)?(?:atrophy|wasting)|"
    r"(?:atrophy|wasting)\s+(?:of\s+)?(?:the\s+)?(?:\w+\s+)?thenar"
)
_NERVE_WORDS = (
    r"(?:nerve\s+(?:root\s+)?(?:compromise|impingement|compression|dysfunction|impairment|involvement)|root\s+(?:compromise|evidence)|"
    r"radiculopath\w+|radicular\s+(?:findings?|signs?|symptoms?)|neurolog\w+\s+(?:deficits?|dysfunction|compromise|findings?|"
    r"impairment|abnormalit\w+|changes?|involvement)|neurologic\s+defic\w+|(?:sensory|motor|neurovascular|neuro)(?:\s*(?:or|/|and)\s*\w+)?\s+"
    r"(?:deficits?|loss|dysfunction|changes?)|dermatomal\s+\w+|myotomal\s+\w+|focal\s+(?:neurolog\w+\s+)?deficits?)"
)

_IMAGED = (
    r"\b(?:mri|mra|ct|x-?rays?|radiograph\w*|films?|imaging|arthrogra\w+|ultrasound|"
    r"magnetic\s+resonance\s+\w+)\b"
)
_SHOWN = (
    r"(?:show\w*|reveal\w*|demonstrat\w+|found|confirm\w*|with|of|read\s+as|positive\s+for|"
    r"describ\w+|not(?:ed|ing))"
)


def _seen(finding: str) -> str:
    """How a summary records what a picture shows."""
    return rf"{_IMAGED}[^.;]{{0,70}}?\b{_SHOWN}\b[^.;]{{0,80}}?\b(?:{finding})"


def _sign(name: str, words: str) -> Concept:
    """A test of the examination that is positive or negative."""
    positive = (
        rf"\bpositive\s+(?:\w+\s+){{0,3}}?(?:{words})|"
        rf"\b(?:{words})[^.;,]{{0,40}}?\b(?:\w+ly\s+)?positive"
    )
    return Concept(
        f"positive {name}",
        rf"(?:positive\s+)?(?:{words})",
        positive,
        claimed=positive,
        normal=rf"\bnegative\s+(?:\w+\s+){{0,3}}?(?:{words})|\b(?:{words})[^.;,]{{0,40}}?\bnegative",
        regional=False,
    )


CONCEPTS = (
    Concept(
        "neurologic deficit or nerve root finding",
        _NERVE_WORDS,
        f"{_SENSORY}|{_MOTOR}|{_REFLEX}|{_ROOT_SIGNS}",
        claimed=(
            r"(?:documentation|evidence|findings?|documented|presence)\b[^.;]{0,60}?\b(?:neurolog\w+|radicul\w+|nerve\s+root|"
            r"deficits?\s+in\s+(?:sensation|reflex\w*|\w+\s+strength)|sensory|motor\s+deficit)"
        ),
        normal=(
            r"\b5\s*(?:/|out\s+of|of|over)\s*5\b|(?:motor|sensory|sensation|strength|neurolog\w+|reflex\w*)[^.;]{0,50}?\b"
            r"(?:intact|normal|unremarkable|within\s+normal)|\b(?:intact|normal)\s+(?:\w+\s+){0,2}(?:sensation|strength|motor|sensory|reflexes)"
        ),
    ),
    Concept(
        "sign of nerve entrapment",
        r"(?:nerve\s+entrapment|carpal\s+tunnel(?:\s+syndrome)?|peripheral\s+(?:nerve|neuropath\w*)\s*\w*|median\s+neuropath\w+|cubital\s+tunnel\w*|"
        r"entrapment\s+(?:neuropath\w+|signs?))",
        _ENTRAPMENT,
        weighs_for_nerve_tests=True,
    ),
    Concept(
        "muscle spasm",
        r"(?:muscle\s+|muscular\s+|paraspinal\s+|paravertebral\s+)?spasms?",
        r"\bspasms?\b",
        regional=False,
    ),
    Concept(
        "gastrointestinal complaint",
        r"(?:gastrointestinal|GI|gastric|gastritis|dyspepsia|reflux|GERD|stomach)(?:\s+(?:symptoms?|complaints?|upset|risk\s+factors?|events?|issues?|distress))?",
        r"\b(?:epigastric\s+(?:pain|tenderness)|gastritis|dyspepsia|heart\s?burn|acid\s+reflux|GERD|gastroesophageal\s+reflux|stomach\s+upset|"
        r"gastrointestinal\s+(?:upset|symptoms|distress|bleed\w*)|GI\s+(?:upset|distress|symptoms|bleed\w*)|peptic\s+ulcer)",
        regional=False,
    ),
    Concept(
        "effusion or swelling",
        r"(?:joint\s+)?(?:effusion|swelling|edema)",
        r"\b(?:effusion|swelling|swollen|edema)\b",
    ),
    Concept(
        "mechanical symptom",
        r"(?:mechanical\s+symptoms?|locking|catching|giving\s+way|instability)",
        r"\b(?:locking|catching|giving\s+way|gives?\s+way|buckl\w+|instability)\b",
    ),
    Concept(
        "instability or provocative sign of the joint",
        r"(?:positive\s+)?(?:McMurray\w*|provocative\s+(?:tests?|testing)|impingement\s+signs?|ligament\w*\s+(?:laxity|instability)|meniscal\s+(?:signs?|tear\w*))",
        r"positive\s+(?:\w+\s+){0,3}?(?:McMurray\w*|Lachman\w*|Neer\w*|Hawkin\w*|O[’']Brien\w*|drawer|apprehension|impingement)|"
        r"(?:McMurray|Lachman|Neer|Hawkin|O[’']Brien)\w*[’'s]*[^.;,]{0,30}?\b(?:is|are|was|were)\s+positive",
    ),
    Concept(
        "psychological symptom",
        r"(?:psychological|psychiatric|depress\w+|anxiety|mood)\s*(?:symptoms?|complaints?|diagnos\w+|disorder\w*|issues?)?",
        r"\b(?:depress(?:ion|ed|ive)|anxiety|anxious|PTSD|panic|insomnia)\b",
        regional=False,
    ),
    Concept(
        "arthritis",
        r"(?:osteo)?arthrit\w+|arthrosis|degenerative\s+(?:joint\s+)?(?:disease|changes?)",
        _seen(
            r"(?:osteo)?arthrit\w+|arthrosis|degenerative\s+(?:joint\s+)?(?:disease|changes?)|joint\s+space\s+narrowing"
        ),
    ),
    Concept(
        "tear on imaging",
        r"(?:(?:rotator\s+cuff|labral|menisc\w+|ligament\w*|tendon|full-thickness|partial(?:-thickness)?)\s+)?tears?",
        _seen(r"tears?\b|torn\b|rupture\w*"),
    ),
    Concept(
        "disc or nerve finding on imaging",
        r"(?:dis[ck]\s+(?:herniation|protrusion|extrusion|bulge|patholog\w+)s?|herniat\w+|(?:foraminal|central|canal|spinal)\s+(?:stenosis|narrowing))",
        _seen(r"herniat\w+|protrusion|extrusion|stenosis|(?:foraminal|canal)\s+narrowing"),
    ),
    Concept(
        "fracture",
        r"fractures?|non-?union",
        _seen(r"fractur\w+|non-?union"),
    ),
    Concept(
        "reduced sensation",
        r"(?:sensory\s+(?:loss|deficits?|changes?)|(?:decreased|reduced|diminished)\s+sensation|hyp\w*esthesia)",
        _SENSORY,
        claimed=_SENSORY,
        normal=(
            r"\b(?:sensation|sensory(?:\s+\w+)?|light\s+touch)\b[^.;,]{0,40}?\b(?:intact|normal|unremarkable|preserved|within)|"
            r"\b(?:intact|normal)\s+(?:\w+\s+){0,2}(?:sensation|sensory)|\bneuro(?:logic\w*|vascular\w*)?\s+(?:exam\w*\s+)?"
            r"(?:was\s+|is\s+|were\s+)?(?:grossly\s+)?(?:normal|intact|unremarkable)"
        ),
    ),
    _sign("straight leg raise", r"straight[\s-]+leg(?:[\s-]+rais\w*)?|SLR|leg\s+raise|Lasegue\w*"),
    _sign("Spurling's test", r"Spurling\w*(?:[’']s)?"),
    _sign("Phalen's test", r"Phalen\w*(?:[’']s)?"),
    _sign("Tinel's sign", r"Tinel\w*(?:[’']s)?"),
    _sign("McMurray's test", r"McMurray\w*(?:[’']s)?"),
    _sign("Lachman's test", r"Lachman\w*(?:[’']s)?"),
    _sign("impingement sign", r"impingement\s+(?:signs?|tests?)|(?:Neer|Hawkins?)\w*(?:[’']s)?"),
    _sign("drug screen", r"(?:urine\s+)?(?:drug|toxicology)\s+screen\w*|UDS"),
)
"""Findings whose absence refusals rest on."""


def restates_guideline(text: str) -> bool:
    """Whether a sentence states what guidelines ask, not what this record shows."""
    return _GUIDELINE.search(text) is not None


def denied_here(concept: Concept, sentence: Sentence) -> re.Match[str] | None:
    """The claim in a sentence that a finding is missing in this case, or None."""
    if not concept.words.search(sentence.text):
        return None
    match = concept.denial.search(sentence.text) or concept.absent_after.search(sentence.text)
    if match and restates_guideline(sentence.text[: match.end() + 12]):
        return None
    return match


def negated_before(text: str, match: re.Match[str]) -> bool:
    """Whether the words before a match deny it."""
    before = text[max(0, match.start() - 90) : match.start()]
    return _HAD_NEGATION.search(before) is not None


def asserted(text: str, match: re.Match[str]) -> bool:
    """Whether a finding is said to be there: neither negated before nor called normal after."""
    after = text[match.end() : match.end() + 60]
    return not negated_before(text, match) and not _NORMAL_AFTER.match(after)
