"""The peer: the same letters in SQLite FTS5, laid out as well as we know how.

Words in an FTS5 table with porter stems, facets as small numbers in a table clustered by letter,
findings likewise for what must hold for one finding. A search gathers the letters it finds once,
then ranks ten with snippets and counts the facets.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import msgspec

from openimr.publication.model import PublishedDetermination
from openimr.publication.search.facets import facet_values, finding_values
from openimr.publication.search.query import (
    OF_A_FINDING,
    And,
    Expression,
    Is,
    Not,
    Or,
    Search,
    Sort,
    Words,
    Years,
)

_TABLES = """
    CREATE VIRTUAL TABLE words USING fts5(treatment, rationale, summary,
        tokenize='porter unicode61 remove_diacritics 2');
    CREATE TABLE letter(id INTEGER PRIMARY KEY, day INTEGER, year INTEGER, kept BLOB);
    CREATE TABLE name(id INTEGER PRIMARY KEY, facet TEXT, value TEXT, UNIQUE(facet, value));
    CREATE TABLE has(letter INTEGER, name INTEGER, PRIMARY KEY(letter, name)) WITHOUT ROWID;
    CREATE TABLE finding(name INTEGER, letter INTEGER, number INTEGER,
        PRIMARY KEY(name, letter, number)) WITHOUT ROWID;
"""


class Fts5Library:
    """Letters in one SQLite file."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA cache_size = -262144")
        self._base.execute("PRAGMA mmap_size = 8589934592")
        self._base.execute("PRAGMA temp_store = MEMORY")
        self._names: dict[tuple[str, str], int] = {}

    def build(self, letters: Iterable[PublishedDetermination]) -> None:
        """Write all letters in one transaction, and merge the index."""
        self._base.executescript(_TABLES)
        encoder = msgspec.msgpack.Encoder()
        self._base.execute("BEGIN")
        for number, one in enumerate(letters, start=1):
            self._add(number, one, encoder.encode(one))
        self._base.execute("CREATE INDEX by_name ON has(name, letter)")
        self._base.execute("INSERT INTO words(words) VALUES ('optimize')")
        self._base.execute("COMMIT")
        self._base.execute("ANALYZE")
        self._base.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _add(self, number: int, one: PublishedDetermination, kept: bytes) -> None:
        texts = (
            "\n".join(finding.treatment for finding in one.findings),
            "\n".join(finding.rationale or "" for finding in one.findings),
            one.summary,
        )
        put = self._base.execute
        put(
            "INSERT INTO words(rowid, treatment, rationale, summary) VALUES (?,?,?,?)",
            (
                number,
                *texts,
            ),
        )
        day = one.decision_date.toordinal() if one.decision_date else 0
        put("INSERT INTO letter VALUES (?,?,?,?)", (number, day, one.year, kept))
        for facet, values in facet_values(one).items():
            for value in values:
                put("INSERT INTO has VALUES (?,?)", (number, self._name(facet.value, value)))
        for finding in one.findings:
            for facet, values in finding_values(finding).items():
                for value in values:
                    row = (self._name(facet.value, value), number, finding.number)
                    put("INSERT OR IGNORE INTO finding VALUES (?,?,?)", row)

    def _name(self, facet: str, value: str) -> int:
        if (facet, value) not in self._names:
            self._names[facet, value] = len(self._names) + 1
            row = (len(self._names), facet, value)
            self._base.execute("INSERT INTO name VALUES (?,?,?)", row)
        return self._names[facet, value]

    def search(self, wanted: Search) -> int:
        """Ten letters with snippets, the count of all and the facets; the count."""
        words, conditions, values = _split(wanted)
        self._base.execute("DROP TABLE IF EXISTS temp.hits")
        source, where = "letter", [*conditions]
        if words:
            source, where = "words", ["words MATCH ?", *conditions]
            values = [words, *values]
        key = f"{source}.{'rowid' if words else 'id'}"
        where = [one.replace("KEY", f"+{key}" if words else key) for one in where] or ["1"]
        self._base.execute("CREATE TEMP TABLE hits(id INTEGER PRIMARY KEY)")
        self._base.execute(
            f"INSERT INTO hits SELECT {key} FROM {source} WHERE {' AND '.join(where)}", values
        )
        count = int(self._base.execute("SELECT count(*) FROM hits").fetchone()[0])
        self._page(wanted, words)
        if wanted.facets:
            self._base.execute(
                "SELECT name.facet, name.value, found.number FROM (SELECT has.name, count(*) AS "
                "number FROM hits CROSS JOIN has ON has.letter = hits.id GROUP BY has.name) "
                "AS found JOIN name ON name.id = found.name ORDER BY 1, 3 DESC"
            ).fetchall()
        return count

    def _page(self, wanted: Search, words: str) -> None:
        if words and wanted.sort is Sort.RELEVANCE:
            best = self._base.execute(
                "SELECT rowid FROM words WHERE words MATCH ? AND +rowid IN (SELECT id FROM hits) "
                "ORDER BY rank LIMIT 10",
                (words,),
            ).fetchall()
            rows = [
                self._base.execute(
                    "SELECT rowid, snippet(words, -1, '[', ']', '…', 30) FROM words "
                    "WHERE words MATCH ? AND rowid = ?",
                    (words, one[0]),
                ).fetchone()
                for one in best
            ]
        else:
            rows = self._base.execute(
                "SELECT id FROM hits JOIN letter USING (id) ORDER BY day DESC LIMIT 10"
            ).fetchall()
        decoder = msgspec.msgpack.Decoder(PublishedDetermination)
        for row in rows:
            kept = self._base.execute("SELECT kept FROM letter WHERE id = ?", row[:1]).fetchone()
            decoder.decode(kept[0])


