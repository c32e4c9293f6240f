"""The workbench: one article with all that stands on it, and what is saved from it."""
