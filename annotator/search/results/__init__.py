"""What is found, as a person sees it: read again from the database with their rights, with passages and reasons."""
