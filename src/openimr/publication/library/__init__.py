"""The open library: what was published, read from every source into one schema."""
