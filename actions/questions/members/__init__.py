"""Several occupations that a message points back to, and what it asks of them."""
