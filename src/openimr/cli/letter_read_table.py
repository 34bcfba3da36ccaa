"""The readable table of letters: one letter in detail, or a row for each finding of many."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import Any, Final, TextIO

from rich import box
from rich.console import Console, Group
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from openimr.determination.model import Basis, Decision, Determination, Finding, GuidelineLine
from openimr.determination.reading import LetterReading, Status
from openimr.determination.reading_rows import citation_words
from openimr.vocabulary.counted import counted

_WIDEST: Final = 100
_DECISIONS: Final = {
    Decision.UPHELD: ("Upheld", ""),
    Decision.OVERTURNED: ("Overturned", "bold green"),
    None: ("not read", "bold red"),
}
_BASES: Final = {
    Basis.MTUS: "MTUS",
    Basis.NON_MTUS: "outside the MTUS",
    Basis.BOTH: "MTUS and outside",
    Basis.NONE_CITED: "nothing cited",
    None: "not read",
}
_SHORT_BASES: Final = {
    Basis.MTUS: "MTUS",
    Basis.NON_MTUS: "other",
    Basis.BOTH: "both",
    Basis.NONE_CITED: "none",
    None: "not read",
}
_HEADER: Final = (
    ("Case number", "case_number"),
    ("Date assigned", "date_assigned"),
    ("Decision date", "decision_date"),
    ("Priority", "priority"),
    ("Date of injury", "date_of_injury"),
    ("UR denial date", "ur_denial_date"),
    ("Application received", "application_received"),
)


class TableOfLetters:
    """Prints letters as they come; several ones as one table at the end."""

    def __init__(self, stream: TextIO, *, alone: bool) -> None:
        width = min(_WIDEST, shutil.get_terminal_size((_WIDEST, 40)).columns)
        self._console = Console(file=stream, width=width, highlight=False)
        self._alone = alone
        self._table = _empty_table()

    def __enter__(self) -> TableOfLetters:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._alone and self._table.row_count:
            self._console.print(self._table)

    def add(self, reading: LetterReading) -> None:
        """Show one reading."""
        if not self._alone:
            _add_rows(self._table, reading)
        elif reading.status is not Status.FAILED:
            self._console.print(_in_detail(reading))


def _empty_table() -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    table.add_column("Case", no_wrap=True)
    table.add_column("Decided", no_wrap=True)
    table.add_column("Age", no_wrap=True)
    table.add_column("Disputed treatment", ratio=1)
    table.add_column("Decision", no_wrap=True)
    table.add_column("Guideline", no_wrap=True)
    return table


def _add_rows(table: Table, reading: LetterReading) -> None:
    said = reading.determination
    if not said.findings:
        return
    first = [_case(reading), _day(said.decision_date), _age_and_sex(said)]
    for finding in said.findings:
        word, style = _DECISIONS[finding.decision]
        basis = _SHORT_BASES[finding.reviewer_guideline.basis]
        table.add_row(*first, escape(_shown(finding)), Text(word, style=style), basis)
        first = ["", "", ""]


def _case(reading: LetterReading) -> str:
    mark = "" if reading.status is Status.FULL else " *"
    name = reading.determination.case_number or reading.source.rpartition("/")[2][:14]
    return escape(name + mark)


def _shown(finding: Finding) -> str:
    title = finding.disputed_treatment
    return title if len(title) <= 240 else f"{title[:240].rstrip()} …"


def _in_detail(reading: LetterReading) -> Group:
    said = reading.determination
    parts: list[Any] = [_header(reading)]
    for number, finding in enumerate(said.findings, start=1):
        parts += ["", *_finding(number, finding)]
    return Group(*parts)


def _header(reading: LetterReading) -> Table:
    said = reading.determination
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for label, name in _HEADER:
        table.add_row(label, escape(_word(getattr(said, name))))
    table.add_row("Employee", _employee(said))
    table.add_row("Reviewer", escape(_reviewer(said)))
    table.add_row("Layout", f"{reading.layout or '-'}, read {_how_much(reading)}")
    return table


def _how_much(reading: LetterReading) -> str:
    count = len(reading.problems)
    return f"in part ({counted(count, 'problem')})" if count else "in full"


def _finding(number: int, finding: Finding) -> list[Any]:
    word, style = _DECISIONS[finding.decision]
    heading = Text.assemble((f"{number}. {finding.disputed_treatment}: ", "bold"), (word, style))
    lines = Table.grid(padding=(0, 2))
    lines.add_column(style="dim", no_wrap=True)
    lines.add_column()
    lines.add_row(
        "Claims administrator", escape(_guideline(finding.claims_administrator_guideline))
    )
    lines.add_row("Reviewer", escape(_guideline(finding.reviewer_guideline)))
    lines.add_row("Rationale", escape(_opening(finding.rationale)))
    return [heading, Padding(lines, (0, 0, 0, 3))]


def _guideline(line: GuidelineLine) -> str:
    basis = _BASES[line.basis]
    cited = "; ".join(map(citation_words, line.citations))
    return f"{basis}: {cited}" if cited else basis


def _opening(rationale: str | None) -> str:
    if rationale is None:
        return "not read"
    words = " ".join(rationale.split())
    return words if len(words) <= 160 else f"{words[:160].rsplit(' ', 1)[0]} …"


def _employee(said: Determination) -> str:
    age = f"{said.patient.age} years" if said.patient.age else ""
    sex = said.patient.sex.value if said.patient.sex else ""
    return ", ".join(filter(None, (age, sex))) or "-"


def _age_and_sex(said: Determination) -> str:
    sex = said.patient.sex.value[0].upper() if said.patient.sex else ""
    return " ".join(filter(None, (str(said.patient.age or ""), sex))) or "-"


def _reviewer(said: Determination) -> str:
    return " / ".join(
        ", ".join(names) or "-" for names in (said.reviewer.specialties, said.reviewer.licensure)
    )


def _word(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, dt.date):
        return _day(value)
    return str(getattr(value, "value", value))


def _day(day: dt.date | None) -> str:
    return day.strftime("%m/%d/%Y") if day else "-"
