"""Whoosh: an index in files, beside the database. Whoosh keeps its segments and commits; read by our own arrays."""
