"""Guideline topics for everybody: criteria, editions, and what was published on each."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from openimr.guidelines.model import Guideline, Pack, Topic
from openimr.guidelines.sequence import search_sequence
from openimr.publication.library.later import LaterEvent
from openimr.publication.model import PublishedDetermination, PublishedFinding
from openimr.publication.search.query import Facet, Is, Search, Sort
from openimr.publication.statistics.of_topic import cited_figure, decided_on_each, years_figure
from openimr.publication.statistics.rates import FEWEST, Decided
from openimr.serving import guideline_pack, now
from openimr.vocabulary.figures import Kind
from openimr.vocabulary.shares import Share
from openimr.web.drawn_figures import figure_shown, in_words
from openimr.web.figure_files import as_csv_file
from openimr.web.guidelines_drawn import criteria, steps
from openimr.web.library.cited import address_of, the_one_address
from openimr.web.library.kept import kept
from openimr.web.library.opened import (
    Away,
    became_of,
    page_of_the_library,
    search_index,
    shelf,
)
from openimr.web.typed import day_asked

_RECENT = 5


class TopicRow(NamedTuple):
    """A topic on the list.

    Attributes:
        decided: findings on it whose outcome could be read.
        share: overturned of them, in words; empty of too few.
    """

    topic: Topic
    stance: str
    decided: int
    share: str


class Recent(NamedTuple):
    """A determination with its findings on the topic."""

    said: PublishedDetermination
    address: str
    findings: list[PublishedFinding]
    became: LaterEvent | None


@require_safe
@page_of_the_library
def topics(request: HttpRequest) -> HttpResponse:
    """Every topic by category, with what was published on it; those that words name."""
    words = " ".join(request.GET.get("words", "").split())[:80]
    found = decided_on_each(shelf().tallies)
    groups: dict[str, list[TopicRow]] = {}
    for one in sorted(guideline_pack().topics, key=lambda one: (one.category, one.name)):
        if _tells(one, words):
            groups.setdefault(one.category, []).append(_row(one, found.get(one.id)))
    answer = {"groups": groups, "words": words, "many": sum(map(len, groups.values()))}
    answer |= the_one_address(request, reverse("library-topics"))
    return kept(render(request, "library/topics.html", answer))


def _tells(topic: Topic, words: str) -> bool:
    text = " ".join((topic.id, topic.name, *topic.aliases, *topic.drugs)).casefold()
    return words.casefold() in text


def _row(topic: Topic, found: Decided | None) -> TopicRow:
    share = found.share if found else Share(part=0, whole=0)
    stance = topic.stance.value.replace("_", " ")
    told = in_words(share, Kind.SHARE) if share.whole >= FEWEST else ""
    return TopicRow(topic, stance, share.whole, told)


@require_safe
@page_of_the_library
def topic(request: HttpRequest, name: str) -> HttpResponse:
    """One topic as it stands for requests of a day, and what was published on it."""
    pack, found, on = guideline_pack(), _called(name), day_asked(request, now())
    tallies = shelf().tallies
    figures = (years_figure(tallies, name), cited_figure(tallies, name))
    answer: dict[str, Any] = {
        "topic": found,
        "stance": found.stance.value.replace("_", " "),
        "on": on,
        "editions": editions_of(found, pack),
        "steps": list(steps(search_sequence(found, pack, on), pack)),
        "criteria": list(criteria(found, pack, on)),
        "figures": [
            figure_shown(one, reverse("library-topic-figure", args=[name, one.slug]))
            for one in figures
            if one.rows
        ],
        "recent": _recent(name),
        "search": f"{reverse('library')}?{urlencode({'topic': name})}",
        **the_one_address(request, reverse("library-topic", args=[name])),
    }
    return kept(render(request, "library/topic.html", answer))


@require_safe
@page_of_the_library
def topic_file(request: HttpRequest, name: str, slug: str) -> HttpResponse:
    """A figure of a topic as CSV."""
    tallies = shelf().tallies
    figures = (years_figure(tallies, _called(name).id), cited_figure(tallies, name, 5_000, 1_000))
    figure = next((one for one in figures if one.slug == slug), None)
    if figure is None:
        raise Http404
    return kept(as_csv_file(figure))


def editions_of(topic: Topic, pack: Pack) -> list[Guideline]:
    """The editions in which a topic's criteria stand, in the order of the pack."""
    named = {
        reference.guideline for criterion in topic.criteria for reference in criterion.references
    }
    return [one for one in pack.guidelines if one.id in named]


def _recent(name: str) -> list[Recent]:
    """What was decided last; nothing while the index is made anew, for the rest still stands."""
    try:
        index = search_index()
    except Away:
        return []
    if index is None:
        return []
    wanted = Search(
        filters=(Is(facet=Facet.TOPIC, value=name),),
        sort=Sort.NEWEST,
        per_page=_RECENT,
        facets=False,
        passages=False,
    )
    hits = index.search(wanted).hits
    became = became_of(hit.determination.id for hit in hits)
    return [
        Recent(
            hit.determination,
            address_of(hit.determination),
            [one for one in hit.determination.findings if name in one.topics],
            became.get(hit.determination.id),
        )
        for hit in hits
    ]


def _called(name: str) -> Topic:
    found = next((one for one in guideline_pack().topics if one.id == name), None)
    if found is None:
        raise Http404
    return found
