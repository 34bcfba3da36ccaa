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
    if times < 10_000:
        signal.setitimer(signal.ITIMER_REAL, 1e-4)  # the next one when this one is over

signal.signal(signal.SIGALRM, ask)
signal.setitimer(signal.ITIMER_REAL, 1e-4)
while not asked.wait(0.001):
    pass
while times < 10_000:
    asked.wait(0.001)
print("stopped")
"""


def test_whoever_is_asked_ten_thousand_times_in_the_middle_of_looking_stops() -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=600
    )
    assert run.stdout == "stopped\n"
