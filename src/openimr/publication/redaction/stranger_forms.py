"""Forms in which the words around a name give it away: titles, degrees, labels, roles, acts."""

from __future__ import annotations

import functools
import re

from openimr.publication.redaction.standing import RELATIONS
from openimr.publication.redaction.words import redaction_words

_PARTICLE = (
    r"(?:(?:[Dd]e(?:l|\s+la|\s+los)?|[Vv]an(?:\s+de[rn]?)?|[Vv]on|[Dd]i|[Dd]a|[Dd]os|[Dd]as|[Tt]er|[Bb]in|[Ii]bn|[Ee]l"
    r"|[Dd]el[ao]s?|[Ll]a|[Ll]e|[Ll]os|[Ll]as|[Aa]l|Mac"
    r"|[Ss]t\.?)[\s-]+)"
)
CAPITAL = r"[A-ZÀ-ÖØ-ÞĄĆČĎĐĒĖĘĚĞĪİŁŃŇŌŐŒŘŚŞŠŤŪŮŰŹŻŽ]"
PIECE = (
    rf"(?:{CAPITAL}|[Oo0dD]['’])[\w’'`À-ɏ\u00ad\u200b]*"
    rf"(?:[-‐‑](?:\s?\n?{CAPITAL}[\w’']*|\n?[a-zß-öø-ÿ][\w’']*))*"
)
_INITIAL = rf"{CAPITAL}\."
NAME = (
    rf"(?:{_INITIAL}\s?)*{_PARTICLE}?{PIECE}"
    rf"(?:[ \t]*\n?[ \t]*(?:{_INITIAL}\s?|{_PARTICLE}?{PIECE})){{0,3}}"
)
FULL = (
    rf"{_PARTICLE}?(?:{PIECE}|{_INITIAL})"
    rf"(?:(?:[ \u00a0]|(?<=\.))(?:{_INITIAL}|{_PARTICLE}?{PIECE})){{1,3}}"
)
_WRAPPED = FULL.replace(r"[ \u00a0]", r"[ \u00a0\n]")
_TURNED = (
    rf"{_PARTICLE}?{PIECE}(?:[ ]{PIECE})?[ ]?,[ ]?{CAPITAL}(?:[^\W\d_]+"
    rf"(?:[ -]{CAPITAL}[^\W\d_]+)?(?:[ ][A-Z]\b\.?)?|\.)"
)
"""Family, Given."""
_ONE_LINE = NAME.replace("[ \\t]*\\n?[ \\t]*", "[ ]?").replace("\\s?\\n?", "")
_ENTRY = rf"(?P<name>{_TURNED}|{_ONE_LINE})"

TITLED = re.compile(
    r"\b(?P<title>(?:Dr|DR|Doctor|Drs|DRS|Prof|Professor|Mr|MR|Mrs|MRS|Ms|MS|Miss|Mx|Sra?|Atty|Nurse|Therapist|Attorney|Interpreter|Judge|Officer))"
    r"(?:\.\s*|\s+|(?<=[a-z])(?=[A-Z][a-z]))"
    rf"(?P<name>{NAME})"
)
SECOND = re.compile(
    rf"(?:,?\s+(?:and|&|AND)\s+|,\s+|\s?/\s?)(?:(?:Drs?|DRS?)\.?\s+)?(?P<name>{NAME})"
)
"""Another name behind the one before it."""
NEXT = re.compile(rf"(?:,?\s+(?:and|&)\s+|,\s+)(?P<name>{FULL})(?=\s*[,.;)\n]|\s+and\b)")
"""Another whole name."""