def _split(wanted: Search) -> tuple[str, list[str], list[object]]:
    """Words for FTS5, and conditions of SQL on KEY with their values."""
    parts = wanted.asked.of if isinstance(wanted.asked, And) else (wanted.asked,)
    words = [one for one in parts if one is not None and _is_words(one)]
    positive = [_match(one) for one in words if not isinstance(one, Not)]
    match = " AND ".join(positive)
    for one in words:
        if isinstance(one, Not):
            match = f"({match}) NOT {_match(one.of)}"
    exact = [*(one for one in parts if isinstance(one, Is)), *wanted.filters]
    conditions: list[str] = []
    values: list[object] = []
    same = [one for one in exact if one.facet in OF_A_FINDING]
    if same:
        chosen = " INTERSECT ".join(
            [
                "SELECT letter, number FROM finding WHERE name = "
                "(SELECT id FROM name WHERE facet = ? AND value = ?)"
            ]
            * len(same)
        )
        conditions.append(f"KEY IN (SELECT letter FROM ({chosen}))")
        values += [text for one in same for text in (one.facet.value, one.value)]
    for one in exact:
        if one.facet not in OF_A_FINDING:
            conditions.append(
                "KEY IN (SELECT letter FROM has WHERE name = "
                "(SELECT id FROM name WHERE facet = ? AND value = ?))"
            )
            values += [one.facet.value, one.value]
    for part in parts:
        if isinstance(part, Years):
            conditions.append("KEY IN (SELECT id FROM letter WHERE year BETWEEN ? AND ?)")
            values += [part.first, part.last]
    return match, conditions, values


def _is_words(asked: Expression) -> bool:
    inner = asked.of if isinstance(asked, Not) else asked
    return isinstance(inner, Words | Or)


def _match(asked: Expression) -> str:
    if isinstance(asked, Or):
        return "(" + " OR ".join(_match(one) for one in asked.of) + ")"
    assert isinstance(asked, Words)
    return '"' + " ".join(asked.words) + '"'
