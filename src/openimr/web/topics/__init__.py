"""Guideline topics by edition, and trying them on a request."""
