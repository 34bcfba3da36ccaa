"""The second set of the fourth style: other names and templates, drawn after the first."""

from accuracy.redaction_dictated_names import Names, Templates
from accuracy.redaction_planted import listed

NAMES = Names(
    given={
        "es": listed(
            "Nereida,Florentino,Ana Bertha,Crescencio,Rocío,Saúl,Maribel,Iván,Blanca,Cruz,"
            "Trinidad,Candelaria,Gilberto,Luz Elena"
        ),
        "en": listed(
            "Darnell,Kaylee,Merle,Rhonda,Trevor,Gail,Wendell,Sterling,Hunter,Olive,Chase,Ginger,"
            "Forrest,Iris,Lance,Skip,Pearl,Dusty"
        ),
        "vi": listed("Phuc,Thi Hanh,Dat,Kim Cuc,Trung,Bich"),
        "ph": listed("Nenita,Rogelio,Imelda,Boyet"),
        "zh": listed("Yifan,Mei-Ling,Haoran,Chun,Siu Fong"),
        "hy": listed("Tigran,Zabel,Krikor,Nazeli"),
        "hm": listed("Yeng,Pa Houa,Chong"),
        "ar": listed("Zeinab,Omar,Bassem,Reem"),
        "in": listed("Parvinder,Deepa,Srinivas,Mohinder"),
        "af": listed("Chukwuemeka,Adaeze,Tesfaye,Abeba,Kwabena"),
        "eu": listed("Giuseppina,Wojciech,Annelise,Siobhán,Jürgen,Zoltán"),
    },
    family={
        "es": listed(
            "Bustamante,Quiñones,de León,Sepúlveda,Ávila Rosales,Cabrera-Luján,Santillán,Paz,Rey,"
            "Campos,Toro,Prado,Castillo,Olmos"
        ),
        "en": listed(
            "Dunleavy,Hargrove,MacAllister,Loomis,Power,Pickens,Blood,Stock,Winter,Nail,Hurt,"
            "Savage,Speed,Wagstaff,Bolt,Tripp,Stringfellow,Fears,Gay,Page"
        ),
        "vi": listed("Lam,Dang,To,Vo,Trinh"),
        "ph": listed("Evangelista,de los Reyes,Tolentino,Lim"),
        "zh": listed("Lin,Cheung,Qiu,He,An,Szeto"),
        "hy": listed("Avedissian,Gharibyan,Der Kaloustian"),
        "hm": listed("Lor,Cha,Vue"),
        "ar": listed("El-Khatib,Bazzi,Al Jaber"),
        "in": listed("Randhawa,Krishnamurthy,Bal,Das"),
        "af": listed("Okonkwo,Gebremariam,Adjei,Nwosu"),
        "eu": listed("D’Agostino,Wiśniewski,Ó Súilleabháin,van der Meer,Szabó,Lindqvist"),
    },
    share=listed("es,es,es,es,en,en,en,en,vi,ph,zh,hy,hm,ar,in,af,eu"),
    places=listed(
        "Yosemite,Dos Palos,Marina,Chaparral,Oak Hill,Stonegate,Santa Rosalia,San Ramon,Vista,"
        "Lakeshore,Casa Grande,Manzanita,El Dorado,Cypress,Seacliff,Riverbend"
    ),
    women=frozenset(
        listed(
            "Nereida,Ana Bertha,Rocío,Maribel,Blanca,Cruz,Trinidad,Candelaria,Luz Elena,Kaylee,"
            "Rhonda,Gail,Olive,Ginger,Iris,Pearl,Thi Hanh,Kim Cuc,Bich,Nenita,Imelda,Mei-Ling,"
            "Chun,Siu Fong,Zabel,Nazeli,Pa Houa,Zeinab,Reem,Deepa,Adaeze,Abeba,Giuseppina,"
            "Annelise,Siobhán"
        )
    ),
)

