"""NLU components: spelling, entities from the knowledge base, intents."""
