"""Makes the tables of ``knowledge/datasets/tables`` from the publishers' files; ``python -m`` runs it.

Only facts and figures are taken: codes, titles, ratings, percentages, names of technologies, wages and
projections. The publishers' sentences stay in their files.
"""
