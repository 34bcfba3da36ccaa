"""An audit on the screen: progress, tables, and JSON."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import Any

import click
import msgspec

from openimr.cli.library_stats_output import show as show_figures
from openimr.publication.audit.figures import audit_figures
from openimr.publication.audit.report import AuditReport, says

_PROGRESS_AFTER = 2.0
"""Seconds after which a terminal shows a progress bar."""


class AuditShown(contextlib.ExitStack):
    """A bar on a terminal once an audit takes long."""

    def __init__(self) -> None:
        super().__init__()
        self._started = time.monotonic()
        self._bar: Any = None

    def advanced(self, step: str, done: int, total: int | None) -> None:
        """A step is so far."""
        if not sys.stderr.isatty() or time.monotonic() - self._started < _PROGRESS_AFTER:
            return
        if self._bar is None:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = self.enter_context(Progress(console=Console(stderr=True), transient=True))
            self._task = self._bar.add_task(step)
        self._bar.update(self._task, description=step, completed=done, total=total)


def show(report: AuditReport) -> None:
    """Print the report as tables."""
    show_figures(audit_figures(report))


def print_as_json(report: AuditReport) -> None:
    """Print the report as JSON, with what can be said of it."""
    told = {**msgspec.to_builtins(report), "says": says(report)}
    click.echo(msgspec.json.format(msgspec.json.encode(told)))
