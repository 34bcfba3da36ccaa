"""The page of a case, its parts, and asking for its steps."""
