"""Conversations about any occupation: beside the content there are the datasets."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.state import ConversationState
from tests.actions.datasets.figures import CheckedTalk


@pytest.fixture
def talk(datasets: Connection) -> Callable[..., CheckedTalk]:
    """Begin a conversation in which every answer is held against the contract and the limits of length."""
    return lambda context=None: CheckedTalk(datasets, context or ConversationState())
