"""The law as this installation holds it: every value with citation, status and versions."""
