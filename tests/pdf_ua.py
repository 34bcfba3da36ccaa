"""What breaks PDF/UA-1 and can be found by a machine, looked for in the structure of a letter.

Each fault has the number of its clause in ISO 14289-1 and the number that veraPDF's profile gives
the test, so that what is covered can be counted against that profile. The checks use pikepdf and
know nothing of the program that wrote the file; `tests/integration/test_pdf_ua.py` breaks a letter
in every way and sees it found. docs/accessibility.md tells what is covered, and by what.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

_TYPES = """
Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5
H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link
Annot Ruby RB RT RP Warichu WT WP Figure Formula Form
"""
STANDARD = frozenset(f"/{name}" for name in _TYPES.split())
"""The standard structure types of ISO 32000-1, 14.8.4."""

PARENTS = {
    "/TR": ("7.2-4", {"/Table", "/THead", "/TBody", "/TFoot"}),
    "/THead": ("7.2-5", {"/Table"}),
    "/TBody": ("7.2-6", {"/Table"}),
    "/TFoot": ("7.2-7", {"/Table"}),
    "/TH": ("7.2-8", {"/TR"}),
    "/TD": ("7.2-9", {"/TR"}),
    "/LI": ("7.2-17", {"/L"}),
    "/LBody": ("7.2-18", {"/LI"}),
    "/TOCI": ("7.2-26", {"/TOC"}),
}
"""Where the parts of tables, lists and contents may stand."""

CHILDREN = {
    "/Table": ("7.2-3", {"/TR", "/THead", "/TBody", "/TFoot", "/Caption"}),
    "/TR": ("7.2-10", {"/TH", "/TD"}),
    "/THead": ("7.2-36", {"/TR"}),
    "/TBody": ("7.2-37", {"/TR"}),
    "/TFoot": ("7.2-38", {"/TR"}),
    "/L": ("7.2-19", {"/LI", "/L", "/Caption"}),
    "/LI": ("7.2-20", {"/Lbl", "/LBody"}),
    "/TOC": ("7.2-27", {"/TOC", "/TOCI", "/Caption"}),
}
"""What may stand in them."""

SHOWING = frozenset({"Tj", "TJ", "'", '"'})
PAINTING = SHOWING | {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI"}
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Letter:
    """An open PDF with its structure elements, each with its parents."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.root = pdf.Root
        tree = pdf.Root.get("/StructTreeRoot")
        self.roles = dict(tree.get("/RoleMap", {}).items()) if tree is not None else {}
        self.elements = list(self._below(tree, ())) if tree is not None else []

    def _below(self, parent: Any, above: tuple[str, ...]) -> Iterator[tuple[Any, tuple[str, ...]]]:
        for kid in kids(parent):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid, above
                yield from self._below(kid, (*above, self.role(str(kid.S))))

    def below(self, parent: Any) -> list[tuple[Any, tuple[str, ...]]]:
        return list(self._below(parent, ()))

    def role(self, name: str) -> str:
        """The standard type that a type stands for, or the last name of a chain that ends."""
        for _ in range(10):
            if name in STANDARD or name not in self.roles:
                return name
            name = str(self.roles[name])
        return name

    def of_role(self, *roles: str) -> list[Any]:
        return [element for element, _ in self.elements if self.role(str(element.S)) in roles]


def kids(parent: Any) -> list[Any]:
    found = parent.get("/K")
    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def failures(pdf: pikepdf.Pdf) -> list[str]:
    """The faults of a file by their numbers, each once; none for an accessible file."""
    letter = Letter(pdf)
    checks = (marked_content, roles, metadata, nesting, headings, tables, notes_and_figures)
    more = (languages, files, annotations, fonts, glyphs, parent_tree, document)
    return sorted({number for check in (*checks, *more) for number in check(letter)})


