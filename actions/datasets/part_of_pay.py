"""Which figure of pay is asked for: the median, the mean or a tenth, by the year or by the hour."""

from __future__ import annotations

from dataclasses import dataclass

from actions.datasets.base import pay
from actions.datasets.compared.pay import by_the_hour
from actions.messages import message
from actions.questions.cues import contains, without_phrases
from actions.questions.question import Question
from knowledge.dataset_records import Wage
from knowledge.queries.wages import TOP_CODE

# The column of each part of pay, by the list of ``cues.yml`` that asks for it.
COLUMNS = {
    "lowest_tenth": "p10",
    "highest_tenth": "p90",
    "lower_quarter": "p25",
    "upper_quarter": "p75",
    "mean_pay": "mean",
}
_YEAR, _HOUR = "annual", "hourly"


@dataclass(frozen=True)
class PartOfPay:
    """A figure of a row of wages: its column, and whether it is wanted by the hour where published."""

    name: str = "p50"
    hourly: bool = False

    def of(self, row: Wage) -> str | None:
        """Return the figure with its period; None where none is published."""
        for period in self._periods():
            if value := pay(row, self.name, period):
                return message(f"data.{period}", value=value)
        return None

    def order(self, row: Wage) -> float:
        """Return what orders rows by the figure."""
        for period in self._periods():
            if pay(row, self.name, period):
                return row.values.get(f"{period}_{self.name}", TOP_CODE[period])
        return 0.0

    def _periods(self) -> tuple[str, ...]:
        return (_HOUR, _YEAR) if self.hourly else (_YEAR, _HOUR)


def part_of_pay(question: Question) -> PartOfPay:
    """Return which figure of pay a question asks for."""
    text = without_phrases("says_what_is_meant", question.text)  # "I mean" asks for no mean
    columns = (name for part, name in COLUMNS.items() if contains(f"asks_for_{part}", text))
    return PartOfPay(next(columns, "p50"), by_the_hour(question))
