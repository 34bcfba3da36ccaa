"""Figures of management: volumes, days, outcomes, work, records, filers."""
