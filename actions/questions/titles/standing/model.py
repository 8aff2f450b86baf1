"""The standing of a title: a softmax regression over its features, learned by ``bot/nlu/standing``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from actions.questions.judge_model import JudgeModel, read_judge

WEIGHTS = Path(__file__).with_name("weights.json")
# One's own work, now or before; asked about or aimed at; turned down; said not to be one's own work; named
# beside, as somebody else's or as no title at all.
Standing = Literal["own", "asked", "refused", "denied", "aside"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)
StandingModel: TypeAlias = JudgeModel[Standing]


@cache
def standing_model(file: Path = WEIGHTS) -> StandingModel:
    """Read what was learned."""
    return read_judge(file, STANDINGS)
