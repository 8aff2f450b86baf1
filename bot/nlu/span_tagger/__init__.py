"""Marks what a message says of work and of the one who writes: whose work, when, and what is wanted of it.

A small network reads each word's vectors of the sentence encoder and those of its neighbours. It is trained
by ``make tagger`` from the messages in ``data/marked``; what it learned stands in ``weights.npz``.
"""
