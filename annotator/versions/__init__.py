"""New versions of an article: what becomes of that which stood on the one before."""
