"""The action server: translates between dialogue and the knowledge base."""
