"""What follows from each command, or why not; one module for each stage, as with the events."""
