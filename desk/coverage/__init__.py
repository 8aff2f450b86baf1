"""What the advisor knows, beside what it is asked: gaps, sources out of date, links that are dead."""
