"""The table of tokens by which programs ask."""

from __future__ import annotations

from django.db import models

from openimr.adapters.database.account_models import Account


class ApiToken(models.Model):
    """A token of an account: of the token itself the SHA-256 alone.

    ``bound`` is a digest of the password that the account had when the token was made: with
    another password it is another's account, as far as anybody knows.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    name = models.TextField()
    digest = models.TextField(unique=True)
    bound = models.TextField()
    scopes = models.TextField()
    made = models.DateTimeField()
    expires = models.DateTimeField()
    last_used = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    class Meta:
        """Its table."""

        db_table = "openimr_api_token"
