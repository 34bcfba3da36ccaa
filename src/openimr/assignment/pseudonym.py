"""What parties and the public see in place of a reviewer's name (Labor Code 4610.6(f)).

A pseudonym is drawn from the panel's identifier with the installation's secret key (HMAC-SHA256):
the same reviewer has the same pseudonym in every case and at every time, and without the key
nobody can find the reviewer behind it, not even with a list of all physicians.
"""

from __future__ import annotations

import hashlib
import hmac
import itertools
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from openimr.vocabulary.value import require

LEAST_KEY = 32
"""Bytes of a key; fewer could be guessed."""
_NONE: Mapping[str, str] = MappingProxyType({})
_PURPOSE = b"openimr reviewer pseudonym 1"
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_DIGITS = "23456789"
"""Without I and O, 0 and 1, which are read for one another."""
_BIRDS = (
    "Avocet Bittern Bunting Buzzard Condor Coot Cormorant Crane Curlew Dipper Dove Dunlin Eagle"
    " Egret Eider Falcon Finch Flicker Gannet Godwit Goose Goshawk Grebe Grosbeak Grouse Gull"
    " Harrier Hawk Heron Hobby Hornbill Ibis Jackdaw Jay Kestrel Kingfisher Kite Lapwing Lark"
    " Linnet Loon Magpie Mallard Martin Merlin Nightjar Nuthatch Oriole Osprey Owl Partridge"
    " Pelican Petrel Pheasant Pigeon Pintail Pipit Plover Puffin Quail Rail Raven Redwing Robin"
    " Rook Sandpiper Shrike Siskin Skua Skylark Snipe Sparrow Starling Stork Swallow Swan Swift"
    " Tanager Teal Tern Thrush Towhee Turnstone Vireo Vulture Wagtail Warbler Waxwing Whimbrel"
    " Wigeon Willet Woodcock Woodpecker Wren Wryneck"
)
_NAMES = tuple(_BIRDS.split())


def pseudonym(key: bytes, reviewer: str, taken: Mapping[str, str] = _NONE) -> str:
    """The pseudonym of a reviewer, such as "Reviewer K7M4-Heron".

    Args:
        key: the installation's secret, 32 bytes or more.
        reviewer: the panel's identifier.
        taken: pseudonyms given before, by identifier. Who has one keeps it, and nobody gets one
            that another has.
    """
    if reviewer in taken:
        return taken[reviewer]
    return _free(key, reviewer, frozenset(taken.values()))


def pseudonyms(
    key: bytes, reviewers: Iterable[str], taken: Mapping[str, str] = _NONE
) -> dict[str, str]:
    """The pseudonyms of many reviewers, each another's; keep them and hand them in next time."""
    given = dict(taken)
    others = set(given.values())
    for reviewer in sorted(set(reviewers) - given.keys()):
        given[reviewer] = _free(key, reviewer, others)
        others.add(given[reviewer])
    return given


def _free(key: bytes, reviewer: str, others: Collection[str]) -> str:
    """The first pseudonym drawn for a reviewer that nobody else has."""
    require(len(key) >= LEAST_KEY, f"the key of pseudonyms has {LEAST_KEY} bytes or more")
    require(bool(reviewer), "a reviewer has an identifier")
    drawn = (_drawn(key, reviewer, attempt) for attempt in itertools.count())
    return next(name for name in drawn if name not in others)


def _drawn(key: bytes, reviewer: str, attempt: int) -> str:
    message = b"\0".join((_PURPOSE, str(attempt).encode(), reviewer.encode()))
    number = int.from_bytes(hmac.digest(key, message, hashlib.sha256))
    signs = []
    for choices in (_LETTERS, _DIGITS, _LETTERS, _DIGITS, _NAMES):
        number, place = divmod(number, len(choices))
        signs.append(choices[place])
    return f"Reviewer {''.join(signs[:4])}-{signs[4]}"
