"""Whether and how one may change from an occupation to another."""
