"""Searches kept under a name: how many new hits each has, and its feed."""
