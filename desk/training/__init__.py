"""Trains the model on adopted phrases, in a process of its own, and takes it only if it is no worse."""
