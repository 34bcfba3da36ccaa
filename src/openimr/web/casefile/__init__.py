"""The file of a case: its index, its chronology, its pages and their words."""
