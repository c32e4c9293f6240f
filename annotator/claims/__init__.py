"""Checkable statements of an article."""
