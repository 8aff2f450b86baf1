"""Every held-out question over HTTP to the running advisor, each as a new user, and the conversations."""

from __future__ import annotations

import re
import tempfile
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import requests

from actions.messages import messages
from actions.person import Person
from bench.advisor import Advisor, running_advisor
from bench.understanding.counting import Judged, Share, set_figures
from bench.understanding.fact_figures import conversation_figures, fact_figures
from bench.understanding.fact_judge import AskedFact, HeldConversation, HeldTurn
from bench.understanding.facts import (
    FURTHER_CONVERSATIONS,
    FURTHER_QUESTIONS,
    QUESTIONS,
    SECOND_CONVERSATIONS,
    SECOND_QUESTIONS,
    Conversation,
    FactQuestion,
    mistyped_questions,
    read_conversations,
    read_questions,
)
from bench.understanding.judge import Reply, judge, judge_step
from bench.understanding.occupations import (
    LAST_OCCUPATIONS,
    AskedOccupation,
    OccupationQuestion,
    occupation_figures,
    read_occupation_questions,
)
from bench.understanding.people import Sentence, curated_codes, f1_of, read_sentences, told_to
from bench.understanding.people_talks import (
    LAST_PEOPLE,
    HeldTalk,
    MedianPay,
    Talk,
    median_pay,
    people_figures,
    read_talks,
)
from bench.understanding.people_talks import HeldTurn as HeldTurnOfPerson
from bench.understanding.utterances import Dialogue, Utterance, mistyped, read_dialogues, read_sets

AT_ONCE = 2
REPLY_SECONDS = 30
SMALL_TALK = ("smalltalk.", "of_all_occupations.")  # the second where datasets tell of others, as here


@dataclass(frozen=True)
class HeldDialogue:
    """A dialogue as it went: its steps up to and including the last."""

    name: str
    steps: tuple[Judged, ...]

    @property
    def right(self) -> bool:
        return all(step.right for step in self.steps)


@dataclass(frozen=True)
class EndToEnd:
    """What was asked and how the replies were judged."""

    sets: dict[str, list[Judged]]
    dialogues: list[HeldDialogue]
    facts: dict[str, list[AskedFact]]
    conversations: dict[str, list[HeldConversation]]
    occupations: dict[str, list[AskedOccupation]]
    people: dict[str, list[HeldTalk]]
    sentences: dict[str, float]  # F1 of what people say of themselves, in percent

    def figures(self) -> dict[str, float]:
        """Return all figures by name, in percent."""
        by_set = [
            *((name, fact_figures(asked)) for name, asked in self.facts.items()),
            *((name, conversation_figures(held)) for name, held in self.conversations.items()),
            *((name, occupation_figures(asked)) for name, asked in self.occupations.items()),
            *((name, people_figures(held)) for name, held in self.people.items()),
            *((name, {"f1": f1}) for name, f1 in self.sentences.items()),
            *((name, set_figures(judged)) for name, judged in self.sets.items()),
        ]
        figures = {f"{name}.{figure}": percent for name, found in by_set for figure, percent in found.items()}
        if self.dialogues:
            right = sum(dialogue.right for dialogue in self.dialogues)
            figures["dialogues.right"] = Share(right, len(self.dialogues)).percent
        return figures


