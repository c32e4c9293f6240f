"""What to do next: the first page."""
