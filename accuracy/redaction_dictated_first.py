"""The first set of the fourth style: names, and templates of dictated letters, in our own words."""

from accuracy.redaction_dictated_names import Names, Templates
from accuracy.redaction_planted import listed

NAMES = Names(
    given={
        "es": listed(
            "Guadalupe,José Luis,María de los Ángeles,Xochitl,Ramiro,Yesenia,Heriberto,Esperanza,"
            "Jesús,Ángel,Lourdes,Dolores,Concepción,Efraín,Maricela,Eusebio"
        ),
        "en": listed(
            "Bradley,Tamika,Earl,Shanice,Glenn,Peggy,Dwayne,Marlene,Curtis,Faith,Rusty,Joy,Chip,"
            "Summer,Dale,April,Mark,Will,Grant,Sandy,Melody,Norm,Art,Penny"
        ),
        "vi": listed("Thuy,Bao,Ngoc Lan,Van,Minh Tuan,Kim-Anh,Duc,Huong,Quang,My Linh"),
        "ph": listed("Marivic,Reynaldo,Jun,Ligaya,Crisanto,Maria Teresa,Bong,Rosalinda"),
        "zh": listed("Xiu Ying,Wei,Zhiqiang,Li-Hua,Kwok Wai,Mei,Jing,Guo Dong"),
        "hy": listed("Hovhannes,Anahit,Garnik,Siranush,Vahe,Lusine,Artak"),
        "hm": listed("Pao,Mai Yer,Tou Ger,Kazoua,Xeng,Bee,Chue"),
        "ar": listed("Abdulrahman,Fatima,Khaled,Noor,Yousef,Hanan,Mahmoud"),
        "in": listed("Harpreet,Lakshmi,Venkata,Gurdeep,Anjali,Sukhwinder,Rajesh"),
        "fa": listed("Behzad,Shahla,Kamran,Farideh,Houman"),
        "ru": listed("Oleg,Svetlana,Dmitriy,Galina,Arkady"),
        "pa": listed("Sione,Leilani,Tavita,Malia"),
    },
    family={
        "es": listed(
            "Villaseñor,de la Cruz,Ochoa-Ramírez,Zaragoza,del Toro Peña,Peña,Arreguín,"
            "Montes de Oca,Barragán,Lucero,Cisneros,Rincón,Flores Nava,Leal,Bravo,Luna,Cortés"
        ),
        "en": listed(
            "Weeks,Stallworth,O’Halloran,McElroy,Strong,Hand,Fitzhugh,Cross,Pruitt,Bone,Rush,"
            "Payne,Beauchamp,Best,Vandenberg,Field,St. Clair,Major,Tweedy,Church,Locke,Ball,Head,"
            "Frost,Sharp,Bright,Wise,Lowe,Rice"
        ),
        "vi": listed("Nguyen,Truong,Ho,Do,Huynh,Bui,Ly,Pham"),
        "ph": listed("Dimaculangan,Macapagal,dela Rosa,Bautista,Pangilinan,San Agustin"),
        "zh": listed("Xu,Ng,Ouyang,Zheng,Au-Yeung,So,Long,Fang,Sun"),
        "hy": listed("Ter-Petrosyan,Hakobyan,Manoukian,Der Boghosian,Khachaturian"),
        "hm": listed("Xiong,Vang,Her,Moua,Thao,Yang"),
        "ar": listed("Al-Masri,Abu-Zayd,El Sayed,Haddad,Bin Rashid"),
        "in": listed("Venkataraman,Singh Dhaliwal,Bhattacharya,Patel,Kaur Gill,Rao"),
        "fa": listed("Tehranian,Ghorbani,Pourmand,Zand"),
        "ru": listed("Kuznetsov,Brodsky,Shapiro,Rabinovich"),
        "pa": listed("Tuiasosopo,Kealoha,Fonoimoana,Leota"),
    },
    share=listed("es,es,es,es,en,en,en,en,vi,ph,zh,hy,hm,ar,in,fa,ru,pa"),
    places=listed(
        "Sierra Crest,Los Robles,Arroyo Grande,Tres Piedras,Coastal,Inland Valley,Redwood,"
        "Golden State,Almaden,Mission Oaks,Pacific Rim,Eastbay,Santa Ynez,Kern River,Bayshore,"
        "Palo Verde,High Desert,Delta,Foothill,San Jacinto,Tri-County,Central Coast"
    ),
    women=frozenset(
        listed(
            "Anahit,Anjali,April,Concepción,Dolores,Esperanza,Faith,Farideh,Fatima,Galina,"
            "Guadalupe,Hanan,Harpreet,Huong,Jing,Joy,Kazoua,Kim-Anh,Lakshmi,Leilani,Li-Hua,Ligaya,"
            "Lourdes,Lusine,Mai Yer,Malia,Maria Teresa,Maricela,Marivic,Marlene,"
            "María de los Ángeles,Mei,Melody,My Linh,Ngoc Lan,Noor,Peggy,Penny,Rosalinda,Sandy,"
            "Shahla,Shanice,Siranush,Summer,Svetlana,Tamika,Thuy,Xiu Ying,Xochitl,Yesenia"
        )
    ),
)

