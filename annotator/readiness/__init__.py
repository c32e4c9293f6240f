"""What stands between an article and its publication, and who approved it."""
