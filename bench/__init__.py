"""Measures speed against named peers in one run: ``make bench``."""
