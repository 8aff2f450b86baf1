"""Watches the shares of unknown, failed and disliked answers, and tells operators when one is unusual."""
