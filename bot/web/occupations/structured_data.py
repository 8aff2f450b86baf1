"""An occupation's page for machines: schema.org's ``Occupation`` in JSON-LD, from rows and nothing else."""

from __future__ import annotations

from typing import Any

from sqlalchemy.engine import Connection

from bot.web.occupations.sections.abilities import SKILLS
from bot.web.occupations.sections.subject import Subject
from bot.web.occupations.sections.work import description_of, description_text
from bot.web.occupations.texts import capitalised
from knowledge.dataset_records import Wage
from knowledge.models.datasets import PERCENTILES
from knowledge.queries.onet import duties, ratings
from knowledge.queries.projections import projection_of
from knowledge.queries.wages import wage_in
from knowledge.records import Occupation

DURATIONS = {"annual": "P1Y", "hourly": "PT1H"}  # ISO 8601


def occupation_data(
    connection: Connection, occupation: Occupation, subject: Subject | None, description: str, url: str
) -> dict[str, Any]:
    """Return the data of a page; of an occupation that only the content holds, its name and description."""
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Occupation",
        "name": capitalised(occupation.name),
        "description": description,
        "url": url,
        "mainEntityOfPage": url,
    }
    return told | (_of_datasets(connection, subject) if subject else {})


def _of_datasets(connection: Connection, subject: Subject) -> dict[str, Any]:
    onet = subject.onet
    told: dict[str, Any] = {
        "description": description_text(description_of(connection, subject)),
        "occupationalCategory": {
            "@type": "CategoryCode",
            "inCodeSet": {"@type": "CategoryCodeSet", "name": "O*NET-SOC"},
            "codeValue": onet.key,
            "name": onet.title,
        },
        "skills": [one.element for one in ratings(connection, code=onet.key, scale="skill")[:SKILLS]],
        "responsibilities": [one.text for one in duties(connection, code=onet.key)],
    }
    wage = wage_in(connection, code=onet.wage_code)
    # Figures of a group of occupations are not this one's.
    if wage and onet.has_own_wages:
        told["estimatedSalary"] = [one for period in DURATIONS if (one := _distribution(wage, period))]
        told["occupationLocation"] = [{"@type": "Country", "name": wage.place}]
    entry = projection_of(connection, code=onet.projection_code)
    if entry and onet.has_own_projection:
        if entry.education:
            told["educationRequirements"] = {
                "@type": "EducationalOccupationalCredential",
                "credentialCategory": entry.education,
            }
        if entry.experience:
            told["experienceRequirements"] = entry.experience
    return {name: value for name, value in told.items() if value}


def _distribution(row: Wage, period: str) -> dict[str, Any] | None:
    """Return the percentiles that are published; a bound that pay is at least is no figure."""
    named = {"median" if one == 50 else f"percentile{one}": f"{period}_p{one}" for one in PERCENTILES}
    found = {name: row.values[column] for name, column in named.items() if column in row.values}
    if not found:
        return None
    return {
        "@type": "MonetaryAmountDistribution",
        "name": row.source.title,
        "currency": "USD",
        "duration": DURATIONS[period],
        **found,
    }
