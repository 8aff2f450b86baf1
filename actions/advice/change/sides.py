"""The two sides of a change of occupation: whose figures they are, and where and when these hold."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from actions.advice.change.claims import Credit, credits_of
from actions.advice.change.reader import Change
from actions.datasets.base import best_pay, in_place, names_of
from actions.datasets.pay import other_year
from actions.datasets.places import place_of
from actions.formatting import quoted
from actions.messages import message
from actions.questions.question import Question
from knowledge.dataset_records import Area
from knowledge.models import NATION
from knowledge.queries.occupation_search import LONG, TRAINING
from knowledge.queries.occupations import get_occupation
from knowledge.queries.transitions import OccupationSide, education_step, occupation_side
from knowledge.queries.wages import find_areas, release
from knowledge.records import Occupation, Row


@dataclass(frozen=True)
class ChangeSide:
    """An occupation and what is published of it.

    ``measured``: the occupation whose figures these are; another one where BLS counts its people with others.
    """

    occupation: Occupation
    measured: Occupation
    published: OccupationSide

    @property
    def code(self) -> str:
        """The O*NET-SOC code of the figures."""
        return self.published.onet.key

    @property
    def training(self) -> int:
        """The training on the job, as a place in ``TRAINING``; 0 for none, or none that is published."""
        row = self.published.projection
        return TRAINING.index(row.training) if row and row.training else 0

    @property
    def has_own_figures(self) -> bool:
        """Whether the figures are of the occupation itself."""
        return self.occupation == self.measured

    @property
    def rows(self) -> list[Row]:
        """The rows of pay and outlook."""
        return [row for row in (self.published.wage, self.published.projection) if row]


@dataclass(frozen=True)
class Sides:
    """Both sides of a change.

    Attributes:
        change: what was read.
        source: None where it is not known, or no figures of it are held.
        target: the occupation that is asked about.
        place: where the pay holds, as in a sentence: "in Texas".
        place_name: … and by itself.
        release: month and year of the pay.
        held: the education of the person, or what is typical for the source, as an index; None if not known.
        told_school: whether the person told their education.
        untold: the sentence that says what of the question is not held; None where all of it is.
        credits: what the person claims to have done or to be able to do.
    """

    change: Change
    source: ChangeSide | None
    target: ChangeSide
    place: str
    place_name: str
    release: str
    held: int | None
    untold: str | None
    credits: tuple[Credit, ...] = ()
    told_school: bool = False

    @property
    def both(self) -> list[ChangeSide]:
        """The sides that are known, the source first."""
        return [side for side in (self.source, self.target) if side]

    @property
    def is_trained(self) -> bool:
        """Whether a training of more than a year is the way in, and no more school."""
        return not self.school and self.target.training >= TRAINING.index(LONG)

    @property
    def school(self) -> int:
        """By how many levels the education for entry is above what is held."""
        return education_step(self.held, self.target.published.entry)


def read_sides(connection: Connection, question: Question, change: Change) -> Sides | None:
    """Return both sides, with the pay of the place that is asked for; None if the target has no figures."""
    release_name = release(connection)
    area, untold = _area(connection, question)
    if other := other_year(question, release_name):
        untold = message("data.pay.other_year", year=other, release=release_name)
    target, source = _pair(connection, change, area)
    if target is None:
        return None
    if area and (lacking := _without_pay(connection, [side for side in (source, target) if side])):
        name = message("data.pay.not_published", occupations=lacking.measured.plural, place=in_place(area))
        untold, area = f"{name} {message('change.pay.nation')}", None
        target, source = _pair(connection, change, None)
        if target is None:
            return None
    held = question.person.education
    return Sides(
        change,
        source,
        target,
        in_place(area) if area else message("data.in", place=message("data.nation")),
        area.name if area else message("data.nation"),
        release_name,
        source.published.entry if held is None and source else held,
        untold,
        () if change.named else credits_of(connection, question),
        question.person.education is not None,
    )


def _pair(
    connection: Connection, change: Change, area: Area | None
) -> tuple[ChangeSide | None, ChangeSide | None]:
    code = area.code if area else NATION
    target = _side(connection, change.target, code)
    return target, _side(connection, change.source, code) if change.source else None


def _side(connection: Connection, occupation: Occupation, area: str) -> ChangeSide | None:
    """Return the figures of an occupation, else of the first one that it is counted with; None without."""
    for code in (occupation.code, *occupation.counted_with):
        published = occupation_side(connection, code=code, area_code=area) if code else None
        if published and (published.onet.wage_code or published.onet.projection_code):
            other = get_occupation(connection, key=published.onet.key) if code != occupation.code else None
            return ChangeSide(occupation, other or occupation, published)
    return None


def _area(connection: Connection, question: Question) -> tuple[Area | None, str | None]:
    """Return the place that is named, else that of the person, and a sentence if no pay of it is held."""
    if named := place_of(connection, question):
        untold = None if named.area else message("data.pay.no_place", place=names_of([named.named]))
        return _below_nation(named.area), untold
    if not question.person.place:
        return None, None
    areas = find_areas(connection, name=question.person.place)
    if not areas:
        return None, message("data.pay.no_place", place=quoted(question.person.place))
    return _below_nation(areas[0]), None


def _below_nation(area: Area | None) -> Area | None:
    return None if area is None or area.code == NATION else area


def _without_pay(connection: Connection, sides: list[ChangeSide]) -> ChangeSide | None:
    """Return the side of which pay is published in the nation and not in the area."""
    for side in sides:
        wage = side.published.wage
        if side.published.onet.wage_code and not (wage and best_pay(wage)):
            nation = occupation_side(connection, code=side.code)
            if nation and nation.wage and best_pay(nation.wage):
                return side
    return None


def doubts(sides: Sides, skills_of: tuple[Occupation | None, Occupation | None]) -> str:
    """Return in one sentence what makes the figures doubtful.

    Args:
        sides: of the change.
        skills_of: the occupations whose skills stand for those of source and target; None for their own.
    """
    texts = [
        message("change.doubt.counted", occupations=side.occupation.plural, others=side.measured.plural)
        for side in sides.both
        if not side.has_own_figures
    ]
    texts += [
        message("change.doubt.group", occupations=side.measured.plural, group=side.published.onet.wage_title)
        for side in sides.both
        if side.published.onet.wage_code and not side.published.onet.has_own_wages
    ]
    texts += [
        message("change.doubt.stand_in", occupations=side.measured.plural, others=other.plural)
        for side, other in zip((sides.source, sides.target), skills_of, strict=True)
        if side and other
    ]
    return (
        message("change.doubt.because", reasons="; ".join(texts)) if texts else message("change.doubt.means")
    )


def taken_for(change: Change) -> str | None:
    """Return which occupations titles of several are taken for."""
    texts = [
        message("change.taken", title=quoted(title), occupations=plural) for title, plural in change.taken
    ]
    return " ".join(texts) or None
