"""Writing a letter as PDF against WeasyPrint's PDF/UA, the same four pages, a new text each time.

Both sides are timed from a determination to the bytes of a tagged file: for WeasyPrint that is
filling an HTML page with the same words and rendering it with ``pdf_variant="pdf/ua-1"``.
"""

from __future__ import annotations

import datetime as dt
import html
import importlib
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import pypdfium2

from openimr.adapters.letter_pdf import typeset_pdf
from openimr.determination.determination_json import write_json
from openimr.determination.guideline_line import compose_guideline_line
from openimr.determination.letter_outline import Field, Heading, LetterOutline, Sentence
from openimr.determination.model import (
    Basis,
    Decision,
    Determination,
    DocumentReviewed,
    Finding,
    Patient,
    Priority,
    Reviewer,
    Sex,
)
from openimr.determination.write import outline_letter
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.request import TreatmentRequest

ROUNDS = 11
CITED = Citation(source="MTUS Chronic Pain Medical Treatment 2009", sections=("Physical Medicine",))
TODAY = dt.date(2026, 11, 21)
# The same look as our letter's: paper, type size, colours, rules, washes, running foot.
STYLE = """
@page { size: letter; margin: 1in 1in 0.95in; @bottom-left { content: string(case); font-size: 9pt;
  color: #4d5966 } @bottom-right { content: 'Page ' counter(page) ' of ' counter(pages);
  font-size: 9pt; color: #4d5966 } }
body { font: 11pt/1.3 'Liberation Serif', serif; string-set: case attr(data-case) }
h1 { font-size: 17pt; color: #16324f } p { margin: 0 0 0.6em }
h2 { font-size: 11.5pt; color: #16324f; border-bottom: 0.7pt solid #16324f; margin: 1.3em 0 0.7em }
h3 { font-size: 11.5pt; margin: 1.2em 0 0.6em } h3 small { display: block; font: 9pt serif }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 9.5pt }
table.case { background: #f3f5f8; font-size: 10.5pt; border-bottom: 0.5pt solid #b9c2cc }
tr { break-inside: avoid } td, th { text-align: left; vertical-align: top; padding: 3px }
table.documents td { border-bottom: 0.4pt solid #b9c2cc }
table.documents th { border-bottom: 0.7pt solid #16324f; color: #16324f }
.documents th:nth-child(1) { width: 6% } .documents th:nth-child(2) { width: 13% }
.documents th:nth-child(4) { width: 20% } .documents th:nth-child(5) { width: 21% }
table.case th { font: 8.5pt serif; color: #4d5966 }
"""
SENTENCES = (
    "The employee reports low back pain that spreads to the left leg since a fall at work. ",
    "The treating physician found tenderness, a reduced range of motion and full strength. ",
    "Eight visits of physical therapy were given, and the employee walks farther than before. ",
    "The employee works with restrictions: no lifting above ten pounds, no climbing. ",
)


def sample_determination(number: int) -> Determination:
    """A four-page determination; its words differ with ``number``."""

    def text(part: int, length: int) -> str:
        return "".join(
            f"[{part}:{line + 1}] Note {number}-{part}-{line}: {SENTENCES[(line + part) % 4]}"
            for line in range(length)
        )

    return Determination(
        case_number=f"CM26-{number:07d}",
        date_assigned=dt.date(2026, 9, 1),
        decision_date=dt.date(2026, 10, 1),
        date_of_injury=dt.date(2025, 3, 4),
        ur_denial_date=dt.date(2026, 8, 5),
        application_received=dt.date(2026, 8, 20),
        priority=Priority.STANDARD,
        reviewer=Reviewer(licensure=("California",), specialties=("Occupational Medicine",)),
        patient=Patient(age=44, sex=Sex.FEMALE),
        clinical_case_summary=f"{text(1, 10)}\n{text(2, 8)}",
        documents_reviewed=tuple(
            DocumentReviewed(
                title=f"Progress report {number}-{entry}",
                type="progress report",
                date=dt.date(2026, 1, 1) + dt.timedelta(days=entry),
                author="Ines Okoro, M.D.",
                pages=f"04-reports.pdf, pages {entry}-{entry + 1}",
            )
            for entry in range(1, 11)
        ),
        findings=tuple(_sample_finding(number, entry, text(entry, 7)) for entry in range(1, 7)),
    )


