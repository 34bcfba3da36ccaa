"""The concept codes of facts: what `Fact.concept`, `value`, `unit` and `about` hold per kind.

Later stages ask for facts by these codes and never by the clinicians' wording. A fact whose
words fit no code has ``concept=None`` and is still shown with its quote.

======================== ====================================================================
kind                     concept, value, unit, about
======================== ====================================================================
``treatment_received``   concept: a topic of `TREATMENT_TOPICS`; value: number of sessions, visits
                         or injections, None when not stated, 0 with assertion ABSENT when the
                         record says there never was any; unit: "sessions", or
                         `AUTHORIZED` when a claims administrator's or reviewer's letter
                         authorises that many (given or not)
``planned_treatment``    same concepts; value: number asked for (2 a week for 4 weeks is 8);
                         unit: "sessions"; assertion PLANNED
``medication``           concept: generic name of the shared drug vocabulary, or
                         `MORPHINE_EQUIVALENT_DOSE` (value mg, unit "mg/day"), or a drug class
                         (`OPIOID`, "psychotropic") where a class is denied or named;
                         value: strength (number); unit: "mg BID", "mg qhs" ...
``work_status``          one of `WORK_STATUSES`; value: pounds, hours where stated
``functional_improvement`` one of `FUNCTIONAL_IMPROVEMENTS`; about: the treatment topic it
                         answers to, None when none is named; assertion ABSENT for no gain
``functional_status``    an activity slug ("driving", "household-chores", "walking", ...),
                         `INDEPENDENT_HOME_EXERCISE` or `SAME_FUNCTION`
``test_score``           instrument slug ("phq-9", "bdi-ii", "gaf", "ndi", "urine-drug-screen",
                         a laboratory analyte); value: the score; unit: "of 27", "%", "ng/dL";
                         assertion ABSENT and concept `NO_MEASURE` when no scale was given
``symptom``              "neck-pain", "low-back-pain", "depression", "anxiety", "panic",
                         "fatigue", "sleep-disturbance", "suicidal-ideation", ...; value: pain
                         0 to 10, hours of sleep, attacks a week where stated
``exam_finding``         "motor-normal", "motor-weakness", "tenderness",
                         "range-of-motion-reduced", "spurling", "phalen", ...; value: "5/5",
                         degrees; about: where, if told (below); assertion ABSENT for a
                         negative test
``imaging_finding``      "disc-bulge", "stenosis", "fracture", "fusion", "radiculopathy",
                         "normal-study", ...; about: where, if told (below); value, unit: size
                         (4, "mm"); assertion ABSENT for findings excluded
``diagnosis``            slug of the diagnosis; value: ICD-9, ICD-10 or DSM code; unit: the
                         coding system ("ICD-9", "ICD-10")
``surgery``              slug ("cervical-fusion", "shoulder-arthroscopy", ...); date: of surgery
``history``              one of `HISTORIES`
``observation``          the code of a guideline's ground, or one of `OBSERVATIONS`
======================== ====================================================================

Where a finding is (``about``): the spine level or dermatome as written, else the part of the body,
then its side behind a comma, each only where told: "L4-L5, left", "C6", "shoulder, right", "left".
"""

from __future__ import annotations

from typing import Final

CARE_WITHOUT_LASTING_BENEFIT: Final = "care-without-lasting-benefit"
"""Conservative care was given and the complaint goes on: it failed, helped a short while only,
or ended in pain that persists. ABSENT where the record says that care has not been tried."""
NERVE_DEFICIT_ARM: Final = "nerve-deficit-arm"
NERVE_DEFICIT_LEG: Final = "nerve-deficit-leg"
"""Loss of sensation, of strength below 5/5 or of a reflex in a limb, found on examination.
ABSENT where the examination says that the limb has none."""

OBSERVATIONS: Final = frozenset(
    {CARE_WITHOUT_LASTING_BENEFIT, NERVE_DEFICIT_ARM, NERVE_DEFICIT_LEG}
)
"""What many guidelines ask about, so read once for all of them; a pack's ground names them with
``kinds: [observation]`` and ``concepts``."""

COGNITIVE_BEHAVIORAL_PSYCHOTHERAPY: Final = "cognitive-behavioral-psychotherapy"
BIOFEEDBACK: Final = "biofeedback"
MANUAL_THERAPY_MANIPULATION: Final = "manual-therapy-manipulation"
PHYSICAL_MEDICINE: Final = "physical-medicine"
ACUPUNCTURE: Final = "acupuncture"
EPIDURAL_STEROID_INJECTION: Final = "epidural-steroid-injection"
TRIGGER_POINT_INJECTION: Final = "trigger-point-injection"
HOME_EXERCISE: Final = "home-exercise"

