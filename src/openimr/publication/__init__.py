"""Stage 6, publish: redaction, the library of determinations, search, statistics."""
