"""The tables of webhooks: who is told of what, and what became of each attempt."""

from __future__ import annotations

from django.db import models


class Webhook(models.Model):
    """Somebody who is told; the secret that messages are signed with is sealed."""

    id = models.BigAutoField(primary_key=True)
    url = models.TextField()
    kinds = models.TextField()
    secret = models.BinaryField()
    made = models.DateTimeField()
    by = models.TextField()

    class Meta:
        """Its table."""

        db_table = "openimr_webhook"


class WebhookDelivery(models.Model):
    """One attempt to tell."""

    id = models.BigAutoField(primary_key=True)
    hook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    message = models.TextField()
    at = models.DateTimeField()
    attempt = models.IntegerField()
    status = models.IntegerField(null=True)
    outcome = models.TextField()

    class Meta:
        """Its table."""

        db_table = "openimr_webhook_delivery"
