"""One handler a family of topics: from a question to what the knowledge base holds on it."""
