"""Finding documents: where each begins and ends, what it is, when and by whom it was written."""
