"""How a Word letter looks: styles, page, running lines and the file's properties."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor
from docx.text.paragraph import Paragraph

from openimr.determination.letter_marks import RUNNING
from openimr.determination.letter_outline import LetterOutline

FONT: Final = "Cambria"
INK: Final = RGBColor(0x16, 0x32, 0x4F)
ALARM: Final = RGBColor(0xA3, 0x14, 0x1C)
SOFT: Final = RGBColor(0x4D, 0x59, 0x66)


def set_styles(document: Document, language: str) -> None:
    """Give the named styles the letter's look and the text its language."""
    _set_style(document.styles["Normal"], size=11, after=6)
    _set_language(document.styles["Normal"], language)
    _set_style(document.styles["Title"], size=18, bold=True, colour=INK, after=8)
    _without_borders(document.styles["Title"])
    _set_style(document.styles["Heading 1"], size=12, bold=True, colour=INK, before=16, after=6)
    _set_style(document.styles["Heading 2"], size=12, bold=True, before=12, after=4)
    _set_style(document.styles["Body Text"], size=11, after=6)
    _set_style(document.styles["Body Text 2"], size=10, colour=SOFT, after=6)
    _set_style(document.styles["Intense Quote"], size=11, bold=True, colour=ALARM, after=8)
    for name, size, bold in (("Table Head", 9, True), ("Table Cell", 10, False)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        _set_style(style, size=size, bold=bold, colour=SOFT if bold else None, after=0)


def set_properties(document: Document, outline: LetterOutline, dated: dt.date) -> None:
    """Title, language and dates as the file's properties show them."""
    moment = dt.datetime(dated.year, dated.month, dated.day, tzinfo=dt.UTC)
    properties = document.core_properties
    properties.title = outline.document_title
    properties.author = "OpenIMR"
    properties.language = outline.language
    properties.created = properties.modified = moment
    properties.comments = ""


def set_running_lines(document: Document, outline: LetterOutline) -> None:
    """Letter paper, the draft notice at the head of every page, the case and page at its foot."""
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(1)
    section.top_margin = section.bottom_margin = Inches(1)
    if outline.running_head:
        head = section.header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = head.add_run(f"{RUNNING}{outline.running_head}{RUNNING}")
        run.bold, run.font.color.rgb = True, ALARM
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(Inches(6.5), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{outline.running_foot}\tPage ")
    _add_field(foot, "PAGE")
    foot.add_run(" of ")
    _add_field(foot, "NUMPAGES")


def _set_style(  # noqa: PLR0913 - the few things that differ between styles
    style: Any,
    *,
    size: float,
    bold: bool = False,
    colour: RGBColor | None = None,
    before: float = 0,
    after: float = 0,
) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.bold, style.font.italic = bold, False
    style.font.color.rgb = colour or RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)


def _set_language(style: Any, language: str) -> None:
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), language)
    style.element.get_or_add_rPr().append(element)


def _without_borders(style: Any) -> None:
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _add_field(paragraph: Paragraph, instruction: str) -> None:
    """A number that the word processor counts: PAGE or NUMPAGES."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    paragraph._p.append(field)
