"""An assistant's wording for the sentences of a draft: summary first, then each rationale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from openimr.casefile.model import CaseFile
from openimr.review.dating import PrintedDates
from openimr.review.model import Proposal, RationaleSentence, Sentence, Summary
from openimr.review.polish import Outcome, Use, Wordable, Worded, polish
from openimr.vocabulary.places import PageSpan
from openimr.workflow.ports import Polishing


def use_of(
    case_file: CaseFile, summary: Summary, proposals: Sequence[Proposal], polishing: Polishing
) -> Use:
    """Ask the assistant about every sentence, and keep what came of it.

    The sentences stand in the order of the letter: the summary, then each rationale.
    """
    dates = PrintedDates(case_file)

    def wordable(of: str, sentence: str, places: Iterable[PageSpan]) -> Wordable:
        return Wordable(of=of, sentence=sentence, quotes=tuple(map(dates.words_at, places)))

    groups = [[wordable("summary", s.sentence, s.sources) for s in summary.sentences]]
    groups += [
        [wordable(f"rationale {number}", s.sentence, s.record) for s in proposal.rationale]
        for number, proposal in enumerate(proposals, start=1)
    ]
    asked_at = polishing.now()
    worded = polish(groups, polishing.polisher)
    return Use(
        model=polishing.polisher.model,
        host=polishing.polisher.host,
        at=asked_at,
        worded=tuple(one for group in worded for one in group),
    )


def polished_summary(summary: Summary, use: Use) -> Summary:
    """The summary with the wording that was accepted."""
    own = use.worded[: len(summary.sentences)]
    sentences = [_summed(s, one) for s, one in zip(summary.sentences, own, strict=True)]
    return msgspec.structs.replace(summary, sentences=tuple(sentences))


def polished_proposals(
    proposals: Sequence[Proposal], use: Use, before: int
) -> tuple[Proposal, ...]:
    """The proposals with the wording that was accepted in their rationales.

    Args:
        proposals: in the order in which they were asked about.
        use: what came of it.
        before: sentences of the summary, which stand before theirs.
    """
    worded = iter(use.worded[before:])
    return tuple(
        msgspec.structs.replace(proposal, rationale=tuple(_reasoned(proposal.rationale, worded)))
        for proposal in proposals
    )


def _summed(sentence: Sentence, one: Worded) -> Sentence:
    if one.outcome is not Outcome.ACCEPTED:
        return sentence
    return msgspec.structs.replace(sentence, sentence=one.sentence, assisted=True)


def _reasoned(
    rationale: Sequence[RationaleSentence], worded: Iterator[Worded]
) -> Iterator[RationaleSentence]:
    for sentence in rationale:
        one = next(worded)
        taken = one.outcome is Outcome.ACCEPTED
        yield (
            msgspec.structs.replace(sentence, sentence=one.sentence, assisted=True)
            if taken
            else sentence
        )