class Asker:
    """Talks to a running advisor."""

    def __init__(self, advisor: Advisor) -> None:
        self._advisor = advisor
        self._openings = openings(messages())

    def say(self, text: str, sender: str) -> Reply:
        """Send a message and return the one reply."""
        sent = {"sender": sender, "message": text}
        response = requests.post(self._advisor.webhook, json=sent, timeout=REPLY_SECONDS)
        response.raise_for_status()
        (message,) = response.json()
        return Reply.of(message["custom"], message["text"], self._openings)

    def ask(self, utterance: Utterance) -> Judged:
        """Send a message as a new user and judge the reply."""
        reply = self.say(utterance.text, new_sender())
        return Judged(utterance, reply, judge(utterance, reply))

    def hold(self, dialogue: Dialogue) -> HeldDialogue:
        """Hold a dialogue as a new user and judge each of its steps."""
        sender = new_sender()
        steps: list[Judged] = []
        for step in dialogue.steps:
            reply = self.say(step.utterance.text, sender)
            before = steps[-1].reply if steps else None
            steps.append(Judged(step.utterance, reply, judge_step(step, reply, before)))
        return HeldDialogue(dialogue.name, tuple(steps))

    def ask_for_fact(self, question: FactQuestion) -> AskedFact:
        """Ask a question as a new user."""
        return AskedFact(question, self.say(question.text, new_sender()))

    def ask_about_occupation(self, question: OccupationQuestion) -> AskedOccupation:
        """Ask a question as a new user."""
        return AskedOccupation(question, self.say(question.text, new_sender()))

    def converse(self, conversation: Conversation) -> HeldConversation:
        """Hold a conversation as a new user."""
        sender = new_sender()
        turns = tuple(HeldTurn(turn, self.say(turn.say, sender)) for turn in conversation.turns)
        return HeldConversation(conversation, turns)

    def advise(self, talk: Talk, pay: MedianPay) -> HeldTalk:
        """Hold a conversation as a new user who tells of themselves."""
        sender = new_sender()
        turns = tuple(HeldTurnOfPerson.judged(turn, self.say(turn.say, sender), pay) for turn in talk.turns)
        return HeldTalk(talk, turns)

    def hear(self, sentence: Sentence) -> tuple[Sentence, Person]:
        """Say a sentence as a new user, and return what the advisor knows then."""
        sender = new_sender()
        self.say(sentence.text, sender)
        return sentence, told_to(self._advisor.conversations, sender)


def run(*, brief: bool = False) -> EndToEnd:
    """Start the advisor, ask everything and stop it.

    Args:
        brief: leave out the older sets and dialogues, the sets of the second and further writers, and the
            questions with typing errors added.
    """
    sets, dialogues = ({}, []) if brief else (read_sets(), read_dialogues())
    facts, conversations = read_questions(), read_conversations()
    people, occupations = read_talks(), read_occupation_questions()
    if not brief:
        people |= read_talks(names=LAST_PEOPLE)
        occupations |= read_occupation_questions(names=LAST_OCCUPATIONS)
        facts |= read_questions(names=(*SECOND_QUESTIONS, *FURTHER_QUESTIONS))
        conversations |= read_conversations(names=(*SECOND_CONVERSATIONS, *FURTHER_CONVERSATIONS))
    mistyped_too = () if brief else QUESTIONS
    with tempfile.TemporaryDirectory() as folder, running_advisor(Path(folder)) as advisor:
        asker = Asker(advisor)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            judged = {
                name: list(pool.map(asker.ask, [*asked, *mistyped(asked)])) for name, asked in sets.items()
            }
            held = list(pool.map(asker.hold, dialogues))
            told = {
                name: list(
                    pool.map(
                        asker.ask_for_fact,
                        [*asked, *(mistyped_questions(asked) if name in mistyped_too else ())],
                    )
                )
                for name, asked in facts.items()
            }
            talks = {name: list(pool.map(asker.converse, some)) for name, some in conversations.items()}
            pay = median_pay(f"sqlite:///{advisor.database}")
            advised = {
                name: list(pool.map(partial(asker.advise, pay=pay), some)) for name, some in people.items()
            }
            sentences = {
                name: f1_of(pool.map(asker.hear, some), curated_codes(advisor.database))
                for name, some in ({} if brief else read_sentences()).items()
            }
            of_occupations = {
                name: list(pool.map(asker.ask_about_occupation, asked)) for name, asked in occupations.items()
            }
    return EndToEnd(judged, held, told, talks, of_occupations, advised, sentences)


def openings(payloads: dict[str, str]) -> dict[str, str]:
    """Return how each kind of small talk begins, up to the first placeholder."""
    spoken = {
        name.removeprefix(group): text
        for group in SMALL_TALK
        for name, text in payloads.items()
        if name.startswith(group)
    }
    spoken["source_of"] = payloads["source_of.all"]  # asked before anything was answered
    return {topic: re.split(r"\{", text)[0].strip() for topic, text in spoken.items()}


def new_sender() -> str:
    """Return the name of a user who has not written before."""
    return uuid.uuid4().hex
