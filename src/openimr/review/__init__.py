"""Stage 4, decide: case summary, proposals for the reviewer, findings, quality checks."""
