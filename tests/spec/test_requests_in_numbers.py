"""Requests in numbers: what the wording of a request asks for.

Each row is a wording and everything it states; what is not in the row stays empty.
"""

import pytest

from openimr.application.request import parse_request

FIELDS = ("quantity", "unit", "per_week", "weeks", "body_parts", "drug", "strength")


def stated(text):
    request = parse_request(text)
    return {name: v for name in FIELDS if (v := getattr(request, name)) not in (None, ())}


HOW_OFTEN = [
    ("PT 2x6 left knee", dict(per_week=2, weeks=6, body_parts=("left knee",))),
    (
        "2 x wk x 4 wks, qty 8 chiropractic L/S",
        dict(per_week=2, weeks=4, quantity=8, unit="sessions", body_parts=("lumbar spine",)),
    ),
    (
        "Acupuncture twice a week for three weeks, neck",
        dict(per_week=2, weeks=3, body_parts=("neck",)),
    ),
    ("Psychotherapy once weekly x 8", dict(per_week=1, weeks=8)),
    (
        "Chiropractic manipulation 3 times per wk x 4 wks = 12 visits, C-spine",
        dict(per_week=3, weeks=4, quantity=12, unit="visits", body_parts=("cervical spine",)),
    ),
    ("Home health aide 4 hours a day, 5 days a week for 6 weeks", dict(per_week=5, weeks=6)),
    ("Massage therapy 1x/wk x 6wks", dict(per_week=1, weeks=6)),
    (
        "Individual psychotherapy 45 minutes, 1 x per week, 20 sessions",
        dict(quantity=20, unit="sessions", per_week=1),
    ),
    ("Physical therapy three (3) times weekly for four (4) weeks", dict(per_week=3, weeks=4)),
    (
        "Occupational therapy 2x/week x 4 weeks (8 visits) right wrist and hand",
        dict(
            per_week=2, weeks=4, quantity=8, unit="visits", body_parts=("right wrist", "right hand")
        ),
    ),
    ("CBT every other week for 12 weeks", dict(per_week=0.5, weeks=12)),
    ("Chiropractic 3x4 (12)", dict(per_week=3, weeks=4, quantity=12, unit="sessions")),
    ("Acupuncture Six (6)", dict(quantity=6, unit="sessions")),
    (
        "physical therapy, twelve (12), neck",
        dict(quantity=12, unit="sessions", body_parts=("neck",)),
    ),
    ("Physical Therapy Two (2) Times a Week for Six (6) Weeks", dict(per_week=2, weeks=6)),
    ("Massage Therapy Three (3) Months", dict(quantity=3, unit="months")),
    (
        "Post-operative physical therapy two times per week for six weeks, right shoulder",
        dict(per_week=2, weeks=6, body_parts=("right shoulder",)),
    ),
    (
        "24 visits work hardening, 3 times a week x 8 weeks",
        dict(quantity=24, unit="visits", per_week=3, weeks=8),
    ),
    ("Chiro/physiotherapy 1-2x/wk for 6 wks lumbar", dict(weeks=6, body_parts=("lumbar spine",))),
    ("Functional restoration program for 2 weeks", dict(weeks=2)),
    (
        "Extracorporeal shock wave therapy 1 x 3, right elbow",
        dict(per_week=1, weeks=3, body_parts=("right elbow",)),
    ),
    ("Group therapy one (1) time per week for ten (10) weeks", dict(per_week=1, weeks=10)),
    (
        "Physical therapy 8 additional sessions, 2x week 4 weeks",
        dict(quantity=8, unit="sessions", per_week=2, weeks=4),
    ),
    (
        "chiropractic treatment once a week for six weeks to the neck and upper back",
        dict(per_week=1, weeks=6, body_parts=("neck", "upper back")),
    ),
    ("Acupuncture 2 x a wk x 6 wks", dict(per_week=2, weeks=6)),
    ("Acupuncture 2/week x 4 weeks", dict(per_week=2, weeks=4)),
    ("Acupuncture 2x4", dict(per_week=2, weeks=4)),
    (
        "Physical therapy, 2 x 6, right shoulder",
        dict(per_week=2, weeks=6, body_parts=("right shoulder",)),
    ),
    ("Physiotherapy two to three times a week for six weeks", dict(weeks=6)),
    (
        "Psychotherapy: 1 time weekly for 20 weeks, total of 20 sessions",
        dict(quantity=20, unit="sessions", per_week=1, weeks=20),
    ),
    (
        "97140 manual therapy; 2x/wk; 6 weeks; 12 visits",
        dict(quantity=12, unit="visits", per_week=2, weeks=6),
    ),
    (
        "Physical Therapy 2 times weekly x 6 weeks (12 visits), cervical spine & right shoulder",
        dict(
            per_week=2,
            weeks=6,
            quantity=12,
            unit="visits",
            body_parts=("cervical spine", "right shoulder"),
        ),
    ),
    ("PT 3xWk x 4Wks lumbar spine", dict(per_week=3, weeks=4, body_parts=("lumbar spine",))),
    ("Chiropractic care 2X3", dict(per_week=2, weeks=3)),
    ("Acupuncture 1 to 2 times per week for 6 weeks", dict(weeks=6)),
    ("Psychotherapy treatment, one session every two weeks", dict(per_week=0.5)),
    ("Weekly individual psychotherapy for 12 weeks", dict(per_week=1, weeks=12)),
    ("Biofeedback therapy, 1x week for 10 weeks", dict(per_week=1, weeks=10)),
    ("Aquatic therapy 2 times 4", dict(per_week=2, weeks=4)),
    (
        "Physical therapy two (2) times a week for four (4) weeks, total of eight (8) visits",
        dict(per_week=2, weeks=4, quantity=8, unit="visits"),
    ),
    ("Physical therapy 2-3x6", dict(weeks=6)),
    (
        "Functional restoration program 5 days a week for 2 weeks (80 hours)",
        dict(per_week=5, weeks=2, quantity=80, unit="hours"),
    ),
    (
        "Outpatient physical therapy (PT) to the right hand, three times a week for two weeks",
        dict(per_week=3, weeks=2, body_parts=("right hand",)),
    ),
    ("Cognitive Behavioral Therapy 1x6", dict(per_week=1, weeks=6)),
    ("Counselling, 6 sessions over 12 weeks", dict(quantity=6, unit="sessions", weeks=12)),
    ("Massage therapy 8 sess 2/wk", dict(quantity=8, unit="sessions", per_week=2)),
    ("Physical therapy twice weekly for 8 sessions", dict(per_week=2, quantity=8, unit="sessions")),
    ("Physical therapy 2 x/wk. for 4 wks.", dict(per_week=2, weeks=4)),
    ("Chiropractic x 4 weeks", dict(weeks=4)),
    ("Acupuncture once per week times 8 weeks", dict(per_week=1, weeks=8)),
]

