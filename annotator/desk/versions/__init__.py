"""The versions of an article: their chain, two compared, an old one as it stood, a new one taken in, what asks."""
