"""What stands in a release beside its tables: the descriptions, for people and for programs.

``datapackage.json`` is a Data Package (datapackage.org, version 2), which many tools read: every
file with its size, digest, columns and keys. What a release counts stands there, too, under
``openimr``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from openimr.publication.library.schema import (
    COLUMNS,
    LATER_COLUMNS,
    WORDS,
    Column,
    Kind,
    dictionary,
    each_column,
)
from openimr.publication.model import PublishedDetermination
from openimr.publication.open_data import tables
from openimr.publication.open_data.release import (
    EVENTS,
    LINES,
    PACKAGE,
    PARQUET,
    SUMS,
    Counts,
    Release,
    ReleasedFile,
    Terms,
)
from openimr.publication.open_data.tables import FlatTable
from openimr.vocabulary.counted import counted
from openimr.vocabulary.errors import BadInput

README: Final = "README.md"
DICTIONARY: Final = "dictionary.md"
DICTIONARY_TABLE: Final = "dictionary.csv"
SCHEMA: Final = "dictionary.json"
"""Names of the descriptions."""

GZIP: Final = ".gz"

SAYS: Final = {
    PARQUET: "Determinations with all that belongs to them, one row for each version.",
    LINES: "The same, one JSON object a line; OpenIMR reads it back without loss.",
    **{one.name: f"{one.says} For spreadsheets and statistics." for one in tables.TABLES},
    EVENTS: "What became of determinations later, one JSON object a line.",
    tables.EVENTS.name: "The same as a table.",
    DICTIONARY: "What each column means.",
    DICTIONARY_TABLE: "The same as a table.",
    SCHEMA: "The lines of determinations as JSON Schema.",
    README: "What this is, how to cite it, what may be done with it.",
}
"""What each file is, in the order of a release."""

_BESIDE: Final = {
    PACKAGE: "All of this for programs: files, columns, keys, counts (Data Package).",
    SUMS: "Digests of the files, as sha256sum reads them.",
}

_MEDIA: Final = {
    "parquet": "application/vnd.apache.parquet",
    "jsonl": "application/x-ndjson",
    "json": "application/json",
    "csv": "text/csv",
    "md": "text/markdown",
}
_TYPES: Final = {
    Kind.TEXT: "string",
    Kind.WHOLE: "integer",
    Kind.NUMBER: "number",
    Kind.DAY: "date",
}
_SHORT_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{1,60}")
_TITLE: Final = "Library of determinations of independent medical review"


def plain_name(name: str) -> str:
    """The name of a file without the ending of compressed ones."""
    return name.removesuffix(GZIP)


def says_of(name: str) -> str:
    """What a file of a release is; nothing of one that is not known."""
    return _BESIDE.get(name) or SAYS.get(plain_name(name), "")


def media_type(name: str) -> str:
    """The media type of a file by its ending."""
    if name.endswith(GZIP):
        return "application/gzip"
    return _MEDIA.get(name.rpartition(".")[2], "text/plain")


def descriptions() -> dict[str, str]:
    """The descriptions of columns by the names of their files; the same in every release."""
    return {
        DICTIONARY: f"# Columns\n\n{dictionary()}\n{_flat_dictionary()}",
        SCHEMA: msgspec.json.format(msgspec.json.encode(json_schema())).decode() + "\n",
    }


def dictionary_rows() -> list[tuple[str, ...]]:
    """The dictionary as a table: every file that has columns with every column."""
    rows: list[tuple[str, ...]] = [("file", "column", "holds", "never empty", "one of", "meaning")]
    for path, column in each_column((*COLUMNS, WORDS)):
        rows.append((PARQUET, path, *_told(column)))
    for table in tables.DESCRIBED:
        rows += [(table.name, one.name, *_told(one.column)) for one in table.columns]
    return rows


def _told(column: Column) -> tuple[str, str, str, str]:
    holds = f"list of {column.kind.value}s" if column.many else column.kind.value
    needed = "yes" if column.needed and not column.many else "no"
    return holds, needed, tables.BETWEEN.join(column.words), column.meaning


def _flat_dictionary() -> str:
    """How the flat tables hold together, and where their columns have other names."""
    lines = ["# Flat tables", ""]
    for table in tables.DESCRIBED:
        of = f" Belongs to a row of `{table.of}`." if table.of else ""
        key = ", ".join(f"`{name}`" for name in table.key)
        known = f" Known by {key}." if key else ""
        columns = ", ".join(f"`{one.name}`" for one in table.columns)
        lines += [f"`{table.name}`: {table.says}{of}{known} Columns: {columns}.", ""]
    lines += ["# What became of determinations later", "", dictionary(LATER_COLUMNS)]
    lines += [
        f"Texts of a list stand in one cell with `{tables.BETWEEN.strip()}` between them. A text "
        "that a spreadsheet would take for a formula (it begins with `=`, `+`, `-` or `@`) has "
        "an apostrophe before it. Whoever needs every word exactly as it is reads "
        f"`{LINES}` or `{PARQUET}`.",
        "",
    ]
    return "\n".join(lines)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a line, with the words of the dictionary."""
    schema = msgspec.json.schema(PublishedDetermination)
    named = {"PublishedDetermination": COLUMNS}
    for column in (*COLUMNS, *(inner for one in COLUMNS for inner in one.of)):
        if column.of:
            named[_RECORDS[column.name]] = column.of
    for name, described in schema["$defs"].items():
        described.pop("description", None)
        for column in named.get(name, ()):
            place = described["properties"][column.name]
            described["properties"][column.name] = {**place, "description": column.meaning}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


