"""Papers of applications, by their SHA-256."""

from __future__ import annotations

import json
from typing import Any

from django.db import migrations, models

_AT_A_TIME = 2_000
_BRINGING = ("application-received", "cure-received")

_PAPER = migrations.CreateModel(
    name="PaperFiled",
    fields=[
        ("id", models.BigAutoField(primary_key=True, serialize=False)),
        ("sha256", models.BinaryField(max_length=32)),
        ("case", models.TextField()),
    ],
    options={
        "db_table": "openimr_paper_filed",
        "constraints": [
            models.UniqueConstraint(fields=("sha256", "case"), name="paper_filed_once")
        ],
    },
)


def draw_from_the_record(apps: Any, editor: Any) -> None:
    """Papers of the cases that are there, a part of them at a time."""
    alias = editor.connection.alias
    events = apps.get_model("openimr", "Event").objects.using(alias)
    papers = apps.get_model("openimr", "PaperFiled")
    last = "", 0
    while some := list(_behind(events, *last)):
        last = some[-1][:2]
        rows = [papers(sha256=one, case=case) for case, _, body in some for one in _papers(body)]
        papers.objects.using(alias).bulk_create(rows, ignore_conflicts=True)


def _behind(events: Any, case: str, number: int) -> Any:
    """Events that bring papers of an application, behind one of a case."""
    later = models.Q(case__gt=case) | models.Q(case=case, number__gt=number)
    rows = events.filter(later, case__gte=case, kind__in=_BRINGING).order_by("case", "number")
    return rows.values_list("case", "number", "body")[:_AT_A_TIME]


def _papers(body: Any) -> set[bytes]:
    line = json.loads(body if isinstance(body, str) else bytes(body))
    return {bytes.fromhex(one["sha256"]) for one in line["event"].get("papers", ())}


class Migration(migrations.Migration):
    """The table, and what the record already holds of it."""

    dependencies = (("openimr", "0018_browser_sessions"),)
    operations = (
        _PAPER,
        migrations.RunPython(draw_from_the_record, migrations.RunPython.noop),
    )
