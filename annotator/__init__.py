"""Wirecheck: a fact-checking desk for wire copy. The map of the packages is docs/architecture.md."""