_RECORDS: Final = {
    "provenance": "Provenance",
    "findings": "PublishedFinding",
    "request": "TreatmentRequest",
    "claims_citations": "Citation",
    "citations": "Citation",
}


_READING: Final = (
    "A row of determinations is one version of one. Whoever counts determinations takes of each "
    "`id` the highest `version`, or corrected ones count twice.",
    "What was decided stands with each finding: one treatment in dispute. A determination may "
    "uphold one and overturn another.",
    f"What an appeal made of a determination stands in `{EVENTS}` alone, as far as people have "
    "entered it.",
    f"`{DICTIONARY}` tells what each column and each code means.",
    "pandas: `read_parquet`; of the tables `read_csv(..., keep_default_na=False)`, or words such "
    "as None are taken for nothing.",
    "Excel: Data, From Text/CSV, file origin 65001 (Unicode UTF-8). It cuts a cell after 32,767 "
    "characters; a few summaries and rationales may be longer.",
)
"""What to mind when the files are read."""


def readme(terms: Terms, counts: Counts, cite: str, names: tuple[str, ...]) -> str:
    """The page that stands beside the files."""
    lines = [
        f"# {_TITLE}, release {terms.name}",
        "",
        f"{counted(counts.determinations, 'determination')} in "
        f"{counted(counts.versions, 'version')} with {counted(counts.findings, 'finding')}. "
        "What independent physicians decided on treatment that "
        "was denied or changed, without names.",
        "",
        "| File | What it is |",
        "|---|---|",
        *(f"| `{name}` | {says_of(name)} |" for name in names),
        "",
        "What a source does not say is empty. What is called *derived* was found in the words by "
        "program, not said by the source. Published decisions do not tell how a next case "
        "should be decided.",
        "",
        "## Read it",
        "",
        *(f"- {one}" for one in _READING),
        "",
        "## Cite it",
        "",
        cite,
        "",
        "## License",
        "",
        terms.license,
        "",
        "## Check it",
        "",
        "`sha256sum --check SHA256SUMS`, or `openimr library release --verify FOLDER`, which "
        "counts as well.",
        "",
    ]
    return "\n".join(lines)


def package_of(release: Release) -> dict[str, Any]:
    """The content of ``datapackage.json``."""
    told = msgspec.to_builtins(release)
    publisher = release.terms.publisher
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"openimr-library-{release.terms.name.lower()}",
        "title": f"{_TITLE}, release {release.terms.name}",
        "description": release.cite,
        "version": release.terms.name,
        "licenses": [_license(release.terms.license)],
        **({"contributors": [{"title": publisher, "roles": ["publisher"]}]} if publisher else {}),
        "resources": [_resource(one) for one in release.files],
        "openimr": {name: told[name] for name in told if name != "files"},
    }


def _license(said: str) -> dict[str, str]:
    """A license by its short name, or in words that stand in the page beside the files."""
    if _SHORT_NAME.fullmatch(said):
        return {"name": said}
    return {"title": said, "path": README}


def _resource(file: ReleasedFile) -> dict[str, Any]:
    plain = plain_name(file.name)
    table = next((one for one in tables.DESCRIBED if one.name == plain), None)
    words: dict[str, Any] = {
        "name": plain.replace(".", "-").lower(),
        "path": file.name,
        "description": says_of(file.name),
        "mediatype": media_type(file.name),
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }
    if file.rows is not None:
        words["rows"] = file.rows
    return {**words, **(_table_schema(table) if table else {})}


def _table_schema(table: FlatTable) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            {
                "name": one.name,
                "type": "string" if one.column.many else _TYPES[one.column.kind],
                "description": one.column.meaning,
                "constraints": _constraints(one.column),
            }
            for one in table.columns
        ],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.of:
        key = next(one.key for one in tables.TABLES if one.name == table.of)
        of = {"resource": table.of.replace(".", "-"), "fields": list(key)}
        schema["foreignKeys"] = [{"fields": list(key), "reference": of}]
    return {"type": "table", "format": "csv", "encoding": "utf-8", "schema": schema}


def _constraints(column: Column) -> dict[str, Any]:
    asked: dict[str, Any] = {}
    if column.needed and not column.many:
        asked["required"] = True
    if column.words:
        asked["enum"] = list(column.words)
    return asked


def release_of(package: Mapping[str, Any], where: str) -> Release:
    """A release as its ``datapackage.json`` tells it.

    Args:
        package: the content of the file.
        where: the file's name, for messages.

    Raises:
        BadInput: when it is not that of a release.
    """
    try:
        files = [
            {
                "name": one["path"],
                "size": one["bytes"],
                "sha256": one["hash"].removeprefix("sha256:"),
                "rows": one.get("rows"),
            }
            for one in package["resources"]
        ]
        return msgspec.convert({**package["openimr"], "files": files}, Release)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise BadInput(where, "does not describe a release of the library") from error
