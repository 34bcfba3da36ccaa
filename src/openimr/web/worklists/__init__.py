"""Lists of cases, and the first page of whoever is signed in."""
