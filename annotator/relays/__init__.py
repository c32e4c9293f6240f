"""Articles that tell one story in nearly the same words: relays and rewrites."""
