"""How often one place may begin, open and file applications without an account."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest

from openimr.serving import signing_in
from openimr.web.accounts.client import client_of
from openimr.web.accounts.who import account_of
from openimr.workflow.limits import Allowance

_HOUR = dt.timedelta(hours=1)

BEGUN = Allowance(name="applications begun", most=20, per=_HOUR)
CODES = Allowance(name="codes of applications typed", most=20, per=_HOUR)
FILED = Allowance(name="applications filed", most=20, per=_HOUR)
UPLOADS = Allowance(name="papers announced without an account", most=200, per=_HOUR)


def take(request: HttpRequest, allowance: Allowance) -> None:
    """Count one for where the request comes from; whoever is signed in is not counted.

    Raises:
        TooMany: when nothing is left.
    """
    if account_of(request) is None:
        signing_in().limits.take(allowance, client_of(request))
