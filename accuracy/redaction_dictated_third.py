"""The third set of the fourth style: other names and templates, drawn after the second."""

from accuracy.redaction_dictated_names import Names, Templates
from accuracy.redaction_planted import listed

NAMES = Names(
    given={
        "es": listed(
            "Rutilio,Obdulia,José Ángel,María Elena,Wenceslao,Nohemí,Fabiola,Juan Carlos,Isidro,"
            "Paulina,Leobardo,Yadira"
        ),
        "en": listed(
            "Cody,Marjorie,Roscoe,LaTonya,Geraldine,Buford,Kirby,Amos,Charity,Clay,Daisy,Hazel,"
            "Mason,Rose,Ray,Hope"
        ),
        "vi": listed("Tuyen,Hong Nhung,Loc,Diem,Vinh"),
        "ph": listed("Efren,Milagros,Dodong,Analyn"),
        "zh": listed("Jianguo,Xiao-Mei,Pui Shan,Kang,Yu"),
        "hy": listed("Ruzanna,Gevorg,Karapet"),
        "hm": listed("Nhia,Mao,Tong Pao"),
        "ar": listed("Ibrahim,Salma,Adnan"),
        "in": listed("Balbir,Sushma,Raghav,Meenakshi"),
        "af": listed("Oluwaseun,Mekdes,Ifeanyi"),
        "eu": listed("Margarethe,Ljubica,Gunnar,Bronisława"),
        "pa": listed("Semisi,Ana Lisa,Keoni"),
        "ko": listed("Ji-hoon,Eun Kyung,Sang Woo"),
    },
    family={
        "es": listed(
            "Arredondo,Chávez Ortega,del Valle,Mondragón,Pedroza,Villalobos-Cruz,Yáñez,Ledesma,"
            "Cantú,Esquivel,Guardado,Hurtado"
        ),
        "en": listed(
            "Abernathy,Ketchum,Blankenship,Rhodes,Waters,Poole,Bird,Self,Sharpe,Winn,Early,Moody,"
            "McGillicuddy,St. John,Carver,Noble,Ives,Outlaw"
        ),
        "vi": listed("Ngo,Quach,Luu,Mai"),
        "ph": listed("Catacutan,dela Peña,Magsino"),
        "zh": listed("Kwan,Tse,Mo,Hu,Ren"),
        "hy": listed("Sahakyan,Tumanyan,Yeghiazarian"),
        "hm": listed("Yang,Khang,Saechao"),
        "ar": listed("Abdelnour,Ben Salah,Qasim"),
        "in": listed("Grewal,Subramaniam,Naidu,Mann"),
        "af": listed("Achebe,Woldemariam,Sesay"),
        "eu": listed("Vuković,Kjellberg,Zapp-Becker,Przybylski"),
        "pa": listed("Faumuina,Kahale,Taumoepeau"),
        "ko": listed("Ahn,Noh,Paik"),
    },
    share=listed("es,es,es,es,en,en,en,en,vi,ph,zh,hy,hm,ar,in,af,eu,pa,ko"),
    places=listed(
        "Morro,Rancho Mirage,Carquinez,Tamarack,Pinnacle,Las Palmas,Buena Vista,Cerritos,"
        "Shasta Cascade,Laguna Seca,Monarch,Trinity,North Fork,Granite Bay,Alta,Sequoia"
    ),
    women=frozenset(
        listed(
            "Obdulia,María Elena,Nohemí,Fabiola,Paulina,Yadira,Marjorie,LaTonya,Geraldine,Charity,"
            "Daisy,Hazel,Rose,Hope,Tuyen,Hong Nhung,Diem,Milagros,Analyn,Xiao-Mei,Pui Shan,Yu,"
            "Ruzanna,Nhia,Mao,Salma,Sushma,Meenakshi,Mekdes,Margarethe,Ljubica,Bronisława,"
            "Ana Lisa,Eun Kyung"
        )
    ),
)

