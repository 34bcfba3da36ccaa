"""The library for whoever wants to work with it: releases, and determinations as FHIR bundles."""
