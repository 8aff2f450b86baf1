"""Rasa component: marks what a message tells of work and of the one who writes."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.span_tagger.network import TaggerNetwork
from bot.nlu.span_tagger.tagger import SpanTagger
from knowledge.encoder import load_encoder

# Keys of the output, and of an entity, for the dialogue policy (actions/questions/message.py).
TOLD, TAGS_OF_TITLE = "told", "tags"
DIGITS = 3


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ToldExtractor(GraphComponent, EntityExtractorMixin):
    """Adds the spans to the output beside the entities, whose roles they are: they name no keys."""

    def __init__(self) -> None:
        """Load what ``make tagger`` has learned."""
        self._tagger = SpanTagger(load_encoder(), TaggerNetwork.load())

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ToldExtractor:
        """Return the component, in training and afterwards."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Mark the spans of each message, and how probable each tag is of an occupation that it names."""
        for message in messages:
            entities = message.get(ENTITIES, [])
            titles = [one for one in entities if one["entity"] == "occupation"]
            offsets = [(one["start"], one["end"]) for one in titles]
            spans, tags = self._tagger.read(message.get(TEXT) or "", offsets)
            message.set(TOLD, [span._asdict() for span in spans], add_to_output=True)
            for one, found in zip(titles, tags, strict=True):
                one[TAGS_OF_TITLE] = {tag: round(share, DIGITS) for tag, share in found.items()}
        return messages
