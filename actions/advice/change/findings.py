"""What is said of a change of occupation, sentence by sentence: skills, technologies, school, pay, stones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy.engine import Connection

from actions.advice.change.claims import credited
from actions.advice.change.sides import ChangeSide, Sides
from actions.answer import TableBlock
from actions.datasets.base import best_pay, caption_of_place, number, percent
from actions.datasets.preparation import EXPERIENCE, TRAINING
from actions.formatting import capitalised, joined
from actions.messages import message
from actions.person import Person
from knowledge.dataset_records import Wage
from knowledge.queries.facts import associations, statements
from knowledge.queries.occupation_search import EDUCATION
from knowledge.queries.occupations import get_occupation
from knowledge.queries.technology_names import is_programming_language, technologies_called, technology_title
from knowledge.queries.transitions import (
    OccupationSide,
    SkillNeed,
    SkillNeeds,
    TechnologyNeed,
    education_step,
    skill_needs,
    technologies_to_learn,
    technology_needs,
)
from knowledge.records import Association, Occupation, Statement
from knowledge.terms import normalise

MOST_IMPORTANT = 10  # skills of an occupation, as where occupations are compared
NAMED = 3  # of each list in a sentence
SAME_PAY = 1.0  # per cent of difference that is none
TIMES_FROM = 100.0  # … from which on it is told as a multiple
HAVE = ("change.skills.have_one", "change.skills.have")
PARTLY = ("change.skills.partly_one", "change.skills.partly")
MISSING = ("change.skills.missing_one", "change.skills.missing")
CERTIFICATE = EDUCATION.index("Postsecondary nondegree award")
ASSOCIATE = EDUCATION.index("Associate's degree")
PROGRAMMING = "Programming"  # O*NET's skill
LANGUAGES = "programming_languages"
NAMED_UNDER = (LANGUAGES, "skills", "mathematics", "tools")  # topics of what an occupation needs


def needs_of(connection: Connection, sides: Sides, person: Person) -> SkillNeeds:
    """Return the skills of a target as held by the people of a source who say what they can do beside."""
    code = sides.source.code if sides.source else ""
    skills = skills_known(connection, person)
    needs = skill_needs(connection, target=sides.target.code, source=code, skills=skills)
    return credited(needs, sides.credits)


def skills_known(connection: Connection, person: Person) -> tuple[str, ...]:
    """Return the skills that a person told, and programming of one who told to know a language for it."""
    writes = any(is_programming_language(connection, name=one) for one in person.technologies)
    return (*person.skills, PROGRAMMING) if writes else person.skills


def tools_of(
    connection: Connection, target: ChangeSide, source: ChangeSide | None, person: Person
) -> list[TechnologyNeed]:
    """Return the technologies of a target, and which of them are known."""
    code = source.code if source else ""
    return technology_needs(connection, target=target.code, source=code, named=person.technologies)


def stand_ins(
    connection: Connection, sides: Sides, needs: SkillNeeds
) -> tuple[Occupation | None, Occupation | None]:
    """Return the occupations whose skills stand for those of source and target; None for their own."""

    def other(side: ChangeSide | None, code: str) -> Occupation | None:
        return get_occupation(connection, key=code) if side and code and side.code != code else None

    return other(sides.source, needs.source), other(sides.target, needs.target)


def skill_names(needs: Sequence[SkillNeed], limit: int = NAMED) -> str:
    """Return the names of the first skills for a sentence."""
    return joined([need.rating.element.lower() for need in needs[:limit]])


def skills_sentence(needs: SkillNeeds) -> str | None:
    """Return how many of the most important skills carry over, with names; None where none are rated."""
    top = needs.needs[:MOST_IMPORTANT]
    if not top:
        return None
    have, partly, missing = (
        [need for need in top if need.held == held] for held in ("have", "partly", "missing")
    )
    texts = [_counted(HAVE, have) if have else message("change.skills.have_none")]
    if partly:
        texts.append(_counted(PARTLY, partly, named=not missing))
    if missing:
        texts.append(_counted(MISSING, missing))
    return message("change.skills.of", count=len(top), texts="; ".join(texts))


def _counted(names: tuple[str, str], needs: Sequence[SkillNeed], *, named: bool = True) -> str:
    """Return how many skills there are and which; ``names``: of the messages for one and for several."""
    one, several = names
    text = message(several if len(needs) > 1 else one, count=len(needs))
    if not named:
        return text
    which = "change.skills.such_as" if len(needs) > NAMED else "change.skills.all"
    return f"{text} {message(which, names=skill_names(needs))}"


def new_technologies(connection: Connection, sides: Sides, tools: Sequence[TechnologyNeed]) -> str | None:
    """Return the technologies that employers ask for and that are not known; None without any."""
    new = [one.name for one in technologies_to_learn(connection, tools)[:NAMED]]
    name = "change.technologies.new" if sides.source else "change.technologies.asked"
    return message(name, names=joined(new)) if new else None


def known_tools(connection: Connection, sides: Sides, person: Person) -> list[str]:
    """Return the technologies that a person told to know and that the target uses, as they are called."""
    used = {normalise(one.technology.name) for one in tools_of(connection, sides.target, None, Person())}
    return [
        technology_title(connection, name=one)
        for one in person.technologies
        if used & {one, *technologies_called(connection, name=one)}
    ]


def is_known(connection: Connection, name: str, person: Person) -> bool:
    """Return whether a person told to know a technology or to have a skill of this name."""
    told = {normalise(one) for one in (*person.skills, *person.technologies)}
    told |= {called for one in person.technologies for called in technologies_called(connection, name=one)}
    return normalise(name) in told


def level(index: int) -> str:
    """Return a level of ``EDUCATION`` for a sentence: "a bachelor's degree"."""
    return message(f"data.education.level.{index}")


def of_its_own(sides: Sides) -> bool:
    """Return whether the target takes a program made for its work, which no other of its level stands for.

    Nursing assistants and practical nurses both hold a certificate; it is not the same one.
    """
    entry, source = sides.target.published.entry, sides.source
    other = source is None or source.code != sides.target.code
    return other and entry in (CERTIFICATE, ASSOCIATE)


def school_sentence(sides: Sides, person: Person) -> str | None:
    """Return the education for entry and whether it is more than is held; None where it is not published."""
    needed = sides.target.published.entry
    if needed is None:
        return None
    targets = capitalised(sides.target.measured.plural)
    if sides.held is None:
        return message("change.school.entry", occupations=targets, needed=level(needed))
    if not sides.school:
        name = "change.school.enough_own" if person.education is not None else "change.school.enough"
        name = "change.school.same_level" if name == "change.school.enough" and of_its_own(sides) else name
        sources = sides.source.measured.plural if sides.source else ""
        return message(name, occupations=targets, needed=level(needed), sources=sources)
    if person.education is not None:
        return message(
            "change.school.more_own", occupations=targets, needed=level(needed), held=level(sides.held)
        )
    sources = sides.source.measured.plural if sides.source else ""
    return message(
        "change.school.more",
        occupations=targets,
        needed=level(needed),
        held=level(sides.held),
        sources=sources,
    )


def school_verdict(sides: Sides, person: Person) -> str | None:
    """Return whether the education that a person told is enough by what is typical; None if open."""
    needed, held = sides.target.published.entry, person.education
    if needed is None or held is None:
        return None
    enough = "is_level" if needed >= CERTIFICATE else "is_enough"
    name = f"change.school.{'is_less' if education_step(held, needed) else enough}"
    targets = sides.target.measured.plural
    return message(name, occupations=targets, needed=level(needed), held=level(held))


def preparation(side: OccupationSide, *, training: bool = True) -> str | None:
    """Return the experience and perhaps the training that an occupation takes, where it takes some."""
    row = side.projection
    texts = []
    if row and row.experience and row.experience != EXPERIENCE[0]:
        texts.append(message(f"data.education.experience.{EXPERIENCE.index(row.experience)}"))
    if training and row and row.training and row.training != TRAINING[0]:
        texts.append(message(f"data.education.training.{TRAINING.index(row.training)}"))
    return " ".join(texts) or None


def pay_change(source: Wage | None, target: Wage | None) -> float | None:
    """Return by how many per cent the median is higher; None where one of the two is not published."""
    for name in ("annual_p50", "hourly_p50"):
        if source and target and name in source.values and name in target.values:
            return 100 * (target.values[name] / source.values[name] - 1)
    return None


def pay_sentence(sides: Sides) -> str | None:
    """Return how much higher or lower the median pay is; None where that is not known."""
    if sides.source is None or sides.source.published.onet.wage_code == sides.target.published.onet.wage_code:
        return None
    change = pay_change(sides.source.published.wage, sides.target.published.wage)
    if change is None:
        return None
    if abs(change) < SAME_PAY:
        return message("change.pay.same", place=sides.place, release=sides.release)
    return message("change.pay.other", place=sides.place, amount=pay_step(change), release=sides.release)


def pay_step(change: float) -> str:
    """Return a change of pay in per cent in words: "12% higher", "2.4 times as high"."""
    if change >= TIMES_FROM:
        return message("change.pay.times", times=f"{1 + change / 100:.1f}")
    name = "change.pay.higher" if change > 0 else "change.pay.lower"
    return message(name, share=percent(round(abs(change))))


def named_by_articles(rows: Sequence[Association]) -> list[str]:
    """Return the languages and the required skills that most of the content's sources name."""
    counts = Counter(row.entity.name for row in rows)
    languages = {row.entity.name for row in rows if row.topic == LANGUAGES}
    required = {row.entity.name for row in rows if row.requirement == "required"} - languages
    return [
        name
        for group in (languages, required)
        for name in sorted((one for one in counts if one in group), key=lambda one: -counts[one])[:NAMED]
    ]


