"""Checking an export of the record: what each line is, what is wrong, and what it is called."""