MEDICATION = [
    (
        "Gabapentin 300 mg #90 with 2 refills",
        dict(quantity=90, drug="gabapentin", strength="300 mg"),
    ),
    (
        "Norco 10/325 mg, 1 tab po q6h prn pain, #120",
        dict(quantity=120, unit="tablets", drug="norco", strength="10/325 mg"),
    ),
    (
        "Hydrocodone/APAP 10-325mg #60",
        dict(quantity=60, drug="hydrocodone/apap", strength="10-325 mg"),
    ),
    ("Norco 10/325 #60", dict(quantity=60, drug="norco", strength="10/325 mg")),
    (
        "Lidoderm 5% patch, 1 box of 30",
        dict(quantity=1, unit="boxes", drug="lidoderm", strength="5%"),
    ),
    (
        "Butrans patch 10 mcg/hr #4",
        dict(quantity=4, unit="patches", drug="butrans", strength="10 mcg/hr"),
    ),
    (
        "Voltaren gel 1% 100 gm tube",
        dict(quantity=100, unit="grams", drug="voltaren", strength="1%"),
    ),
    (
        "Series of three Synvisc injections, right knee",
        dict(quantity=3, unit="injections", drug="synvisc", body_parts=("right knee",)),
    ),
    (
        "Cyclobenzaprine HCL 7.5 mg tablets, quantity 60",
        dict(quantity=60, unit="tablets", drug="cyclobenzaprine", strength="7.5 mg"),
    ),
    (
        "Omeprazole DR 20 mg cap QTY #60",
        dict(quantity=60, unit="capsules", drug="omeprazole", strength="20 mg"),
    ),
    ("Xyzalgan 25mg #30", dict(quantity=30, drug="xyzalgan", strength="25 mg")),
    ("Cyclobenzapr1ne 10mg #30", dict(quantity=30, drug="cyclobenzaprine", strength="10 mg")),
    (
        "Flurbiprofen 25%/Lidocaine 5% cream 180 grams",
        dict(quantity=180, unit="grams", drug="flurbiprofen, lidocaine", strength="25%, 5%"),
    ),
    (
        "Tramadol ER 150mg, thirty tablets",
        dict(quantity=30, unit="tablets", drug="tramadol", strength="150 mg"),
    ),
    ("Continue Norco", dict(drug="norco")),
    ("Ambien 10 mg qhs prn #30, 1 refill", dict(quantity=30, drug="ambien", strength="10 mg")),
    ("Naproxen 550 mg BID", dict(drug="naproxen", strength="550 mg")),
    (
        "Medication: Percocet 5-325mg tab; Qty: 90.00",
        dict(quantity=90, unit="tablets", drug="percocet", strength="5-325 mg"),
    ),
    (
        "90 capsules of Neurontin 300mg",
        dict(quantity=90, unit="capsules", drug="neurontin", strength="300 mg"),
    ),
    (
        "Ibuprofen 800 mg one tablet three times a day #90",
        dict(quantity=90, unit="tablets", drug="ibuprofen", strength="800 mg"),
    ),
    ("Terocin patches #30", dict(quantity=30, unit="patches", drug="terocin")),
    ("Medrol dose pack", dict(drug="medrol dose pack")),
    (
        "Ketoprofen 10%, gabapentin 6%, lidocaine 5% 240 gm with 3 refills",
        dict(
            quantity=240,
            unit="grams",
            drug="ketoprofen, gabapentin, lidocaine",
            strength="10%, 6%, 5%",
        ),
    ),
    ("1 prescription of Norco 10/325mg #90", dict(quantity=90, drug="norco", strength="10/325 mg")),
    (
        "1 month supply of Lunesta 2mg",
        dict(drug="lunesta", strength="2 mg", quantity=1, unit="months"),
    ),
    (
        "Norco 5/325mg, 60 tabs, DOS: 10/08/15",
        dict(quantity=60, unit="tablets", drug="norco", strength="5/325 mg"),
    ),
    (
        "Lunesta 3mg tablets #30 refills: 2",
        dict(quantity=30, unit="tablets", drug="lunesta", strength="3 mg"),
    ),
    (
        "Prilosec 20 mg, 1 PO BID, #60, 3 refills",
        dict(quantity=60, drug="prilosec", strength="20 mg"),
    ),
    ("Zofran ODT 8mg #10 x 2", dict(quantity=10, drug="zofran odt", strength="8 mg")),
    (
        "Retrospective request for Tramadol ER 150 mg #60, DOS 8/12/2014",
        dict(quantity=60, drug="tramadol", strength="150 mg"),
    ),
    ("1 Prescription for Soma 350mg #90", dict(quantity=90, drug="soma", strength="350 mg")),
    (
        "Pharmacy purchase of Terocin patches, quantity 20",
        dict(quantity=20, unit="patches", drug="terocin"),
    ),
    (
        "Compound medication: Flurbiprofen 20%/Tramadol 20% in Mediderm base, 30 gm",
        dict(drug="flurbiprofen, tramadol", strength="20%, 20%", quantity=30, unit="grams"),
    ),
    (
        "Gabapentin 300mg capsules 3 times a day, 90 capsules",
        dict(quantity=90, unit="capsules", drug="gabapentin", strength="300 mg"),
    ),
    (
        "Fentanyl patch 25mcg/hr #10",
        dict(quantity=10, unit="patches", drug="fentanyl", strength="25 mcg/hr"),
    ),
    (
        "Hydrocodone/Acetaminophen 10 mg/325 mg #120",
        dict(quantity=120, drug="hydrocodone/acetaminophen", strength="10/325 mg"),
    ),
    ("Oxycontin 20mg Q12H #60 no refills", dict(quantity=60, drug="oxycontin", strength="20 mg")),
    (
        "Topiramate 25 mg BID #60 for 1 month",
        dict(quantity=60, drug="topiramate", strength="25 mg"),
    ),
]

