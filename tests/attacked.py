"""A demo that is served and attacked: addresses to ask for, and what an answer says."""

from __future__ import annotations

import contextlib
import html
import http.client
import io
import os
import re
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import msgspec
import pypdfium2
from tests.served import PATIENCE, Answer
from tests.signed_in import Visitor

WALK = """
import json
from openimr.web.wsgi import application
application()
from django.urls import URLResolver, get_resolver
def walked(patterns, before=""):
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from walked(one.url_patterns, route)
        else:
            yield route
print(json.dumps(sorted(one for one in walked(get_resolver().url_patterns) if "^" not in one)))
"""


def every_address(data: Path) -> tuple[str, ...]:
    """Every address of the web, with what stands in it."""
    run = subprocess.run(
        [sys.executable, "-c", WALK],
        env={**os.environ, "OPENIMR_DATA": str(data)},
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(msgspec.json.decode(run.stdout, type=list[str]))


def told(data: Path, question: str) -> list[str]:
    """A column of the record's database."""
    with contextlib.closing(sqlite3.connect(data / "record.sqlite3")) as there:
        return [str(row[0]) for row in there.execute(question)]


def filled(route: str, number: str) -> str:
    """An address with a case, and with what nobody has in every other place."""
    said = {"<digest:sha256>": "0" * 64, "<ending:ending>": "pdf", "<str:slug>": "close"}
    for name, value in {"<str:number>": number, "{number}": number, **said}.items():
        route = route.replace(name, value)
    return "/" + re.sub(r"<(int|str|slug):\w+>", "1", route)


def alike(answer: Answer, number: str) -> str:
    """What an answer says, without the number that was asked for and the form's own secret."""
    said = answer.body.replace(number, "CASE")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", said)


def bytes_of(asker: Visitor, path: str) -> bytes:
    """What somebody gets, as it comes."""
    connection = http.client.HTTPConnection("127.0.0.1", asker.served.port, timeout=PATIENCE)
    cookies = "; ".join(f"{name}={value}" for name, value in asker.cookies.items())
    with contextlib.closing(connection):
        connection.request("GET", path, headers={"Cookie": cookies})
        return connection.getresponse().read()


def words_of(content: bytes) -> str:
    """What a page or file says, with what a file says of itself."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return " ".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    if content.startswith(b"%PDF"):
        with contextlib.closing(pypdfium2.PdfDocument(content)) as letter:
            pages = [one.get_textpage().get_text_range() for one in letter]
            return " ".join((*pages, *letter.get_metadata_dict().values()))
    return html.unescape(content.decode(errors="replace"))
