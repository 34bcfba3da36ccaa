"""A whole determination without what says who somebody is: all its texts, the same placeholders."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from openimr.determination.model import Determination, DocumentReviewed, Finding, GuidelineLine
from openimr.publication.redaction.found import How
from openimr.publication.redaction.identifiers import Kind, KnownCase
from openimr.publication.redaction.placeholders import Placeholders
from openimr.publication.redaction.ports import PatternEngine
from openimr.publication.redaction.redact import Redaction, found_in, written
from openimr.publication.redaction.search import Searched, Searches, everybody_met
from openimr.publication.redaction.words import redaction_words
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.value import Value

_OLDEST = 89
"""The highest age that is published (45 CFR 164.514(b)(2)(i)(C))."""


class RedactedText(Value, frozen=True, kw_only=True):
    """One text of a determination.

    Attributes:
        field: as a path ("findings.2.rationale").
        before: as it was.
        redactions: what was taken out of it, in order.
    """

    field: str
    before: str
    redactions: tuple[Redaction, ...]

    def pieces(self) -> Iterator[tuple[str, Redaction | None]]:
        """The text as it is now, piece by piece; a piece that stands for something with it."""
        at = 0
        for one in self.redactions:
            yield self.before[at : one.start], None
            yield one.placeholder, one
            at = one.end
        yield self.before[at:], None


class RedactedDetermination(Value, frozen=True, kw_only=True):
    """What may be published once a person approved it.

    Attributes:
        determination: without names; of an employee over 89 without the age.
        redactions: what was taken out, field by field.
        texts: every text that was gone through, in the order of the letter.
        over_89: whether the employee's age was taken out, so that the age band can still be told.
    """

    determination: Determination
    redactions: tuple[Redaction, ...]
    texts: tuple[RedactedText, ...] = ()
    over_89: bool = False


def redact_determination(
    determination: Determination,
    known: KnownCase,
    *,
    engine: PatternEngine | None = None,
    searches: Searches | None = None,
) -> RedactedDetermination:
    """Every text of the determination redacted; its own case number stays, it is cited by it.

    Whoever is unknown to the case and gives himself away in one text goes from all of them, also
    from those before it: every text is searched first, and written when all are met.

    Args:
        determination: the letter.
        known: what the case knows.
        engine: a library's patterns besides our own.
        searches: those of before, where the same letter is redacted again with more that is known;
            with their own engine.
    """
    own = (*known.own_numbers, *filter(None, (determination.case_number,)))
    known = msgspec.structs.replace(known, own_numbers=own)
    pen = _Pen(known, searches or Searches(engine))
    told = pen.redacted(determination)
    age = told.patient.age
    over = age is not None and age > _OLDEST
    if over:
        patient = msgspec.structs.replace(told.patient, age=None)
        told = msgspec.structs.replace(told, patient=patient)
    noted = tuple(redaction for text in pen.texts for redaction in text.redactions)
    return RedactedDetermination(
        determination=told, redactions=noted, texts=tuple(pen.texts), over_89=over
    )


class _Pen:
    """Goes through the fields of one determination and notes what it takes out."""

    def __init__(self, known: KnownCase, searches: Searches) -> None:
        self._known = known
        self._searches = searches
        self._searched: dict[str, Searched] = {}
        self._names: Placeholders | None = None
        self.texts: list[RedactedText] = []

    def redacted(self, told: Determination) -> Determination:
        """All of it without names: searched first, and written when it is known who is named."""
        self.determination(told)
        self._names, self.texts = Placeholders(), []
        self._names.met = everybody_met(self._searched.values())
        return self.determination(told)

    def determination(self, told: Determination) -> Determination:
        """Every text of it, in the order of the letter, so that placeholders count up."""
        statement = self.text_or_none(told.reviewer.statement, "reviewer.statement")
        summary = self.text_or_none(told.clinical_case_summary, "clinical_case_summary")
        wording = self.text_or_none(told.generated_wording, "generated_wording")
        documents = tuple(
            self.document(one, f"documents_reviewed.{place}")
            for place, one in enumerate(told.documents_reviewed, 1)
        )
        findings = tuple(
            self.finding(one, f"findings.{place}") for place, one in enumerate(told.findings, 1)
        )
        return msgspec.structs.replace(
            told,
            reviewer=msgspec.structs.replace(told.reviewer, statement=statement),
            clinical_case_summary=summary,
            generated_wording=wording,
            documents_reviewed=documents,
            findings=findings,
            signed_by=self.whole(told.signed_by, Kind.SIGNER, "signed_by"),
        )

    def text(self, text: str, field: str) -> str:
        """A text without names; at first it is only searched."""
        done = self._searched.get(text)
        if done is None:
            done = self._searched[text] = self._searches.searched(text, self._known)
        if self._names is None:
            return text
        found = found_in(done, self._known, self._names.met)
        gone = written(text, found, self._names, field)
        self.texts.append(RedactedText(field=field, before=text, redactions=gone.redactions))
        return gone.text

    def text_or_none(self, text: str | None, field: str) -> str | None:
        """A text that may be missing."""
        return None if text is None else self.text(text, field)

    def whole(self, name: str | None, kind: Kind, field: str) -> str | None:
        """A field that is nothing but a name."""
        if name is None:
            return None
        placeholder = f"[{kind.value}]"
        gone = Redaction(
            kind=kind, placeholder=placeholder, start=0, end=len(name), how=How.RULE, field=field
        )
        self.texts = [one for one in self.texts if one.field != field]
        self.texts.append(RedactedText(field=field, before=name, redactions=(gone,)))
        return placeholder

    def author(self, name: str | None, field: str) -> str | None:
        """Who wrote a document: a role stays, a name that nothing else tells goes whole."""
        done = self.text_or_none(name, field)
        if done is None or "[" in done or _is_role(done):
            return done
        return self.whole(name, Kind.PERSON, field)

    def document(self, one: DocumentReviewed, field: str) -> DocumentReviewed:
        """An entry of the list of documents reviewed."""
        return msgspec.structs.replace(
            one,
            title=self.text(one.title, f"{field}.title"),
            type=self.text_or_none(one.type, f"{field}.type"),
            author=self.author(one.author, f"{field}.author"),
            pages=self.text_or_none(one.pages, f"{field}.pages"),
        )

    def finding(self, one: Finding, field: str) -> Finding:
        """A finding with its heading, guideline lines and rationale."""
        return msgspec.structs.replace(
            one,
            disputed_treatment=self.text(one.disputed_treatment, f"{field}.disputed_treatment"),
            claims_administrator_guideline=self.line(
                one.claims_administrator_guideline, f"{field}.claims_administrator_guideline"
            ),
            reviewer_guideline=self.line(one.reviewer_guideline, f"{field}.reviewer_guideline"),
            rationale=self.text_or_none(one.rationale, f"{field}.rationale"),
        )

    def line(self, one: GuidelineLine, field: str) -> GuidelineLine:
        """What one side cited; authors of studies stay."""
        citations = tuple(
            self.citation(cited, f"{field}.citations.{place}")
            for place, cited in enumerate(one.citations, 1)
        )
        text = self.text_or_none(one.text, f"{field}.text")
        return msgspec.structs.replace(one, text=text, citations=citations)

    def citation(self, one: Citation, field: str) -> Citation:
        """A citation's source and sections."""
        return msgspec.structs.replace(
            one,
            source=self.text(one.source, f"{field}.source"),
            sections=tuple(
                self.text(name, f"{field}.sections.{place}")
                for place, name in enumerate(one.sections, 1)
            ),
        )


def _is_role(author: str) -> bool:
    """Whether an author is told by a role alone ("treating physician")."""
    words = redaction_words()
    return all(
        word in words.clinical or word in words.occupations
        for word in author.lower().replace("-", " ").replace("'s", "").split()
    )
