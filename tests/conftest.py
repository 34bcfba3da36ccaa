"""What every test shares: property tests are the same on every machine and know no clock.

Passwords cost little.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings
from tests.quick_passwords import hash_at_least_cost

settings.register_profile(
    "suite", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("hunt", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("OPENIMR_PROPERTIES", "suite"))

hash_at_least_cost()
