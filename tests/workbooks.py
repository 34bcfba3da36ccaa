"""Workbooks, made part by part: what a spreadsheet writes, as small as it may be."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = (
    f'<styleSheet {_MAIN}><numFmts><numFmt numFmtId="164" formatCode="m/d/yyyy"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)

Cell = str | int | float | None


def day(serial: int) -> str:
    """A cell that shows a day."""
    return f"<day>{serial}"


def put_workbook(path: Path, *sheets: Sequence[Sequence[Cell]]) -> Path:
    """A workbook of sheets; texts are shared ones, blank cells are left out."""
    texts: list[str] = []
    parts = {
        f"xl/worksheets/sheet{number}.xml": _sheet(rows, texts)
        for number, rows in enumerate(sheets, start=1)
    }
    names = "".join(
        f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, len(sheets) + 1)
    )
    targets = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATED}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    shared = "".join(f"<si><r><t>{escape(one)}</t></r></si>" for one in texts)
    parts |= {
        "_rels/.rels": f'<Relationships><Relationship Id="r1" Type="{_RELATED}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_RELATED}"><sheets>{names}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships>{targets}</Relationships>",
        "xl/sharedStrings.xml": f"<sst {_MAIN}>{shared}</sst>",
        "xl/styles.xml": _STYLES,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def put_open_document(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """A workbook of OpenDocument with one sheet of texts."""
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    lines = ("".join(map(_open_cell, row)) for row in rows)
    told = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    parts = {
        "mimetype": kind,
        "content.xml": f'<office:document-content xmlns:office="{names}office:1.0" '
        f'xmlns:table="{names}table:1.0" xmlns:text="{names}text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="S">{told}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>",
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{names}manifest:1.0">'
        f'<m:file-entry m:full-path="/" m:media-type="{kind}"/></m:manifest>',
    }
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def _open_cell(text: str) -> str:
    shown = f"<text:p>{escape(text)}</text:p>"
    return f'<table:table-cell office:value-type="string">{shown}</table:table-cell>'


def _sheet(rows: Sequence[Sequence[Cell]], texts: list[str]) -> str:
    told = []
    for number, row in enumerate(rows, start=1):
        cells = (
            _cell(cell, f"{chr(ord('A') + place)}{number}", texts)
            for place, cell in enumerate(row)
            if cell is not None
        )
        told.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f"<worksheet {_MAIN}><sheetData>{''.join(told)}</sheetData></worksheet>"


def _cell(cell: Cell, reference: str, texts: list[str]) -> str:
    if isinstance(cell, str) and cell.startswith("<day>"):
        return f'<c r="{reference}" s="1"><v>{cell[5:]}</v></c>'
    if isinstance(cell, str):
        texts.append(cell)
        return f'<c r="{reference}" t="s"><v>{len(texts) - 1}</v></c>'
    return f'<c r="{reference}"><v>{cell}</v></c>'
