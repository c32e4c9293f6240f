"""From a file, a paste or a feed to articles. docs/ingest.md lists the formats, the fields and the limits."""
