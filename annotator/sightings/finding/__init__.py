"""Finds sightings, off the request path: what changed is read from the journal, claims that share a rare key are
compared, what stands in a band is suggested."""
