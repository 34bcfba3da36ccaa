"""The audit of published decisions: a measured outcome model that never sees a case in review."""
