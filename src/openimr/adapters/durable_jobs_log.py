"""What the engine of jobs writes to the log: one plain line, without tracebacks or its own hints.

DBOS prints whole tracebacks of failed jobs, and an exception's words may quote a patient. It sends
nothing anywhere by itself: its telemetry is off, and its console is a hint in an "info" line.
"""

from __future__ import annotations

import logging
import sys

_EXPECTED = ("DeadLetter", "DBOSAwaitedWorkflowCancelledError", "DBOSWorkflowCancelledError")


class _OnlyTheFact(logging.Filter):
    """A record without its exception: kind of trouble and place in the engine, nothing else.

    A dead letter and a cancelled job are no trouble of the engine, and are seen by their lists.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if type(error).__name__ in _EXPECTED:
            return False
        kind = f" ({type(error).__name__})" if error else ""
        record.msg = f"jobs: {str(record.msg).splitlines()[0][:160]}{kind}"
        record.args, record.exc_info, record.exc_text = (), None, None
        return True


def keep_log_plain() -> None:
    """Let the engine log warnings and worse, each as one line on standard error."""
    log = logging.getLogger("dbos")
    if any(isinstance(one, _OnlyTheFact) for one in log.filters):
        return
    for handler in list(log.handlers):
        log.removeHandler(handler)
    line = logging.StreamHandler(sys.stderr)
    line.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(line)
    log.addFilter(_OnlyTheFact())
    log.setLevel(logging.WARNING)
    log.propagate = False
