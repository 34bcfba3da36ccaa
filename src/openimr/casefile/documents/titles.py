"""What documents call themselves: titles that offices print over their papers."""

from __future__ import annotations

import re

from openimr.casefile.model import DocumentType as T

_TITLES: tuple[tuple[T, str], ...] = (
    (T.APPLICATION, r"application\s+for\s+independent\s+medical\s+review|(?:dwc\s+)?form\s+imr\b"
     r"|independent\s+medical\s+review\s+application|\bimr\s+application"),
    (T.UR_DECISION, r"utili[sz]ation\s+review\s+(?:\w+\s+){0,2}(?:determination|decision|notice"
     r"|report|response|denial|modification|certification|findings)"
     r"|notice\s+of\s+(?:\w+\s+){0,3}(?:non[\s-]?certification|adverse|denial|modification"
     r"|determination|utili[sz]ation)|\bnon[\s-]?certification|modified\s+certification"
     r"|adverse\s+(?:benefit\s+)?determination|peer\s+review\s+(?:report|determination|decision)"
     r"|physician\s+advis[oe]r\s+(?:review|determination|report)|\bur\s+(?:determination|denial"
     r"|decision|modification)|(?:treatment|authori[sz]ation)\s+(?:request\s+)?(?:denial|denied)"
     r"|(?:determination|decision|outcome)\s*[:–-]\s*(?:not\s+(?:certified|approved|medically)|non[\s-]?certif"
     r"|denied|modified)"
     r"|(?:denial|modification)\s+of\s+(?:\w+\s+){0,3}(?:treatment|request|authori[sz]ation)"),
    (T.RFA, r"^\W*(?:dwc\s+)?(?:form\s+rfa\b|request\s+for\s+authori[sz]ation)|dwc\s+form\s+rfa"
     r"|treatment\s+authori[sz]ation\s+request|request\s+for\s+authori[sz]ation\s+(?:of|for)\s+"
     r"medical\s+treatment"),
    (T.MEDICAL_LEGAL_REPORT, r"qualified\s+medical\s+(?:re-?)?(?:evaluation|examination)"
     r"|agreed\s+medical\s+(?:re-?)?(?:evaluation|examination)|\b[aq]me\b\s*(?:report|evaluation|"
     r"supplemental|re-?evaluation)|medical[\s-]+legal|(?:supplemental|panel)\s+(?:qme|ame)"
     r"|independent\s+medical\s+(?:evaluation|examination)|defense\s+medical\s+exam\w*"
     r"|impairment\s+rating\s+(?:report|evaluation)|apportionment\s+report"),
    (T.QUESTIONNAIRE, r"questionnaire|(?:patient|new\s+patient|pain|follow[\s-]?up)\s+(?:\w+\s+)?"
     r"(?:intake|update|registration)|intake\s+(?:form|sheet)|pain\s+(?:drawing|diagram|sheet"
     r"|diary|chart|scale|log)|patient\s+(?:self[\s-]?report|history\s+form|health\s+history|"
     r"information\s+form|progress\s+form)|self[\s-]?(?:report|assessment)\s+(?:form|sheet)"
     r"|(?:oswestry|neck\s+disability|roland[\s-]morris|beck)\s+(?:\w+\s+){0,3}(?:index|inventory)$"
     r"|symptom\s+(?:checklist|survey)|(?:activities\s+of\s+daily\s+living|function\w*)\s+"
     r"(?:sheet|form|survey|checklist)|review\s+of\s+systems\s+form"),
    (T.MEDICATION_LIST, r"(?:medication|medicine|drug|prescription|pharmacy|rx|meds?)\s+"
     r"(?:list|profile|history|summary|reconciliation|record|log|printout|sheet)"
     r"|list\s+of\s+(?:\w+\s+)?medications|active\s+(?:medications|prescriptions)\s*(?:list)?$"
     r"|\bcures\b.*report|patient\s+activity\s+report|dispens\w+\s+(?:history|log|record)"),
    (T.WORK_STATUS, r"work\s+status|activity\s+(?:prescription|status|restrictions)"
     r"|(?:return|release)[\s-]+to[\s-]+work|(?:off|light|modified)[\s-]+(?:work|duty)\s+"
     r"(?:slip|note|order|form|certificate)|work\s+(?:excuse|release|restrictions?|slip|note|"
     r"capacit\w+|ability|return)|disability\s+(?:slip|certificate|note|status)|duty\s+status"
     r"|certificate\s+(?:of|for)\s+(?:disability|return)|physician'?s?\s+activity"),
    (T.ELECTRODIAGNOSTIC_REPORT, r"electro[\s-]?(?:diagnos|myogra|neuro)\w*|nerve\s+conduction"
     r"|\bemg\s*(?:/|and|&|,)?\s*ncv?s?\b|\bncv?s?\s*(?:/|and|&)\s*emg\b"),
    (T.OPERATIVE_REPORT, r"operati(?:ve|on)\s+(?:report|record|note|summary)|surgical\s+(?:report"
     r"|note|record|procedure)|report\s+of\s+(?:operation|procedure|surgery)|procedure\s+"
     r"(?:note|report|record)|(?:injection|epidural|block)\s+(?:\w+\s+)?(?:report|note|record|"
     r"procedure)|^\W*(?:\w+\s+){0,4}(?:epidural\s+steroid\s+injection|medial\s+branch\s+block|"
     r"radiofrequency\s+(?:ablation|neurotomy)|arthroscop\w+)\W*$"),
    (T.IMAGING_REPORT, r"^\W*(?:\w+\s+){0,3}(?:mri|mra|ct|c\.t\.|cat\s+scan|pet|magnetic\s+"
     r"resonance|x[\s-]?rays?|radiograph\w*|ultrasound|ultrasonograph\w*|sonogram|arthrogram|"
     r"myelogram|dexa|bone\s+scan|fluoroscop\w+|computed\s+tomograph\w*|plain\s+films?)\b"
     r"(?!\s+(?:guid|suite))|(?:imaging|radiology|diagnostic\s+imaging|mri|ct|x-?ray)\s+"
     r"(?:report|consultation|exam\w*|study|interpretation)"),
    (T.LAB_REPORT, r"urine\s+(?:drug|tox)\w*|drug\s+(?:screen|test|monitor)\w*|toxicology\s+"
     r"(?:report|screen|result|panel)|laborator(?:y|ies)\s+(?:report|result|data|test)\w*"
     r"|lab\s+(?:report|results?)|(?:metabolic|lipid|chemistry|hematology)\s+panel"
     r"|patholog(?:y|ical)\s+report|complete\s+blood\s+count|clinical\s+laborator\w+\s+report"
     r"|blood\s+(?:test|work)\s+result"),
    (T.CHIROPRACTIC_NOTE, r"chiropractic\s+(?:\w+\s+){0,3}(?:note|record|report|evaluation|exam\w*"
     r"|treatment|progress|soap|visit|daily|initial|re-?exam\w*|chart|discharge|summary)"
     r"|(?:daily|soap|progress|initial|treatment)\s+(?:\w+\s+)?chiropractic"),
    (T.ACUPUNCTURE_NOTE, r"acupuncture\s+(?:\w+\s+){0,3}(?:note|record|report|evaluation|treatment"
     r"|progress|summary|visit|daily|initial|chart|discharge|soap|log)|(?:daily|soap|progress|"
     r"initial|treatment)\s+(?:\w+\s+)?acupuncture"),
    (T.PHYSICAL_THERAPY_NOTE, r"(?:physical|occupational|hand|aquatic|pool)\s+therapy\s+"
     r"(?:\w+\s+){0,3}(?:note|record|report|evaluation|treatment|progress|summary|visit|daily|"
     r"initial|discharge|re-?evaluation|plan|soap|flow|re-?cert\w*|status)|(?:daily|soap|progress|"
     r"initial|treatment|discharge)\s+(?:\w+\s+)?(?:physical|occupational|hand)\s+therapy"
     r"|\bpt\s+(?:daily|progress|initial|discharge|evaluation|re-?evaluation|note)|physiotherapy"
     r"|therapist'?s?\s+(?:progress|initial|discharge)|work\s+(?:hardening|conditioning)\s+\w+"),
    (T.THERAPY_NOTE, r"psychotherapy\s+(?:\w+\s+){0,2}(?:note|record|report|session|summary|visit|"
     r"progress)|(?:individual|group|family)\s+(?:psycho)?therapy|(?:counsel+ing|biofeedback|"
     r"cbt|behavio(?:u)?ral\s+therapy|cognitive\s+\w+\s+therapy|mental\s+health|psychology|"
     r"psychiatric|psychological|behavio(?:u)?ral\s+health)\s+(?:\w+\s+){0,2}(?:progress\s+)?"
     r"(?:note|session|record|treatment\s+note|progress\s+note)|(?:therapy|session|treatment)\s+"
     r"(?:session\s+)?notes?$"),
    (T.PSYCHOLOGICAL_EVALUATION, r"(?:neuro)?psycho(?:logical|logic|diagnostic|social|metric)\s+"
     r"(?:\w+\s+){0,3}(?:evaluation|consult\w*|assessment|testing|report|exam\w*|interview)"
     r"|psychiatric\s+(?:\w+\s+){0,2}(?:evaluation|consult\w*|assessment|report|interview)"
     r"|(?:mental\s+health|behavio(?:u)?ral\s+(?:health|medicine))\s+(?:\w+\s+){0,2}(?:evaluation"
     r"|assessment|intake|consult\w*)|psychology\s+(?:consult\w*|intake|evaluation)"),
    (T.PROGRESS_REPORT, r"(?:inter|multi)-?disciplinary\s+(?:\w+\s+){0,2}(?:evaluation"
     r"|assessment|conference|report)"
     r"|progress\s+report|\bpr[\s-]?[234]\b|first\s+report\s+of\s+"
     r"(?:\w+\s+){0,3}(?:injury|illness)|primary\s+treating\s+physician|secondary\s+(?:treating\s+)?"
     r"physician|treating\s+physician'?s?\s+(?:\w+\s+){0,3}report|permanent\s+(?:and|&)\s+"
     r"stationary\s+report|follow[\s-]?up\s+(?:visit|report|evaluation|note|consult\w*|exam\w*)"
     r"|office\s+(?:visit|note|consult\w*)|clinic(?:al)?\s+(?:visit|note|summary)|chart\s+note"
     r"|(?:initial|new\s+patient|comprehensive|orthop\w+|neurolog\w+|podiat\w+|pain\s+management|"
     r"medical|surgical|spine|re-?)\s*(?:\w+\s+){0,3}(?:consult\w*|evaluation|re-?evaluation|"
     r"exam\w*|report|visit|follow[\s-]?up)|(?:narrative|interim|interval|supplemental)\s+report"
     r"|history\s+(?:and|&)\s+physical|emergency\s+(?:department|room)|urgent\s+care\s+(?:visit|note)"
     r"|encounter\s+(?:note|summary|report)|visit\s+(?:note|summary)|consultation"),
    (T.OTHER, r"incident\s+report|accident\s+report|employer'?s?\s+report|claim\s+form"
     r"|\bdwc[\s-]?1\b"
     r"|job\s+(?:description|analysis)|invoice|statement\s+of\s+account|explanation\s+of\s+(?:review"
     r"|benefits)|billing\s+(?:statement|record)|health\s+insurance\s+claim\s+form|deposition"
     r"|subpoena|declaration\s+of\s+custodian|photograph|witness\s+statement|insurance\s+card"
     r"|consent\s+(?:form|to)|time\s*sheet|wage\s+statement|personnel\s+(?:file|record|action)"
     r"|no[\s-]?show\s+log|appointment\s+list|curriculum\s+vitae|index\s+of\s+records"),
    (T.CORRESPONDENCE, r"fax\s+(?:cover|transmi\w+|message)|facsimile(?:\s+(?:cover|transmi\w+))?$"
     r"|(?:cover|transmittal)\s+(?:sheet|letter|page|memo)|memorandum|^\W*memo\W*$|notice\s+of\s+"
     r"(?:representation|authorization|appearance|claim|benefits|payment|delay)|authori[sz]ation\s+"
     r"(?:letter|notice|approval)|letter\s+of\s+(?:authori[sz]ation|representation|medical)"
     r"|treatment\s+(?:authori[sz]ation|approval)$|e-?mail|request\s+for\s+(?:records|information|"
     r"additional\s+information)|appointment\s+(?:notice|letter)|proof\s+of\s+service"),
)  # fmt: skip

