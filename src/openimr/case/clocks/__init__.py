"""The clocks of a case: which events start them, and which end them."""
