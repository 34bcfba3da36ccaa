"""The main job: a case file in, a draft Final Determination out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from openimr.application.model import Application
from openimr.application.papers import Pages, Papers
from openimr.application.policies import CHECKS, check_records_beyond_ur
from openimr.application.read import read_application
from openimr.casefile.facts import find_facts
from openimr.casefile.gather import Progress, gather
from openimr.casefile.model import CaseFile, DocumentType
from openimr.casefile.ports import PageReader, PageStore, SourceFile
from openimr.casefile.search import search
from openimr.determination.determination_json import write_json
from openimr.determination.model import Determination
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.model import Pack, Passage
from openimr.guidelines.question import Search
from openimr.review.dating import PrintedDates
from openimr.review.employee import employee_of
from openimr.review.model import Proposal, Summary
from openimr.review.polish import Use
from openimr.review.propose import grounds_in_question, judged_on, propose
from openimr.review.quoting import Quoter
from openimr.review.rationale import RationaleWriter
from openimr.review.summarise import summarise
from openimr.review.telling import Teller
from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.fact import Fact
from openimr.vocabulary.value import Value
from openimr.workflow.compose import compose_determination
from openimr.workflow.draft_lists import all_lists, use_shape
from openimr.workflow.draft_polish import polished_proposals, polished_summary, use_of
from openimr.workflow.ports import DraftPorts, Polishing

LETTER, REVIEW_PAGE, DETERMINATION = "determination.pdf", "review.html", "determination.json"
ASSISTANT = "assistant.json"
"""What an assistant for wording was asked and what came of it, where one was asked."""

_REASONS_TOLD = 3
"""Files whose fault is told where none of the case file can be read."""

_PAPERS = {DocumentType.APPLICATION, DocumentType.RFA, DocumentType.UR_DECISION}


class Drafted(Value, frozen=True, kw_only=True):
    """Everything that one drafting run found and wrote.

    ``notes`` say what an application lacks that must be there before a review is decided.
    ``assistant`` says what came of the assistant for wording, None where none was asked.
    """

    case_file: CaseFile
    application: Application
    facts: tuple[Fact, ...]
    proposals: tuple[Proposal, ...]
    summary: Summary
    determination: Determination
    notes: tuple[str, ...] = ()
    assistant: Use | None = None

    @property
    def complete(self) -> bool:
        """Whether every page could be read and every treatment has a proposed decision."""
        open_findings = any(f.decision is None for f in self.determination.findings)
        return not self.case_file.unreadable and not open_findings


def draft(
    files: Sequence[SourceFile],
    ports: DraftPorts,
    progress: Callable[[Progress], None] = lambda _: None,
    step: Callable[[str], None] = lambda _: None,
    pack: Pack | None = None,
) -> Drafted:
    """Draft the Final Determination of one case file and write it out.

    Args:
        files: the PDFs of the case file.
        ports: the outside world.
        progress: called after every page.
        step: called with a few words whenever a further part of the job begins.
        pack: the guidelines; those that ship with the project by default.

    Raises:
        BadInput, Refused: as `examine`.
    """
    pack = pack or shipped_pack()
    drafted = examine(files, ports.reader, ports.store, pack, progress, step)
    if ports.polishing is not None:
        step("Asking the assistant for wording")
        drafted = polished(drafted, ports.polishing)
    step("Writing the draft")
    _write(drafted, ports, pack)
    return drafted


def examine(  # noqa: PLR0913, PLR0917
    files: Sequence[SourceFile],
    reader: PageReader,
    store: PageStore,
    pack: Pack,
    progress: Callable[[Progress], None] = lambda _: None,
    step: Callable[[str], None] = lambda _: None,
) -> Drafted:
    """Read a case file and weigh its disputed treatments; writes nothing but finished pages.

    Args:
        files: the PDFs of the case file.
        reader: reads pages of PDFs.
        store: keeps finished pages.
        pack: the guidelines.
        progress: called after every page.
        step: called with a few words whenever a further part of the job begins.

    Raises:
        BadInput: when the papers name no disputed treatment, and says which paper is missing.
        Refused: when there is nothing but the utilization review decision to go by.
    """
    step("Reading pages")
    case_file = gather(files, reader, store, progress)
    check_readable(case_file)
    step("Reading application, request and utilization review decision")
    papers = papers_of(case_file)
    check_records_beyond_ur(papers)
    application = read_application(papers)
    check_disputed(case_file, application)
    step("Finding facts")
    facts = find_facts(case_file, grounds_in_question(application, pack))
    step("Weighing the criteria")
    return decide(case_file, application, facts, pack)


def decide(
    case_file: CaseFile, application: Application, facts: tuple[Fact, ...], pack: Pack
) -> Drafted:
    """Proposals, summary and draft determination from what the record says; writes nothing."""
    name = application.employee.value if application.employee else ""
    employee = employee_of(application, case_file, judged_on(application))
    teller = Teller(PrintedDates(case_file), Quoter([name], case_file), employee.pronoun)
    writer = RationaleWriter(pack, facts, teller)
    proposals = propose(application, facts, pack, nearest_in(case_file), writer, age=employee.age)
    topics = [proposal.topic for proposal in proposals if proposal.topic]
    summary = summarise(application, employee, facts, teller, topics)
    determination = compose_determination(
        case_file, application, summary.sentences, proposals, employee.age
    )
    return Drafted(
        case_file=case_file,
        application=application,
        facts=facts,
        proposals=proposals,
        summary=summary,
        determination=determination,
        notes=(*notes_on(application), *_unused_studies(pack, proposals)),
    )


def polished(drafted: Drafted, polishing: Polishing) -> Drafted:
    """The draft with an assistant's wording where that says the same.

    Facts, criteria and decisions stay as they are; an assistant that does not answer costs
    nothing.
    """
    use = use_of(drafted.case_file, drafted.summary, drafted.proposals, polishing)
    summary = polished_summary(drafted.summary, use)
    proposals = polished_proposals(drafted.proposals, use, len(drafted.summary.sentences))
    determination = compose_determination(
        drafted.case_file,
        drafted.application,
        summary.sentences,
        proposals,
        drafted.determination.patient.age,
    )
    return msgspec.structs.replace(
        drafted,
        summary=summary,
        proposals=proposals,
        determination=msgspec.structs.replace(determination, generated_wording=use.disclosure),
        assistant=use,
    )


def notes_on(application: Application) -> tuple[str, ...]:
    """What stands in the way of a decision; a draft may be made all the same."""
    notes = []
    for check in CHECKS:
        try:
            check(application)
        except Refused as refused:
            notes.append(f"{refused} ({refused.citation})")
    return tuple(notes)


def _unused_studies(pack: Pack, proposals: Sequence[Proposal]) -> Iterator[str]:
    """Studies that were entered on nothing in dispute."""
    looked_at = {source for p in proposals for step in p.trail for source in step.searched}
    for study in pack.studies:
        if study.citation not in looked_at:
            yield f"A study entered is on no treatment in dispute: {study.citation}"


def nearest_in(case_file: CaseFile) -> Search:
    """The search that criteria make where the record is silent."""

    def nearest(words: Sequence[str]) -> tuple[Passage, ...]:
        return tuple(
            Passage(place=found.place, quote=found.quote) for found in search(case_file, words)
        )

    return nearest


def _write(drafted: Drafted, ports: DraftPorts, pack: Pack) -> None:
    lists = all_lists(
        drafted.case_file.documents,
        drafted.facts,
        drafted.proposals,
        drafted.summary.sentences,
        pack,
        assistant=drafted.assistant,
    )
    for name, content in lists.items():
        text = msgspec.json.format(msgspec.json.encode(content), indent=2)
        ports.folder.write(f"{name}.json", text + b"\n")
    if drafted.assistant is not None:
        text = msgspec.json.format(msgspec.json.encode(use_shape(drafted.assistant)), indent=2)
        ports.folder.write(ASSISTANT, text + b"\n")
    determination = drafted.determination
    ports.folder.write(DETERMINATION, write_json(determination))
    ports.folder.write(LETTER, ports.typeset(determination, ports.today))
    page = ports.review_page(drafted.case_file, lists, drafted.application, determination)
    ports.folder.write(REVIEW_PAGE, page.encode())


def papers_of(case_file: CaseFile) -> Papers:
    """The documents of the patient as the application is read from them."""
    by_type: dict[DocumentType, list[Pages]] = {kind: [] for kind in _PAPERS}
    others: list[Pages] = []
    for document in case_file.usable():
        pages = tuple(page.as_text() for page in case_file.pages_of(document))
        by_type.get(document.type, others).append(pages)
    return Papers(
        applications=tuple(by_type[DocumentType.APPLICATION]),
        rfas=tuple(by_type[DocumentType.RFA]),
        ur_decisions=tuple(by_type[DocumentType.UR_DECISION]),
        others=tuple(others),
    )


def check_readable(case_file: CaseFile) -> None:
    """Something of the case file must have been read.

    Raises:
        BadInput: when no page could be read.
    """
    if not case_file.pages:
        found = "no page of the case file could be read"
        reasons = dict.fromkeys(f"{u.file}: {u.found}" for u in case_file.unreadable)
        told = "; ".join(list(reasons)[:_REASONS_TOLD])
        remedy = "Ask for the papers again, unlocked and complete."
        raise BadInput("case file", f"{found} ({told})" if told else found, remedy)


def check_disputed(case_file: CaseFile, application: Application) -> None:
    """The papers must name what is in dispute.

    Raises:
        BadInput: saying which papers were found and which is missing.
    """
    if application.treatments:
        return
    there = {document.type for document in case_file.usable()}
    names = {
        DocumentType.APPLICATION: "application for independent medical review (DWC Form IMR)",
        DocumentType.UR_DECISION: "utilization review decision",
        DocumentType.RFA: "request for authorization (DWC Form RFA)",
    }
    missing = [name for kind, name in names.items() if kind not in there]
    if missing:
        found = f"no treatment in dispute was found; missing: {'; '.join(missing)}"
        raise BadInput("case file", found, "Add the missing papers to the folder and draft again.")
    found = "application, request and utilization review decision name no treatment in dispute"
    remedy = "Check that these papers are complete and legible (`openimr page FILE N` shows them)."
    raise BadInput("case file", found, remedy)
