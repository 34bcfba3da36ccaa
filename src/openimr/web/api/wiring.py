"""What the operations work with, made once in each process."""

from __future__ import annotations

import functools

from openimr import installation
from openimr.serving import signing_in
from openimr.workflow.api_tokens import ApiTokens
from openimr.workflow.limits import Limits


@functools.cache
def tokens() -> ApiTokens:
    """The tokens of programs."""
    return installation.api_tokens()


def limits() -> Limits:
    """How often whoever may ask: counted where tries to sign in are."""
    return signing_in().limits
