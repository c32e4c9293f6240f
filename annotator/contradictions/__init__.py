"""Where claims about one matter disagree, how each pair is to be read, and what the desk decided."""
