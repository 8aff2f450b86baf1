"""Learns what a title stands for in its conversation (``actions/questions/titles/standing``)."""
