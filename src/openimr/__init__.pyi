from openimr.library import write_letter as write_letter

__all__ = ["write_letter"]
