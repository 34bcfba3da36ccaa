"""The program interface: what people do on pages, programs do by `/api/v1/` with a token."""
