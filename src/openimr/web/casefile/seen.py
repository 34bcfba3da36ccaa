"""The files of cases as whoever asks may see them: every room's way to them."""

from __future__ import annotations

from django.http import HttpRequest

from openimr.serving import case_viewer
from openimr.workflow.case_viewing import CaseViewer
from openimr.workflow.withheld import viewer_for


def viewer_of(request: HttpRequest) -> CaseViewer:
    """What the person who asks sees of case files (``workflow.withheld``)."""
    return viewer_for(case_viewer(), request.account.actor.role)
