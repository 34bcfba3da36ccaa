"""The panel of reviewers: credentials, verification, ties, and giving cases out."""
