"""First passwords, which are taken for a while, and what providers call an account."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns of accounts."""

    dependencies = (("openimr", "0014_tallies"),)
    operations = (
        migrations.AddField("Account", "once_until", models.DateTimeField(null=True)),
        migrations.AddField("Account", "subject", models.TextField(null=True, unique=True)),
    )
