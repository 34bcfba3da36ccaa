"""What stands against a letter before it goes on: to quality review, and to be signed.

The findings of ``letter check`` on the letter as it is, and what only the case knows: facts that
the reviewer rejected, papers of another patient, sentences without a page, texts said before.
Pure: who calls it gathers what it looks at (``gathered``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from openimr.case.events.judging import JudgedFact, Judgement
from openimr.case.events.reviewing import PAGE_MARK
from openimr.case.rules import HOUSE
from openimr.determination.checks.model import CheckFinding, Severity
from openimr.determination.checks.passage import Passage
from openimr.determination.model import Determination, Finding
from openimr.determination.reading import LetterReading, Status
from openimr.vocabulary.errors import Refused
from openimr.workflow.before_signing_repeated import OtherText, Repeated, repeated, shared
from openimr.workflow.desk_parts import DraftedFact, DraftedPlace
from openimr.workflow.desk_parts_listed import ReviewedDocument, SummarySentence

_GUIDELINE = re.compile(
    r"\b(?:guidelines?|MTUS|ACOEM|ODG|Official Disability|Labor Code|CCR|regulations?|schedule"
    r"|level [1-5][abc]?)\b|\[[gs]:",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(r"\bmedical(?:ly)? necess", re.IGNORECASE)
_FEWEST_WORDS = 5
_MUCH, _VERY_MUCH = 0.35, 0.6
_TWINS = 0.6
_TOLD = 3
"""Sentences that are quoted of many."""


@dataclass(frozen=True)
class JudgedPassage:
    """A claimed fact that a reviewer did not accept, where it was read.

    Attributes:
        fact: as drafted.
        judged: what the reviewer made of it.
    """

    fact: DraftedFact
    judged: JudgedFact


@dataclass(frozen=True)
class Sentence:
    """A drafted sentence with the places that it rests on."""

    text: str
    places: tuple[DraftedPlace, ...]


@dataclass(frozen=True)
class Signing:
    """Everything that is looked at before a letter goes on.

    Attributes:
        letter: as it is so far.
        numbers: the record's number of the treatment of each finding of the letter.
        summary: the drafted sentences of the case summary; what was rewritten is in the letter.
        drafted: the sentences of each treatment's proposal, by the record's number.
        judged: facts that were corrected or rejected.
        others_papers: documents of the case file that concern another patient.
        others: what the same reviewer recorded in other cases.
        moved: page marks that lead elsewhere since the file was drafted again, by treatment;
            None for the case summary.
        behind: papers came in after the file was drafted; the letter does not list them.
    """

    letter: Determination
    numbers: tuple[int, ...]
    summary: tuple[SummarySentence, ...] = ()
    drafted: dict[int, tuple[Sentence, ...]] = field(default_factory=dict)
    judged: tuple[JudgedPassage, ...] = ()
    others_papers: tuple[ReviewedDocument, ...] = ()
    others: tuple[OtherText, ...] = ()
    moved: tuple[tuple[int | None, tuple[str, ...]], ...] = ()
    behind: bool = False

    @property
    def summarized(self) -> tuple[SummarySentence, ...]:
        """The drafted sentences that stand in the letter's summary, with what they rest on."""
        text = _plain(self.letter.clinical_case_summary or "")
        return tuple(one for one in self.summary if _is_in(text, one.sentence))

    @property
    def rationales(self) -> tuple[tuple[int, str], ...]:
        """The rationale of each finding that has one, with the treatment's number."""
        pairs = zip(self.numbers, self.letter.findings, strict=True)
        return tuple((number, one.rationale) for number, one in pairs if one.rationale)


@dataclass(frozen=True)
class Warned:
    """One thing to look at before the letter goes on.

    Attributes:
        rule: its short name.
        severity: ``HIGH`` keeps the letter back.
        treatment: by the record's number; None for the whole letter.
        words: what is the matter.
        remedy: what to do.
        quotes: the words concerned; for the screen of whoever may see the case, never for a log.
    """

    rule: str
    severity: Severity
    treatment: int | None
    words: str
    remedy: str
    quotes: tuple[str, ...] = ()


