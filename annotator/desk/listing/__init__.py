"""The list of articles: it counts claims and garbles, which stand above articles in the import order."""