TEMPLATES = Templates(
    header=(
        "INDEPENDENT MEDICAL REVIEW FINAL DETERMINATION LETTER\n{day}\n\n{aa:full}\n{law:name}\n"
        "{street}\n{csz}\n\nRe: {pt:full}, claim {claim}, date of injury {doi}",
        "FAX COVER SHEET\nTo: {adj:full}   Company: {adm:name}   Fax: {phone}\nFrom: "
        "{scribe:full}, {fac:short}   Tel: {phone}\nPatient: {pt:LF}   DOB {dob}\nPages: 9",
        "WORK STATUS SLIP\nPt: {pt:lf}\nEmployer: {emp:short}\nClaim: {claim}\nOff work until "
        "{day}. Signed {ptp:cred}",
        "OPERATIVE REPORT\nPATIENT: {pt:FULL}\nMED REC: {mrn}\nSURGEON: {surg:CRED}\nASSISTANT: "
        "{mid:CRED}\nANESTHESIOLOGIST: {pre:CRED}\nFACILITY: {fac3:caps}",
        "Applicant {pt:full} | ADJ No. {eams} | Employer {emp:name} | Carrier {adm:name} | "
        "Attorney {aa:full}",
        "-----Original Message-----\nFrom: {ncm:full} [mailto:{mail:ncm}]\nSent: {day}\nTo: "
        "{adj:full}; {ptp:full}\nSubject: Re: {pt:full} - appt\n\nHi {adj:first},\nPlease see "
        "below. Thanks, {ncm:first}",
        "DEPOSITION OF {pt:FULL}\nTaken on {day} at {law2:short}\nReported by {scribe:FULL}, CSR "
        "No. {bar}\nAPPEARANCES:\nFor the applicant: {aa:cred}\nFor the defendant: {da:cred}",
        "Rx# {acct}  {pt:LF}  Prescriber {ptp:lf}  {fac2:short}  {phone}",
        "DISCHARGE SUMMARY  {fac2:name}\nName: {pt:lf}  Acct #: {acct}  MRN: {mrn}  DOB: {dob}\n"
        "Attending: {surg:credlf}\nPCP: {pre:last}",
        "Member: {pt:full}  Member ID: {emrid}  Group: {acct}\nSubscriber: {kin:full}  "
        "Relationship: spouse",
    ),
    summary=(
        "{pt:ti} is a {n}-month-out {occ} who was struck by a pallet jack; {sup:full} filled in "
        "the DWC-1.",
        "The injured worker ({pt:full}, DOB {dob}) presented to {fac2:short} the same day.",
        "{ptp:last}, the primary treater, asks for Botox and cites Blumenfeld et al.",
        "In a note of {day}, {sec:cred}, writes that Hoffmann and Babinski are absent.",
        "Dr. {sec:full} and his PA, {mid:full}, agree that Tinel’s at the elbow is positive.",
        "Orthopedic surgeon {surg:full} operated twice; the second surgery was at {fac3:name}.",
        "Occupational therapist {ther:cred} measured grip with a Jamar dynamometer: 22/24/23 kg.",
        "Her mother-in-law, {kin:full}, drives her from {town:own} three times a week.",
        "His older son {kid:first} and a neighbor named {cow:full} help with chores.",
        "Q. And who was your supervisor? A. {sup:full}. Q. Did {sup:first} see it? A. Yes.",
        "Mr. or Ms. {pt:last}’s attorney wrote to {adm:short} on {day}.",
        "Pharmacist {scribe:full} at {fac2:short} called Dr. {ptp:last} about the early refill of "
        "Percocet.",
        "Panel QME {qme:cred} ({day}) found 8% WPI under the AMA Guides, Fifth Edition.",
        "The radiologist, Dr. {rad:last}, compared the film with that of 2012; {rad:last} saw no "
        "Modic change.",
        "Physician reviewer {ur:cred} non-certified the request; peer-to-peer calls to {ptp:last} "
        "went unanswered.",
        "Psych eval by {psy:cred}: PHQ-9 of 17, GAD-7 of 14, no SI; MMPI valid.",
        "Formerly employed by {emp2:name}, where {she} had a shoulder strain in 2009.",
        "A functional capacity evaluation by {ther:full} at {fac2:short} lasted four hours.",
        "Trigger finger release by {surg:last} on {day} went well, says {pt:first}.",
        "Lab: {fac2:name}, accession {emrid}, collected by {scribe:ini}.",
        "Interpreter present: {intr:full} (Spanish), certificate {bar}.",
        "Paramedics took {pt:ti} to {fac2:short}; ER physician {pre:full} ordered CT.",
        "{adj:full}, senior claims examiner with {adm:short}, approved six visits by phone.",
        "Second opinion: {sec:last} (neurosurgery) – no fusion; {surg:last} (ortho) – fusion "
        "L4-S1.",
        "{pt:last} {pt:first} c/o R shoulder pain 7/10, worse w/ overhead reach, Neer +, Hawkins "
        "+.",
        "Assessment per {mid:lastcred}: impingement syndrome. Plan: d/w Dr. {ptp:last}.",
        "Attorney {aa:last} requested records from {emp:short} and from {fac3:short}.",
        "Vocational counselor {cow:full} identified three jobs; none fit {her} limits, {cow:last} "
        "concludes.",
        "{pt:first} lives at {street:own} in {town:own} with {kin:first} and two children, "
        "{kid:first} and a newborn.",
        "On {day}, the chiropractor ({ther:full}) billed for 24 visits; {adm:short} paid for 12.",
        "Utilization review was done by {fac3:short}’s Dr. {ur:last}.",
        "The late {kin:full} had been the beneficiary; policy {policy}.",
        "Certified letter to {pt:full}, {street:own}, {csz:own}, returned unclaimed.",
        "Acupuncturist {ther:cred}, 6/12 visits; NCM {ncm:last} notes good rapport.",
        "BP 128/80. {scribe:full}, MA. Reviewed by {ptp:cred}.",
        "EMG/NCS {day} by {rad:cred}: mild CTS bilat. Copy to {aa:last}.",
        "SUPERVISOR {sup:FULL} STATES THAT {pt:TI} DID NOT REPORT UNTIL {day}.",
        "Mrs. {kin:last} reports that her husband, {pt:first}, wakes at 3 a.m.",
        "Born {dob} in {town}, {she} came to {town:own} as a child.",
        "The {age}-year-old claimant, a retired {occ}, has a stairlift.",
        "Referred by {pre:cred}, seen with chaperone {scribe:first}.",
        "Witnesses were {cow:full}, {sup:full} and {scribe:full}.",
        "Staff at {emp:short} (HR: {sup:full}, {phone}) offered modified work.",
        "{emp:short}’s carrier, {adm:short}, set up a file under no. {claim}.",
    ),
    clean=(
        "Thompson, Simmonds and Homans signs are absent. The Semmes-Weinstein values are 2.83.",
        "In a Cochrane review, Furlan et al. (2015) found little benefit of massage.",
        "See Kalichman L, Hunter DJ. Facet joint disease. Semin Arthritis Rheum. 2007;37(2):69-80.",
        "Ibuprofen, Neurontin, Savella, Butrans and Zanaflex were tried and failed.",
        "The Expert Reviewer found no discussion of Lasègue or Bragard in the notes.",
        "Clinical practice guidelines of the American Academy of Orthopaedic Surgeons were "
        "consulted.",
        "The Opioids Treatment Guideline, page 12, asks for a signed agreement.",
        "An aqua therapy trial in June and July brought some relief; swelling of the right knee "
        "went down.",
        "The Hamilton Rating Scale was 21, and the Insomnia Severity Index was 19.",
        "Ober’s, Thomas and Ely tests are negative. Trendelenburg gait is noted on the left.",
        "No clonus. Long tract signs are absent; gait is slow; hand strength is 4/5.",
        "Requests: Norco 10/325 mg #90, Colace 100 mg #60, Voltaren 1% gel, cold therapy unit "
        "rental.",
        "Under California Code of Regulations, title 8, section 9792.10.1, the appeal is timely.",
        "Per ODG, Hip and Pelvis Chapter, Sacroiliac Joint Injections, criteria are not met.",
        "Salter-Harris II injury, Maisonneuve fracture and Lisfranc sprain were excluded.",
        "Quebec Task Force grade II whiplash; Neck Disability Index 44%; Dallas Pain "
        "Questionnaire high.",
        "A home exercise program, a Swiss ball and a BOSU were recommended.",
        "The Department of Industrial Relations has no position. The U.S. Preventive Services "
        "Task Force agrees.",
        "Zung depression score 58; Pain Catastrophizing Scale 33; DASH 61; Constant-Murley 40.",
        "Bill review and billing codes (CPT 64483) are outside the scope of this review.",
        "White blood cells 6.1; Brown-Séquard pattern absent; Gray matter signal normal.",
        "Christmas and Labor Day visits were cancelled. Spring allergies; takes Claritin and "
        "Flonase.",
        "Smith-Petersen osteotomy was discussed in the literature by Bridwell and colleagues.",
        "Weaning by 10% per week is suggested by the CDC and by the Medical Board of California.",
    ),
    qualifications=(
        "The reviewer is a Doctor of Chiropractic with an active license in Nevada and Arizona.",
        "The physician reviewer is board certified in Anesthesiology with a subspecialty in Pain "
        "Medicine and practices in New York.",
        "The Expert Reviewer has no conflict with the Employer, the Claims Administrator or the "
        "facility.",
    ),
    decisions=(
        "Is the request for {n} visits of hand therapy with {ther:last} medically necessary? No. "
        "{ther:full} recorded no measurable change.",
        "ISSUE 2 – Consultation, {sec:cred}: The request is CERTIFIED. {pt:ti} fails conservative "
        "care.",
        "Retro UDS at {fac2:name} (DOS {day}): not certified; risk level was not stated by "
        "{ptp:last} or {mid:last}.",
        "4. Purchase of an H-Wave (vendor {fac2:short}) – UPHELD – trial log unsigned by "
        "{pt:last}.",
        "Facet blocks C4-C6 by Dr. {sec:last} at {fac3:short}: overturned, as radicular signs are "
        "absent.",
        "Gym membership at {emp2:short}: not medical treatment; {pt:first} may walk.",
        "Psychotherapy x 6, {psy:cred}: necessary per MTUS, since {psy:last} documents gains.",
        "Spinal cord stimulator trial ({surg:ini}): psychological clearance by {psy:last} is on "
        "file; overturned.",
        "Interpreter services by {intr:full}: outside of IMR.",
    ),
    records=(
        "{ptp:lf}, {day}, PR-2",
        "{day} | {rad:credlf} | X-ray R wrist | {fac2:short}",
        "Consult report — {sec:full} — {day}",
        "{qme:cred}, Supplemental Report dated {day}",
        "{fac2:caps} ED NOTES {day} {pre:LF}",
        "Email {adj:full} to {ncm:full} {day}",
        "Stipulations with Request for Award, {eams}, WCJ {da:full}",
        "Job analysis, {cow:lf}, {day}",
        "{day} {mid:cred} recheck",
        "Objection letter {aa:last}; reply {da:last}",
        "Personnel file, {emp:name} (custodian {sup:full})",
        "Rx log {fac2:short} {day}",
    ),
    end=(
        "Reviewed and approved: {ptp:cred}\nDate: {day}\n{fac:name}, {street}, {csz}, {phone}",
        "cc: {pt:full}\n{adm:name}\n{aa:cred}\n{ptp:cred}",
        "Thank you for the referral, Dr. {pre:last}.\n\nWarm regards,\n\n{sec:cred}\n{url:fac3}",
        "Attested by {scribe:full}, Notary Public, Commission # {bar}",
        "Form filled in by: {scribe:full} for {ptp:last}\nCall back: {phone} ask for "
        "{scribe:first}",
        "Electronically authenticated {day} by {rad:credlf}",
        "Very truly yours,\n{law:name}\nBy: {aa:cred}\nState Bar No. {bar}",
        "____________________\n{ptp:cred}\nCal. Lic. {lic}\nNPI: {npi}",
        "SERVICE LIST: {aa:full}, {law:name}, {street}, {csz}; {adj:full}, {adm:name}, {street}, "
        "{csz}",
        "QME declaration: I, {qme:full}, declare that I have not violated Labor Code section "
        "139.3.",
    ),
)
