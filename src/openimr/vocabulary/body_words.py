"""The words for body regions: names, structures, abbreviations, and the region tree.

Each entry is (pattern, usual name, region). Patterns are regular expressions read without
case between word boundaries; longer names stand before the shorter ones they contain.
"""

from __future__ import annotations

PARENTS: dict[str, tuple[str, ...]] = {
    "spine": (),
    "neck": ("spine",),
    "back": ("spine",),
    "thoracic spine": ("back",),
    "low back": ("back",),
    "sacroiliac joint": ("low back",),
    "head": (),
    "face": ("head",),
    "jaw": ("face",),
    "eye": ("face",),
    "ear": ("head",),
    "upper extremity": (),
    "shoulder": ("upper extremity",),
    "upper arm": ("upper extremity",),
    "elbow": ("upper extremity",),
    "forearm": ("upper extremity",),
    "wrist": ("upper extremity",),
    "hand": ("upper extremity",),
    "finger": ("hand",),
    "lower extremity": (),
    "hip": ("lower extremity",),
    "thigh": ("lower extremity",),
    "knee": ("lower extremity",),
    "lower leg": ("lower extremity",),
    "ankle": ("lower extremity",),
    "foot": ("lower extremity",),
    "toe": ("foot",),
    "trunk": (),
    "chest": ("trunk",),
    "abdomen": ("trunk",),
    "pelvis": ("trunk",),
    "groin": ("pelvis",),
}
"""Each region and what it is part of."""

ABBREVIATED_LIMBS = {
    "UE": ("upper extremity", "upper extremity"),
    "LE": ("lower extremity", "lower extremity"),
}
"""Limb abbreviations that follow a side letter (RUE, LLE, BLE)."""

_SP = r"[\s-]+"
_SPO = r"[\s-]*"

_BACK_VERBS = (
    "go went going come came get got call called dating dates dated refer referred held step cut "
    "look looking return returned sent report put way scale scaled hold days weeks months years "
    "year bring brought"
)
"""Words after which "back" is an adverb."""

_BACK_PARTICLES = (
    r"to\b|at\b|into|onto|from|up\b|off\b|out\b|order|and[\s-]+forth|by\b|when|then|again|"
    r"together|track|bone"
)


def _not_after(words: str) -> str:
    """Look-behinds that refuse each of the words and a space."""
    return "".join(f"(?<!{word} )" for word in words.split())


TERMS: tuple[tuple[str, str, str], ...] = (
    (rf"cervico{_SPO}thoracic(?:{_SP}spine)?", "cervicothoracic spine", "neck"),
    (rf"thoraco-?lumbar(?:{_SP}spine)?", "thoracolumbar spine", "back"),
    (
        rf"lumbo{_SPO}sacral(?:{_SP}spine)?|l\.?/?-?s{_SP}spine",
        "lumbosacral spine",
        "low back",
    ),
    (
        rf"cervical(?:{_SP}spine)?(?!{_SP}(?:cancer|smear|os\b|dysplasia))|c[-\s]?spine|c/s",
        "cervical spine",
        "neck",
    ),
    (
        rf"thoracic(?:{_SP}spine)?(?!{_SP}outlet)|dorsal{_SP}spine|t[-\s]spine|t/s",
        "thoracic spine",
        "thoracic spine",
    ),
    (rf"lumbar(?:{_SP}spine)?|l[-\s]spine|l/s", "lumbar spine", "low back"),
    (rf"low(?:er)?{_SP}back|lowback", "low back", "low back"),
    (rf"(?:upper|mid|middle){_SP}?back", "upper back", "thoracic spine"),
    (rf"sacro-?iliac(?:{_SP}joints?)?|si{_SP}joints?", "sacroiliac joint", "sacroiliac joint"),
    (r"sacrum|sacral|coccyx|tailbone", "sacrum", "low back"),
    (r"spine|spinal(?=\s+(?:pain|column))", "spine", "spine"),
    (
        rf"{_not_after(_BACK_VERBS)}back(?!{_SP}(?:{_BACK_PARTICLES}))",
        "back",
        "back",
    ),
    (r"(?<!femoral )(?<!surgical )(?<!anatomical )(?<!anatomic )neck(?!\s+of\b)", "neck", "neck"),
    (
        _not_after("radial femoral humeral metatarsal metacarpal fibular long short medial lateral")
        + r"head(?![\s-]+(?:to\b|of\b|on\b|start|count|room|ing\b))|skull|scalp",
        "head",
        "head",
    ),
    (r"brain(?![\s-]*stem)", "brain", "head"),
    (r"brain[\s-]*stem", "brainstem", "head"),
    (r"facial|(?<!to[\s-])face(?![\s-]*to\b)", "face", "face"),
    (r"jaws?|mandib(?:le|ular)|temporo-?mandibular(?:\s+joints?)?|tmj", "jaw", "jaw"),
    (r"eyes?|ocular|eyelids?", "eye", "eye"),
    (r"ears?", "ear", "ear"),
    (r"upper\s+(?:extremit(?:y|ies)|limbs?)", "upper extremity", "upper extremity"),
    (r"lower\s+(?:extremit(?:y|ies)|limbs?)", "lower extremity", "lower extremity"),
    (
        r"(?:peri)?scapula[re]?|shoulders?(?:[\s-]+(?:blades?|girdles?))?|glenohumeral|"
        r"acromioclavicular|ac\s+joints?",
        "shoulder",
        "shoulder",
    ),
    (r"upper[\s-]+arms?|humer(?:us|al)", "upper arm", "upper arm"),
    (r"fore-?arms?", "forearm", "forearm"),
    (r"(?<!strong )arms?(?!['’]s|\s+length|ed\b)", "arm", "upper extremity"),
    (r"elbows?", "elbow", "elbow"),
    (r"wrists?", "wrist", "wrist"),
    (r"thumbs?(?<!rule of thumb)", "thumb", "finger"),
    (
        r"(?:index|middle|ring|small|little|long|pinky)\s+fingers?|"
        r"fingers?(?![\s-]+to[\s-]+floor)|fifth\s+digit",
        "finger",
        "finger",
    ),
    (
        _not_after("other one at by in second first")
        + r"hands?(?![\s-]+(?:held|outs?\b|in[\s-]+hand|written|on\b|off\b|over\b|brake))",
        "hand",
        "hand",
    ),
    (r"hips?", "hip", "hip"),
    (r"thighs?|quadriceps|hamstrings?", "thigh", "thigh"),
    (r"knees?", "knee", "knee"),
    (r"lower[\s-]+legs?|cal(?:f|ves)|shins?|tibial?|fibular?", "lower leg", "lower leg"),
    (
        r"(?<!straight )(?<!straight-)legs?(?![\s-]+(?:rais\w*|length|lift\w*|press\w*))",
        "leg",
        "lower extremity",
    ),
    (r"ankles?", "ankle", "ankle"),
    (
        r"(?:great|big|second|third|fourth|fifth)\s+toes?|"
        r"(?<!heel[\s-])toes?(?![\s-]+(?:walk|gait|rais|and\s+heel|stand))",
        "toe",
        "toe",
    ),
    (r"heels?(?![\s-]+(?:walk|toe|to[\s-]|gait|rais|stand|and[\s-]+toe))|plantar", "heel", "foot"),
    (
        r"(?<!\d )(?<!\d-)(?<!square )(?<!cubic )(?<!on )foot(?![\s-]+(?:note|print|step|stool))|"
        r"(?<!\d )(?<!\d-)feet",
        "foot",
        "foot",
    ),
    (r"chest|ribs?|rib\s*cage|sternum|sternal|clavicles?", "chest", "chest"),
    (r"abdom(?:en|inal)|stomach|belly", "abdomen", "abdomen"),
    (r"pelvi(?:s|c)", "pelvis", "pelvis"),
    (r"groin|inguinal|testic(?:le|ular)s?|scrot(?:um|al)", "groin", "groin"),
    (r"buttocks?|gluteal", "buttock", "hip"),
)
"""Names of regions."""

