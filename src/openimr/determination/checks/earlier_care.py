"""Earlier care: how letters deny, record and presume it."""

from __future__ import annotations

import functools
import re

from openimr.determination.checks.clinical import negated_before


def _never(words: str) -> re.Pattern[str]:
    """How a rationale says that a kind of care was never given."""
    return re.compile(
        r"\b(?:never|not|n[’']t)\s+(?:yet\s+|ever\s+)?(?:been\s+)?(?:had|have|undergone|attended|received|started|tried|attempted|begun|participated\s+in|"
        rf"undergo|trialed)\b[^.;]{{0,50}}?(?:{words})|"
        r"\bno\s+(?:(?:documentation|evidence|record|indication|mention)\s+(?:of\s+|that\s+)?)?(?:any\s+|a\s+|the\s+)?"
        rf"(?:prior|previous|past|recent|earlier|trial\s+of|course\s+of|prior\s+course\s+of)\s+(?:\w+\s+){{0,3}}(?:{words})|"
        r"\bno\s+(?:documentation|evidence|record|indication|mention)\s+(?:of|that)\s+(?:any\s+)?(?:the\s+)?(?:\w+\s+){0,3}(?:has\s+|had\s+|ever\s+)?"
        rf"(?:undergone|attended|received|had|tried|completed|started|trialed(?!\s+and\s+failed)|attempted)\s+(?:\w+\s+){{0,3}}(?:{words})|"
        rf"\bwithout\s+(?:any\s+)?(?:a\s+)?(?:prior|previous|trial\s+of|course\s+of)\s+(?:\w+\s+){{0,2}}(?:{words})|"
        r"\b(?:no|without(?:\s+any)?)\s+(?:documentation|evidence|record|mention|indication|report|sign|notes?)\s+(?:of|that|from)\s+(?:any\s+)?"
        rf"(?:{words})(?=\s*(?:[.,;]|$|(?:sessions?|visits?|treatments?)\b|(?:in|on)\s+(?:the\s+)?(?:records?|file|chart|notes?)|was\b|were\b|"
        r"has\b|having\b|to\s+date|or\b|and\b))|"
        rf"\b(?:unclear|not\s+clear|unknown|uncertain)\s+(?:whether|if|that)\b[^.;]{{0,40}}?(?:{words})[^.;]{{0,25}}?\b(?:ever|was|were|has|have|"
        r"had|attended|tried|completed)\b|"
        rf"(?:{words})(?:\s+\w+)?\s+(?:is|are|was|were)\s+(?:not|nowhere|never)\s+(?:\w+ly\s+)?(?:documented|recorded|mentioned|reported|"
        r"tried|given|provided|attempted|attended|on\s+record|completed|described)|"
        rf"\bno\s+(?:\w+\s+)?(?:{words})\s+(?:has|have|had|was|were|is|are)\s+(?:been\s+)?(?:tried|given|provided|"
        r"done|attempted|performed|administered|documented|recorded|reported|on\s+(?:file|record)|described)|"
        rf"(?:{words})\s+(?:has|have|had)\s+(?:not|never)\s+(?:yet\s+)?(?:been\s+)?(?:tried|attempted|started|provided|done|trialed)",
        re.IGNORECASE,
    )


def _none_at_all(words: str) -> re.Pattern[str]:
    """How a rationale says that no such care of any kind was given."""
    return re.compile(
        rf"\b(?:no|without(?:\s+any)?)\s+(?:(?:record|evidence|documentation|mention|indication)\s+of\s+)?(?:any\s+|an?\s+)?(?:{words})(?=\s+(?:has|have|had|was|were)\b|"
        r"\s*[.,;]|$)|\b(?:never|not)\s+(?:yet\s+)?(?:been\s+)?(?:given|had|tried|received|"
        rf"undergone)\s+(?:an?\s+|any\s+)?(?:{words})",
        re.IGNORECASE,
    )


