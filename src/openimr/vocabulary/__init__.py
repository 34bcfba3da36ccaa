"""Words that every stage speaks."""