STRUCTURES: tuple[tuple[str, str, str], ...] = (
    (
        r"rotator\s+cuff|supraspinatus|infraspinatus|subscapularis|subacromial|"
        r"impingement\s+(?:syndrome|sign|test)|slap\s+(?:lesion|tear|repair)|adhesive\s+capsulitis|"
        r"frozen\s+shoulder|bicipital|neer['’]?s?|hawkins(?:[\s-]kennedy)?|drop\s+arm",
        "shoulder",
        "shoulder",
    ),
    (
        r"epicondyl\w+|tennis\s+elbow|golfer['’]?s\s+elbow|cubital\s+tunnel|olecranon",
        "elbow",
        "elbow",
    ),
    (
        r"carpal\s+tunnel|de\s+quervain['’]?s?|phalen['’]?s?|finkelstein['’]?s?|scaphoid|tfcc|"
        r"triangular\s+fibrocartilage|distal\s+radius",
        "wrist",
        "wrist",
    ),
    (
        r"trigger\s+(?:finger|thumb)s?|metacarp\w+|phalan(?:x|ges)\w*|thenar|hypothenar|dupuytren\w*",
        "hand",
        "hand",
    ),
    (
        r"menisc(?:us|al|i)|anterior\s+cruciate|posterior\s+cruciate|acl|pcl|patell(?:a|ar|ofemoral)\w*|"
        r"mcmurray['’]?s?|lachman['’]?s?|chondromalacia|tibiofemoral|medial\s+collateral\s+ligament",
        "knee",
        "knee",
    ),
    (r"acetabul\w+|trochanter\w*|femoroacetabular|patrick['’]?s|faber", "hip", "hip"),
    (r"achilles|anterior\s+talofibular|talofibular|syndesmo\w+|malleol\w+|talar", "ankle", "ankle"),
    (
        r"plantar\s+fasci\w+|metatars\w+|calcane\w+|morton['’]?s\s+neuroma|hallux\w*|bunion\w*",
        "foot",
        "foot",
    ),
    (
        r"straight[\s-]+leg[\s-]+rais\w*|slr|lasegue['’]?s?|cauda\s+equina|sciatic\w*|kemp['’]?s|"
        r"lumbago|spondylolisthesis",
        "low back",
        "low back",
    ),
    (r"spurling['’]?s?|torticollis|whiplash|cervicalgia|cervicogenic", "neck", "neck"),
    (r"concuss\w+|traumatic\s+brain|headaches?|migraines?", "head", "head"),
    (r"herniorrhaphy|inguinal\s+hernias?", "groin", "groin"),
)
"""Structures, diseases and tests that belong to one region."""
