from openimr.library import check_letter as check_letter
from openimr.library import draft as draft
from openimr.library import read_letter as read_letter
from openimr.library import write_letter as write_letter

__all__ = ["check_letter", "draft", "read_letter", "write_letter"]
