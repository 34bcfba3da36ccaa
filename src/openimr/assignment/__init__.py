"""Stage 3, appoint: credentials, conflicts of interest, specialty match, fair load."""
