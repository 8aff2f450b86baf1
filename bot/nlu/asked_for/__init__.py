"""Learns what messages ask for (``actions/questions/asked_for``)."""
