"""A program that ends in the middle of work ends: no worker is waited for, none outlives it."""

from __future__ import annotations

import subprocess
import sys

LEFT_RUNNING = """
import time
from pebble.pool import process
from openimr.adapters.limited import USUAL, limited_pool

end = process.stop_process

def slowly(worker):
    end(worker)
    time.sleep(0.6)

pool = limited_pool(2, USUAL, ())
pool.schedule(time.sleep, args=[600])
process.PoolManager.update_tasks = lambda self: time.sleep(0.2)
process.stop_process = slowly
time.sleep(0.3)
print("ends", flush=True)
"""
"""Ends while work runs: the pool sees that one of its workers is gone before the other one is."""


def test_a_pool_that_was_left_running_ends_with_its_program() -> None:
    command = [sys.executable, "-c", LEFT_RUNNING]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert (ran.returncode, ran.stdout) == (0, "ends\n"), ran.stderr
