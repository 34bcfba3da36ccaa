"""Letters as Word documents, with real headings, header rows, language and title.

The file is made for people who go on working on a draft, so everything has a named style and
nothing is drawn by hand. ``docx_text`` reads it back.
"""

from __future__ import annotations

import datetime as dt
import io

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.table import Table as DocxTable

from openimr.adapters.letter_docx_look import SOFT, set_properties, set_running_lines, set_styles
from openimr.determination.letter_outline import (
    Block,
    Field,
    Heading,
    LetterOutline,
    Sentence,
    Table,
)


def typeset_docx(outline: LetterOutline, attached: bytes, today: dt.date) -> bytes:
    """The letter as a Word file.

    Args:
        outline: the letter.
        attached: left out; a Word file is for working on, and its words are what counts.
        today: the date the file's properties give when the letter itself has none.
    """
    document = docx.Document()
    set_styles(document, outline.language)
    set_properties(document, outline, outline.dated or today)
    set_running_lines(document, outline)
    document.add_paragraph(outline.title, style="Title")
    for block in outline.blocks:
        _add_block(document, block)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add_block(document: Document, block: Block) -> None:
    if isinstance(block, Heading):
        heading = document.add_paragraph(style=f"Heading {block.level}")
        heading.add_run(block.lead).font.color.rgb = SOFT
        heading.add_run(block.text + block.tail)
    elif isinstance(block, Sentence):
        document.add_paragraph(block.text, style="Intense Quote" if block.notice else "Body Text")
    elif isinstance(block, Field):
        _add_field(document, block)
    else:
        _add_table(document, block)


def _add_field(document: Document, field: Field) -> None:
    first, *others = field.paragraphs
    paragraph = document.add_paragraph(style="Body Text 2" if field.aside else "Body Text")
    if field.label:
        paragraph.add_run(field.label).bold = True
    paragraph.add_run(first)
    for other in others:
        document.add_paragraph(other, style="Body Text")


def _add_table(document: Document, table: Table) -> None:
    grid = document.add_table(rows=1 + len(table.rows), cols=len(table.columns))
    grid.style = "Table Grid"
    _mark_header_row(grid)
    for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
        cell.paragraphs[0].style = "Table Head"
        cell.paragraphs[0].add_run(column)
    for row, texts in zip(grid.rows[1:], table.rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            first, *others = text.split("\n")
            cell.paragraphs[0].style = "Table Cell"
            cell.paragraphs[0].add_run(first)
            for other in others:
                cell.add_paragraph(other, style="Table Cell")


def _mark_header_row(grid: DocxTable) -> None:
    """Say which row holds the column headers: readers announce it, pages repeat it."""
    properties = grid.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    for row in grid.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
