"""Signing in and out, and who asks."""
