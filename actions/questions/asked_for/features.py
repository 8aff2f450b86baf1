"""What a message is judged by: its words, the intents that NLU holds likely, and the tags of its spans."""

from __future__ import annotations

import re
from itertools import pairwise

from actions.questions.message import FALLBACK, UserMessage

_RANKED = (1.0, 0.5, 0.33)  # what the first intents weigh
_MOST_TITLES = 3  # that are counted
_LONG = 40  # words from which on a message is just long
_NAMED = {"occupation": "<title>", "place": "<place>"}
_NUMBER, _START = "<number>", "^"
_WORDS = re.compile(r"<[a-z]+>|[a-z]+(?:'[a-z]+)*|\$?\d[\d.,]*[k%]?|[?!]+|\.{2,}|[.,;:\n]|=")
_ENDS = ".?!;\n"


def features_of(message: UserMessage) -> dict[str, float]:
    """Return the features of a message, by name."""
    words = _words(message)
    found = {"constant": 1.0, "long": min(len(words), _LONG) / _LONG * 2}
    sentences = _sentences(words)
    for sentence in sentences:
        found |= {f"word {one}": 1.0 for one in sentence}
        found |= {f"pair {first} {second}": 1.0 for first, second in pairwise([_START, *sentence])}
    if sentences:
        found[f"opens {' '.join(words[:2])}"] = 1.0
        found[f"last opens {sentences[-1][0]}"] = 1.0
        found[f"ends {words[-1] if words[-1][0] in f',{_ENDS}' else 'with a word'}"] = 1.0
    return found | _of_intents(message) | _of_names(message)


def _of_intents(message: UserMessage) -> dict[str, float]:
    likely = [one for one in message.ranking if one != FALLBACK]
    found = {f"intent {one}": weight for one, weight in zip(likely, _RANKED, strict=False)}
    if message.intent == FALLBACK:
        found["unclear"] = 1.0
    if likely:
        found[f"sure {likely[0]}"] = message.confidence
    return found


def _of_names(message: UserMessage) -> dict[str, float]:
    found = {f"kind {one.kind}": 1.0 for one in message.entities if one.kind != "occupation"}
    for span in message.tagged:
        name = f"tag {span.tag}"
        found[name] = max(found.get(name, 0.0), span.confidence)
    titles = len(message.values("occupation"))
    return found | {"titles": min(titles, _MOST_TITLES) / 2, "no title": float(not titles)}


def _words(message: UserMessage) -> list[str]:
    """Return the words and signs of a message, a placeholder for each title and place."""
    pieces, behind = list[str](), 0
    for one in sorted(message.entities, key=lambda entity: entity.start or 0):
        named = _NAMED.get(one.kind)
        if named and one.start is not None and one.start >= behind:
            pieces += [message.text[behind : one.start].casefold(), f" {named} "]
            behind = one.start + len(one.typed)
    said = "".join([*pieces, message.text[behind:].casefold()]).replace("’", "'")
    words = [one.replace("'", "") for one in _WORDS.findall(said)]
    return [_NUMBER if one[0] == "$" or one[0].isdigit() else one for one in words]


def _sentences(words: list[str]) -> list[list[str]]:
    """Return the sentences of some words, each with the sign at its end."""
    found = list[list[str]]([[]])
    for one in words:
        found[-1].append(one)
        if one[0] in _ENDS:
            found.append([])
    return [one for one in found if one]
