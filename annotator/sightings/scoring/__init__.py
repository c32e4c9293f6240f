"""How alike two statements are in what they are about, with reasons. Pure."""
