"""Words that keep their capital inside a sentence: surgeons, inventors, brands, languages."""

from __future__ import annotations

import re
from typing import Final

from openimr.vocabulary.drugs import find_drugs

_SURGEONS = """
    Achilles Akin Apley Babinski Baker Bankart Beck Beighton Bell Bennett Berg Boston Bristow
    Brostrom Broström Bunnell Burow Chiari Chopart Colles Crohn Cushing Danlos DeQuervain Dupuytren
    Ehlers Epley Epworth Evans Finkelstein Foley Freiberg Girdlestone Glasgow Guyon Haglund
    Hallpike Hamilton Hawkins Hill Hoffmann Hohmann Holter Horner Jamar Jones Keller Kienbock
    Kienböck Kirschner Kleinert Kocher Lachman Lapidus Latarjet Lisfranc Luque Lyme Maquet McBride
    McKenzie McMurray Meniere Ménière Mohs Monteggia Morton Mulligan Mumford Neer Osgood Parkinson
    Phalen Pilates Purdue Putti Quervain Rancho Raynaud Romberg Sachs Scheuermann Schlatter Schober
    Spurling Steindler Steinmann Strayer Sudeck Swanson Tietze Tinel Tourette Trendelenburg Unna
    Waddell Weaver Weil Weinstein Winograd Wright Zancolli
"""
_BRANDS = """
    Ace Aircast AlloDerm Biofreeze BioniCare Bledsoe Botox Cybertech DonJoy Dynasplint Euflexxa
    Exogen Flector FlexiTouch GameReady Gablofen Hyalgan InterStim InterX Jamar Kinesio Lidoderm
    LidoPro Medrol Medtronic Monovisc Nevro NeuroMetrix Orthofix OrthoStim OrthoCor Orthovisc
    Percura Phonak Polar Prevena ProStim Senza Sentra Sombra StimRouter Supartz Synvisc Tempur
    TheraCane Theramine ThermaCare Trabadone Trepadone Vascutherm VascuTherm Velcro VitalWear Zynex
    Armenian Cantonese English Farsi Korean Mandarin Russian Spanish Tagalog Vietnamese
"""
PROPER: Final = frozenset((_SURGEONS + _BRANDS).split())
"""Names without the possessive ending."""

_WORDS_TOO = frozenset({"ace", "bell", "boston", "hill", "polar", "jones", "weaver", "wright"})
"""Names that are no names where a text is all in small letters or all in capitals."""
_CAPITALS = {name.lower(): name for name in PROPER if name.lower() not in _WORDS_TOO}
_CAPITALS["h-wave"] = "H-wave"
_ABBREVIATED = """
    ACDF ACL ALIF AVN BMI BMP CBT CESI CPAP CPM CRPS CT DME ECG EEG EKG EMG EMS ESI ESWT FCE FRP GI
    ILESI IMR LESI LSO MBB MCL MRA MRI NCS NCV NMES NSAID NSAIDS ORIF OT PCL PLIF PRP PT PTSD RFA
    ROM SCS SI TENS TESI TFCC TFESI TKA TLIF TLSO TPBS TPI UDS UDT
"""
_SHORT_FORMS = frozenset(_ABBREVIATED.split())
"""Short forms that stay in capitals where a request is printed all in capitals."""
_LEVEL = re.compile(r"[CTLS]\d{1,2}(?:[-/][CTLS]?\d{1,2})?")
_ENDING = re.compile(r"(?:['\u2019]s?)?[,.;:)]*$")
_START = re.compile(r"^[(\"']*")
_PARTICLE = re.compile(r"\bde quervain", re.IGNORECASE)


def is_name(word: str) -> bool:
    """Whether a word is a proper name, whatever it ends in ("Baker's,", "Hill-Sachs")."""
    return _bare(word).split("-", maxsplit=1)[0] in PROPER


def brands_in(text: str) -> frozenset[str]:
    """The words of a text that are brand names of drugs."""
    return frozenset(
        word
        for mention in find_drugs(text)
        if not mention.drug.generic.startswith(mention.name)
        for word in text[mention.start : mention.end].split()
    )


def from_capitals(text: str) -> str:
    """A text all in capitals as prose: small letters, with names and short forms kept."""
    brands = brands_in(text)
    words = [word.title() if word in brands else _small(word) for word in text.split()]
    return with_names(" ".join(words))


def with_names(text: str) -> str:
    """A text with its names as names are written: "bankart repair" as "Bankart repair"."""
    words = [_named(word) for word in text.split(" ")]
    return _PARTICLE.sub("de Quervain", " ".join(words))


def _named(word: str) -> str:
    bare = _bare(word)
    return word.replace(bare, _CAPITALS[bare], 1) if bare in _CAPITALS else word


def _small(word: str) -> str:
    bare = _bare(word)
    return word if bare in _SHORT_FORMS or _LEVEL.fullmatch(bare) else word.lower()


def _bare(word: str) -> str:
    return _ENDING.sub("", _START.sub("", word))
