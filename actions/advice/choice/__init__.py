"""A choice for a person among occupations that are named or were shown."""
