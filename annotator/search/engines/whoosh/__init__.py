"""Whoosh: an index in files, beside the database. Read by our own masks and scores, written by one process."""