TEMPLATES = Templates(
    header=(
        "Claim Number:           {claim}\nPatient Name:           {pt:lf}\n"
        "Employer/Insured:       {emp:name}\nDate of Injury:         {doi}\nClaims "
        "Examiner:        {adj:full}\nRequesting Provider:    {ptp:credlf}",
        "{fac:caps}\n{street} * {csz}\nPh {phone} * Fx {phone}\n\nPATIENT: {pt:FULL}\nCHART: "
        "{mrn}\nVISIT: {day}\nSEEN BY: {mid:CRED}",
        "{day}\n\nVIA FACSIMILE {phone}\n\n{adm:name}\nAttn: {adj:full}\n{street}\n{csz}\n\nRE:  "
        "{pt:full} v. {emp:short}\n     {eams}\n\nDear {adj:ti}:",
        "STATE OF CALIFORNIA\nWORKERS' COMPENSATION APPEALS BOARD\n{pt:FULL}, Applicant,\nvs.\n"
        "{emp:CAPS}; {adm:CAPS}, Defendants.\nCase No. {eams}",
        "REQUEST FOR AUTHORIZATION\nEmployee Information\nName (Last, First, Middle): {pt:lf}\n"
        "Date of Birth (MM/DD/YYYY): {dob}\nClaim Number: {claim}   Employer: {emp:name}\n"
        "Requesting Physician Information\nName: {ptp:full}   Practice Name: {fac:name}\nAddress: "
        "{street}   City: {town}   State: CA\nPhone: {phone}   Fax Number: {phone}\nSpecialty: "
        "Orthopedics   NPI Number: {npi}\nE-mail Address: {mail:ptp}\nClaims Administrator "
        "Information\nCompany Name: {adm:name}   Contact Name: {adj:full}",
        "{pt:lf}  ({mrn})   Printed by {scribe:lf} at {day} 14:22   Page 2 of 7",
        "EXPLANATION OF REVIEW\nBill ID {acct}\nClaimant {pt:full}\nProvider {ptp:full}\nTIN "
        "{tin}\nDOS {day}",
        "Voicemail transcript {day}: Hi, this is {scribe:full} from Dr. {ptp:last}'s office "
        "calling for {adj:full} about {pt:full}, date of birth {dob}, call me at {phone}. Thanks.",
        "Progress Notes by {mid:cred} at {day} 9:40 AM\nAuthor: {mid:cred}   Service: "
        "Occupational Medicine   Author Type: Physician Assistant\nFiled: {day}   Encounter Date: "
        "{day}   Status: Signed\nEditor: {mid:cred}   Cosigner: {ptp:cred}",
    ),
    summary=(
        "{pt:ti} is employed as a {occ} with {emp:short} and was hurt when a shelf fell.",
        "Mechanism: while unloading at {emp2:short}, a co-worker ({cow:full}) dropped the other "
        "end.",
        "Initially treated at {fac2:short} by {pre:cred}; X-rays were negative.",
        "Care was transferred to {ptp:full} on {day}. {ptp:last} diagnosed lumbar radiculopathy.",
        "Dr. {ptp:last}’s partner, Dr. {sec:last}, gave two epidurals (Kenalog 40 mg).",
        "The patient’s mother {kin:full} has rheumatoid arthritis; a sister, {kid:first}, has "
        "lupus.",
        "The AME, {qme:full}, assigned 12% WPI; Dr. {qme:last} apportions nothing.",
        "In {her} deposition {pt:ti} named {sup:full} and {cow:full} as witnesses.",
        "PT discharge note by {ther:cred}: 9 of 12 visits; Oswestry from 56 to 44.",
        "Per {psy:lastcred}, sleep remains poor and Beck scores are unchanged.",
        "Seen today with {kin:first}, who drove. Interpreter {intr:full} (#{bar}).",
        "{surg:cred} (hand surgery) suggests endoscopic release; {surg:last} cites Phalen and "
        "Durkan.",
        "Peer review ({ur:cred}): Not certified. Discussed with {mid:full} by phone.",
        "CT myelogram, {fac2:name}, {rad:cred}: no recurrent herniation.",
        "{pt:last} told {scribe:full}, MA, that Lyrica causes edema.",
        "Pharmacy of choice: {fac2:short}, {street}, {csz}.",
        "Ms. {ncm:last}, the nurse case manager, confirmed that {adm:short} paid for the brace.",
        "Lives with spouse {kin:full} and {her} two sons. Smokes half a pack. Works part time for "
        "{emp2:short}.",
        "Claims handler {adj:full} ({phone}) states the back is accepted, the neck is not.",
        "Dear Dr. {pre:last}, thank you for sending {pt:full}, {age}, a pleasant retired teacher.",
        "I, {ptp:full}, spent 25 minutes with {pt:first}; {scribe:first} served as chaperone.",
        "The employer, {emp:short}, and its TPA, {adm:short}, dispute the neck.",
        "Objective: (+) Spurling L, (-) Lhermitte. Impression: C6 radiculitis. Plan: Dr. "
        "{sec:full} for CESI.",
        "Anesthesia by Dr. {pre:last}. Assistant: {mid:cred}. EBL 20 cc.",
        "Hx from brother-in-law {cow:full}, as {pt:first} speaks Hmong only.",
        "Hearing before WCJ {da:full} is set for {day} in {town}.",
        "Disputed: {fac3:name} charges, lien claimant represented by {da:full} of {law2:name}.",
        "On {day} {pt:first} called in tears; {scribe:first} told {mid:last}, who phoned in "
        "Robaxin.",
        "Chiropractor {ther:full}, D.C. found C5 fixation and treated with Graston.",
        "Second employer: {emp2:name} (cashier, weekends), supervisor {sup:full}.",
        "Labs drawn by {scribe:full} at {fac2:short}: HbA1c 7.9, CRP normal.",
        "Neuropsychologist {psy:full} administered the WAIS-IV and the Rey 15-item test.",
        "As {pt:ti} testified, {sup:last} shouted at {her}. {sup:full} denies this.",
        "Applicant’s counsel, {aa:full}, wrote on {day}: “{pt:ti} cannot sit.”",
        "RN {ncm:full} at {fac:short} did the wound check; sutures out.",
        "The denial letter, signed by {ur:full}, a physician licensed in Texas (lic. {lic}), "
        "cites ODG.",
        "{ptp:LAST} SPINE CLINIC NOTE: {pt:LAST} WANTS A SECOND OPINION FROM {sec:FULL}.",
        "Family history: father {kin:full}, died at 91 of stroke.",
        "A walk-in visit at {fac3:short} on {day}: {mid:full} refilled Naprosyn.",
        "Interventional pain consult ({sec:lf}, {day}): bilateral L3-5 MBB.",
        "Home exercises taught by {ther:first}, the aide.",
        "{pt:first} {pt:last} was represented by {law:short} until {day}.",
        "Correspondence: {adj:last} to {ptp:last}, {day}; {ptp:last} to {adj:last}, {day}.",
    ),
    clean=(
        "Finkelstein and Eichhoff maneuvers reproduce pain; Watson shift is negative; Allen test "
        "is normal.",
        "According to Weinstein et al., SPORT trial, four-year results favored surgery.",
        "References: Guyatt GH, Oxman AD, Vist GE. GRADE. BMJ. 2008;336:924-926.",
        "Requests reviewed: Relafen 750 mg #60, Fexmid 7.5 mg #90, Ultracet #60, Menthoderm 120 "
        "gm.",
        "Guidelines: MTUS Chronic Pain Medical Treatment Guidelines, pages 98-99, Physical "
        "Medicine.",
        "Global Assessment of Functioning was 58; Patient Health Questionnaire was 15.",
        "The worker is a 47-year-old right-hand-dominant male, five feet nine, 212 pounds.",
        "Straight leg raise, Lasègue, Braggard and Kemp are positive at 45 degrees on the left.",
        "Diagnoses: Sprain, Lumbar; Tear, Medial Meniscus; Syndrome, Carpal Tunnel; Depression, "
        "Major.",
        "Home is a single story with a ramp. Denies Fever, Chills, Night Sweats.",
        "Treatment to date: Physical Therapy (24), Aquatic Therapy (8), Chiropractic Care (12), "
        "Cortisone (2).",
        "On Monday and again in August the patient used Biofreeze and a Theracane.",
        "Kellgren and Lawrence grade 4; Outerbridge III; Goutallier 2; Ahlbäck 2.",
        "Schirmer test and Dix-Hallpike were done because of dizziness; Romberg was negative.",
        "Sudeck atrophy, Charcot joint and Paget disease were considered and ruled out.",
        "The Medical Board and the Bureau of Workers’ Compensation publish such rules.",
        "In summary, Voltaren XR is Upheld, Prilosec is Overturned, and Ambien is Upheld.",
        "Range of Motion: Flexion 40, Extension 10, Lateral Bending 15. Strength: Tibialis "
        "Anterior 4/5.",
        "Jackson compression and Adson are negative. Jebsen-Taylor and Purdue Pegboard were slow.",
        "Black mold, cold weather, long hours and hard floors make it worse.",
        "Per the package insert (Butrans, Purdue Pharma) the dose is 5 mcg per hour.",
        "Social Security Disability was denied; Medicare Part D covers Celebrex.",
    ),
    qualifications=(
        "The Expert Reviewer is board certified in Neurology and licensed in Ohio and Illinois.",
        "The reviewer, a Licensed Acupuncturist, practices in California and has treated patients "
        "for 24 hours a week.",
    ),
    decisions=(
        "#1 Psych consult with {psy:full}. DENIED by UR ({ur:last}). IMR: Overturned. {pt:ti} "
        "meets criteria.",
        "Request 3 of 5: 8 sessions of chiropractic by {ther:last}. The notes of {ther:cred} give "
        "no function.",
        "Assistant surgeon ({mid:cred}): medically necessary for this procedure.",
        "Post-op visits with Dr. {surg:last} are part of the global period.",
        "DNA testing, {fac2:name}: not supported; {ptp:last} gives no reason.",
        "Pre-op clearance by {pre:cred}: upheld. {pt:last} is 38 and healthy.",
        "Weight loss program at {fac3:short}: {ptp:last} recorded no BMI.",
        "Rationale. {sec:full} asks for a stimulator. The trial by {sec:last} gave 70% relief.",
        "Medical transport from {town:own}: {kin:first} can drive. Upheld.",
    ),
    records=(
        "Ex. A   {day}   {qme:cred}   PQME report",
        "Ex. B   {day}   {ptp:credlf}   Doctor's First Report",
        "{day}: Phone note, {scribe:full}",
        "{surg:LF} MD - OP REPORT - {day}",
        "Imaging / {rad:full} / {day} / {fac2:short}",
        "Medical records of {fac3:name}, {n} pages",
        "Wage statement, {emp2:name}",
        "{day} letter {da:full} to {qme:full}",
        "Subpoena duces tecum to {fac2:short}, custodian {scribe:full}",
        "Minutes of hearing, {town}, Judge {da:last}",
        "{ther:lf} - {day} - HEP handout",
    ),
    end=(
        "Authenticated by: {ptp:lf} on {day}\nTranscriptionist: {scribe:ii}\nJob {acct}",
        "Yours truly,\n\n{adj:full}\nSenior Claims Representative\n{adm:name}\nDirect {phone}\n"
        "{mail:adj}",
        "DISTRIBUTION:\n{aa:full}\n{da:full}\n{adj:full}\n{ptp:cred}",
        "Signature on file: {pt:full}   Guarantor: {kin:full}",
        "Copies: {aa:cred} / {da:cred} / {adj:full}",
        "/es/ {mid:CRED}\n{day} 16:02\n/es/ {ptp:CRED}\nCosigned {day}",
        "This report was prepared with the help of {scribe:full} (record review) and {intr:full} "
        "(interpreting).",
        "Medical Director: {ur:cred}\nReviewer: {ur:cred}, License {lic} (CA)",
        "{ptp:full}\n{ptp:cred}\nBoard Certified, Physical Medicine",
        "Questions? {mail:scribe} or {phone} x{acct}",
    ),
)
