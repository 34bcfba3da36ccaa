"""Papers for many cases at once: each goes to the case whose number stands in its file's name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from openimr.vocabulary.value import Value
from openimr.workflow.papers import Upload

_NUMBER = re.compile(r"(?<![A-Za-z0-9])CM\d\d-\d{7}(?!\d)", re.IGNORECASE)


class Matched(Value, frozen=True, kw_only=True):
    """A paper with the case that it goes to, or what is in the way.

    Attributes:
        upload: the paper.
        case: the number; "" where none was told, or it is not one of the sender's.
        fault: why it cannot be filed; "" where it can.
    """

    upload: Upload
    case: str
    fault: str = ""


def matched(
    uploads: Sequence[Upload], own: Sequence[str], fault_in: Callable[[str], str]
) -> tuple[Matched, ...]:
    """Papers with their cases, by case and name.

    Args:
        uploads: papers that were sent.
        own: the sender's cases; of others nothing is told, not even whether they exist.
        fault_in: why a case of the sender takes no records now; "" where it does.
    """
    asked: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    found = []
    for one in uploads:
        numbers = {number.upper() for number in _NUMBER.findall(one.announced.name)}
        case = "".join(numbers & set(own)) if len(numbers) == 1 else ""
        fault = _fault(one, numbers, case)
        if not fault and case not in asked:
            asked[case] = fault_in(case)
        known = (case, one.paper.sha256 if one.paper else one.id)
        again = "The same file is in this list already." if known in seen else ""
        found.append(Matched(upload=one, case=case, fault=fault or asked.get(case, "") or again))
        seen.add(known)
    return tuple(sorted(found, key=lambda each: (each.case, each.upload.announced.name)))


def _fault(upload: Upload, numbers: set[str], case: str) -> str:
    if upload.paper is None:
        return "It did not arrive as a whole. Choose the same file again to go on."
    if not numbers:
        return "No case number stands in its name. Write it there, as in CM26-0000001 report.pdf."
    if len(numbers) > 1:
        return "Several case numbers stand in its name."
    return "" if case else "The case in its name is not among your cases."
