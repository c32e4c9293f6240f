"""The index in PostgreSQL, beside the desk's own tables: full text, filters and counts are one statement of SQL."""
