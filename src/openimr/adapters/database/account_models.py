"""The tables of accounts: who may sign in and how, a party's cases, and sessions."""

from __future__ import annotations

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Account(models.Model):
    """Somebody who may sign in.

    ``actor`` is what the record calls them: of a reviewer the panel's identifier, of a party the
    case's. Nobody's own name is here, least of all a patient's. ``totp_secret`` is sealed;
    ``totp_last_step`` is the step of the last code that was taken. With ``once_until`` the password
    is a first one, to be changed at once and taken until then. ``subject`` is what a provider of
    sign-ins elsewhere calls them.
    """

    id = models.BigAutoField(primary_key=True)
    login = models.TextField(unique=True)
    role = models.TextField()
    actor = models.TextField()
    password = models.TextField()
    disabled = models.BooleanField()
    failures = models.IntegerField()
    locked_until = models.DateTimeField(null=True)
    made = models.DateTimeField()
    totp_secret = models.BinaryField(null=True)
    totp_last_step = models.BigIntegerField(null=True)
    once_until = models.DateTimeField(null=True)
    subject = models.TextField(null=True, unique=True)

    class Meta:
        """Its table."""

        db_table = "openimr_account"


class RecoveryCode(models.Model):
    """A code for when the second factor is lost, as its digest; it goes when it is used."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.BinaryField()

    class Meta:
        """Its table."""

        db_table = "openimr_recovery_code"


class AccountCase(models.Model):
    """A case that a party's account may see."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="cases")
    case = models.TextField()

    class Meta:
        """Its table."""

        db_table = "openimr_account_case"
        constraints = (
            models.UniqueConstraint(fields=("account", "case"), name="account_case_once"),
        )


class WebSession(AbstractBaseSession):
    """What the web remembers of a browser that signed in, under a key that only it knows.

    ``login`` is "" until somebody is signed in; the columns repeat what the session holds, so that
    the database can find the sessions of an account.
    """

    login = models.TextField(default="", db_index=True)
    since = models.DateTimeField(null=True)
    seen = models.DateTimeField(null=True)
    browser = models.TextField(default="")
    client = models.TextField(default="")

    class Meta(AbstractBaseSession.Meta):
        """Its table."""

        abstract = False
        db_table = "openimr_web_session"