HOW_MANY = [
    ("Physical therapy 2-3 x/week for 4-6 weeks", dict()),
    (
        "Additional eight (8) visits of physical therapy to the right ankle",
        dict(quantity=8, unit="visits", body_parts=("right ankle",)),
    ),
    ("one evaluation and twelve (12) sessions of CBT", dict(quantity=12, unit="sessions")),
    (
        "Cervical epidural steroid injection C5-6 x 2",
        dict(quantity=2, body_parts=("cervical spine",)),
    ),
    ("TENS unit 30 day rental", dict(quantity=30, unit="days")),
    ("Gym membership for 6 months", dict(quantity=6, unit="months")),
    (
        "6 aquatic therapy sessions for low back",
        dict(quantity=6, unit="sessions", body_parts=("low back",)),
    ),
    ("Physical therapy (12 sessions)", dict(quantity=12, unit="sessions")),
    ("Physical therapy, 12", dict(quantity=12, unit="sessions")),
    ("PT x12", dict(quantity=12, unit="sessions")),
    (
        "Acupuncture x 6 visits L shoulder",
        dict(quantity=6, unit="visits", body_parts=("left shoulder",)),
    ),
    ("Lumbar MRI", dict(body_parts=("lumbar spine",))),
    ("Follow-up visit x 1", dict(quantity=1, unit="visits")),
    ("EMG/NCV BUE", dict(body_parts=("bilateral upper extremity",))),
    ("Pain management follow up within 6 weeks", dict()),
    ("Six (6) sessions of biofeedback", dict(quantity=6, unit="sessions")),
    ("Purchase of lumbar brace QTY 1", dict(quantity=1, body_parts=("lumbar spine",))),
    ("Functional restoration program x 160 hours", dict(quantity=160, unit="hours")),
    ("Medial branch block L4-5, L5-S1 bilateral", dict(body_parts=("lumbar spine",))),
    ("Trigger point injections x4 bilateral trapezius", dict(quantity=4)),
    ("Psychological testing, 5 units", dict(quantity=5, unit="units")),
    ("PT 12 sess, R shoulder", dict(quantity=12, unit="sessions", body_parts=("right shoulder",))),
    ("3 view x-ray left wrist", dict(body_parts=("left wrist",))),
    (
        "12 PT visits for left shoulder and cervical spine",
        dict(quantity=12, unit="visits", body_parts=("left shoulder", "cervical spine")),
    ),
    ("Cognitive behavioral therapy sessions (6)", dict(quantity=6, unit="sessions")),
    ("6 CBT", dict(quantity=6, unit="sessions")),
    ("Retrospective (DOS 10/8/15) acupuncture 15 minutes", dict()),
    ("Work conditioning program, 10 days", dict(quantity=10, unit="days")),
    ("Interferential unit (IF) 1 month rental with electrodes", dict(quantity=1, unit="months")),
    ("CPT 97110 therapeutic exercises x 12", dict(quantity=12, unit="sessions")),
    ("Continued pain psychology sessions x 6", dict(quantity=6, unit="sessions")),
    ("Pain psychology consult", dict()),
    ("10 individual CBT sessions & 6 group sessions", dict(quantity=10, unit="sessions")),
    ("Bilateral L4-L5 and L5-S1 facet injections", dict(body_parts=("lumbar spine",))),
    (
        "Arthroscopic rotator cuff repair of the right shoulder",
        dict(body_parts=("right shoulder",)),
    ),
    ("MRI of left ankle w/o contrast", dict(body_parts=("left ankle",))),
    ("H-wave unit, 3 month rental", dict(quantity=3, unit="months")),
    ("Home H-Wave device purchase", dict()),
    ("18 post-op PT visits left knee", dict(quantity=18, unit="visits", body_parts=("left knee",))),
    ("Transportation to and from appointments", dict()),
    ("Six months of gym membership with pool access", dict(quantity=6, unit="months")),
    ("Acupuncture sessions, quantity 6", dict(quantity=6, unit="sessions")),
    (
        "Acupuncture; six visits; lumbar",
        dict(quantity=6, unit="visits", body_parts=("lumbar spine",)),
    ),
    ("LSO brace", dict()),
    ("Cold therapy unit x 7 days", dict(quantity=7, unit="days")),
    ("Psychiatric evaluation and treatment", dict()),
    ("Wheelchair, motorized", dict()),
    ("Physical therapy eval and treat 12 visits", dict(quantity=12, unit="visits")),
    ("Twelve (12) work hardening visits", dict(quantity=12, unit="visits")),
]


