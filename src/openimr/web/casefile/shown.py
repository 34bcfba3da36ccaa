"""The viewer of a case file as a part of any page: the left column of the reviewer's desk.

How a room shows it
-------------------

In the view, after the person was let in::

    from openimr.web.casefile.asked import Addresses
    from openimr.web.casefile.shown import viewer_context

    opened = seen_by(request.account).open(office_of(request.actor), number)
    words = viewer_context(request, number, here=request.path, begin=[place], opened=opened)
    papers = viewer_of(request).contents.paper_numbers(number)
    words["link"] = Addresses(number, request.path).passage(place, papers)
    return render(request, "desk/desk.html", words)

In the template::

    {% block head %}<link rel="stylesheet" href="{% static 'casefile.css' %}">
    <script type="module" src="{% static 'casefile.js' %}"></script>{% endblock %}
    …
    {% include "casefile/viewer.html" %}
    …
    <a href="{{ link.href }}" data-passage="{{ link.passage }}">open passage</a>

- ``viewer_context`` gives the words ``viewer`` and ``opened``. It notes the look: the file, or the
  very page that is shown; the room notes nothing for the viewer. ``opened`` is the case as the
  room opened it for this person; without, the viewer opens it, and raises ``Refused``.
- ``here`` is the path of the room's own page. The viewer keeps its state in the words behind the
  question mark of that page: paper, page, at, zoom, show, type, year, order, part; a room uses
  other names. ``begin`` is the place that is shown when these words name none.
- ``Addresses.passage`` gives a `Link`, or None where the place is in none of the papers. Without a
  script ``href`` leads to the room's page with the passage open in the viewer; with it, a click
  on any ``a[data-passage]`` of the page changes the viewer alone, wherever the link stands.
- The viewer brings headings of the third level below its own of the second; ids that it uses
  begin with "casefile".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from openimr.serving import now, office_of
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.places import PageSpan
from openimr.web.casefile.asked import Addresses, Asked, asked_by
from openimr.web.casefile.lists import contents_shown
from openimr.web.casefile.pages import page_shown
from openimr.web.casefile.seen import viewer_of
from openimr.workflow.accesses import Look, Looked, LookedAtPage
from openimr.workflow.case_contents import CaseContents, PagePlace, Readiness
from openimr.workflow.case_viewing import preparing_now
from openimr.workflow.seen_by import OpenedCase, seen_by


def open_file(
    request: HttpRequest, number: str, looked: Look, opened: OpenedCase | None = None
) -> OpenedCase:
    """Open a case for whoever may see its file, with the look noted.

    The house sees every case file, a reviewer those of cases they sit in. Parties do not see it
    here; what was sent to them is served to them by its own way.

    Args:
        request: of a person who is signed in.
        number: the case.
        looked: what is noted.
        opened: the case, when it was opened for this person already.

    Raises:
        Refused: when the case, or its file, is not open to them.
        BadInput: when there is no such case.
    """
    if request.actor.role is Role.PARTY:
        raise Refused(
            "The case file is read by the review organization and the reviewer.",
            rule="case-files-are-for-the-review",
            remedy="Ask for the papers that were sent to you.",
        )
    office = office_of(request.actor)
    if opened is None:
        return seen_by(request.account).open(office, number, looked)
    office.note(number, looked)
    return opened


def viewer_context(  # noqa: PLR0913 - one for each thing that a room may say
    request: HttpRequest,
    number: str,
    *,
    here: str = "",
    begin: Sequence[PageSpan] = (),
    asked: Asked | None = None,
    opened: OpenedCase | None = None,
) -> dict[str, Any]:
    """The words of ``casefile/viewer.html``; see above how a room uses it.

    Args:
        request: of a person who is signed in.
        number: the case.
        here: path of the page that the viewer is part of; "" for the viewer's own page.
        begin: places of which the first that may be shown is, when the address names no page.
        asked: what is to be shown; as the address says it when left out.
        opened: the case, when it was opened for this person already.

    Raises:
        Refused: as `open_file`.
        BadInput: when there is no such case, or no such page in its file.
    """
    viewer = viewer_of(request)
    readiness = viewer.contents.readiness(number)
    shown: dict[str, Any] = {"number": number, "here": here, "readiness": readiness.value}
    if readiness is not Readiness.READY:
        opened = open_file(request, number, Looked.FILE, opened)
        shown["job"] = preparing_now(viewer, opened.recorded, now())
        return {"viewer": shown, "opened": opened}
    asked, place = _asked_place(viewer.contents, number, asked or asked_by(request.GET), begin)
    veiled = place is None or place.withheld or (asked.veil and place.on_other_patient)
    look = LookedAtPage(paper=asked.paper or 0, page=asked.page)
    opened = open_file(request, number, Looked.FILE if veiled else look, opened)
    if place is None:
        raise BadInput(f"case {number}", "has no such page in its file", "Choose a document.")
    parts = _parts(request, Addresses(number, here), asked, place, veiled)
    return {"viewer": shown | parts, "opened": opened}


def _parts(
    request: HttpRequest, addresses: Addresses, asked: Asked, place: PagePlace, veiled: bool
) -> dict[str, Any]:
    """What the viewer shows of a case file that is ready."""
    return {
        "contents": contents_shown(viewer_of(request).contents, addresses, asked, place),
        "page": page_shown(request, addresses, asked, place, veiled),
        "own": reverse("case-file", args=[addresses.case]),
        "search": reverse("case-file-search", args=[addresses.case]),
    }


def _asked_place(
    contents: CaseContents, number: str, asked: Asked, begin: Sequence[PageSpan]
) -> tuple[Asked, PagePlace | None]:
    """What is asked for with its page named, and where that stands; None when there is none."""
    if asked.paper is None and begin and (found := _begun(contents, number, asked, begin)):
        return found
    if asked.paper is None:
        first = contents.first_page(number)
        asked = asked._replace(paper=first[0], page=first[1]) if first else asked
    place = contents.place(number, asked.paper, asked.page) if asked.paper else None
    return asked, place


def _begun(
    contents: CaseContents, number: str, asked: Asked, begin: Sequence[PageSpan]
) -> tuple[Asked, PagePlace] | None:
    """The first of some places that is in the file and shown, and what is asked for there."""
    papers = contents.paper_numbers(number)
    for one in begin:
        paper = papers.get(one.file)
        place = contents.place(number, paper, one.page) if paper else None
        if place and not place.withheld:
            marked = ((one.start, one.end),) if one.start < one.end else ()
            return asked._replace(paper=paper, page=one.page, at=marked), place
    return None
