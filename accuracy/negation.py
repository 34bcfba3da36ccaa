"""The assertion reader on the public NegEx test sentences: negation, temporality, experiencer."""

from __future__ import annotations

import csv
import pathlib
import time

from accuracy.report import Row, Section
from openimr.casefile.assertion import Context, context_at, read_scopes


def measure(shared: pathlib.Path) -> Section:
    """Reads every sentence's condition; only the condition's place is told, not its answer."""
    sentences = _sentences(shared / "clinical-language" / "negation.tsv")
    started = time.perf_counter()
    answers = [_answer(condition, text) for condition, text, *_ in sentences]
    seconds = time.perf_counter() - started
    words = sum(len(text.split()) for _, text, *_ in sentences)
    negated = [
        (a.negated, gold == "negated")
        for a, (_, _, gold, _, _) in zip(answers, sentences, strict=True)
    ]
    hit = sum(ours and theirs for ours, theirs in negated)
    wrong = sum(ours != theirs for ours, theirs in negated)
    return Section(
        title="Assertion (NegEx test sentences)",
        rows=(
            Row(
                name="negation F1 (x1000)",
                hits=round(2000 * hit / (2 * hit + wrong)),
                total=1000,
                target=0.93,
            ),
            Row(
                name="negated, affirmed or possible",
                hits=sum(_negation(a) == s[2] for a, s in zip(answers, sentences, strict=True)),
                total=len(sentences),
            ),
            Row(
                name="temporality",
                hits=sum(_temporality(a) == s[3] for a, s in zip(answers, sentences, strict=True)),
                total=len(sentences),
            ),
            Row(
                name="experiencer",
                hits=sum(_experiencer(a) == s[4] for a, s in zip(answers, sentences, strict=True)),
                total=len(sentences),
            ),
        ),
        notes=(f"{words / seconds:,.0f} words a second",),
    )


def _sentences(path: pathlib.Path) -> list[tuple[str, str, str, str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [
        (r[1], r[2], r[3].strip().lower(), r[4].strip().lower(), r[5].strip().lower())
        for r in rows
        if len(r) >= 6
    ]


def _answer(condition: str, text: str) -> Context:
    start = text.find(condition.upper())
    if start < 0:
        start = max(0, text.upper().find(condition.upper()))
    return context_at(read_scopes(text), start, start + len(condition))


def _negation(context: Context) -> str:
    return "negated" if context.negated else "possible" if context.possible else "affirmed"


def _temporality(context: Context) -> str:
    if context.planned and not context.negated:
        return "hypothetical"
    return "historical" if context.historical else "recent"


def _experiencer(context: Context) -> str:
    return "other" if context.other_person else "patient"
