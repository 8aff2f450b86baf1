"""What a message asks for: a fact, advice for somebody, or nothing, as it only tells of them.

A softmax regression reads the words, the intents that NLU holds likely, and what the span tagger marks.
``make asked`` learns it from ``data/asked_for``; what it learned stands in ``weights.json``.
"""
