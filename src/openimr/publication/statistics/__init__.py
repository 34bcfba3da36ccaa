"""What the published determinations say together: rates, volumes, days, citations, likeness."""