@pytest.mark.parametrize(("wording", "expected"), HOW_OFTEN)
def test_how_often_and_how_long_is_read_and_never_multiplied_out(wording, expected):
    assert stated(wording) == expected


@pytest.mark.parametrize(("wording", "expected"), MEDICATION)
def test_a_drug_has_its_name_strength_and_count(wording, expected):
    assert stated(wording) == expected


@pytest.mark.parametrize(("wording", "expected"), HOW_MANY)
def test_a_count_is_read_where_one_is_printed(wording, expected):
    assert stated(wording) == expected


@pytest.mark.parametrize(
    "wording",
    [
        "Ten visits of aquatic therapy was the original request. Four visits of aquatic therapy "
        "was authorized by the Claims Administrator. The remaining IMR eligible portion of the "
        "original request, six visits of aquatic therapy is",
        "Ten visits of aquatic therapy was the original request. The Claims Administrator "
        "authorized four visits, leaving a balance. The remaining portion of the request, six "
        "visits of aquatic therapy is not medically necessary and appropriate.",
    ],
)
def test_of_a_partly_authorised_request_only_the_remainder_is_in_dispute(wording):
    assert stated(wording) == {"quantity": 6, "unit": "visits"}


def test_the_remainder_keeps_what_only_the_original_request_says():
    request = parse_request(
        "Massage of the left forearm 2 times a week for 5 weeks (10 sessions) was the original "
        "request. Massage for 4 sessions was authorized by the Claims Administrator. The remaining "
        "IMR eligible portion of the original request, massage for 6 sessions is"
    )
    assert (request.quantity, request.unit) == (6, "sessions")
    assert (request.per_week, request.weeks) == (2, 5)
    assert request.body_parts == ("left forearm",)


def test_when_the_original_request_stays_in_dispute_it_counts_as_a_whole():
    request = parse_request(
        "Hand therapy 12 visits was the original request. The Claims Administrator authorized 3 "
        "visits, leaving the original request IMR eligible. The original request, hand therapy 12 "
        "visits is"
    )
    assert (request.quantity, request.unit) == (12, "visits")


@pytest.mark.parametrize(
    "wording", ["PT 8-12 sessions", "Acupuncture 6 to 8 visits", "CBT until MMI"]
)
def test_a_range_or_an_open_end_states_no_quantity(wording):
    assert parse_request(wording).quantity is None
