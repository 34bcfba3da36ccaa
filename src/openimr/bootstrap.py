"""The one place that wires adapters to ports."""
