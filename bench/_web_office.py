"""Makes the office that `bench.web` visits, on the database that the environment names.

    python -m bench._web_office CASE_FILE

The invented panel, and one case on the papers of a case file, read, indexed, drafted and with its
reviewer. Told as JSON: the case and its reviewer.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

from openimr.assignment.panel_book import Entered, changes
from openimr.bootstrap import panel_book
from openimr.demo.build import house_at
from openimr.demo.clock import MovingClock, tell
from openimr.demo.conduct import CASE_MANAGER, CaseLed
from openimr.demo.on_papers import FILED_AGO, on_papers
from openimr.demo.panel import invented_panel
from openimr.demo.people import person


def main(case_file: Path) -> None:
    """Make them, and tell them."""
    now = dt.datetime.now(tz=dt.UTC)
    filed = now - dt.timedelta(days=FILED_AGO)
    clock = MovingClock(filed - dt.timedelta(days=1))
    book = panel_book()
    entered = Entered(at=clock(), by=CASE_MANAGER, source="bench")
    panel = invented_panel(clock().date(), soon=clock().date())
    book.add(changes(book.latest(), panel, entered, whole=True))
    led = CaseLed(house_at(clock), person(0), 0)
    tell([(filed, on_papers(case_file)(led))], clock, now, lambda _: None)
    json.dump([led.number, led.case.seats[0].reviewer], sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
