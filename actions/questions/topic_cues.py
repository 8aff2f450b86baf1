"""Which topic of the datasets the words of a question ask for, by the lists of ``cues.yml``."""

from __future__ import annotations

# What the words of a question ask for. They outrank its intent.
TOPICS_OF_CUES: tuple[tuple[str, str], ...] = (
    ("asks_for_job_zone", "education"),
    ("asks_for_training", "education"),
    ("asks_for_related", "related_occupations"),
    ("asks_what_comes_later", "related_occupations"),
    ("asks_for_interests", "interests"),
    ("asks_for_work_styles", "interests"),
    ("asks_where_best", "salary"),
)

# … and what they ask for where NLU is in doubt.
LIKELY_TOPICS_OF_CUES: tuple[tuple[str, str], ...] = (
    ("asks_for_titles", "job_titles"),
    ("asks_for_technologies", "tools"),
    ("asks_for_skills", "skills"),
    ("asks_what_to_know", "skills"),
    ("asks_for_education", "education"),
    ("asks_how_to_become", "education"),
    ("asks_for_experience", "experience"),
    ("search_by_growth", "outlook"),
    ("asks_for_openings", "outlook"),
    ("asks_how_many_work", "outlook"),
    ("search_by_pay", "salary"),
    ("asks_what_one_gets", "salary"),
    ("asks_what_one_earns", "salary"),
    ("asks_for_tips", "salary"),
    ("asks_for_duties", "duties"),
)

ALL_TOPICS_OF_CUES = (*TOPICS_OF_CUES, *LIKELY_TOPICS_OF_CUES)
