"""The index kept true: the journal of what changed, the one writer that drains it, the deep check."""
