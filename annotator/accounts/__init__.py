"""People, and who may do what: the one table is policy.py."""
