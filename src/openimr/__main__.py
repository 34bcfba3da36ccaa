"""``python -m openimr``."""

from openimr.cli import main

main()
