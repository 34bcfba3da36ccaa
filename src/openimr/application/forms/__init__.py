"""The state's forms: DWC Form IMR and DWC Form RFA, of any edition, typed or scanned."""
