"""The patterns of presidio-analyzer, without its language models and without the network.

``AnalyzerEngine()`` would fetch a model, and the recognizers of e-mail and web addresses a list of
domains: the engine gets an empty language model, and those two recognizers their patterns alone.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import Kind

if TYPE_CHECKING:
    from presidio_analyzer import AnalyzerEngine, EntityRecognizer

_KINDS: Final = {
    "PHONE_NUMBER": Kind.TELEPHONE,
    "EMAIL_ADDRESS": Kind.EMAIL,
    "WEB": Kind.WEB_ADDRESS,
    "US_SSN": Kind.IDENTIFYING_NUMBER,
    "US_ITIN": Kind.IDENTIFYING_NUMBER,
    "MEDICAL_LICENSE": Kind.IDENTIFYING_NUMBER,
    "CREDIT_CARD": Kind.IDENTIFYING_NUMBER,
}
_LEAST_SCORE: Final = 0.4
"""Below it presidio only says that a number has as many digits."""


class PresidioPatterns:
    """Implements ``publication.redaction.ports.PatternEngine``."""

    def find(self, text: str) -> Iterator[Found]:
        """What presidio's patterns find."""
        for one in _engine().analyze(text, language="en", score_threshold=_LEAST_SCORE):
            kind = _KINDS.get(one.entity_type)
            if kind is not None:
                yield Found(one.start, one.end, kind, kind.value, How.ENGINE)


@functools.cache
def _engine() -> AnalyzerEngine:
    """The engine, built when first asked for: its imports take a second."""
    import spacy  # noqa: PLC0415
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry  # noqa: PLC0415
    from presidio_analyzer.nlp_engine import SpacyNlpEngine  # noqa: PLC0415

    language = SpacyNlpEngine()
    language.nlp = {"en": spacy.blank("en")}  # type: ignore[assignment]
    registry = RecognizerRegistry(recognizers=_recognizers(), supported_languages=["en"])
    return AnalyzerEngine(registry=registry, nlp_engine=language, supported_languages=["en"])


def _recognizers() -> list[EntityRecognizer]:
    from presidio_analyzer import PatternRecognizer  # noqa: PLC0415
    from presidio_analyzer import predefined_recognizers as kept  # noqa: PLC0415

    schemes = [one for one in kept.UrlRecognizer.PATTERNS if one.score >= 0.6]
    return [
        kept.PhoneRecognizer(supported_regions=["US"]),
        kept.UsSsnRecognizer(),
        kept.UsItinRecognizer(),
        kept.MedicalLicenseRecognizer(),
        kept.CreditCardRecognizer(),
        PatternRecognizer("EMAIL_ADDRESS", patterns=kept.EmailRecognizer.PATTERNS),
        PatternRecognizer("WEB", patterns=schemes),
    ]
