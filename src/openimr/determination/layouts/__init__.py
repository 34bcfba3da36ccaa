"""The layouts of letters that OpenIMR reads, one small module each.

To add one, write a module with ``LAYOUT`` and name it in ``LAYOUTS``, before any layout that
would recognise its letters too.
"""

from openimr.determination.layouts import (
    california,
    california_2013,
    medical_professional,
    openimr,
)
from openimr.determination.layouts.layout import Layout

LAYOUTS: tuple[Layout, ...] = (
    openimr.LAYOUT,
    california.LAYOUT,
    medical_professional.LAYOUT,
    california_2013.NOTICE,
    california_2013.FIRST_FORM,
)
