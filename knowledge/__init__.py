"""The SQL knowledge base: models, queries, content and the loader."""
