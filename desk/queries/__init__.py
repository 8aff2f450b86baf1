"""Queries of the desk's own tables."""