TITLES: tuple[tuple[T, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _TITLES
)
"""Document types with the titles they print, the more telling ones first."""

NOTES = re.compile(
    r"^\W*(?:\w+\s+){0,5}(?:progress|daily|treatment|visit|soap|session|clinical|chart|encounter|"
    r"procedure|follow[\s-]?up)\s*(?:progress|treatment|soap|session|visit)?\s*"
    r"(?:notes?|record|log|summary|report)\b|^\W*(?:initial|re-?|discharge|progress)\s*"
    r"(?:evaluation|examination|assessment|intake|summary|consultation|visit|note)\b|^\W*soap\b"
    r"|^\W*(?:\w+\s+)?therapy\s+(?:summary|note|session)s?\b",
    re.IGNORECASE,
)
"""Titles that any discipline may print; who wrote the paper tells what it is."""

USUAL_TITLES = {
    "application for independent medical review": T.APPLICATION,
    "utilization review determination": T.UR_DECISION,
    "notice of non-certification": T.UR_DECISION,
    "request for authorization": T.RFA,
    "primary treating physician's progress report (pr-2)": T.PROGRESS_REPORT,
    "primary treating physician's progress report": T.PROGRESS_REPORT,
    "doctor's first report of occupational injury or illness": T.PROGRESS_REPORT,
    "psychological evaluation": T.PSYCHOLOGICAL_EVALUATION,
    "initial psychological evaluation": T.PSYCHOLOGICAL_EVALUATION,
    "psychotherapy progress note": T.THERAPY_NOTE,
    "chiropractic treatment note": T.CHIROPRACTIC_NOTE,
    "physical therapy daily note": T.PHYSICAL_THERAPY_NOTE,
    "physical therapy evaluation": T.PHYSICAL_THERAPY_NOTE,
    "acupuncture treatment note": T.ACUPUNCTURE_NOTE,
    "operative report": T.OPERATIVE_REPORT,
    "procedure report": T.OPERATIVE_REPORT,
    "electrodiagnostic report": T.ELECTRODIAGNOSTIC_REPORT,
    "laboratory report": T.LAB_REPORT,
    "medication list": T.MEDICATION_LIST,
    "panel qualified medical evaluation": T.MEDICAL_LEGAL_REPORT,
    "agreed medical evaluation": T.MEDICAL_LEGAL_REPORT,
    "work status report": T.WORK_STATUS,
    "patient questionnaire": T.QUESTIONNAIRE,
    "facsimile cover sheet": T.CORRESPONDENCE,
    "proof of service": T.CORRESPONDENCE,
}
"""Titles as most offices print them, for headings that a bad scan misspells."""