TREATMENT_TOPICS: Final = frozenset(
    {
        COGNITIVE_BEHAVIORAL_PSYCHOTHERAPY,
        BIOFEEDBACK,
        MANUAL_THERAPY_MANIPULATION,
        PHYSICAL_MEDICINE,
        ACUPUNCTURE,
        EPIDURAL_STEROID_INJECTION,
        TRIGGER_POINT_INJECTION,
        HOME_EXERCISE,
    }
)
"""The topics rules ask for; vocabularies/treatments.yaml knows more, by the same kind of slug."""

SESSIONS: Final = "sessions"

WORKING_FULL: Final = "working-full"
WORKING_MODIFIED: Final = "working-modified"
OFF_WORK: Final = "off-work"
RETIRED: Final = "retired"
PERMANENT_AND_STATIONARY: Final = "permanent-and-stationary"
NOT_PERMANENT_AND_STATIONARY: Final = "not-permanent-and-stationary"
RESTRICTIONS: Final = "restrictions"
RESTRICTIONS_UNCHANGED: Final = "restrictions-unchanged"
RESTRICTIONS_REDUCED: Final = "restrictions-reduced"

WORK_STATUSES: Final = frozenset(
    {
        WORKING_FULL,
        WORKING_MODIFIED,
        OFF_WORK,
        RETIRED,
        PERMANENT_AND_STATIONARY,
        NOT_PERMANENT_AND_STATIONARY,
        RESTRICTIONS,
        RESTRICTIONS_UNCHANGED,
        RESTRICTIONS_REDUCED,
    }
)
"""One sentence may give several work-status facts (off work, and restrictions unchanged)."""

DAILY_ACTIVITIES_GAIN: Final = "daily-activities-gain"
WORK_RESTRICTIONS_REDUCED: Final = "work-restrictions-reduced"
RETURNED_TO_WORK: Final = "returned-to-work"
MEDICATION_REDUCED: Final = "medication-reduced"
MEDICATION_UNCHANGED: Final = "medication-unchanged"
NO_FUNCTIONAL_CHANGE: Final = "no-functional-change"
"""No gain: ABSENT where words deny one, PRESENT where they say "the same"; never a gain."""
MEASURED_CHANGE: Final = "measured-change"
SUBJECTIVE_IMPROVEMENT: Final = "subjective-improvement"

FUNCTIONAL_IMPROVEMENTS: Final = frozenset(
    {
        DAILY_ACTIVITIES_GAIN,
        WORK_RESTRICTIONS_REDUCED,
        RETURNED_TO_WORK,
        MEDICATION_REDUCED,
        MEDICATION_UNCHANGED,
        NO_FUNCTIONAL_CHANGE,
        MEASURED_CHANGE,
        SUBJECTIVE_IMPROVEMENT,
    }
)

INDEPENDENT_HOME_EXERCISE: Final = "independent-home-exercise"
SAME_FUNCTION: Final = "same-function"
"""The patient can do the same as at the last visit."""

OPIOID: Final = "opioid"
NO_MEASURE: Final = "no-measure"

INJURY: Final = "injury"
OCCUPATION: Final = "occupation"
PSYCHIATRIC_HISTORY: Final = "psychiatric-history"
NEVER_TREATED: Final = "never-treated"
"""A treatment never had; `about` is its topic; assertion ABSENT."""
IMPAIRMENT: Final = "impairment"
EVENT: Final = "event"
"""Something that happened around the injury, as its history tells it."""
LIFE_EVENT: Final = "life-event"
CARE_TRANSFERRED: Final = "care-transferred"
REFERRAL_ADVISED: Final = "referral-advised"
RECORD_UNREADABLE: Final = "record-unreadable"
MEDICATION_INTOLERANCE: Final = "medication-intolerance"
"""A medicine was not tolerated, or had to be stopped for its side effects."""
SUBSTANCE_USE: Final = "substance-use"
MEDICAL_HISTORY: Final = "medical-history"

HISTORIES: Final = frozenset(
    {
        INJURY,
        OCCUPATION,
        PSYCHIATRIC_HISTORY,
        NEVER_TREATED,
        IMPAIRMENT,
        EVENT,
        LIFE_EVENT,
        CARE_TRANSFERRED,
        REFERRAL_ADVISED,
        RECORD_UNREADABLE,
        MEDICATION_INTOLERANCE,
        SUBSTANCE_USE,
        MEDICAL_HISTORY,
    }
)
