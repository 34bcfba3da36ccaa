"""The front door: what this installation is, and where to go."""