def before_signing(signing: Signing) -> tuple[Warned, ...]:
    """Everything that stands against a letter, the gravest first, then by treatment."""
    found = [
        *_by_letter_check(signing),
        *_others_papers(signing),
        *_behind(signing),
        *_moved(signing),
        *_rejected_facts(signing),
        *_without_page(signing),
        *_said_elsewhere(signing),
        *_twins(signing),
    ]
    order = list(Severity)
    return tuple(sorted(found, key=lambda one: (order.index(one.severity), one.treatment or 0)))


def check_nothing_grave(warned: Sequence[Warned]) -> None:
    """Refuse a letter with a grave finding.

    Raises:
        Refused: rule "nothing-grave-in-the-letter".
    """
    grave = [one for one in warned if one.severity is Severity.HIGH]
    if grave:
        raise Refused(
            f"The letter is not ready: {' '.join(dict.fromkeys(one.words for one in grave))}",
            rule="nothing-grave-in-the-letter",
            citation=HOUSE,
            remedy="Mend what is named, then record the finding again.",
        )


def repetition(signing: Signing) -> tuple[tuple[int | None, Repeated], ...]:
    """How much of each rationale stands in the reviewer's other ones; last of the case summary."""
    findings = [one for one in signing.others if one.treatment is not None]
    summaries = [one for one in signing.others if one.treatment is None]
    told = [(number, repeated(text, findings)) for number, text in signing.rationales]
    summary = signing.letter.clinical_case_summary
    own = [(None, repeated(summary, summaries, "case summary"))] if summary and summaries else []
    return (*told, *own)


def resting_on_judged(
    sentence: Sequence[DraftedPlace], judged: Sequence[JudgedPassage]
) -> tuple[JudgedPassage, ...]:
    """The facts not accepted that share words with the places of a sentence."""
    return tuple(one for one in judged if any(one.fact.meets(place) for place in sentence))


def _by_letter_check(signing: Signing) -> Iterator[Warned]:
    # The checks take half a second to load: only who looks at a letter waits for them.
    from openimr.determination.check import check_letter  # noqa: PLC0415

    reading = LetterReading(
        source="the letter", layout="openimr", status=Status.FULL, determination=signing.letter
    )
    for one in check_letter(reading):
        if not _still_to_come(one, signing.letter):
            yield Warned(
                rule=one.rule,
                severity=one.severity,
                treatment=signing.numbers[one.issue - 1] if one.issue else None,
                words=one.message,
                remedy=one.remedy,
                quotes=tuple(place.words for place in one.places),
            )


def _still_to_come(one: CheckFinding, letter: Determination) -> bool:
    """Whether a part is missing only because the finding is not recorded yet."""
    if one.rule != "missing-part" or one.issue is None:
        return False
    finding: Finding = letter.findings[one.issue - 1]
    return finding.decision is None


def _others_papers(signing: Signing) -> Iterator[Warned]:
    """Papers of another patient under what the letter says."""

    def foreign(places: Sequence[DraftedPlace]) -> bool:
        return any(one.holds(place) for one in signing.others_papers for place in places)

    told = [one.sentence for one in signing.summarized if foreign(one.sources)]
    if told:
        yield _foreign(None, "The case summary rests", tuple(told))
    for number, sentences in signing.drafted.items():
        text = dict(signing.rationales).get(number, "")
        used = [one.text for one in sentences if stands_in(one.text, text) and foreign(one.places)]
        if used:
            yield _foreign(number, "The rationale rests", tuple(used))


def _foreign(treatment: int | None, what: str, quotes: tuple[str, ...]) -> Warned:
    return Warned(
        rule="other-patient",
        severity=Severity.HIGH,
        treatment=treatment,
        words=f"{what} on a paper of another patient.",
        remedy="Take it out; tell the case manager that the paper is in the wrong file.",
        quotes=quotes[:_TOLD],
    )


def _behind(signing: Signing) -> Iterator[Warned]:
    if signing.behind:
        yield Warned(
            rule="papers-not-drafted",
            severity=Severity.HIGH,
            treatment=None,
            words="Papers came in after the case file was drafted; the letter does not list them.",
            remedy="Have it drafted again; the reviewer must have seen them.",
        )


def _moved(signing: Signing) -> Iterator[Warned]:
    """Marks that would send a reader to another page than was meant."""
    for treatment, marks in signing.moved:
        yield Warned(
            rule="mark-moved",
            severity=Severity.HIGH,
            treatment=treatment,
            words="The case file was drafted again, and page marks lead elsewhere than when this "
            "was recorded.",
            remedy="Write them anew at the desk, then record it again.",
            quotes=marks,
        )


