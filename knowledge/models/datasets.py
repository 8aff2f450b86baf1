"""Tables of imported datasets. Loading the curated content leaves them alone, and they refer to none of it.

Rows of one table may come from several datasets; ``dataset_id`` says which, so that each is replaced alone.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DateTime, Float, Index, Integer, LargeBinary, String, Table, Text

from knowledge.models.base import TERM_LENGTH, id_column, key_column, metadata, reference

ONET_CODE = 10  # characters of an O*NET-SOC code: 15-2051.00
SOC_CODE = 7
AREA_CODE = 7
INDUSTRY_CODE = 6
NATION = "0000000"  # as an area
ALL_INDUSTRIES = ""
ALL_OCCUPATIONS = "00-0000"
PERCENTILES = (10, 25, 50, 75, 90)
WAGE_COLUMNS = tuple(
    f"{period}_{name}" for period in ("hourly", "annual") for name in ("mean", *(f"p{p}" for p in PERCENTILES))
)

# The imported version of each dataset; ``fingerprint`` is that of its files and of the code that reads them.
# ``published``: an ISO date as precise as known.
dataset = Table(
    "dataset",
    metadata,
    id_column(),
    key_column(),
    Column("version", String(80), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("licence", Text, nullable=False),
    Column("attribution", Text),
    Column("published", String(10)),
    Column("location", Text),
    Column("rows", Integer, nullable=False),
    Column("loaded_at", DateTime, nullable=False),
)

# Job titles by O*NET-SOC code; many titles belong to several occupations.
occupation_title = Table(
    "occupation_title",
    metadata,
    id_column(),
    reference("dataset", index=True),
    Column("occupation_code", String(ONET_CODE), nullable=False),
    Column("title", Text, nullable=False),
    Column("normalised", String(TERM_LENGTH), nullable=False),
    Column("kind", String(20), nullable=False),
    Index(None, "occupation_code"),
    Index(None, "normalised"),
)

# Occupations of O*NET by code. ``wage_code`` and ``projection_code`` say under which code BLS publishes their
# wages and projections, which may be that of a broader group; ``name`` and ``plural`` are what people call them.
onet_occupation = Table(
    "onet_occupation",
    metadata,
    id_column(),
    reference("dataset", index=True),
    Column("code", String(ONET_CODE), nullable=False),
    Column("title", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("plural", Text, nullable=False),
    Column("job_zone", Integer),
    Column("wage_code", String(SOC_CODE)),
    Column("wage_title", Text),
    Column("projection_code", String(SOC_CODE)),
    Column("description", Text),
    Index(None, "code", unique=True),
    Index(None, "wage_code"),
    Index(None, "projection_code"),
)

# The unit vectors (float16) of what an occupation is called and of what is said of it, by which one that is told
# by what is done is found.
onet_vector = Table(
    "onet_vector",
    metadata,
    id_column(),
    reference("dataset", index=True),
    Column("occupation_code", String(ONET_CODE), nullable=False),
    Column("vector", LargeBinary, nullable=False),
)

# What people say to do for a living ("flip burgers", kind ``work``) and what they call the field in which it is done
# ("dispatching", ``field``), of one occupation each. ``normalised`` is compared: of work the form that
# ``knowledge/work_forms.py`` makes; ``vector`` is the unit vector (float16) of the text.
everyday_work = Table(
    "everyday_work",
    metadata,
    id_column(),
    reference("dataset", index=True),
    Column("occupation_code", String(ONET_CODE), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("normalised", String(TERM_LENGTH), nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Index(None, "normalised"),
)

# What people in an occupation do, the most important first; ``tasks`` are the ids of the tasks restated.
onet_duty = Table(
    "onet_duty",
    metadata,
    id_column(),
    reference("dataset", index=True),
    Column("occupation_code", String(ONET_CODE), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("tasks", Text, nullable=False),
    Index(None, "occupation_code"),
)

onet_technology = Table(
    "onet_technology",
    metadata,
    id_column(),
    reference("dataset", index=True),
    Column("occupation_code", String(ONET_CODE), nullable=False),
    Column("name", Text, nullable=False),
    Column("normalised", String(TERM_LENGTH), nullable=False),
    Column("category", Text, nullable=False),
    Column("hot", Boolean, nullable=False),
    Column("in_demand", Boolean, nullable=False),
    Index(None, "occupation_code"),
    Index(None, "normalised"),
)

# The publisher's own sentences, from a release that the operator has. ``kind``: ``description``; of tasks
# ``core``, ``supplemental`` or, where that is not known, ``task``; of tasks that emerge ``new`` or ``revision``,
# and ``revises`` is the id of the task that the latter is to replace. ``rank`` is the publisher's order.
onet_statement = Table(
    "onet_statement",
    metadata,
    id_column(),
    reference("dataset", index=True),
    Column("occupation_code", String(ONET_CODE), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("task_id", Integer),
    Column("revises", Integer),
    Index(None, "occupation_code"),
)

# Values on a scale: ``skill``, ``knowledge``, ``ability`` and ``activity`` (importance 1 to 5, ``level`` 0 to 7),
# ``context`` (mean of 1 to 5, of few elements 1 to 3), ``style`` (-3 to 3, before release 30 1 to 5), ``interest``
# (1 to 7), and ``education`` and ``experience`` (per cent of workers who say that it is required).
# ``rank``: 1 for the highest value.
onet_rating = Table(
    "onet_rating",
    metadata,
    id_column(),
    reference("dataset", index=True),
    Column("occupation_code", String(ONET_CODE), nullable=False),
    Column("scale", String(20), nullable=False),
    Column("element", Text, nullable=False),
    Column("value", Float, nullable=False),
    Column("level", Float),
    Column("rank", Integer, nullable=False),
    Index(None, "occupation_code", "scale"),
)

onet_related = Table(
    "onet_related",
    metadata,
    id_column(),
    reference("dataset", index=True),
    Column("occupation_code", String(ONET_CODE), nullable=False),
    Column("related_code", String(ONET_CODE), nullable=False),
    Column("rank", Integer, nullable=False),
    Index(None, "occupation_code"),
)

# Employment and openings in persons; ``education``, ``experience`` and ``training`` are what is typical.
projection = Table(
    "projection",
    metadata,
    id_column(),
    reference("dataset", index=True),
    Column("code", String(SOC_CODE), nullable=False),
    Column("title", Text, nullable=False),
    Column("employment_from", Integer, nullable=False),
    Column("employment_to", Integer, nullable=False),
    Column("change_percent", Float, nullable=False),
    Column("self_employed_percent", Float),
    Column("openings_a_year", Integer, nullable=False),
    Column("education", Text),
    Column("experience", Text),
    Column("training", Text),
    Index(None, "code"),
)

# What BLS names as changing an occupation's share of the jobs of industries. ``industries`` is "all" or their
# titles; ``words`` restate the reason in words of our own.
growth_factor = Table(
    "growth_factor",
    metadata,
    id_column(),
    reference("dataset", index=True),
    Column("code", String(SOC_CODE), nullable=False),
    Column("number", Integer, nullable=False),
    Column("direction", String(4), nullable=False),
    Column("kinds", Text, nullable=False),
    Column("names_ai", Boolean, nullable=False),
    Column("industries", Text, nullable=False),
    Column("words", Text),
    Index(None, "code"),
)

# ``kind``: nation, state, metro or nonmetro; ``state`` is the postal abbreviation of a state.
area = Table(
    "area",
    metadata,
    id_column(),
    reference("dataset", index=True),
    Column("code", String(AREA_CODE), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("state", String(2)),
    Column("name", Text, nullable=False),
    Index(None, "code"),
)

# The names that people use for an area; of areas with the same name the one with the lower rank is meant.
area_name = Table(
    "area_name",
    metadata,
    id_column(),
    reference("dataset", index=True),
    Column("area_code", String(AREA_CODE), nullable=False),
    Column("normalised", String(TERM_LENGTH), nullable=False),
    Column("rank", Integer, nullable=False),
    Index(None, "normalised"),
)

# ``level``: 2 for a sector, 3 and 4 for industries of three and four digits.
industry = Table(
    "industry",
    metadata,
    id_column(),
    reference("dataset", index=True),
    Column("code", String(INDUSTRY_CODE), nullable=False),
    Column("name", Text, nullable=False),
    Column("level", Integer, nullable=False),
    Index(None, "code"),
)

# Wages in US dollars. Missing values were not published; ``top_coded`` names the columns (with a space between)
# whose value is at or above the highest that is published. ``industry_code`` is empty for all industries.
wage = Table(
    "wage",
    metadata,
    id_column(),
    reference("dataset", index=True),
    Column("code", String(SOC_CODE), nullable=False),
    Column("area_code", String(AREA_CODE), nullable=False),
    Column("industry_code", String(INDUSTRY_CODE), nullable=False),
    Column("employment", Integer),
    *(Column(name, Float) for name in WAGE_COLUMNS),
    Column("location_quotient", Float),
    Column("top_coded", Text, nullable=False),
    Index(None, "code", "area_code", "industry_code"),
    Index(None, "area_code", "industry_code"),
)
