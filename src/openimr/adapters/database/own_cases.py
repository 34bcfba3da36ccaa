"""Cases of parties' accounts, on a database (``workflow.filing_own_cases.CasesOfAccounts``)."""

from __future__ import annotations

from django.db import transaction

from openimr.adapters.database import models
from openimr.adapters.database.faults import attempt
from openimr.vocabulary.errors import BadInput


class DatabaseCasesOfAccounts:
    """Rows of accounts and cases.

    Args:
        alias: the name under which ``connect`` opened the database.
    """

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._rows = models.AccountCase.objects.using(alias)

    def add_case(self, login: str, case: str) -> bool:
        """As ``CasesOfAccounts.add_case``: one row, so that two who file at once keep both."""

        def added() -> bool | None:
            with transaction.atomic(using=self._alias):
                account = models.Account.objects.using(self._alias).filter(login=login).first()
                if account is None:
                    return None
                return bool(self._rows.get_or_create(account=account, case=case)[1])

        new = attempt(self._alias, added)
        if new is None:
            raise BadInput(f"the login {login}", "is nobody's")
        return new
