"""The component marks what a message tells, in the form that the policy reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage

from actions.questions.message import UserMessage
from bot.nlu.told_extractor import TOLD, ToldExtractor
from tests.bot.nlu.conftest import Store, example


@pytest.fixture(scope="module")
def component(tmp_path_factory: pytest.TempPathFactory) -> ToldExtractor:
    folder: Path = tmp_path_factory.mktemp("told")
    made = Store(LocalModelStorage.create(folder), folder).created(ToldExtractor, "told")
    assert isinstance(made, ToldExtractor)
    return made


def test_the_policy_reads_the_spans_of_the_text_as_typed(component: ToldExtractor) -> None:
    (message,) = component.process([example("I'm 58. I tow cars in Ohio")])
    parsed = {"text": "I'm 58. I tow cars in Ohio", TOLD: message.get(TOLD), "asides": [[0, 8]]}
    read = UserMessage.from_parse(parsed)
    assert [(read.text[one.start : one.end], one.tag) for one in read.tagged] == [
        ("tow cars", "now"),
        ("Ohio", "place"),
    ]


@pytest.mark.parametrize("text", ["", "/salary", "🙂 \ud800"])
def test_what_says_nothing_has_no_spans(component: ToldExtractor, text: str) -> None:
    (message,) = component.process([example(text)])
    assert message.get(TOLD) == []
