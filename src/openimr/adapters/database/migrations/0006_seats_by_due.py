"""A reviewer's cases are found in the order of their due times."""

from __future__ import annotations

import datetime as dt

from django.db import migrations, models

_AS_LISTED = """UPDATE openimr_seat SET sort_due = COALESCE(
    (SELECT sort_due FROM openimr_case WHERE openimr_case."case" = openimr_seat."case"),
    sort_due)"""


class Migration(migrations.Migration):
    """The due time of its case in every seat."""

    dependencies = (("openimr", "0005_addresses"),)

    operations = [
        migrations.RemoveIndex("seat", "seat_by_reviewer"),
        migrations.AddField(
            "seat",
            "sort_due",
            models.DateTimeField(default=dt.datetime(9999, 12, 31, tzinfo=dt.UTC)),
            preserve_default=False,
        ),
        migrations.RunSQL(_AS_LISTED),
        migrations.AddIndex(
            "seat",
            models.Index(fields=["reviewer", "sort_due", "case"], name="seat_by_reviewer_due"),
        ),
    ]
