"""Occupations that a message names by their titles, or in other words."""
