"""Who took which copy of an article, and who is to be told since it was corrected."""
