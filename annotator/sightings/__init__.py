"""The same matter in several articles: claims that say it, suggested and confirmed."""
