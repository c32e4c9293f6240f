"""One module a format: what an article's record becomes. `catalogue.py` lists them."""
