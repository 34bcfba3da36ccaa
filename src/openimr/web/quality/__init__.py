"""Quality review: what waits for it, the blind second opinion, comments, and its figures."""
