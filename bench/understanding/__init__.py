"""How well the advisor understands: held-out questions end to end, and its intents by cross-validation."""