def _rejected_facts(signing: Signing) -> Iterator[Warned]:
    """Facts that were rejected or corrected and are said all the same."""
    summary = signing.letter.clinical_case_summary or ""
    drafted = tuple(Sentence(one.sentence, one.sources) for one in signing.summarized)
    for one in said_all_the_same(summary, drafted, signing.judged):
        quote = _resting(one, drafted) or one.fact.quote
        yield _on_judged(None, one, "The case summary", quote, Severity.MEDIUM)
    for number, text in signing.rationales:
        for one in said_all_the_same(text, signing.drafted.get(number, ()), signing.judged):
            rejected = one.judged.judgement is Judgement.REJECTED
            grave = Severity.HIGH if rejected else Severity.MEDIUM
            yield _on_judged(number, one, "The rationale", one.fact.quote, grave)


def _resting(one: JudgedPassage, drafted: Sequence[Sentence]) -> str:
    """The first sentence that rests on a judged fact."""
    return next((each.text for each in drafted if resting_on_judged(each.places, (one,))), "")


def said_all_the_same(
    text: str, drafted: Sequence[Sentence], judged: Sequence[JudgedPassage]
) -> tuple[JudgedPassage, ...]:
    """Facts not accepted whose words, or a drafted sentence on them, stand in a text."""
    said = _plain(text)
    kept = [one for one in drafted if _is_in(said, one.text)]
    return tuple(
        one
        for one in judged
        if _is_in(said, one.fact.quote)
        or any(resting_on_judged(sentence.places, (one,)) for sentence in kept)
    )


def _on_judged(
    treatment: int | None, one: JudgedPassage, what: str, quote: str, severity: Severity
) -> Warned:
    return Warned(
        rule="fact-not-accepted",
        severity=severity,
        treatment=treatment,
        words=f"{what} rests on a fact that you {one.judged.judgement.value}.",
        remedy="Say what holds instead, or take the sentence out.",
        quotes=(quote,),
    )


def stands_in(sentence: str, text: str) -> bool:
    """Whether a sentence stands in a text, page marks and white space aside."""
    return _is_in(_plain(text), sentence)


def _is_in(plain: str, sentence: str) -> bool:
    wanted = _plain(sentence)
    return len(wanted) > 12 and wanted in plain


def _plain(text: str) -> str:
    return " ".join(PAGE_MARK.sub(" ", text).casefold().split()).replace(" .", ".").rstrip(".")


def _without_page(signing: Signing) -> Iterator[Warned]:
    for number, text in signing.rationales:
        bare = sentences_without_page(text)
        if bare:
            many = f"{len(bare)} sentences name" if len(bare) > 1 else "1 sentence names"
            yield Warned(
                rule="sentence-without-page",
                severity=Severity.LOW,
                treatment=number,
                words=f"{many} neither a page nor a guideline.",
                remedy="Cite the page that each rests on, or leave it where it only concludes.",
                quotes=tuple(bare[:_TOLD]),
            )


def sentences_without_page(rationale: str) -> tuple[str, ...]:
    """Sentences that say something of the record and name neither page nor guideline."""
    return tuple(
        one.text
        for one in Passage(rationale).sentences
        if len(one.text.split()) >= _FEWEST_WORDS
        and not PAGE_MARK.search(one.text)
        and not _GUIDELINE.search(one.text)
        and not _CONCLUDES.search(one.text)
    )


def _said_elsewhere(signing: Signing) -> Iterator[Warned]:
    for number, found in repetition(signing):
        if found.share >= _MUCH:
            grave = Severity.MEDIUM if found.share >= _VERY_MUCH else Severity.LOW
            yield Warned(
                rule="said-elsewhere",
                severity=grave,
                treatment=number,
                words=found.in_words,
                remedy="See that what is said is of this record.",
            )


def _twins(signing: Signing) -> Iterator[Warned]:
    """Treatments with one rationale, which ``letter check`` does not tell of short ones."""
    texts = signing.rationales
    for at, (number, text) in enumerate(texts):
        for other, before in texts[:at]:
            if shared(text, before) >= _TWINS:
                yield Warned(
                    rule="same-rationale",
                    severity=Severity.LOW,
                    treatment=number,
                    words=f"Most of this rationale stands under treatment {other} as well.",
                    remedy="See that each treatment is judged on its own facts.",
                )
                break