def marked_content(letter: Letter) -> Iterator[str]:
    """Everything painted is tagged or an artifact, and never both."""
    for page in letter.pdf.pages:
        open_marks: list[str] = []
        for step in pikepdf.parse_content_stream(page):
            operator = str(step.operator)
            if operator in {"BDC", "BMC"}:
                mark = mark_of(step.operands)
                if mark == "artifact" and "tagged" in open_marks:
                    yield "7.1-1"
                if mark == "tagged" and "artifact" in open_marks:
                    yield "7.1-2"
                open_marks.append(mark)
            elif operator == "EMC":
                open_marks.pop()
            elif operator in PAINTING and not {"artifact", "tagged"} & set(open_marks):
                yield "7.1-3"


def mark_of(operands: Any) -> str:
    if str(operands[0]) == "/Artifact":
        return "artifact"
    tagged = len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary)
    return "tagged" if tagged and "/MCID" in operands[1] else "plain"


def roles(letter: Letter) -> Iterator[str]:
    """Every structure type is a standard one or stands for one."""
    for element, _ in letter.elements:
        if letter.role(str(element.S)) not in STANDARD:
            yield "7.1-5"
    for name in letter.roles:
        seen, at = {name}, str(letter.roles[name])
        while at in letter.roles and at not in seen:
            seen.add(at)
            at = str(letter.roles[at])
        if at in seen:
            yield "7.1-6"
        if name in STANDARD:
            yield "7.1-7"


def metadata(letter: Letter) -> Iterator[str]:
    """The file says what it is, and its title is shown."""
    if "/Metadata" not in letter.root:
        yield "7.1-8"
    else:
        with letter.pdf.open_metadata() as told:
            if str(told.get("pdfuaid:part", "")) != "1":
                yield "5-1"
            if not told.get("dc:title"):
                yield "7.1-9"
    if not letter.root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "7.1-10"


def nesting(letter: Letter) -> Iterator[str]:
    """The parts of tables, lists and contents stand where they belong."""
    for element, above in letter.elements:
        role = letter.role(str(element.S))
        if role in PARENTS and (not above or above[-1] not in PARENTS[role][1]):
            yield PARENTS[role][0]
        inside = [letter.role(str(kid.S)) for kid in kids(element) if is_element(kid)]
        if role in CHILDREN and not set(inside) <= CHILDREN[role][1]:
            yield CHILDREN[role][0]
        if role == "/Table":
            yield from parts_of_table(inside)


def parts_of_table(parts: list[str]) -> Iterator[str]:
    """A table has one head, one foot and one caption at most, and a body where it has a head."""
    for part, number in (("/THead", "7.2-11"), ("/TFoot", "7.2-12"), ("/Caption", "7.2-39")):
        if parts.count(part) > 1:
            yield number
    for part, number in (("/TFoot", "7.2-13"), ("/THead", "7.2-14")):
        if part in parts and "/TBody" not in parts:
            yield number


