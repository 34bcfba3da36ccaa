"""How each event changes a case; one module for each stage, as with the events."""
