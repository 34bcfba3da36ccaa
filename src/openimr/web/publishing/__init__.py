"""The room where a determination is published: without names, seen by a person, approved."""