TEMPLATES = Templates(
    header=(
        "IMR Case Number: CM25-0012345\nEmployee Name: {pt:LF}\nDate of Birth: {dob}\nClaim "
        "Number: {claim}\nDate of Injury: {doi}\nUR Denial Date: {day}\nPriority: Standard\n"
        "Application Received: {day}\nEmployer: {emp:name}\nInsurer: {adm:name}",
        "RE: {pt:LF}\n    CLM# {claim}   DOI {doi}\n    EMP: {emp:caps}\n    ADJ: {adj:LF} "
        "{phone}\n    EAMS: {eams}",
        "{pt:full}\n{street:own}\n{csz:own}\n\n{aa:cred}\n{law:name}\n{street}\n{csz}",
        "Patient: {pt:lf}    DOB: {dob}    MRN: {mrn}\nProvider: {ptp:credlf}    Location: "
        "{fac:short}\nReferring: {pre:credlf}\nSSN: {ssn:mask}   Acct: {acct}",
        "FROM: {fac:caps}  FAX: {phone}   TO: {adm:short}   PAGE 3 OF 11\nATTN: {adj:full}, "
        "claims examiner",
        "Injured worker | {pt:lf} | Sex: F | DOB {dob}\nEmployer | {emp:name} |\nAdjuster | "
        "{adj:lf} | {phone} |\nPolicy | {policy} |\nReq. provider | {ptp:credlf} | NPI {npi}",
        "Name: {pt:full}      Home phone: {phone:own}\nAddress: {street:own}, {csz:own}\n"
        "Emergency contact: {kin:full} (spouse) {phone}\nPCP: {pre:cred}",
        "To whom it may concern:\n\nRe:   {pt:full}\nYour file:   {claim}\nOur file:   {acct}\n"
        "D/I:   {doi}\nWCAB:   {eams}",
        "APPLICANT: {pt:FULL}\nDEFENDANT: {emp:CAPS}; {adm:CAPS}\nCASE NO. {eams}",
        "From: {adj:full} <{mail:adj}>\nTo: {mail:ptp}\nCc: {ncm:full}; {da:full}\nSubject: RFA "
        "{pt:last} / {claim}",
        "{adm:name}\n{street}\n{csz}\nTelephone {phone}   Facsimile {phone}\n\nClaimant: "
        "{pt:full}\nD.O.B.: {dob}\nS.S. No.: {ssn}\nFile handler: {adj:full}",
        "{ptp:CRED}\n{fac:CAPS}\n{street}\n{csz}\nTAX ID {tin}   LIC {lic}   NPI {npi}",
        "PATIENT NAME            {pt:LF}\nSEX                     M\nBIRTHDATE               "
        "{dob}\nREFERRING MD            {ptp:lf}\nACCESSION               {emrid}",
    ),
    summary=(
        "This is a {n}-year course for {pt:ti}, who was born on {dob} and sustained an industrial "
        "injury on {doi} while working as a {occ} for {emp:short}.",
        "The patient, {pt:full}, is {age} years old and lives with {kin:first}, {her} spouse, in "
        "{town:own}.",
        "{pt:ti} reported to {sup:full}, the foreman, that {she} felt a pop in the low back; "
        "{sup:last} drove {pt:ti} to {fac2:short}.",
        "Per the AME report of {qme:cred}, dated {day}, the applicant had reached MMI with 14% "
        "WPI.",
        "On {day} {pt:ti} came under the care of {ptp:cred} at {fac:short}, who prescribed Norco "
        "10/325 and Flexeril.",
        "Dr. {sec:last} noted a positive Spurling’s on the right and a negative Lhermitte.",
        "{ptp:last} also documents that McMurray and Lachman were equivocal.",
        "An MRI read by {rad:cred} at {fac2:short} on {day} showed a 4 mm protrusion at L4-5 with "
        "Modic type 2 change.",
        "PTP ({ptp:last}) disagrees with UR physician {ur:cred} and appeals.",
        "The claimant’s daughter, {kid:first}, translated; the certified interpreter {intr:full} "
        "arrived late.",
        "{pt:first} states that Tylenol #3 no longer helps and asks about Lyrica.",
        "In the words of the physical therapist, {ther:cred}: “{pt:first} is motivated but "
        "guarded.”",
        "Surgery was performed by {surg:cred} at {fac3:short} on {day}: left carpal tunnel "
        "release (Phalen and Tinel positive before).",
        "Since the last visit {she} was seen by {mid:cred} for Dr. {ptp:last}, who was away.",
        "{psy:cred}, psychologist, scored the Beck Depression Inventory at 27 and the Beck "
        "Anxiety Inventory at 19.",
        "Nurse case manager {ncm:cred} (cell {phone}) attended the appointment.",
        "Before this job {pt:ti} worked nine years for {emp2:short} and had no prior claim there.",
        "Coworker {cow:full} saw the forklift strike {pt:last}’s left foot.",
        "The records are from {fac2:name}, {fac3:name} and the offices of Drs. {sec:last}, "
        "{surg:last} and {rad:last}.",
        "Treating doctors have been {ptp:full}, {sec:full} and {pre:full}.",
        "He lives at {street:own}, {town:own}, with two flights of stairs and no rail.",
        "CURES report run by {scribe:full} showed no aberrancy; UDS at {fac2:short} was "
        "consistent.",
        "HISTORY OF PRESENT ILLNESS: {pt:TI} IS A RIGHT-HAND-DOMINANT FEMALE WHO FELL AT "
        "{emp:caps} ON {doi}.",
        "Telephone conference {day} between {ur:cred} and {ptp:lastcred}: no additional "
        "information given.",
        "Pt. called the office at {phone} and spoke with {scribe:first} regarding refill of "
        "Gabapentin.",
        "Defense counsel {da:full} of {law2:short} objects to the choice of Dr. {sec:last}.",
        "Denied by {adm:short} through its reviewer, {ur:cred}, California license {lic}.",
        "Dictated by {ptp:cred}; transcribed by {scribe:ini}. D: {day} T: {day}",
        "The worker, whose wife {kin:first} has MS, cannot lift their son {kid:first}.",
        "{pt:last}, {pt:first}, a machine operator, reports numbness of the ring and small "
        "fingers, worse at night.",
        "Consultation with {surg:full} was requested for a possible two-level ACDF; {surg:last} "
        "recommends a Miami J collar.",
        "Follow up with {pre:last} for diabetes, and with {dent:cred} for the broken crown.",
        "Mr./Ms. {pt:last} was advised by attorney {aa:full} not to sign.",
        "Physical exam by {mid:full}, supervised by {ptp:last}, showed Waddell signs 1/5, Hawkins "
        "positive, Neer negative.",
        "The left knee was injected with Kenalog by {sec:ii} on {day}.",
        "“I can’t hold my granddaughter {kid:first},” {pt:ti} said.",
        "Medical-legal: {qme:full}, panel QME in orthopaedics, apportioned 20% to prior injury at "
        "{emp2:short}.",
        "Records from 2014, when the patient was known as {kin:full}, were not available.",
        "Social: married to {kin:full}, who works for {emp2:name}; one child, {kid:first}, age 9.",
        "According to {sup:full} of Human Resources, modified duty at {emp:short} ended {day}.",
        "{fac:short}’s notes are illegible in part; those of {fac2:short} are typed.",
        "The {n}th visit with {ther:full}, {ther:last} writes, brought no objective gain.",
        "An electrodiagnostic study by {rad:last} ({day}) shows chronic left C6 radiculopathy.",
        "Ongoing treatment by Drs. {ptp:last}/{sec:last}.",
        "Transferred by ambulance to {fac2:short}, where {surg:cred}, performed ORIF of a Weber B "
        "fracture.",
        "Authorization was obtained from {adj:first} at {adm:short} on {day}.",
        "She uses a SPC. Reports 8/10. Oswestry 52%. Refer to {sec:FULL} FOR LESI.",
        "Pt seen c/o LBP rad to L leg. SLR+ 40. Dr {sec:last} rec ESI; {ptp:last} agrees. RTC 4 "
        "wks.",
        "He was born in {town} in 1961 and drives from {town:own} for each visit.",
        "The employer’s first aid log, kept by {cow:full}, mentions a cut only.",
    ),
    clean=(
        "Spurling and Lhermitte signs are absent; Hoffmann’s is negative; Babinski is downgoing.",
        "McMurray’s is positive medially, Apley’s grind is negative, and Lachman is stable.",
        "The Phalen, Tinel and Finkelstein tests are negative. The Jamar readings were 20, 22 and "
        "21 kg.",
        "The MTUS (8 CCR 9792.20 et seq.) adopts the ACOEM Practice Guidelines; the ODG is cited "
        "as well.",
        "Per Manchikanti et al. (2013), the evidence for facet injections is fair.",
        "Chou R, Deyo R, Friedly J, et al. Nonpharmacologic therapies for low back pain. Ann "
        "Intern Med. 2017.",
        "See also Carragee, E. J. (2006). Does discography cause accelerated progression? Spine, "
        "34(21).",
        "Current medications: Norco, Soma, Lyrica, Cymbalta, Prilosec, Voltaren gel, Lidoderm and "
        "Ultram.",
        "A Kellgren-Lawrence grade III change is noted in the medial compartment.",
        "The Oswestry Disability Index is 48, the Roland-Morris 17 and the Epworth Sleepiness "
        "Scale 12.",
        "Patrick’s (FABER), Gaenslen’s and Yeoman’s tests are positive on the right; Kemp’s is "
        "negative.",
        "The request was received in May and resubmitted in March with the RFA form.",
        "Work status: no lifting over 10 pounds, no overhead reaching, may drive.",
        "Hand grip is fair, long finger flexion is limited, and the head is held forward.",
        "Physical therapy, 12 visits, was completed with some gain in range of motion.",
        "The Food and Drug Administration has approved Botox for chronic migraine.",
        "The claimant denies bowel or bladder change, fever, chills or weight loss.",
        "A Philadelphia collar and a Jewett brace were provided; the Boston Carpal Tunnel score "
        "is 3.1.",
        "The Cochrane review found low-quality evidence. The Mayo elbow score is 70.",
        "Hawkins-Kennedy, Neer, Yergason’s and Speed’s tests are positive. O’Brien’s is negative.",
        "Dupuytren contracture, Morton’s neuroma and Baker’s cyst are ruled out.",
        "Labor Code section 4610.5(c)(2) defines medically necessary treatment.",
        "MAXIMUS Federal Services, Inc. has determined the disputed service is not medically "
        "necessary.",
        "The Official Disability Guidelines, Low Back Chapter, state that traction is not "
        "recommended.",
        "Urine drug testing by gas chromatography was consistent with Percocet.",
        "The Division of Workers’ Compensation and the Administrative Director adopted the "
        "schedule.",
        "Grade I anterolisthesis of L5 on S1 with Pfirrmann grade IV degeneration and a Schmorl’s "
        "node.",
        "The patient has GERD, hypertension and Type 2 diabetes, and takes Metformin and "
        "Lisinopril.",
        "Minnesota Multiphasic Personality Inventory-2 profiles were valid; the GAF is 55.",
        "Semmes-Weinstein monofilament testing is diminished in a stocking distribution.",
        "Retrospective request for Terocin patches #30 (DOS {day}) is not supported.",
        "The worker is 54 years old, is right-handed and has been off work since {day}.",
        "A TENS unit, a Thera-Band kit and an H-Wave device were tried at home.",
        "Rationale: the guidelines require documented failure of first-line therapy such as "
        "Tylenol or Motrin.",
        "Judet views show a healed Rolando fracture; a prior Colles fracture healed well.",
    ),
    qualifications=(
        "The Expert Reviewer is licensed to practice in California, is board certified in "
        "Physical Medicine and Rehabilitation, and has been in active practice for more than five "
        "years.",
        "The reviewer holds a certificate in Pain Medicine and a license in Texas and Florida and "
        "has no affiliation with the employer.",
        "The physician reviewer is certified in Orthopaedic Surgery and practises in Oregon.",
    ),
    decisions=(
        "1. {n} sessions of acupuncture with {ther:cred} is not medically necessary.\nClaims "
        "administrator guideline: MTUS Acupuncture.\nRationale: {ptp:last} does not state what "
        "the first six visits with {ther:last} achieved.",
        "Decision #2: Follow-up visit with {sec:cred}, pain management: OVERTURNED. {pt:ti} "
        "remains on opioids and Dr. {sec:last}’s plan to wean is sound.",
        "3) Left L5-S1 TFESI at {fac3:short}: upheld. MTUS asks for radiculopathy by exam, "
        "corroborated. The findings of {rad:cred} do not corroborate.",
        "Terocin #30: The provider ({ptp:ini}) gives no reason why oral drugs failed. Not "
        "medically necessary.",
        "Consult w/ {psy:cred}: medically necessary. Depressive symptoms were recorded by "
        "{mid:last} and {ptp:last} alike.",
        "Home health aide 4 h/day: {kin:first} already helps with bathing, and the request by "
        "{ptp:cred} names no medical task. Upheld.",
        "MRI of the cervical spine without contrast, to be done at {fac2:short}. ACOEM: "
        "unequivocal findings are needed. Overturned.",
        "Post-op PT 2x6 with {ther:full} – modified by {ur:full} to 2x3 – the remaining visits "
        "are necessary.",
        "Transportation from {town:own} to {fac2:short} is not a medical service under the "
        "schedule.",
        "Re: Compound cream (DOS {day}, dispensed by {fac2:short}). No Rx by {ptp:lastcred} was "
        "found.",
    ),
    records=(
        "{ptp:credlf}      {day}     PR-2           pp. 12-15",
        "{rad:credlf}   {day}   MRI L/S   {fac2:caps}",
        "{day}  {sec:lf}  {sec:full}  Initial pain consult",
        "{qme:cred} - QME report - {day} - 41 pages",
        "{fac3:name}, operative report, {day} (surgeon {surg:last}; assistant {mid:cred}; "
        "anesthesia {pre:lastcred})",
        "Deposition of {pt:full}, vol. II, {day}",
        "Letter of {aa:last} to {adj:last}, {day}",
        "{day}    {ther:LF}    PT DAILY NOTE    {fac2:caps}",
        "UR determination, {ur:cred}, {day}",
        "Declaration of {cow:full} ({emp:short})",
        "RFA signed {ptp:ini} {day}",
        "Subpoenaed records: {emp2:name}; {fac2:name}",
        "Witness statement: {sup:lf}",
        "Progress note {mid:credlf} {day} {fac:short}",
    ),
    end=(
        "Electronically signed by {ptp:cred} on {day} 09:14 AM\nLicense No. {lic}",
        "Sincerely,\n\n\n{ptp:cred}\nDiplomate, American Board of Orthopaedic Surgery\ncc: "
        "{adj:full}, {adm:short}\n    {aa:cred}\n    {da:cred}, {law2:short}",
        "cc: {aa:full}; {da:full}; {adj:full}; {ncm:cred}",
        "Respectfully submitted,\n{mid:cred}\nfor {ptp:cred}\nTel {phone} / Fax {phone}\n{url:fac}",
        "/s/ {ptp:full}\n{ptp:full}, Lic. {lic}, DEA {dea}",
        "PROOF OF SERVICE\nI, {scribe:full}, am over eighteen. On {day} I served:\n{adm:short}, "
        "{street}, {csz}\n{law:short}, {street}, {csz}",
        "Dictated but not read. {ptp:ini}/jw",
        "Questions: {scribe:full} at {phone}, {mail:scribe}, {url:fac}",
        "X____________________  {pt:full}   Date {day}\nWitness: {cow:full}",
        "CC List\n{adm:name}, Attn: {adj:full}\n{emp:name}, Attn: {sup:full}\n{law2:name}, Attn: "
        "{da:full}",
        "I declare under penalty of perjury that this report is true. Executed this day by "
        "{ptp:full}.\nINTERPRETER: {intr:FULL}, CERT NO. {bar}",
        "Rendering provider: {mid:credlf}; supervising: {ptp:credlf}; scribe: {scribe:lf}",
    ),
)
