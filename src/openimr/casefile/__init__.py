"""Stage 2, gather: documents become pages, pages become facts, each fact with its place."""
