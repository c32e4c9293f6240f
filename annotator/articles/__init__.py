"""What was published: articles, their immutable versions, and where things stand in them."""