_COMMA_DEGREE = (
    r"(?:M\.?\s?D\b|D\.?O\b|D\.?C\b|(?:R?PA|PA)-?C\b|P\.?A\.(?:-C\b)?|PA\b|N\.?P\b|R\.?N\b|L\.?V\.?N\b|L\.?P\.?N\b|CRNA\b"
    r"|[DF]\.?N\.?P\b|MSN\b|BSN\b|OTR?\b|CHT\b|PharmD\b|Ph\.?\s?D\b|Psy\.?D\b|Ed\.?D\b|Esq(?:uire)?\b|ESQ(?:UIRE)?\b|D\.?P\.?M\b|L\.?Ac\b"
    r"|L\.?AC\b|R?DPT\b|R?P\.?T\.?A?\b|PH\.?\s?D\b|PSY\.?D\b|O\.?D\b|L?MFT\b|J\.?D\b|CCM\b|CRC\b|ATC\b|CM[AT]\b|P?QME\b"
    r"|LCSW\b|M\.?S\.?W?\b|F?AAOS\b|D\.?D\.?S\b|D\.?M\.?D\b|M\.?P\.?H\b)"
)
_BARE_DEGREE = (
    r"(?:M\.?D\b|D\.O\b|DO\b|D\.C\b|DC\b|(?:R?PA)-C\b|P\.A\.?-C\b|NP\b|F\.?N\.?P\b|RN\b|R\.N\b|LVN\b|Ph\.?D\b|PH\.D\b|Psy\.?D\b|PSY\.?D\b"
    r"|Esq(?:uire)?\b|ESQ(?:UIRE)?\b|D\.?P\.?M\b|L\.?Ac\b|DPT\b|OTR\b|CHT\b|D\.?D\.?S\b|D\.?M\.?D\b|P\.T\b|MSN\b)"
)
DEGREE_HERE = re.compile(_COMMA_DEGREE)
DEGREES = re.compile(rf"\s?,\s*(?={_COMMA_DEGREE})|[ ](?={_BARE_DEGREE})")
"""Where a degree begins, with the comma before it or without."""
BEFORE = re.compile(
    rf"(?:(?:(?<=[\n\t:;|])|(?<=[ ]{{2}})"
    rf"|(?<=\d[ ])|(?<=,[ ])|(?<=\b[Bb]y[ ])|(?<=\bof[ ])|(?<=\bfrom[ ])|(?<=\bwith[ ])"
    rf"|^)[ ]*(?P<turned>{_TURNED})"
    rf"|(?<![\w’'])(?P<name>{_PARTICLE}?(?:{PIECE}|{_INITIAL})"
    rf"(?:[ \u00a0\n]?(?<=[ \u00a0\n.])(?:{_INITIAL}|{_PARTICLE}?{PIECE})){{0,3}}))$"
)
"""The name that ends here."""
SIGNED = re.compile(
    rf"(?:(?:[Ee]lectronically\s+|[Dd]igitally\s+)?[Ss]igned\s+(?:by|BY)\s*:?|/[sS]/|[Dd]ictated\s+by\s*:?|[Ss]incerely\s*,|[Rr]espectfully\s*,)\s*"
    rf"(?P<name>{_ONE_LINE})"
)
JOBS = (
    r"adjuster|(?:claims?|file)\s+(?:adjuster|examiner|analyst|representative|handler|specialist)|case\s+(?:manager|worker)|social\s+worker"
    r"|interpreter|translator|wcj|p?qme|ame|court\s+reporter|deponent|witness(?:es)?|foreman|manager|notary|transcriptionist|scribe"
    r"|attorney|counsel|therapist|practitioner|physician\s+assistant|assistant\s+surgeon|surgeon|chiropractor|hygienist"
    r"|acupuncturist|(?:neuro)?psychologist|psychiatrist|podiatrist|pharmacist|assistant|radiologist|neurologist|physiatrist"
    r"|custodian|guarantor|subscriber|chaperone|beneficiary|arbitrator|judge|author|editor|co-?signer|prescriber|handler"
    r"|an(?:a)?esthesiologist|an(?:a)?esthesia|dentist|internist|orthop(?:a)?edist|receptionist|secretary|paralegal|technician"
    r"|(?:ur|peer|physician|utilization|medical)\s+(?:physician|reviewer)|reviewer|investigator|examiner|rheumatologist|cardiologist|urologist"
    r"|counselor|coordinator|neurosurgeon|expert|(?:registered\s+)?nurse|medic|paramedic|treater|resident|roommate|student|hospitalist|dispatcher"
    r"|phlebotomist|sonographer|oncologist|pathologist|audiologist|dermatologist|endocrinologist|toxicologist|nephrologist|gastroenterologist|pulmonologist|hematologist|ophthalmologist"
)
ROLE = re.compile(
    rf"\b(?i:{RELATIONS}s?|{JOBS}|(?:physician|doctor)(?=,))"
    r"(?:\s+(?:at|of|with)\s+[^,;.]{2,60}(?:,?\s(?:Inc|LLC|L\.P|Co|Corp)\b\.?)?(?=,))?"
    r"(?:,\s+|:\s+|\s+\(|[ ]+\n?[ ]*|\n[ ]*)(?:(?i:named|is|was|were|present:?|Drs?\.)\s+)?"
    rf"(?P<name>{_WRAPPED})"
)
"""What somebody is in the case, and the whole name behind it."""
ROLE_ALONE = re.compile(
    rf"\b(?:(?i:{JOBS})(?:,\s+|:\s+|[ ]+|(?<![A-Z])\n[ ]*)(?P<name>{PIECE})"
    r"(?=\s*[,.;)\n]|\s*$|\s+(?:about|at|on|for|who|and|to|is|was|has|by|with|from|saw|gave|wrote|[a-z]{3,}ed)\b)"
    rf"|(?:NCM|RNCM|PCP|PTP|P?QME|AME|IME|WCJ|RN"
    rf"|(?i:ordering|treating|referring|attending|prescribing)\s(?:MD|DO|DC)):?[ \n]"
    rf"(?P<short>{CAPITAL}[\w’'-]*[a-z][\w’'-]*(?:[ ]{PIECE})?)"
    rf"|(?i:\battention|\battn|\bfirst\s+name):?\s+(?P<called>{PIECE}))"
)
"""The same with one word of a name."""
FIELD_BEHIND = re.compile(
    r"\s+\((?i:ortho|neuro|pain|psych|spine|rheum|pm&?r|physiat|hand\s+surg|podiat|chiro|cardio"
    r"|internal\s+med)"
)
"""A physician's field, behind the name."""
ROLE_BEHIND = re.compile(
    rf",\s+(?i:(?:the|an?|his|her|their|certified|panel|licensed|lead|shift|senior)\s+){{0,3}}(?i:{RELATIONS}|{JOBS})\b"
    rf"|\s+\((?i:(?:his|her|the)\s+)?(?i:{RELATIONS}|{JOBS})\)|[ ]<(?=[\w.+-]+@)"
)
"""What somebody is, behind the name."""
ACTS_BEHIND = re.compile(
    r"(?i:\s+(?:served|says|states|stated|asks|asked|writes|wrote|refilled|drives|denies|opined|opines"
    r"|believes|argues|complains|complained|signed|shouted|came|called|phoned|telephoned|said|told"
    r"|testified|drove|accompanied|interpreted|translated|explained|arrived|witnessed"
    r"|from\s+(?:utilization\s+review|the\s+(?:front\s+)?office|billing|human\s+resources))\b)"
)
"""What only a person does, behind the name."""
RELATIVE = re.compile(
    rf"\b(?i:{RELATIONS}s?|child|children),?\s+(?P<name>{PIECE}(?:[ ]{PIECE})?)"
    r"(?=\s*[,.;()”\"]|\s+(?i:\(|and\b|who\b|has\b|is\b|was\b|had\b|helps\b|age\b|aged\b|will\b|does\b|drives\b|cooks\b|near\b|lives\b|says\b|said\b|told\b|gave\b|took\b|lent\b|at\b"
    r"|drove\b|saw\b|works\b|[a-z]{3,}ed\b)|['’]s\b)"
)
PAPER_OF = re.compile(
    r"\b(?i:(?:declaration|deposition|testimony|affidavit|statement|report)\s+(?:of|by|from)|letter(?:\s+(?:of|by|from|to))?|(?:deposition|transcript|proof\s+of\s+service"
    r"|declaration|invoice|(?:witness\s+)?statement)(?:\s+transcript)?\s*[:,]|attention:?|attn[.:]{0,2}|(?:to|from|cc):|known\s+as|dear)"
    rf"\s+(?P<name>{_TURNED}|{FULL})"
)
ACTED_BY = re.compile(
    r"\b(?i:printed|drawn|taught|represented|faxed|mailed|scanned|entered|edited|cosigned|attested|authenticated|verified|checked|obtained"
    r"|collected|assigned|scheduled|billed|made|given|done|found|taken|sent|called|signed|dictated|typed|transcribed|supervised|performed|prescribed|authored|prepared|reviewed|read|interpreted|kept|run|modified|administered"
    r"|injected|examined|evaluated|seen|treated|accompanied|witnessed|translated|served|completed|recorded|written|ordered|requested|referred"
    r"|deposed|assisted|recommended|denied|certified|approved|countersigned|documented|noted|submitted|provided|dispensed|operated)"
    r"\s+(?i:by|to):?\s+"
    rf"(?P<name>{_TURNED}|{_WRAPPED}|{PIECE})"
)
BESIDE = re.compile(
    rf"\b(?i:by|to|from|with|of|for|letter|email)\s+(?P<name>{_WRAPPED})(?![\w-]|\s+[A-Z])"
)
"""A whole name behind a word that a name often follows."""
_DECLARED = re.compile(
    rf"\bI,\s+(?P<name>{FULL})\s*,|_{{4,}}\s+(?P<line>{FULL})|_{{4,}}\s*\n\s*(?P<below>{FULL})"
)
"""Who declares, and who signs on a line."""
SPOKE = re.compile(
    r"\b(?i:(?:spoke|spoken|talked|conferred|discussed|conference|consultation|visits?|follow-?\s?up"
    r"|refer(?:red|ral)?|consult)(?:\s+(?:today|again))?\s+(?:with|w/|to)\s+"
    r"|(?:between|told|informed|notified|asked|thanked)[ ]"
    r"|(?:phone|telephone|progress|office|nursing|chart)\s+note,?\s+)"
    rf"(?P<name>{_ONE_LINE})"
)
WHOLE_NAMES = (ROLE, RELATIVE, PAPER_OF, SPOKE, _DECLARED)
"""Forms in which a whole name stands."""
SHORT_NAMES = (ACTED_BY, ROLE_ALONE)
"""Forms in which one word of a name may stand."""
COPIES = re.compile(
    r"(?im)^[ \t]*(?:b?cc|copies\s+to|copy\s+to|distribution|cc\s+list)\s*:?\s*(?=\S)"
)
"""Where the list of those begins who get a copy."""
COPY = re.compile(rf"(?P<name>{FULL})(?=\s*(?:[,;\n(]|$))")
NEXT_COPY = re.compile(r"[^;\n]*(?:;[ \t]*\n?|\n)[ \t]*(?=\S)")


@functools.cache
def stated() -> re.Pattern[str]:
    """A label of a form and the name behind it; in a table the label begins its line."""
    labels = "|".join(map(re.escape, redaction_words().labels))
    heads = (
        "(?:by|name|physician|provider|surgeon|therapist|adjuster|examiner|attorney|counsel|manager"
        "|nurse|interpreter|reviewer|signature|contact|witness|scribe|md|doctor|assistant|handler)"
    )
    return re.compile(
        rf"\b(?:(?i:{labels}|{heads})\s*[:#][ \t]*"
        rf"|(?m:^)[ \t]*(?i:{labels}|(?:[a-z.'/-]+[ ]){{0,3}}{heads})(?:\s*\|\s*|[ ]{{3,}}|\t+))"
        rf"{_ENTRY}"
    )
