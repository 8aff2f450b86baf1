"""Answers about the occupations of imported datasets: O*NET's and BLS's, by topic."""
