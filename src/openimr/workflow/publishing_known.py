"""Everything by which somebody in a case could be recognized, gathered from wherever it is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from openimr.application.model import Application
from openimr.assignment.model import PanelMember
from openimr.assignment.panel_book import PanelBook
from openimr.case.events.appointing import ReviewerAppointed
from openimr.case.events.intake import PartyEntry
from openimr.case.events.signing import LetterSigned
from openimr.case.evolve import case_of
from openimr.case.record import RecordedEvent
from openimr.casefile.documents.people import is_organisation, persons
from openimr.determination.model import Determination
from openimr.publication.redaction.determinations import RedactedDetermination
from openimr.publication.redaction.found import How
from openimr.publication.redaction.identifiers import (
    PERSONS,
    Identifier,
    Kind,
    KnownCase,
    known_from,
)
from openimr.publication.redaction.words import redaction_words
from openimr.vocabulary.filing import PartyRole
from openimr.vocabulary.value import Value
from openimr.workflow.addresses import KeptAddresses
from openimr.workflow.receive_parties import PartyBook

OF_PARTIES: Mapping[PartyRole, Kind] = {
    PartyRole.EMPLOYEE: Kind.EMPLOYEE,
    PartyRole.EMPLOYEE_ATTORNEY: Kind.ATTORNEY,
    PartyRole.DESIGNEE: Kind.PERSON,
    PartyRole.EMPLOYER: Kind.EMPLOYER,
    PartyRole.CLAIMS_ADMINISTRATOR: Kind.CLAIMS_ADMINISTRATOR,
    PartyRole.REQUESTING_PHYSICIAN: Kind.PHYSICIAN,
    PartyRole.EMERGENCY_PROVIDER: Kind.PHYSICIAN,
    PartyRole.INSURER: Kind.INSURER,
    PartyRole.PROVIDER_NETWORK: Kind.COMPANY,
    PartyRole.TREATING_PHYSICIAN: Kind.PHYSICIAN,
    PartyRole.MEDICAL_GROUP: Kind.FACILITY,
    PartyRole.PRACTICE_ASSOCIATION: Kind.FACILITY,
    PartyRole.FACILITY: Kind.FACILITY,
    PartyRole.OFFICER: Kind.PERSON,
    PartyRole.DIRECTOR: Kind.PERSON,
    PartyRole.MANAGING: Kind.PERSON,
    PartyRole.FAMILY: Kind.PERSON,
}
"""What parties are to a reader; a public office and the maker of a drug say nothing of anybody."""

_PERSON = re.compile(r"[A-Z][\w'’.-]*(?:,?\s+[A-Z][\w'’.-]*){1,4}")
_ASIDE = re.compile(r"\s*\([^)]*\)\s*$")


class PapersSay(Value, frozen=True, kw_only=True):
    """What the papers of a case say about who is who, as far as they were read.

    Attributes:
        application: the filed form with its decision; None where none was read.
        addresses: that the form states.
        authors: of documents, as they were found.
        pages: texts of the form, the request and the decision, which name physicians.
    """

    application: Application | None = None
    addresses: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


class CasePapersSay(Protocol):
    """Reads the papers of a case again, from what was kept of them."""

    def said(self, case: str) -> PapersSay:
        """What they say; nothing where no papers were read."""
        ...


@dataclass(frozen=True)
class Sources:
    """Where it is kept who somebody is.

    Attributes:
        parties: names by identifier.
        addresses: where parties are and were reached.
        panel: who reviews; called when it is needed.
        papers: of cases.
    """

    parties: PartyBook
    addresses: KeptAddresses
    panel: Callable[[], PanelBook]
    papers: CasePapersSay


def known_of(
    sources: Sources, recorded: Sequence[RecordedEvent], letter: Determination
) -> KnownCase:
    """Everything that is known of a case: what is certain first.

    Args:
        sources: where it is kept.
        recorded: every event of the case.
        letter: as issued.
    """
    case = case_of(recorded)
    said = sources.papers.said(case.number)
    sure = (
        *_of_parties(sources, case.parties),
        *_of_reviewers(sources, recorded),
        *_of_signers(recorded),
        *(Identifier(kind=Kind.ADDRESS, value=one) for one in said.addresses),
    )
    application = said.application or Application()
    filed = known_from(application, *sure)
    authors = (*said.authors, *(one.author or "" for one in letter.documents_reviewed))
    found = _of_authors((*authors, *_signed_in(said.pages)), filed)
    return KnownCase(identifiers=tuple(dict.fromkeys((*filed.identifiers, *found))))


def learned_from(redacted: RedactedDetermination) -> tuple[Identifier, ...]:
    """People whom no case knows, and whom their place gave away somewhere.

    Names of such words alone as every letter has ("He", "To") are not looked for elsewhere.
    """
    everywhere = redaction_words().clinical | redaction_words().joining
    named = (
        Identifier(kind=one.kind, value=text.before[one.start : one.end])
        for text in redacted.texts
        for one in text.redactions
        if one.kind in PERSONS and one.how is How.PATTERN
    )
    return tuple(one for one in dict.fromkeys(named) if _words(one.value) - everywhere)


def _of_parties(sources: Sources, parties: Sequence[PartyEntry]) -> Iterator[Identifier]:
    named = sources.parties.named([one.id for one in parties])
    for one in parties:
        kind = OF_PARTIES.get(one.role)
        if kind is None:
            continue
        changes = [change.address for change in sources.addresses.history(one.id)]
        names = (named.get(one.id, ""), *(address.name for address in changes))
        for name in dict.fromkeys(filter(None, names)):
            yield Identifier(kind=kind, value=name, party=one.id)
        for address in changes:
            if address.email:
                yield Identifier(kind=Kind.EMAIL, value=address.email)
            if address.postal:
                yield Identifier(kind=Kind.ADDRESS, value=", ".join(address.postal))


def _of_reviewers(sources: Sources, recorded: Sequence[RecordedEvent]) -> Iterator[Identifier]:
    """Whoever was ever appointed, under every name and with every license."""
    events = (one.event for one in recorded)
    sat = dict.fromkeys(
        event.standing.reviewer for event in events if isinstance(event, ReviewerAppointed)
    )
    for reviewer in sat:
        yield Identifier(kind=Kind.PASSAGE, value=reviewer)
        for version in sources.panel().versions(reviewer):
            if version.member:
                yield from _of_member(version.member)


def _of_member(member: PanelMember) -> Iterator[Identifier]:
    for name in member.names:
        yield Identifier(kind=Kind.REVIEWER, value=name, party=member.id)
    for license in member.licenses:
        yield Identifier(kind=Kind.IDENTIFYING_NUMBER, value=license.number)


def _of_signers(recorded: Sequence[RecordedEvent]) -> Iterator[Identifier]:
    for one in recorded:
        if isinstance(one.event, LetterSigned):
            yield Identifier(kind=Kind.SIGNER, value=one.event.name)


def _signed_in(pages: Iterable[str]) -> Iterator[str]:
    """Everybody whom a page names with credentials."""
    for text in pages:
        yield from (name for name, _ in persons(text))


def _of_authors(authors: Iterable[str], filed: KnownCase) -> Iterator[Identifier]:
    """Who wrote the documents, but for those who are known as somebody else already."""
    known = {word for one in filed.identifiers for word in _words(one.value)}
    for author in dict.fromkeys(authors):
        for name in _names_in(author):
            kind = _kind_of_author(name)
            if kind is not None and not _words(name) <= known:
                yield Identifier(kind=kind, value=name)


def _names_in(author: str) -> Iterator[str]:
    """Each name of an author: "Ann Lee, MD / Harbor Clinic" has two, so has "Ann Lee, Clinic"."""
    for part in author.split(" / "):
        name = _ASIDE.sub("", part).strip()
        person, _, office = name.rpartition(", ")
        if _PERSON.fullmatch(person) and is_organisation(office) and not is_organisation(person):
            yield person
            yield office
        else:
            yield name


def _kind_of_author(name: str) -> Kind | None:
    """What an author is; None for a role, which says nothing of anybody."""
    person = next(persons(name), None)
    if person is not None:
        return Kind.ATTORNEY if person[0].endswith("Esq.") else Kind.PHYSICIAN
    if _words(name) <= _roles():
        return None
    if is_organisation(name):
        return Kind.FACILITY
    return Kind.PERSON if _PERSON.fullmatch(name) else None


def _roles() -> frozenset[str]:
    words = redaction_words()
    named = " ".join(role.value for role in PartyRole).replace("'s", "").replace("-", " ")
    return words.clinical | words.occupations | frozenset(named.split())


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]{2,}", name.casefold().replace("'s", "")))
