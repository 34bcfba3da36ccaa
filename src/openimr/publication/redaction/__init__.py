"""What is taken out of a determination before anybody may read it, and what stands in its place."""
