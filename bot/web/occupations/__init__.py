"""Pages of occupations, an index of them and comparisons: drawn by the server, without scripts."""
