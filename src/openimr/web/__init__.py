"""The workbench and the public library."""
