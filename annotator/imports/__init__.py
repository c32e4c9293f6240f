"""What other tools made comes in: their annotations onto articles of the desk, their articles with what stands on them."""
