"""Cases are listed whose letter was served and is not published."""

from __future__ import annotations

from django.db import migrations, models

AS_RECORDED = """UPDATE openimr_case SET to_publish = (
    SELECT COALESCE(MAX(CASE WHEN kind <> 'published' THEN number END), 0)
        > COALESCE(MAX(CASE WHEN kind = 'published' THEN number END), 0)
    FROM openimr_event
    WHERE openimr_event."case" = openimr_case."case"
        AND kind IN (
            'determination-issued', 'correction-issued', 'publication-withdrawn', 'published'
        )
) WHERE state = 'served'"""


class Migration(migrations.Migration):
    """A column, as the record has it, and the way along it."""

    dependencies = (("openimr", "0020_library_alerts"),)

    operations = (
        migrations.AddField("caselisting", "to_publish", models.BooleanField(default=False)),
        migrations.RunSQL(AS_RECORDED, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="caselisting",
            index=models.Index(
                condition=models.Q(to_publish=True),
                fields=["sort_due", "case"],
                name="to_publish_by_due",
            ),
        ),
    )
