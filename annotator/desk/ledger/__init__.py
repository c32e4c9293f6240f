"""All claims and articles of the desk by what the queue and the lists count and sort them by, in memory."""
