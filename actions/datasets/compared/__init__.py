"""Occupations side by side."""
