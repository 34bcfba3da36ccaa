"""Child processes that are kept running, and stopped together.

Whoever ends unasked is started again, at once the first time and then ever later, so that a fault
that lasts does not fill the log. Each child reads its input until it ends: that happens when this
process dies, however it dies, and the child stops by itself (``stop_with_parent``).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from openimr.adapters.asked_to_stop import AskedToStop

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds before a child is started again: doubled every time, up to the longest."""

WELL_AFTER = 60.0
"""Seconds of running after which earlier ends are forgotten."""

_LOOK = 0.1
_AFTER_GRACE = 3.0


@dataclass
class Child:
    """One program to be kept running.

    Attributes:
        name: as people are told.
        command: the program with its arguments.
        ends: how often it ended unasked, one soon after the other.
    """

    name: str
    command: Sequence[str]
    program: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    again: float = 0.0
    ends: int = 0

    def start(self) -> None:
        """Start it, deaf to the Ctrl-C of this terminal."""
        self.program = subprocess.Popen(  # noqa: S603 - a program of ours
            self.command, stdin=subprocess.PIPE, start_new_session=True
        )
        self.started = time.monotonic()

    @property
    def running(self) -> bool:
        """Whether it runs at this moment."""
        return self.program is not None and self.program.poll() is None

    def let_go(self) -> int:
        """Wait for its end and close what held it; the code that it ended with."""
        if self.program is None:
            return 0
        code = self.program.wait()
        if self.program.stdin is not None:
            self.program.stdin.close()
        self.program = None
        return code

    def pause(self) -> float:
        """Seconds to wait before it is started again, after it ended unasked."""
        if time.monotonic() - self.started > WELL_AFTER:
            self.ends = 0
        self.ends += 1
        return float(min(FIRST_PAUSE * 2 ** (self.ends - 1), LONGEST_PAUSE))

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to it, SIGKILL also to whatever it started."""
        if not self.running or self.program is None:
            return
        if number is signal.SIGKILL:
            os.killpg(self.program.pid, number)
        else:
            self.program.send_signal(number)


@dataclass
class Keeper:
    """Keeps children running until it is told to stop.

    Attributes:
        children: what to keep running.
        tell: tells a person, one line at a time.
        stopping: set to stop.
    """

    children: Sequence[Child]
    tell: Callable[[str], None]
    stopping: AskedToStop = field(default_factory=AskedToStop)

    def keep(self, grace: float) -> bool:
        """Start all and keep them running; then stop them within the grace.

        Returns:
            Whether all ended by themselves when they were told to stop.
        """
        for child in self.children:
            child.start()
        while not self.stopping.wait(_LOOK):
            for child in self.children:
                self._look_after(child)
        return self.stop(grace)

    def _look_after(self, child: Child) -> None:
        if child.running:
            return
        if child.program is not None:
            pause = child.pause()
            child.again = time.monotonic() + pause
            told = how_it_ended(child.let_go())
            self.tell(f"The {child.name} {told}; it is started again in {pause:g} s.")
        elif time.monotonic() >= child.again:
            child.start()

    def stop(self, grace: float) -> bool:
        """Tell all to stop, wait, and kill what has not stopped in time."""
        for child in self.children:
            child.signal(signal.SIGTERM)
        end = time.monotonic() + grace + _AFTER_GRACE
        while any(child.running for child in self.children) and time.monotonic() < end:
            time.sleep(_LOOK)
        late = [child for child in self.children if child.running]
        for child in late:
            self.tell(f"The {child.name} did not stop in time; it is killed.")
        self.kill()
        return not late

    def kill(self) -> None:
        """Kill what still runs."""
        for child in self.children:
            child.signal(signal.SIGKILL)
        for child in self.children:
            child.let_go()


def how_it_ended(code: int) -> str:
    """The end of a process in words."""
    if code < 0:
        return f"was killed ({signal.Signals(-code).name})"
    return f"ended with code {code}"


def stop_with_parent() -> None:
    """In a child: stop as on SIGTERM when the parent is gone."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
