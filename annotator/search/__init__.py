"""Finding again: the query language, what is indexed, the engines, the one writer, and the page.

The database is the truth, the index a copy that may be deleted at any second. No request writes it: the session puts
changed ids into the journal (db/tracking.py) and `keeping/indexer.py`, alone on a host, drains it.
"""
