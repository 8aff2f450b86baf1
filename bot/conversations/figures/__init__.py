"""Figures of days: counted from turns as they come in, kept when these are erased, and read by the desk."""
