"""The criteria, one function for each type: question and record in, outcome with trace out."""
