"""Packs of treatment guidelines and the criteria engine that evaluates them."""
