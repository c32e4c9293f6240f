"""Which articles are ready, and which have one obstacle in their way, for lists of them."""
