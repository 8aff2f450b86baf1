"""Spelling correction of a whole message: a noisy channel.

A language model gives the probability of a sequence of words, an error model the probability that a word is
typed as another, and a decoder finds the most probable sequence of intended words.
"""
