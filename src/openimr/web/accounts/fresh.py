"""Proving anew who one is, for one act such as signing a letter or ending somebody's access."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest

from openimr.web.accounts.client import asking

PROVING = frozenset({"fresh-second-factor", "password-again", "too-many-tries"})
"""Rules by which somebody did not prove anew who they are."""


def fresh_factor(request: HttpRequest, code: str) -> dt.datetime:
    """Make sure that whoever asks has their second factor in hand now.

    The form has a field for the code (``autocomplete="one-time-code"``) beside the button of the
    act; the view calls this before it acts and hands the moment on. A code is taken once: an act
    that is refused afterwards needs the next one.

    Args:
        request: of a view that is ``signed_in``.
        code: of the app, or a recovery code, as typed; spaces do not count.

    Returns:
        The moment, in UTC, at which it was proved.

    Raises:
        Refused: rule "fresh-second-factor" when the account has no second factor, or the code is
            wrong, too old or was used. A wrong one counts as a wrong password does; after five
            the account is closed for 15 minutes, also to the right code.
        TooMany: after twenty wrong tries from one address in ten minutes; a ``Refused`` too.
    """
    return asking(request).fresh(request.account, code)


def proved_again(request: HttpRequest) -> None:
    """Make sure that it is still the one who signed in, before something weighty is changed.

    The form has the field of ``accounts/again.html``: a code of the second factor, or the password
    of an account without one.

    Raises:
        Refused: rules "fresh-second-factor" and "password-again"; as ``fresh_factor``.
    """
    asking(request).again(request.account, request.POST.get("again", ""))
