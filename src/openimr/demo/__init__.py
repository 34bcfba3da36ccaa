"""A living organization of invented people: everything done by commands, with a moving clock."""
