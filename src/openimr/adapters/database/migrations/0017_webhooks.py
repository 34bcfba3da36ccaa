"""Webhooks, and what became of each attempt to tell."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

_WEBHOOK = migrations.CreateModel(
    name="Webhook",
    fields=[
        ("id", models.BigAutoField(primary_key=True, serialize=False)),
        ("url", models.TextField()),
        ("kinds", models.TextField()),
        ("secret", models.BinaryField()),
        ("made", models.DateTimeField()),
        ("by", models.TextField()),
    ],
    options={"db_table": "openimr_webhook"},
)

_DELIVERY = migrations.CreateModel(
    name="WebhookDelivery",
    fields=[
        ("id", models.BigAutoField(primary_key=True, serialize=False)),
        ("message", models.TextField()),
        ("at", models.DateTimeField()),
        ("attempt", models.IntegerField()),
        ("status", models.IntegerField(null=True)),
        ("outcome", models.TextField()),
        (
            "hook",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deliveries",
                to="openimr.webhook",
            ),
        ),
    ],
    options={"db_table": "openimr_webhook_delivery"},
)


class Migration(migrations.Migration):
    """The tables of webhooks."""

    dependencies = (("openimr", "0016_saved_views"),)
    operations = (_WEBHOOK, _DELIVERY)
