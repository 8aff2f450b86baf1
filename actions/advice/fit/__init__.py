"""Which occupations fit a person, and what is asked of that list."""
