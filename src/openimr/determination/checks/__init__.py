"""Checks of a letter, one module per family of rules; ``registry`` lists them all."""
