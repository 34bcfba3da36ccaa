"""Signing in and out, who asks, and the first page of whoever is signed in."""
