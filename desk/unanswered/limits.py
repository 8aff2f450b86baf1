"""What bounds the job, in a module that imports nothing."""

MOST_TURNS = 3000  # that are looked at, in both periods together
PERIOD_SECONDS = 28 * 24 * 3600.0  # of the groups, unless so many turns do not reach back so far
MOST_GROUPS = 300  # that are kept, the largest
NEAREST = 5  # facts of a group
