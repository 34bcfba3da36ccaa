"""Whose a session is, since when, and from which browser and network."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns of sessions; those of before are nobody's in the list, and end within hours."""

    dependencies = (("openimr", "0017_webhooks"),)
    operations = (
        migrations.AddField("WebSession", "login", models.TextField(default="", db_index=True)),
        migrations.AddField("WebSession", "since", models.DateTimeField(null=True)),
        migrations.AddField("WebSession", "seen", models.DateTimeField(null=True)),
        migrations.AddField("WebSession", "browser", models.TextField(default="")),
        migrations.AddField("WebSession", "client", models.TextField(default="")),
    )
