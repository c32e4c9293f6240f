"""The versions of an article: their chain, two compared, an old one as it stood, a new one brought in, and what asks."""
