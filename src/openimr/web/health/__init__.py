"""Whether the installation is well, for people and for monitors."""
