"""The programme's law as dated data: deadlines, eligibility, holidays, fees, required parts."""
