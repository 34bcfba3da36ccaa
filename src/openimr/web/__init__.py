"""The screens: server-rendered pages over the same use cases as the command line.

Each room of the house is a package of its own here (``rooms.ROOMS``) with ``urls``, ``views`` and
``templates/<room>/``. What all share lies beside them: settings, headers, error pages, one base
template and the static files.
"""
