"""Saved alerts: whoever saves a search of the library is told what is published later."""
