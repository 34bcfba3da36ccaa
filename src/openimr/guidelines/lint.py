"""What a sound pack should still be looked at for: names that miss, topics that cannot decide."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from openimr.guidelines.cases import TopicCases
from openimr.guidelines.criterion import Ground, Outcome, Stance
from openimr.guidelines.kinds import Contraindication, NotRecommended, RequestForm, grounds_of
from openimr.guidelines.load import joined
from openimr.guidelines.match import match_topic, match_topics
from openimr.guidelines.model import Pack, Topic
from openimr.guidelines.word_lists import Words, parted
from openimr.vocabulary.drugs import all_drugs
from openimr.vocabulary.value import Value

_LONG = 40
"""Characters of a pattern that is worth a list of its own."""


class Remark(Value, frozen=True, kw_only=True):
    """One thing to look at: where, what, and what to do."""

    where: str
    what: str
    remedy: str


def remarks(
    pack: Pack, cases: tuple[TopicCases, ...], beside: Pack | None = None
) -> tuple[Remark, ...]:
    """Everything in a pack that loads but may not do what its author means.

    Args:
        pack: a pack that was read without fault.
        cases: its tests.
        beside: the pack it stands beside; requests are matched in both.
    """
    whole = joined(beside, pack, pack.title) if beside else pack
    named = {topic.id: topic for topic in whole.topics}
    added_to = {topic.id for topic in beside.topics} if beside else set()
    tested = {group.topic: group for group in cases}
    found = itertools.chain.from_iterable(
        itertools.chain(
            _names(named[topic.id], whole),
            _decides(named[topic.id]),
            _drugs(topic),
            _untested(topic, tested.get(topic.id))
            if topic.id in added_to
            else _cases(topic, tested.get(topic.id)),
        )
        for topic in pack.topics
    )
    return (*found, *_unknown(named, cases), *_unused(pack), *_repeated(pack, whole))


def _unknown(topics: Mapping[str, Topic], cases: tuple[TopicCases, ...]) -> Iterator[Remark]:
    """Cases of topics and criteria that there are not."""
    for group in cases:
        if group.topic not in topics:
            remedy = "correct 'topic:' or add the topic"
            yield Remark(where=f"case of {group.topic}", what="no such topic", remedy=remedy)
            continue
        known = {criterion.id for criterion in topics[group.topic].criteria}
        for case in group.cases:
            for name in sorted(set(case.outcomes) - known):
                what = f"the case “{case.name}” names no criterion of the topic: '{name}'"
                remedy = f"use one of {', '.join(sorted(known))}"
                yield Remark(where=group.topic, what=what, remedy=remedy)


def _names(topic: Topic, pack: Pack) -> Iterator[Remark]:
    if not topic.aliases:
        what, remedy = "no request it is asked for by", "add 'aliases:' with requests as worded"
        yield Remark(where=topic.id, what=what, remedy=remedy)
    for alias in topic.aliases:
        first = match_topic(alias, pack)
        if first is None or first.id != topic.id:
            matched = [found.id for found in match_topics(alias, pack)]
            other = f"matches {' and '.join(matched)}" if matched else "matches no topic"
            remedy = "correct 'words', 'not_words' or 'rank' of either topic"
            yield Remark(where=topic.id, what=f"the request “{alias}” {other}", remedy=remedy)


def _decides(topic: Topic) -> Iterator[Remark]:
    if not any(criterion.deciding for criterion in topic.criteria):
        what = "no criterion that may decide: every proposal stays open"
        yield Remark(where=topic.id, what=what, remedy="verify a criterion against its source")
    if topic.stance is Stance.NOT_RECOMMENDED and not any(
        isinstance(c, NotRecommended | RequestForm | Contraindication) for c in topic.criteria
    ):
        remedy = "add a 'not_recommended' criterion or change 'stance'"
        yield Remark(where=topic.id, what="no criterion says 'not recommended'", remedy=remedy)


def _drugs(topic: Topic) -> Iterator[Remark]:
    known = {drug.generic for drug in all_drugs()}
    for drug in topic.drugs:
        if drug not in known:
            remedy = "use the generic name of the drug vocabulary"
            yield Remark(where=topic.id, what=f"the drug '{drug}' is not known", remedy=remedy)


def possible_outcomes(topic: Topic) -> tuple[Outcome, ...]:
    """The outcomes that its criteria can have; a refusal without exception has but one."""
    others = any(not isinstance(c, NotRecommended | Contraindication) for c in topic.criteria)
    if others:
        return tuple(Outcome)
    refused = all(isinstance(c, NotRecommended) and not c.unless for c in topic.criteria)
    return (Outcome.NOT_MET,) if refused else (Outcome.MET, Outcome.NOT_MET)


def _cases(topic: Topic, group: TopicCases | None) -> Iterator[Remark]:
    shown = {o for case in group.cases for o in case.outcomes.values()} if group else set()
    lacking = [o.value.replace("_", " ") for o in possible_outcomes(topic) if o not in shown]
    if lacking:
        what = f"no case in which a criterion is {' or '.join(lacking)}"
        yield Remark(where=topic.id, what=what, remedy=f"add one to tests/{topic.id}.yaml")


def _untested(topic: Topic, group: TopicCases | None) -> Iterator[Remark]:
    """Criteria added to a topic of another pack that no case names."""
    named = {name for case in group.cases for name in case.outcomes} if group else set()
    for criterion in topic.criteria:
        if criterion.id not in named:
            what = f"no case names the criterion '{criterion.id}'"
            yield Remark(where=topic.id, what=what, remedy=f"add one to tests/{topic.id}.yaml")


def _unused(pack: Pack) -> Iterator[Remark]:
    cited = {r.guideline for topic in pack.topics for c in topic.criteria for r in c.references}
    for guideline in pack.guidelines:
        if guideline.id not in cited:
            remedy = "cite it in a criterion or leave it out"
            yield Remark(where=guideline.id, what="no criterion cites this edition", remedy=remedy)


def _repeated(pack: Pack, whole: Pack) -> Iterator[Remark]:
    """Long patterns that several topics have of their own: as a word list they cannot drift."""
    words = Words(whole.lists, whole.added)
    topics: dict[str, list[str]] = {}
    for topic in pack.topics:
        grounds = (ground for c in topic.criteria for ground in grounds_of(c))
        own = {word for ground in grounds for word in _own_words(ground, words)}
        for word in own:
            topics.setdefault(word, []).append(topic.id)
    for word, names in topics.items():
        if len(names) > 1 and len(word) >= _LONG:
            what = f"the pattern “{word[:_LONG]}…” stands in {' and in '.join(names[1:])} too"
            yield Remark(where=names[0], what=what, remedy="make it a list of words/")


def _own_words(ground: Ground, words: Words) -> set[str]:
    """The patterns of a ground and its parts that are not those of its list."""
    found: set[str] = set()
    for part in ground.parts:
        name, of = parted(part.ground or "")
        found |= set(part.words) - set(words.patterns(name, of))
    return found
