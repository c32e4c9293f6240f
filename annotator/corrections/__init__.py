"""Replacements that lie over an untouched text."""
