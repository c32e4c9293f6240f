"""What other tools made comes in: annotations onto articles of the desk, and articles with what stands on them."""
