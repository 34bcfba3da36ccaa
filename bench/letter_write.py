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
from openimr.determination.letter_outline import Field, Heading, LetterOutline, Sentence
from openimr.determination.model import (
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

ROUNDS = 11
TODAY = dt.date(2026, 11, 21)
STYLE = (
    "@page{size:letter;margin:1in;"
    "@bottom-right{content:'Page ' counter(page) ' of ' counter(pages)}}"
    "body{font:11pt serif}table{width:100%;border-collapse:collapse}td,th{text-align:left;"
    "border-bottom:1px solid #bbb;padding:4px}h1{font-size:17pt}h2{font-size:12pt}"
    "h3{font-size:11pt}"
)
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
            for entry in range(1, 13)
        ),
        findings=tuple(
            Finding(
                disputed_treatment=f"Physical therapy, course {number}-{entry}",
                decision=Decision.UPHELD,
                rationale=text(entry, 7),
            )
            for entry in range(1, 7)
        ),
    )


def as_html(determination: Determination) -> str:
    """The same letter as a plain HTML page with headings, tables and paragraphs."""
    outline = outline_letter(determination)
    return (
        f'<!doctype html><html lang="en-US"><head><title>{html.escape(outline.document_title)}'
        f"</title><style>{STYLE}</style></head><body><h1>{html.escape(outline.title)}</h1>"
        f"{''.join(_html_blocks(outline))}</body></html>"
    )


def _html_blocks(outline: LetterOutline) -> list[str]:
    blocks = []
    for block in outline.blocks:
        if isinstance(block, Heading):
            words = html.escape(block.lead + block.text + block.tail)
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
            blocks.append(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
    return blocks


def openimr_pdf(number: int) -> bytes:
    """Our letter."""
    determination = sample_determination(number)
    return typeset_pdf(outline_letter(determination), write_json(determination), TODAY)


def weasyprint_pdf(number: int) -> bytes:
    """The peer's letter."""
    weasyprint = importlib.import_module("weasyprint")
    page = weasyprint.HTML(string=as_html(sample_determination(number)))
    content: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
    return content


WRITERS: dict[str, Callable[[int], bytes]] = {
    "openimr": openimr_pdf,
    "weasyprint": weasyprint_pdf,
}


def peak_memory(writer: str) -> float:
    """Peak memory in MiB of a fresh process that writes ten letters."""
    code = (
        "import resource; from bench.letter_write import WRITERS\n"
        f"for number in range(10): WRITERS[{writer!r}](number)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
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