def _sample_finding(number: int, entry: int, rationale: str) -> Finding:
    return Finding(
        disputed_treatment=f"Physical therapy, course {number}-{entry}",
        decision=Decision.UPHELD,
        claims_administrator_guideline=compose_guideline_line(Basis.MTUS, [CITED]),
        reviewer_guideline=compose_guideline_line(Basis.MTUS, [CITED]),
        request=TreatmentRequest(quantity=8 + entry, unit="sessions", per_week=2),
        rationale=rationale,
    )


def as_html(determination: Determination) -> str:
    """The same letter as a plain HTML page with headings, tables and paragraphs."""
    outline = outline_letter(determination)
    title, case = html.escape(outline.document_title), html.escape(outline.running_foot)
    return (
        f'<!doctype html><html lang="en-US"><head><title>{title}</title><style>{STYLE}</style>'
        f'</head><body data-case="{case}"><h1>{html.escape(outline.title)}</h1>'
        f"{''.join(_html_blocks(outline))}</body></html>"
    )


def _html_blocks(outline: LetterOutline) -> list[str]:
    blocks = []
    for block in outline.blocks:
        if isinstance(block, Heading):
            lead = f"<small>{html.escape(block.lead)}</small>" if block.lead else ""
            words = lead + html.escape(block.text + block.tail)
            blocks.append(f"<h{block.level + 1}>{words}</h{block.level + 1}>")
        elif isinstance(block, Sentence):
            blocks.append(f"<p>{html.escape(block.text)}</p>")
        elif isinstance(block, Field):
            first, *others = map(html.escape, block.paragraphs)
            blocks.append(f"<p><b>{html.escape(block.label)}</b>{first}</p>")
            blocks += [f"<p>{other}</p>" for other in others]
        else:
            head = "".join(f"<th scope=col>{html.escape(column)}</th>" for column in block.columns)
            rows = "".join(
                f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>"
                for row in block.rows
            )
            table = f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
            blocks.append(f"<table class={block.name}>{table}</table>")
    return blocks


def openimr_pdf(number: int) -> bytes:
    """Our letter."""
    determination = sample_determination(number)
    return typeset_pdf(outline_letter(determination), write_json(determination), TODAY)


def weasyprint_pdf(number: int) -> bytes:
    """The peer's letter."""
    weasyprint = importlib.import_module("weasyprint")
    determination = sample_determination(number)
    attached = weasyprint.Attachment(string=write_json(determination), name="determination.json")
    page = weasyprint.HTML(string=as_html(determination))
    content: bytes = page.write_pdf(pdf_variant="pdf/ua-1", attachments=[attached])
    return content


WRITERS: dict[str, Callable[[int], bytes]] = {
    "openimr": openimr_pdf,
    "weasyprint": weasyprint_pdf,
}


def peak_memory(writer: str) -> float:
    """Peak memory in MiB of a fresh process that writes ten letters."""
    code = (
        "from pathlib import Path; from bench.letter_write import WRITERS\n"
        f"for number in range(10): WRITERS[{writer!r}](number)\n"
        "print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True
    )
    return int(done.stdout.split()[-1]) / 1024


def main() -> None:
    """Print the table: medians of interleaved rounds, their ratio and the peak memory."""
    times: dict[str, list[float]] = {name: [] for name in WRITERS}
    pages = {name: len(pypdfium2.PdfDocument(write(1_000))) for name, write in WRITERS.items()}
    for number in range(ROUNDS):
        for name, write in WRITERS.items():
            started = time.perf_counter()
            write(number)
            times[name].append(time.perf_counter() - started)
    ours = statistics.median(times["openimr"])
    print(f"Letter as tagged PDF, whole call, {ROUNDS} interleaved rounds, new text each time")
    print(f"{'writer':<12}{'pages':>6}{'median ms':>11}{'times ours':>12}{'peak MiB':>10}")
    for name, taken in times.items():
        median = statistics.median(taken)
        print(
            f"{name:<12}{pages[name]:>6}{median * 1000:>11.1f}{median / ours:>12.1f}"
            f"{peak_memory(name):>10.0f}"
        )
    print("Target: WeasyPrint takes at least 8 times as long.")


if __name__ == "__main__":
    main()
