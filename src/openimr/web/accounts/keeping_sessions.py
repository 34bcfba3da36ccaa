"""Sessions are kept after each answer; when that cannot be, a page says so in words."""

from __future__ import annotations

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from openimr.vocabulary.errors import OpenIMRError
from openimr.web.faults import page_of


class Sessions(SessionMiddleware):
    """Django's middleware; what OpenIMR raises while a session is kept becomes a page, too."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Keep the session of a request, and give its key to the browser."""
        try:
            kept: HttpResponse = super().process_response(request, response)
        except SessionInterrupted:  # ended by somebody while the answer was made
            return HttpResponseRedirect(reverse("sign-in"))
        except OpenIMRError as error:
            return page_of(request, error) or response
        return kept
