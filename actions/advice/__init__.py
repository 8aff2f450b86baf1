"""Advice computed from what a person says of themselves, with its reasons."""
