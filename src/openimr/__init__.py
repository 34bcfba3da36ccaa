"""OpenIMR: open-source software that runs Independent Medical Review."""
