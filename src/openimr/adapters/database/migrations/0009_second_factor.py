"""Second factors of accounts, and recovery codes."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

_CODE = migrations.CreateModel(
    name="RecoveryCode",
    fields=[
        ("id", models.BigAutoField(primary_key=True, serialize=False)),
        ("digest", models.BinaryField()),
        (
            "account",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="recovery_codes",
                to="openimr.account",
            ),
        ),
    ],
    options={"db_table": "openimr_recovery_code"},
)


class Migration(migrations.Migration):
    """The second factor beside the password."""

    dependencies = (("openimr", "0008_accounts"),)
    operations = (
        migrations.AddField("Account", "totp_secret", models.BinaryField(null=True)),
        migrations.AddField("Account", "totp_last_step", models.BigIntegerField(null=True)),
        _CODE,
    )
