"""Stage 5, issue: the Final Determination letter: model, reading, writing, checking."""
