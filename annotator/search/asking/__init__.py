"""What a person asks: the text typed, as a tree that every engine reads, widened by the spellings of names."""