class PriorCare:
    """A kind of earlier care, named in plain words as they stand after "no".

    Each of its patterns is compiled when it is first looked for.
    """

    def __init__(self, name: str, words: str, *, plainly: bool = False) -> None:
        """``plainly`` takes only denials of any such care at all."""
        self.name = name
        self._words = words
        self._plainly = plainly

    @functools.cached_property
    def mentioned(self) -> re.Pattern[str]:
        """Any mention."""
        return re.compile(self._words, re.IGNORECASE)

    @functools.cached_property
    def received(self) -> re.Pattern[str]:
        """How a summary says that it was given."""
        words = self._words
        return re.compile(
            r"(?:\b(?:treatments?\s+to\s+date\b|(?:treatments?|care|therapies)\s*:)[^.]{0,220}?|"
            r"\btreat\w+(?:\s+(?:and|&)\s+\w+)?[^.]{0,60}?\b(?:included?|includes|rendered|consisted|with)\b[^.]{0,220}?|"
            r"\b(?:completed|underwent|undergone|received|attended|had|participat\w+|sessions?\s+of|visits?\s+of|"
            r"started|finished|treated\s+with)\b[^.;]{0,50}?)"
            rf"(?:{words})|(?:{words})\b[^.;]{{0,30}}?\b(?:was|were|has\s+been|have\s+been)\s+(?:completed|provided|performed|tried|given|attended)|"
            rf"(?:{words})\b[^.;]{{0,10}}?\bof\s+which\b|"
            rf"(?:{words})\b[^.;]{{0,60}}?\b(?:(?:have|has|had)\s+failed|failed|helped|(?:have|has|did)\s+not\s+help\w*|gave|brought|wore\s+off|lasted)\b|"
            rf"\b\d+\s+(?:\w+\s+){{0,3}}(?:sessions?|visits?|treatments?)\s+of\s+(?:{words})|"
            rf"\bprior\s+(?:\w+\s+){{0,2}}?\w*(?:{words})|"
            rf"(?:{words})\s*(?:x|#|times)\s*\d+\b|\b\d+\s+(?:{words})\s+(?:sessions?|visits?|treatments?)",
            re.IGNORECASE,
        )

    @functools.cached_property
    def never(self) -> re.Pattern[str]:
        """How a rationale says that it was never given."""
        return _none_at_all(self._words) if self._plainly else _never(self._words)

    @functools.cached_property
    def had(self) -> re.Pattern[str]:
        """How a rationale presumes that it was given."""
        words = self._words
        return re.compile(
            r"\b(?:has|have|had)\s+(?:already\s+|also\s+)?(?:had|undergone|received|completed|attended)\s+(?:\w+\s+){0,3}?(?:previous\s+|prior\s+)?"
            rf"(?:{words})|\b(?:previous|prior)\s+(?:sessions?\s+of\s+|visits?\s+of\s+|course\s+of\s+)?(?:{words})\s+(?:sessions?|visits?|treatments?|has|have|was|were|"
            rf"without|with)|\b(?:completed|attended)\s+(?:\w+\s+){{0,4}}(?:{words})",
            re.IGNORECASE,
        )


PRIOR_CARE = (
    PriorCare(
        "physical therapy",
        r"physical\s+therap\w+|(?-i:\bPT\b)|physiotherap\w+|occupational\s+therap\w+|hand\s+therap\w+|land-?based\s+therap\w+|\btherapy\s+(?:sessions|visits)|rehabilitation\s+physical",
    ),
    PriorCare("chiropractic care", r"chiropract\w+|manipulat\w+"),
    PriorCare("acupuncture", r"acupunct\w+"),
    PriorCare("massage", r"massag\w+"),
    PriorCare("X-rays", r"x-?\s?rays?|radiographs?|plain\s+films?"),
    PriorCare("injections", r"(?:steroid|cortisone|epidural\s+steroid)\s+injections?"),
    PriorCare("injections", r"injections?", plainly=True),
    PriorCare("psychotherapy", r"psychotherap\w+|cognitive\s+behaviou?ral\s+therap\w+"),
)
"""Earlier care that rationales often get wrong."""


_NOT_GIVEN = re.compile(
    r"[^.;,]{0,40}?\b(?:(?:was|were|has\s+been|have\s+been|is|are)\s+(?:not|never)\s+(?:\w+\s+)?(?:attended|given|done|completed|"
    r"provided|authori[sz]ed|approved|started|tried|certified|performed|received)|denied|declined|cancel\w+|requested|recommended)\b",
    re.IGNORECASE,
)


def given(text: str, match: re.Match[str]) -> bool:
    """Whether care is said to have been given: not denied before nor called off after."""
    return not negated_before(text, match) and not _NOT_GIVEN.match(text, match.end())
