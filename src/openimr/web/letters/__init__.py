"""A case's letter: seen, signed, issued, served, and kept in every version."""
