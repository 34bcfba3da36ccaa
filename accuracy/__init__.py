"""Measures OpenIMR against labelled letters and case files: ``make accuracy``."""
