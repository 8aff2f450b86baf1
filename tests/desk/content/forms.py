"""Forms as editors fill them in."""

from __future__ import annotations

from desk.content.fact import clean_form

NURSE = "29-1141.00"
HOURS = "Registered nurses in Germany work 38.5 hours a week."
NEW_SOURCE = {
    "source_title": "A survey of hours",
    "source_published": "2025",
    "source_location": "https://survey.example/hours",
    "source_licence": "our own",
}


def statement(**fields: str) -> dict[str, str]:
    """Return the form of a statement about nurses, whom only the datasets know."""
    given = {"kind": "statement", "occupation": NURSE, "topic": "working_hours", "text": HOURS, **NEW_SOURCE}
    return clean_form({**given, "place": "Germany", "as_of": "2025", **fields})


def figure(**fields: str) -> dict[str, str]:
    given = {"kind": "figure", "occupation": "machine_learning_engineer", "topic": "salary", "value": "70000"}
    given |= {"measure": "average_salary", "unit": "eur", "place": "Germany", "as_of": "2025"}
    return clean_form({**given, "source": "what_they_do", **fields})
