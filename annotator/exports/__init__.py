"""Articles leave the desk: a record goes in, bytes come out, one module a format."""
