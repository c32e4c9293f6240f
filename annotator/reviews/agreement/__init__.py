"""How far reviewers agree, beyond what chance would give."""
