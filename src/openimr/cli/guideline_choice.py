"""The topics that a command is asked for: by id, by a request's wording, or by category."""

from __future__ import annotations

from openimr.guidelines.model import Pack, Topic
from openimr.vocabulary.errors import BadInput


def topic_called(pack: Pack, name: str) -> Topic:
    """The topic with an id, or the one a request's wording means.

    Raises:
        BadInput: when there is none; names the nearest.
    """
    topic = next((t for t in pack.topics if t.id == name), None)
    return topic or _topic_meant(pack, name)


def _topic_meant(pack: Pack, name: str) -> Topic:
    from openimr.guidelines.match import match_topic, nearly_matched

    topic = match_topic(name, pack)
    if topic is None:
        near = nearly_matched(name, pack)
        remedy = f"Did you mean {' or '.join(near)}? " if near else ""
        raise BadInput("the topic", f"'{name}' is none", f"{remedy}List them: guidelines list")
    return topic


def topics_of(pack: Pack, category: str | None) -> list[Topic]:
    """The topics of a category, or all.

    Raises:
        BadInput: when the packs have no such category; names those they have.
    """
    known = sorted({topic.category for topic in pack.topics})
    if category is not None and category not in known:
        raise BadInput("the category", f"'{category}' is none", f"Choose one of {', '.join(known)}")
    return [topic for topic in pack.topics if category in (None, topic.category)]
