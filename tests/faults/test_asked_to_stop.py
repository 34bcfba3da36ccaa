"""A signal may come at any moment, also while the loop that it stops looks whether it came."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import signal
from openimr.adapters.asked_to_stop import AskedToStop

asked, times = AskedToStop(), 0

def ask(*_):
    global times
    times += 1
    asked.set()

signal.signal(signal.SIGALRM, ask)
# Not so often that one asking is not over when the next one comes, on a slow machine either.
signal.setitimer(signal.ITIMER_REAL, 1e-4, 1e-4)
while not asked.wait(0.001):
    pass
while times < 10_000:
    asked.wait(0.001)
signal.setitimer(signal.ITIMER_REAL, 0)
signal.signal(signal.SIGALRM, signal.SIG_IGN)  # one on its way would end the end of the program
print("stopped")
"""


def test_whoever_is_asked_ten_thousand_times_in_the_middle_of_looking_stops() -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout == "stopped\n"