def asked_by_articles(rows: Sequence[Association]) -> str | None:
    """Return in a sentence what the content's sources name; None where it holds nothing."""
    named = named_by_articles(rows)
    return message("change.articles", names=joined(named)) if named else None


def article_degrees(connection: Connection, occupation: Occupation) -> list[Statement]:
    """Return the first of what the content's sources say of degrees; none where they say nothing."""
    if occupation.only_in_datasets:
        return []
    return statements(connection, occupation=occupation.key, topic="education")[:1]


def article_needs(connection: Connection, occupation: Occupation) -> list[Association]:
    """Return the skills, languages and tools that the content's sources name for an occupation."""
    if occupation.only_in_datasets:
        return []
    found = (associations(connection, occupation=occupation.key, topic=topic) for topic in NAMED_UNDER)
    return [row for rows in found for row in rows]


def sides_table(sides: Sides) -> TableBlock:
    """Return both sides as columns: pay, growth, openings, people, what it takes to enter."""
    nothing = message("table.none")

    def cells(side: ChangeSide) -> tuple[str, ...]:
        row, wage = side.published.projection, side.published.wage
        return (
            (best_pay(wage) if wage else None) or nothing,
            percent(row.change_percent) if row else nothing,
            number(row.openings_a_year) if row else nothing,
            (row.education if row else None) or nothing,
            _short(row.experience if row else None),
            _short(row.training if row else None),
        )

    names = (
        message("data.column.median"),
        message("data.column.growth"),
        message("data.column.openings"),
        message("data.column.education"),
        message("change.column.experience"),
        message("change.column.training"),
    )
    columns = (message("change.column.side"), *(capitalised(side.measured.plural) for side in sides.both))
    rows = tuple(zip(names, *(cells(side) for side in sides.both), strict=True))
    caption = caption_of_place("change.table", "change.table_place", sides.place_name, release=sides.release)
    return TableBlock(caption, columns, rows)


def _short(value: str | None) -> str:
    """Return what the projections say of experience or training in a cell."""
    if value is None:
        return message("table.none")
    return message("change.none_needed") if value in (EXPERIENCE[0], EDUCATION[0]) else value
