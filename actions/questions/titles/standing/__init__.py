"""What a title stands for in its conversation: one's own work, what is asked about, or neither.

A softmax regression reads what the span tagger says of the title, who brought it up, and the words and signs
around it. ``make standing`` learns it from ``data/standing``; what it learned stands in ``weights.json``.
"""
