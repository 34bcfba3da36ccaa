"""The floor of `bench.records`: the bare driver, one table, no law, no lists, no checks."""

from __future__ import annotations

import datetime as dt
import sqlite3
from typing import Any

import psycopg

from bench import _record_cases as invented
from openimr.case.record import encode

TABLE = """CREATE TABLE bare_event (
    "case" text, number bigint, body {blob}, PRIMARY KEY ("case", number))"""


class Floor:
    """One connection to the same database, as durable as the store's."""

    def __init__(self, place: str) -> None:
        self.body = encode(invented.closed()[6])
        self.sqlite = not place.startswith("postgresql")
        self.count = 0
        if self.sqlite:
            self.raw: Any = sqlite3.connect(place, timeout=30, isolation_level=None)
            self.raw.execute("PRAGMA journal_mode=WAL")
            self.raw.execute("PRAGMA synchronous=FULL")
        else:
            self.raw = psycopg.connect(place, autocommit=True)
        self.mark = "?" if self.sqlite else "%s"

    def make(self) -> None:
        """Make the bare table anew."""
        self.raw.execute("DROP TABLE IF EXISTS bare_event")
        self.raw.execute(TABLE.format(blob="blob" if self.sqlite else "bytea"))

    def insert(self, case: str, number: int) -> None:
        """One row, one commit."""
        marks = ", ".join([self.mark] * 3)
        self.raw.execute(
            f"INSERT INTO bare_event VALUES ({marks}) ON CONFLICT DO NOTHING",
            (f"{case}-{id(self)}", number, self.body),
        )

    def lines(self, case: str) -> int:
        """How many lines the case has, each fetched."""
        question = f'SELECT body FROM openimr_event WHERE "case" = {self.mark} ORDER BY number'
        return len(self.raw.execute(question, (case,)).fetchall())

    def listed(self, condition: str, parameters: tuple[object, ...]) -> int:
        """How many rows a bare page of a list has."""
        question = f"SELECT * FROM openimr_case WHERE {condition} LIMIT 51"
        return len(self.raw.execute(question.replace("?", self.mark), parameters).fetchall())

    def duties(self, role: str, before: dt.datetime) -> int:
        """How many rows a bare page of open duties has."""
        question = f"""SELECT * FROM openimr_deadline WHERE role = {self.mark} AND due < {self.mark}
            AND ended IS NULL AND NOT "right" ORDER BY due, "case", place LIMIT 50"""
        when = str(before.replace(tzinfo=None)) if self.sqlite else before
        return len(self.raw.execute(question, (role, when)).fetchall())

    def close(self) -> None:
        """Close the connection."""
        self.raw.close()
