"""The outside world: PDF, OCR, files, processes, clock."""
