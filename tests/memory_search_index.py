"""A search index that looks through every determination: what the contract means, in plain code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

import tantivy

from openimr.publication.model import PublishedDetermination
from openimr.publication.search.facets import (
    facet_values,
    filed_under,
    finding_values,
    sections_named,
)
from openimr.publication.search.passages import passages_of
from openimr.publication.search.ports import Count, FacetCounts, Found, Hit, Written
from openimr.publication.search.query import (
    OF_A_FINDING,
    Alike,
    And,
    Expression,
    Facet,
    Field,
    Is,
    Named,
    Not,
    Or,
    Search,
    Sort,
    Words,
    Years,
)
from openimr.publication.search.spelling import FAR_MORE, nearest

WORDS = (
    tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    .filter(tantivy.Filter.lowercase())
    .filter(tantivy.Filter.ascii_fold())
    .filter(tantivy.Filter.stemmer("english"))
    .build()
)


def texts(one: PublishedDetermination) -> Mapping[Field, list[str]]:
    cited = [citation for finding in one.findings for citation in finding.citations]
    return {
        Field.TREATMENT: [finding.treatment for finding in one.findings],
        Field.FILED: [*map(filed_under, one.findings), *one.diagnoses],
        Field.RATIONALE: [finding.rationale or "" for finding in one.findings],
        Field.SUMMARY: [one.summary or ""],
        Field.GUIDELINE: [citation.source for citation in cited],
        Field.SECTION: [section for citation in cited for section in sections_named(citation)],
        Field.SPECIALTY: list(one.specialties),
    }


class MemorySearchIndex:
    """Determinations in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, PublishedDetermination] = {}

    def write(self, determinations: Iterable[PublishedDetermination]) -> Written:
        kept, written, older = dict(self.kept), 0, 0
        for one in determinations:
            if one.id in kept and kept[one.id].version > one.version:
                older += 1
                continue
            kept[one.id] = one
            written += 1
        self.kept = kept
        return Written(written=written, older=older)

    def delete(self, identifiers: Iterable[str]) -> None:
        for one in identifiers:
            self.kept.pop(one, None)

    def knows(self, word: str) -> bool:
        return any(
            has(text, (word.lower(),))
            for one in self.kept.values()
            for many in texts(one).values()
            for text in many
        )

    def near(self, word: str) -> tuple[str, ...]:
        counted: Counter[str] = Counter()
        for one in self.kept.values():
            written = " ".join(text for many in texts(one).values() for text in many)
            counted.update(set(re.findall(r"[^\W_]+", written.lower())))
        least = FAR_MORE * counted[word.lower()]
        often = {other: count for other, count in counted.items() if count >= least}
        stem = lambda one: "".join(WORDS.analyze(one))  # noqa: E731
        return nearest(word.lower(), often, stem, most_slips=1 if least else 2)

    def search(self, wanted: Search) -> Found:
        parts = wanted.asked.of if isinstance(wanted.asked, And) else (wanted.asked,)
        asked = [part for part in parts if part is not None]
        hits = [one for one in self.kept.values() if together(one, asked, wanted.filtered)]
        hits.sort(key=lambda one: one.id)
        if wanted.order is Sort.NEWEST:
            hits.sort(key=lambda one: -day(one, 0))
        if wanted.order is Sort.OLDEST:
            hits.sort(key=lambda one: day(one, 10**7))
        first = (wanted.page - 1) * wanted.per_page
        shown = hits[first : first + wanted.per_page]
        return Found(
            total=len(hits),
            hits=tuple(
                Hit(
                    determination=one,
                    passages=passages_of(one, wanted.asked, stem) if wanted.passages else (),
                )
                for one in shown
            ),
            facets=counts(hits, asked, wanted) if wanted.facets else (),
        )


def stem(word: str) -> str:
    return "".join(WORDS.analyze(word))


def day(one: PublishedDetermination, undated: int) -> int:
    return one.decision_date.toordinal() if one.decision_date else undated


def has(text: str, words: tuple[str, ...]) -> bool:
    wanted, found = [stem(word) for word in words], WORDS.analyze(text)
    size = len(wanted)
    return any(found[at : at + size] == wanted for at in range(len(found) - size + 1))


def group_of(asked: Expression) -> tuple[Is, ...]:
    values = asked.of if isinstance(asked, Or) else (asked,)
    facets = {one.facet for one in values if isinstance(one, Is)}
    whole = all(isinstance(one, Is) for one in values) and len(facets) == 1
    return tuple(values) if whole and facets <= OF_A_FINDING else ()


def together(one, asked, filters, extra=()) -> bool:
    groups = [group for group in (*map(group_of, asked), *filters, *extra) if group]
    about = [group for group in groups if group[0].facet in OF_A_FINDING]
    own = [group for group in groups if group[0].facet not in OF_A_FINDING]
    return (
        all(true(part, one) for part in asked if not group_of(part))
        and all(any(true(value, one) for value in group) for group in own)
        and (not about or any(meets(finding, about) for finding in one.findings))
    )


def meets(finding, groups) -> bool:
    values = finding_values(finding)
    return all(any(one.value in values[one.facet] for one in group) for group in groups)


def true(asked: Expression, one: PublishedDetermination) -> bool:
    match asked:
        case Words(words=words, field=field):
            open_fields = (Field.TREATMENT, Field.FILED, Field.RATIONALE, Field.SUMMARY)
            return any(
                has(text, words)
                for name in ((field,) if field else open_fields)
                for text in texts(one)[name]
            )
        case Is(facet=facet, value=value):
            return value in facet_values(one)[facet]
        case Years(first=first, last=last):
            return one.year is not None and first <= one.year <= last
        case Named(id=identifier):
            return one.id == identifier
        case Not(of=inner):
            return not true(inner, one)
        case And(of=parts):
            return together(one, parts, ())
        case Or(of=parts):
            return any(true(part, one) for part in parts)
        case Alike(asked=inner, also=also):
            return any(true(part, one) for part in (inner, *also))


def counts(hits, asked, wanted: Search) -> tuple[FacetCounts, ...]:
    tables = []
    for facet in Facet:
        counter: Counter[str] = Counter()
        for one in hits:
            for value in facet_values(one)[facet]:
                chosen = ((Is(facet=facet, value=value),),)
                if together(one, asked, wanted.filtered, chosen):
                    counter[value] += 1
        if counter:
            ordered = sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))
            if facet in {Facet.YEAR, Facet.AGE}:
                ordered.sort()
            made = tuple(Count(value=value, determinations=n) for value, n in ordered)
            tables.append(FacetCounts(facet=facet, counts=made))
    return tuple(tables)
