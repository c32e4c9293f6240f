"""The pages of articles in nearly the same words: the group, what differs, and what was judged over there."""
