"""What each topic can be asked for, and which topic a thing that is named belongs to: tables, no code."""

from __future__ import annotations

from actions.questions.kinds import PLACES

OCCUPATION_SEARCH = "occupation_search"
# Topics of advice, which is computed from what a person said of themselves.
CAREER_CHANGE, SKILL_GAP, CAREER_FIT = "career_change", "skill_gap", "career_fit"
INTEREST_FINDER = "interest_finder"  # the intent that begins the interest finder, or goes on with it
ADVICE_TOPICS = (CAREER_CHANGE, SKILL_GAP, CAREER_FIT)
# Topics answered in figures over one dimension, and the kinds of entities on it.
SCALES: dict[str, frozenset[str]] = {
    "education_shares": frozenset({"degree"}),
    "industries": frozenset({"industry"}),
    "startups": PLACES,
    "job_satisfaction": frozenset({"satisfaction"}),
    "gender_distribution": frozenset({"gender"}),
    "age_distribution": frozenset({"age_group"}),
    "regional_demand": PLACES,
}
# Topics of which the datasets hold figures for places; in outlook how many work there.
OF_PLACES = frozenset({"salary", "outlook", "comparison", OCCUPATION_SEARCH})
# Topics answered for the place where the person is, if they ask for themselves.
DEPENDS_ON_PLACE = frozenset({"salary", "comparison"})
# Topics whose answers have an order.
RANKED = frozenset({*SCALES, "salary", "certifications", "programming_languages"})
# What else a topic can be asked for: a message that names nothing but this goes on with the topic.
DIMENSIONS: dict[str, frozenset[str]] = SCALES | {
    "salary": frozenset({"level"}),
    "outlook": frozenset({"year"}),
    "market_size": frozenset({"year"}),
    "education": frozenset({"degree"}),
    "certifications": frozenset({"certification"}),
}
# The things of a topic that have attributes, and the kinds that may be named beside an attribute of theirs.
HAS_ATTRIBUTES: dict[str, frozenset[str]] = {
    "certifications": frozenset({"certification", "tool", "company", "level"}),
    "bootcamp": frozenset({"certification", "tool", "company", "level"}),
}
# Aspects that ask for an attribute, and the attribute.
ATTRIBUTE_OF_ASPECT = {
    "duration": "weeks",
    "price": "price",
    "free": "price",
    "provider": "provider",
    "courses": "courses",
    "target_level": "level",
    "difficulty": "difficulty",
}
# The topic that says how many have, are or do something, by the kind of that thing.
SHARE_OF_KIND = {
    "degree": "education_shares",
    "gender": "gender_distribution",
    "age_group": "age_distribution",
    "industry": "industries",
    "region": "regional_demand",
    "satisfaction": "job_satisfaction",
}
# Topics that mean another one where an industry is meant: "what do they do there?".
WITHIN_INDUSTRY = {"duties": "applications", "work_environment": "applications"}
# Tools that stand for all of their category: "which cloud?".
GENERAL_TOOLS = frozenset({"cloud_platforms", "containers"})
# "What about R?" asks the last question of another thing if its topic is one of these, else the first topic.
GOES_ON_WITH: dict[str, tuple[str, frozenset[str]]] = {
    "tool": (
        "requirement_check",
        frozenset({"programming_languages", "tools", "algorithms", "skills", "requirement_check"}),
    ),
    "skill": ("requirement_check", frozenset({"skills", "requirement_check", "mathematics"})),
    "algorithm": ("requirement_check", frozenset({"algorithms", "requirement_check"})),
    "product": ("applications", frozenset({"applications"})),
    "certification": ("certifications", frozenset({"certifications"})),
    "course": ("bootcamp", frozenset({"certifications", "bootcamp"})),
}
# Kinds that only these topics can be asked for: behind any other, "and mid?" asks the topic of the kind.
GOES_ON_ONLY_WITH: dict[str, frozenset[str]] = {
    "level": frozenset({"salary", "experience", "certifications", "bootcamp"}),
}
# Topics that can be asked of an industry; behind any other, "and ads?" asks what is done there.
ASKED_OF_INDUSTRIES = frozenset(
    {"industries", "applications", "salary", "outlook", "regional_demand", "startups", "job_market"}
)
# The topic of a thing that is named out of the blue.
TOPIC_OF_KIND = {
    "occupation": "definition",
    "degree": "education",
    "industry": "industries",
    "company": "companies",
    "level": "salary",
    "gender": "gender_distribution",
    "age_group": "age_distribution",
    "year": "outlook",
}
TOPIC_OF_OTHER_KINDS = "regional_demand"
# The topics that what a message names supports, where its intent is in doubt.
SUPPORTED_TOPICS: dict[str, tuple[str, ...]] = {
    "region": ("regional_demand",),
    "country": ("startups", "regional_demand"),
    "degree": ("education", "education_shares"),
    "level": ("salary", "experience"),
    "gender": ("gender_distribution",),
    "age_group": ("age_distribution",),
    "industry": ("industries", "applications"),
    "product": ("applications",),
    "company": ("companies",),
    "certification": ("certifications",),
    "course": ("bootcamp",),
}
# Intents that fragments leaning on the last answer are often recognised as: one that asks for an
# attribute (besides all refusals) …
TAKEN_FOR_ATTRIBUTE = frozenset(
    {"nlu_fallback", "out_of_scope", "what_about", "requirement_check", "bootcamp"}
)
# … and one that names another value on the same scale.
TAKEN_FOR_VALUE = frozenset(
    {
        "applications",
        "comparison",
        "companies",
        "nlu_fallback",
        "difference",
        "industries",
        "requirement_check",
    }
)
# Topics that are asked about with a negation anyway: "what is not true?", "who is not satisfied?".
ASKED_NEGATIVELY = frozenset({"misconceptions", "challenges", "ethics", "job_satisfaction", "comparison"})
