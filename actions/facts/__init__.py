"""The very facts that a question asks for."""
