"""Does any sentence of summaries and rationales say what the record does not say?

Every sentence on the record is checked span by span against the words it cites: dates, numbers,
codes, drugs, sides and negations; and every word in quotation marks must stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from accuracy.proposals import drafts
from accuracy.report import Row, Section
from openimr.casefile.model import CaseFile
from openimr.guidelines.criterion import Criterion
from openimr.review.amounts import sums_told
from openimr.review.model import Proposal
from openimr.review.support import unsupported
from openimr.vocabulary.numbers import find_numbers
from openimr.vocabulary.places import PageSpan
from openimr.workflow.draft import Drafted

_QUOTED = re.compile(r"\u201c([^\u201d]*)\u201d")


def measure(shared: Path) -> Section:
    """Unsupported sentences of all drafts: there must be none."""
    misses: list[str] = []
    counts = {"summary": 0, "rationale": 0}
    bad = dict.fromkeys(counts, 0)
    for folder, drafted, _ in drafts(shared):
        for part, sentence, problems in checked(drafted):
            counts[part] += 1
            bad[part] += bool(problems)
            misses += [f"{folder.name}, {part}: {what}: {sentence}" for what in problems]
    rows = tuple(
        Row(
            name=f"sentences of the {part} that the record bears",
            hits=counts[part] - bad[part],
            total=counts[part],
            target=1.0,
        )
        for part in counts
    )
    return Section(title="Support", rows=rows, misses=tuple(misses))


def checked(drafted: Drafted) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Part, sentence and what its sources do not bear, for every sentence of a draft."""
    words = _Words(drafted.case_file)
    for told in drafted.summary.sentences:
        derived = _age(drafted)
        yield "summary", told.sentence, words.missing(told.sentence, told.sources, derived)
    for proposal in drafted.proposals:
        sums = list(_sums(proposal))
        for step in proposal.rationale:
            if not step.record and not step.guideline:
                yield "rationale", step.sentence, ("no source",)
            elif step.record and step.guideline:
                yield "rationale", step.sentence, words.missing(step.sentence, step.record, sums)
            elif step.record:
                yield "rationale", step.sentence, words.missing(step.sentence, step.record, ())


class _Words:
    """The words of the case file by place."""

    def __init__(self, case_file: CaseFile) -> None:
        self._pages = {(page.file, page.number): page.text for page in case_file.pages}

    def missing(
        self, sentence: str, places: Sequence[PageSpan], derived: Iterable[float]
    ) -> tuple[str, ...]:
        """What a sentence claims and none of its places says."""
        quotes = [self._pages[p.file, p.page][p.start : p.end] for p in places]
        claims = [
            f"{claim.kind.value} {sentence[claim.start : claim.end]!r}"
            for claim in unsupported(sentence, quotes, derived=derived)
        ]
        folded = _folded("\n".join(quotes))
        claims += [
            f"quotation {quoted!r}"
            for quoted in _QUOTED.findall(sentence)
            if not all(_folded(piece) in folded for piece in _pieces(quoted))
        ]
        return tuple(claims)


def _pieces(quoted: str) -> list[str]:
    """A quotation without what an editor put in: brackets and the dots of an omission."""
    return re.split(r"\[the employee\]|\.\.\.", quoted)


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def _age(drafted: Drafted) -> tuple[float, ...]:
    """The age follows from the date of birth where the record prints none."""
    age = drafted.determination.patient.age
    return () if age is None else (float(age),)


def _sums(proposal: Proposal) -> Iterator[float]:
    """Numbers of the guideline and of the sums made, which the record need not print."""
    for evaluation in proposal.evaluations:
        for text in (evaluation.arithmetic or "", evaluation.criterion.says):
            yield from (float(number) for number, _, _ in find_numbers(text))
        yield from sums_told(evaluation.arithmetic or "")
        yield from _values(evaluation.criterion)


def _values(criterion: Criterion) -> Iterator[float]:
    visits = getattr(criterion, "visits", ())
    yield from (float(v) for v in (visits if isinstance(visits, tuple) else (visits,)))
