"""The case as a sequence of events."""
