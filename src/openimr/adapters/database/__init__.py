"""The record and its lists in SQLite or PostgreSQL, by Django's ORM; nothing else imports it."""
