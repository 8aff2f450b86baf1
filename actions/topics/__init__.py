"""Handlers: from a question and its rows to a finding."""
