"""Names as papers print them: persons with credentials, labelled persons, organisations."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = r"(?:[A-Z][A-Za-zÀ-ÿ'’]+(?:-[A-Z][A-Za-zÀ-ÿ'’]+)*|[A-Z]\.)"
NAME = rf"{_WORD}(?:[ ]{_WORD}){{1,4}}"
"""A person's name in the order given, middle, family; capitals or mixed."""

_CREDENTIAL = (
    r"(?:M\.?\s?D|PH\.?\s?D|PSY\.?\s?D|L\.?\s?AC|ESQ|D\.?\s?O|D\.?P\.?M|Ph\.?\s?D|Psy\.?\s?D|D\.?C|D\.?P\.?T|P\.?T|L\.?\s?Ac|"
    r"F?NP(?:-(?:C|BC))?|P\.?A(?:-?C)?|R\.?N|LCSW|L?MFT|LPCC?|OTR(?:/L)?|D\.?D\.?S|O\.?D|Ed\.?D|"
    r"Esq|J\.?D|"
    r"FAAPMR|MSW|MA|MS|MPH|MBA|RPh|Pharm\.?\s?D|QME|AME)"
)
PERSON = re.compile(
    rf"(?<![A-Za-z.])({NAME}),?[ ]+"
    rf"({_CREDENTIAL}(?![A-Za-z])\.?(?:,?[ ]{_CREDENTIAL}(?![A-Za-z])\.?)*)"
)
"""A name followed by its credentials."""

_SHORT = {
    "MD": "MD",
    "DO": "DO",
    "DPM": "DPM",
    "PHD": "PhD",
    "PSYD": "PsyD",
    "DC": "DC",
    "DPT": "DPT",
    "PT": "PT",
    "LAC": "L.Ac.",
    "NP": "NP",
    "FNP": "FNP",
    "NPC": "NP-C",
    "FNPC": "FNP-C",
    "PA": "PA",
    "PAC": "PA-C",
    "RN": "RN",
    "LCSW": "LCSW",
    "MFT": "MFT",
    "LMFT": "LMFT",
    "OTR": "OTR",
    "ESQ": "Esq.",
    "DDS": "DDS",
    "OD": "OD",
    "EDD": "EdD",
    "JD": "JD",
}
_NOT_NAMES = {
    "THE",
    "AND",
    "OF",
    "FOR",
    "DEAR",
    "DR",
    "MR",
    "MS",
    "MRS",
    "PATIENT",
    "DATE",
    "CLAIM",
    "PHYSICIAN",
    "SURGEON",
    "REFERRED",
    "BY",
    "REPORT",
    "MEDICAL",
    "GROUP",
    "CENTER",
    "CLINIC",
    "ADDRESS",
    "PHONE",
    "REF",
    "DICTATED",
    "SIGNED",
    "ELECTRONICALLY",
    "PROVIDER",
    "EVALUATOR",
    "REVIEWER",
    "NAME",
    "SIGNATURE",
    "CALIFORNIA",
    "STATE",
    "DIRECTOR",
    "LAB",
    "ORDERED",
    "REQUESTING",
    "TREATING",
    "PRIMARY",
    "CC",
    "RE",
    "TO",
    "FROM",
    "ATTN",
    "PSY",
}


def persons(text: str) -> Iterator[tuple[str, int]]:
    """Each person with credentials ("Jane Q. Doe, MD"), with the offset where the name begins."""
    for match in PERSON.finditer(text):
        words = match[1].split(" ")
        while words and words[0].strip(".").upper() in _NOT_NAMES:
            words.pop(0)
        if len(words) < 2 or any(w.strip(".").upper() in _NOT_NAMES for w in words):
            continue
        credential = re.split(r",|\s(?=[A-Z])", match[2])[0]
        short = _SHORT.get(re.sub(r"[^A-Za-z]", "", credential).upper())
        if short is not None:
            yield f"{_cased(' '.join(words))}, {short}", match.start() + match[1].find(words[0])


def _cased(name: str) -> str:
    """A name in capitals as it is usually written."""
    if name.upper() != name:
        return name
    return " ".join(_word(word) for word in name.split(" "))


def _word(word: str) -> str:
    return "-".join(
        part if len(part) < 2 else part[0] + part[1:].lower() for part in word.split("-")
    )


_ORGANISATION = re.compile(
    r"\b(?:inc|llc|llp|apc|l\.l\.p|company|co|corp(?:oration)?|group|cent(?:er|re)|clinic|hospital|institute|"
    r"associates|services?|partners?|management|laborator(?:y|ies)|labs?|imaging|radiology|toxicology|"
    r"medicine|health|care|chiropractic|acupuncture|rehab(?:ilitation)?|therapy|claims|insurance|"
    r"casualty|mutual|administrators?|review|utili[sz]ation|law|offices?|pain|surgery|neurology|pharmacy|"
    r"department|resources|systems|network|solutions|mri|diagnostics?|consultants?|psychological)\b\.?",
    re.IGNORECASE,
)


_GENERIC = re.compile(
    r"^\W*(?:a\s+)?(?:california\s+)?(?:utili[sz]ation\s+review|workers'?\s+compensation|claims?|medical)"
    r"(?:\s+\w+){0,2}\W*$|division\s+of\s+workers|state\s+of|department\s+of\s+industrial",
    re.IGNORECASE,
)


def cased_organisation(name: str) -> str:
    """An organisation's name as it is usually written; abbreviations stay in capitals."""
    if name.upper() != name:
        return name
    return " ".join(w if re.fullmatch(_ABBREVIATION, w) else w.title() for w in name.split())


_ABBREVIATION = r"(?:LLC|LLP|APC|PC|MRI|PT|UR|[A-Z]\.(?:[A-Z]\.)*|&)\W?"


def is_organisation(text: str) -> bool:
    """Whether a line of a letterhead names a practice, company or office."""
    if _GENERIC.search(text):
        return False
    return bool(_ORGANISATION.search(text)) and not re.search(
        r"\d{3}|:|\bboard\b|diplomate|certified", text, re.I
    )
