"""An assistant for wording behind any OpenAI-compatible endpoint; off unless it is named."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from openimr.vocabulary.errors import BadInput

ADDRESS, MODEL, KEY = "OPENIMR_ASSISTANT_URL", "OPENIMR_ASSISTANT_MODEL", "OPENIMR_ASSISTANT_KEY"
"""Environment variables that switch it on: base address, model and, where needed, key."""

_SECONDS: Final = 60
_LONGEST_ANSWER: Final = 1_000_000
_TASK: Final = (
    "Improve the wording of each sentence of a medical review. Keep every date, number, name of a "
    "drug, side, negation and quotation exactly; add no statement. Answer with a JSON array of "
    "strings, one for each sentence, in the same order, and nothing else."
)


class _Message(msgspec.Struct):
    content: str


class _Choice(msgspec.Struct):
    message: _Message


class _Answer(msgspec.Struct):
    choices: list[_Choice]


class Assistant:
    """Asks the endpoint for other wording.

    Patient text leaves the machine for that endpoint; naming it is the organisation's decision.

    Args:
        address: base address ("http://localhost:11434/v1").
        model: name of the model there.
        key: sent as a bearer token where it is not empty.
    """

    def __init__(self, address: str, model: str, key: str = "") -> None:
        if not address.startswith(("http://", "https://")):
            raise BadInput(ADDRESS, "is no http address", "Give the base address of the endpoint")
        self._url = f"{address.rstrip('/')}/chat/completions"
        self._model = model
        self._key = key

    def __call__(self, sentences: Sequence[str]) -> Sequence[str]:
        """Other wording, one for each sentence; the sentences themselves when none came back.

        Raises:
            BadInput: when the endpoint cannot be reached or refuses.
        """
        answer = self._ask(json.dumps(list(sentences), ensure_ascii=False))
        try:
            choice = msgspec.json.decode(answer, type=_Answer).choices[0]
            return msgspec.json.decode(choice.message.content, type=list[str])
        except (msgspec.DecodeError, IndexError):
            return list(sentences)

    def _ask(self, text: str) -> bytes:
        messages = [{"role": "system", "content": _TASK}, {"role": "user", "content": text}]
        body = json.dumps({"model": self._model, "messages": messages, "temperature": 0})
        headers = {"Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        request = urllib.request.Request(self._url, body.encode(), headers)  # noqa: S310 - checked above
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as reply:  # noqa: S310
                content: bytes = reply.read(_LONGEST_ANSWER)
        except (OSError, urllib.error.URLError) as error:
            found = f"cannot be reached ({type(error).__name__})"
            raise BadInput("the assistant", found, f"Check {ADDRESS}, or unset it") from None
        return content


def named_assistant(environment: Mapping[str, str]) -> Assistant | None:
    """The assistant that the environment names, or None: it is off by default."""
    address = environment.get(ADDRESS, "")
    if not address:
        return None
    return Assistant(address, environment.get(MODEL, ""), environment.get(KEY, ""))