def is_element(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid


def headings(letter: Letter) -> Iterator[str]:
    """Headings begin at the first level and skip none."""
    named = [letter.role(str(element.S)) for element, _ in letter.elements]
    levels = [int(name[2:]) for name in named if re.fullmatch(r"/H[1-6]", name)]
    if levels and levels[0] != 1:
        yield "7.4.2-1"
    if any(after > before + 1 for before, after in itertools.pairwise(levels)):
        yield "7.4.2-1"
    for element, _ in letter.elements:
        if [letter.role(str(kid.S)) for kid in kids(element) if is_element(kid)].count("/H") > 1:
            yield "7.4.4-1"
    if levels and "/H" in named:
        yield "7.4.4-3"


def attributes(element: Any) -> dict[str, Any]:
    owners = element.get("/A", pikepdf.Dictionary())
    entries: dict[str, Any] = {}
    for owner in owners if isinstance(owners, pikepdf.Array) else [owners]:
        entries.update(dict(owner.items()))
    return entries


def tables(letter: Letter) -> Iterator[str]:
    """Header cells have a scope, cells name headers that exist, rows are equally wide."""
    for table in letter.of_role("/Table"):
        rows = [row for row, _ in letter.below(table) if letter.role(str(row.S)) == "/TR"]
        cells = [(cell, letter.role(str(cell.S))) for cell, _ in letter.below(table)]
        known = {str(cell.get("/ID", "")) for cell, role in cells if role == "/TH"}
        for cell, role in cells:
            own = attributes(cell)
            if role == "/TH" and "/Scope" not in own and "/Headers" not in own:
                yield "7.5-1"
            if any(str(name) not in known for name in own.get("/Headers", [])):
                yield "7.5-2"
        if len({sum(int(attributes(c).get("/ColSpan", 1)) for c in kids(row)) for row in rows}) > 1:
            yield "7.2-42"


def notes_and_figures(letter: Letter) -> Iterator[str]:
    """Pictures and formulas are described, notes have names of their own."""
    for role, number in (("/Figure", "7.3-1"), ("/Formula", "7.7-1")):
        for element in letter.of_role(role):
            if not str(element.get("/Alt", "")) and not str(element.get("/ActualText", "")):
                yield number
    notes = [str(note.get("/ID", "")) for note in letter.of_role("/Note")]
    if "" in notes:
        yield "7.9-1"
    named = Counter(str(element.ID) for element, _ in letter.elements if "/ID" in element)
    if any(count > 1 for count in named.values()):
        yield "7.9-2"


def languages(letter: Letter) -> Iterator[str]:
    """Text, bookmarks and descriptions have a language that exists."""
    if not str(letter.root.get("/Lang", "")):
        yield from ("7.2-2", "7.2-34")
    own = [element.get("/Lang") for element, _ in letter.elements]
    for language in [letter.root.get("/Lang", ""), *own]:
        if language is not None and str(language) and not LANGUAGE.fullmatch(str(language)):
            yield "7.2-29"


def files(letter: Letter) -> Iterator[str]:
    """Attached files, optional content, forms of XML and locks."""
    for specification in letter.pdf.attachments.values():
        if not {"/F", "/UF"} <= set(specification.obj.keys()):
            yield "7.11-1"
    contents = letter.root.get("/OCProperties")
    if contents is not None and "/Name" not in contents.get("/D", {}):
        yield "7.10-1"
    if "/XFA" in letter.root.get("/AcroForm", {}):
        yield "7.15-1"
    if letter.pdf.is_encrypted and not letter.pdf.allow.accessibility:
        yield "7.16-1"


def annotations(letter: Letter) -> Iterator[str]:
    """Pages with annotations are walked in reading order; links are told and described."""
    told = {kid.Obj.objgen for _, kid in object_kids(letter)}
    linked = {
        kid.Obj.objgen
        for element, kid in object_kids(letter)
        if letter.role(str(element.S)) == "/Link"
    }
    for page in letter.pdf.pages:
        notes = [n for n in page.get("/Annots", []) if not int(n.get("/F", 0)) & 2]
        if notes and str(page.get("/Tabs", "")) != "/S":
            yield "7.18.3-1"
        for note in notes:
            link = str(note.Subtype) == "/Link"
            if link and note.objgen not in linked:
                yield "7.18.5-1"
            if not link and note.objgen not in told and str(note.Subtype) != "/Popup":
                yield "7.18.1-1"
            if not str(note.get("/Contents", "")):
                yield "7.18.5-2" if link else "7.18.1-2"


def object_kids(letter: Letter) -> Iterator[tuple[Any, Any]]:
    """Every annotation that a structure element holds."""
    for element, _ in letter.elements:
        for kid in kids(element):
            if isinstance(kid, pikepdf.Dictionary) and str(kid.get("/Type", "")) == "/OBJR":
                yield element, kid


def fonts(letter: Letter) -> Iterator[str]:
    """Every font is inside the file, and so is the way from its codes to letters."""
    used = [font for page in letter.pdf.pages for font in page.Resources.get("/Font", {}).values()]
    for font in used:
        if "/ToUnicode" not in font:
            yield "7.21.7-1"
        whole = str(font.Subtype) == "/Type0"
        inner = font.DescendantFonts[0] if whole else font
        descriptor = inner.get("/FontDescriptor", {})
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
            yield "7.21.4.1-1"
        if whole and str(inner.Subtype) == "/CIDFontType2" and "/CIDToGIDMap" not in inner:
            yield "7.21.3.2-1"
        if whole and str(font.Encoding) not in {"/Identity-H", "/Identity-V"}:
            yield "7.21.3.3-1"


def glyphs(letter: Letter) -> Iterator[str]:
    """Every glyph that is shown is in its font, means a letter and is not the sign for none."""
    for page in letter.pdf.pages:
        meanings, known, shown = {}, b"", {}
        for step in pikepdf.parse_content_stream(page):
            operator = str(step.operator)
            if operator == "Tf":
                font = page.Resources.Font[str(step.operands[0])]
                shown = meanings.setdefault(font.objgen, meaning_of_codes(font))
                known = cid_set(font)
            elif operator in SHOWING:
                for code in codes(step.operands):
                    yield from faults_of_glyph(code, shown.get(code), known)


def faults_of_glyph(code: int, meaning: str | None, known: bytes) -> Iterator[str]:
    if code == 0:
        yield "7.21.8-1"
    if meaning is None:
        yield "7.21.7-1"
    elif {"\0", "\ufeff", "\ufffe"} & set(meaning):
        yield "7.21.7-2"
    if known and not (code // 8 < len(known) and known[code // 8] & 0x80 >> code % 8):
        yield "7.21.4.2-2"


def cid_set(font: Any) -> bytes:
    """The bits of the glyphs that the font says it holds; empty where it does not say."""
    held = font.DescendantFonts[0].FontDescriptor.get("/CIDSet")
    return b"" if held is None else held.read_bytes()


def codes(operands: Any) -> Iterator[int]:
    """The two-byte codes of a string that is shown, or of the strings in an array."""
    parts = operands[-1] if isinstance(operands[-1], pikepdf.Array) else [operands[-1]]
    for part in parts:
        if isinstance(part, pikepdf.String):
            content = bytes(part)
            for at in range(0, len(content), 2):
                yield int.from_bytes(content[at : at + 2], "big")


def meaning_of_codes(font: Any) -> dict[int, str]:
    """The text of each code of a font, from its table of meanings."""
    table = font.ToUnicode.read_bytes().decode("ascii") if "/ToUnicode" in font else ""
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for code in range(int(first, 16), int(last, 16) + 1):
                found[code] = chr(int(text, 16) + code - int(first, 16))
    return found


def parent_tree(letter: Letter) -> Iterator[str]:
    """The way back: each tagged piece of a page belongs to one element, which holds it."""
    numbers = flat(letter.root.StructTreeRoot.get("/ParentTree", {})) if letter.elements else {}
    for page in letter.pdf.pages:
        marks = [
            int(step.operands[1].MCID)
            for step in pikepdf.parse_content_stream(page)
            if str(step.operator) == "BDC" and mark_of(step.operands) == "tagged"
        ]
        owners = numbers.get(int(page.get("/StructParents", -1)), [])
        kept = all(mark < len(owners) and holds(owners[mark], mark) for mark in marks)
        if not kept or len(marks) != len(set(marks)):
            yield "7.1-3"


def flat(tree: Any) -> dict[int, Any]:
    """A number tree as a dictionary."""
    pairs = list(tree.get("/Nums", []))
    found = dict(zip(map(int, pairs[::2]), pairs[1::2], strict=True))
    for branch in tree.get("/Kids", []):
        found.update(flat(branch))
    return found


def holds(element: Any, mark: int) -> bool:
    if not isinstance(element, pikepdf.Dictionary):
        return False
    return any(
        mark == int(kid.get("/MCID", -1) if isinstance(kid, pikepdf.Dictionary) else kid)
        for kid in kids(element)
    )


def document(letter: Letter) -> Iterator[str]:
    """The file says that it is tagged and trusts its tags, and its tree hangs together."""
    marked = letter.root.get("/MarkInfo", {})
    if not marked.get("/Marked", False):
        yield "6.2-1"
    if marked.get("/Suspects", False):
        yield "7.1-4"
    if "/StructTreeRoot" not in letter.root:
        yield "7.1-11"
    if any("/P" not in element for element, _ in letter.elements):
        yield "7.1-12"
    for page in letter.pdf.pages:
        if any("/Ref" in outside for outside in page.Resources.get("/XObject", {}).values()):
            yield "7.20-1"
