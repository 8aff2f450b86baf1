"""Slack's limits, from its reference of Block Kit; characters unless said otherwise."""

BLOCKS = 50  # of a message
SECTION = 3_000
CONTEXT_ELEMENTS = 10
ACTIONS = 25  # elements of an actions block
BUTTON_TEXT = 75
HEADER = 150
FIELDS = 10  # of a section
FIELD = 2_000
BUTTON_VALUE = 2_000
TABLE_ROWS = 100  # with the row of headings
TABLE_COLUMNS = 20
TABLES = 1  # of a message
CHARTS = 2  # of a message
CHART_TITLE = 50
CHART_LABEL = 20  # of a point, a category or a series
CHART_POINTS = 20
PIE_SEGMENTS = 6
PROMPTS = 4
FALLBACK_TEXT = 4_000  # what Slack asks for; it cuts far later

# Ours: a message that is longer than this is hard to read in a channel, so the rest waits for "Show more".
PAGE = 6_000
PAGE_BLOCKS = BLOCKS - 5  # room for "Show more", the choice made, and thumbs
