"""What claims are checked against: each source is a record of its own, used by many claims."""
