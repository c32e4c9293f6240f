"""What people say of an article and of the things on it: threads, mentions, what is read and what is not."""
