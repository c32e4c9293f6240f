"""What others do on an article while it is open, and whether a save has arrived."""
