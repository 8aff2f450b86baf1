"""Reads a resume, and answers it."""
