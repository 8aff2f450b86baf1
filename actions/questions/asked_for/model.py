"""What a message asks for: a softmax regression over its features, learned by ``bot/learn_asked_for.py``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from actions.questions.judge_model import JudgeModel, read_judge

WEIGHTS = Path(__file__).with_name("weights.json")
# A fact, the same whoever asks; what somebody should do, or what fits them; nothing, of who only tells.
AskedFor = Literal["fact", "advice", "told"]
ALL_ASKED_FOR: tuple[AskedFor, ...] = get_args(AskedFor)
AskedForModel: TypeAlias = JudgeModel[AskedFor]


@cache
def asked_for_model(file: Path = WEIGHTS) -> AskedForModel:
    """Read what was learned."""
    return read_judge(file, ALL_ASKED_FOR)
