"""How the widget does: its size, the time until it is ready, and many sessions at once."""
