"""The library of determinations, open to everybody: search and determinations, without sign-in."""
