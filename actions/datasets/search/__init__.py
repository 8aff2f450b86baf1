"""Searches over all occupations: from what is said to the query, and to its table."""
