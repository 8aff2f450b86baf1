"""Places that a message names and NLU does not mark."""
