"""Words that a wording may change freely, and words that count as one.

Anything that is not named here carries meaning. Left out on purpose are words of certainty
("may", "likely"), of degree ("more", "only"), of time ("before", "since"), of direction ("to",
"from", "by"), of condition ("if"), alternatives ("or") and modals.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

_SMALL: Final = """
a an the this that these those such it its itself there here
she he they her hers his him their theirs them herself himself
employee worker patient claimant
is are was were am been being has have had having do does did
and but which who whom whose while whereas although though however also too additionally
moreover furthermore
at in on of for with regarding concerning during according dated
s
"""

NEUTRAL: Final = frozenset(_SMALL.split())
"""Words that carry no meaning of their own in the sentences of a letter."""

JOINING: Final = frozenset({"and", "but", "while", "whereas", "which", "although"})
"""Words that, after a comma, begin another clause, into which no date is moved."""

MOVABLE: Final = frozenset({"hence", "had"})
"""What may stand anywhere in a sentence ("therefore", "received")."""

BEFORE_A_NUMBER: Final = frozenset({"of", "for", "in"})
"""Small words that carry meaning where a number follows ("6 of 12")."""

BEFORE_A_DATE: Final = frozenset(
    {"by", "since", "from", "until", "till", "through", "before", "after", "to", "between"}
)
"""Words that say on which side of a date something lies."""

PRESENT: Final = frozenset({"is", "are", "am", "has", "have", "does", "do"})
"""Forms that a wording may not bring into a sentence about the past."""

SIDES: Final = frozenset({"left", "right", "both", "bilateral", "bilaterally", "either"})

_GROUPS: Final = {
    "had": "given received receiving undergone underwent undergoing attended",
    "no": "no not without none nor neither",
    "down": "fall falls fell fallen falling decrease decreases decreased decreasing reduce reduces "
    "reduced reducing drop drops dropped dropping",
    "up": "rise rises rose risen rising increase increases increased increasing",
    "show": "show shows showed shown showing reveal reveals revealed demonstrate demonstrates "
    "demonstrated",
    "report": "report reports reported state states stated describe describes described",
    "record": "record recorded document documented note noted",
    "begin": "begin begins began begun beginning start starts started starting",
    "ask": "ask asks asked asking request requests requested requesting",
    "need": "need needs needed require requires required",
    "exam": "exam examination",
    "physician": "physician physicians doctor doctors",
    "take": "take takes took taken taking",
    "say": "say says said",
    "hence": "therefore thus hence accordingly consequently",
    "write": "write writes wrote written",
    "go": "go goes went gone going",
    "make": "make makes made making",
    "lie": "lie lies lay lain lying",
    "find": "find finds found finding findings",
    "improve": "improve improves improved improving improvement improvements",
    "bilateral": "bilateral bilaterally",
    "within": "within inside",
}

MEANT_ALIKE: Final = MappingProxyType(
    {word: key for key, words in _GROUPS.items() for word in words.split()}
)
"""Forms and synonyms by what they count as."""
