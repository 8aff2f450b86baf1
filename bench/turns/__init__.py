"""How fast a turn is, how many go through, and what that takes, beside Rasa's own template project."""
