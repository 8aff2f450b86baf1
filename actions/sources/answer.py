"""Answers what is asked of the sources themselves: a verdict first, then the points or the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import Block, ListBlock, SourcesBlock, TextBlock
from actions.composition.compose import Reply, citation, say
from actions.composition.ways_on import offered_topics
from actions.datasets.counted_with import counted_figures, counted_occupations, counted_sentence
from actions.datasets.counts import counts_explained
from actions.follow_ups.moves import articles_named, sources_cited, sources_table
from actions.formatting import capitalised, joined, source_date
from actions.messages import has_message, message
from actions.questions.cues import contains, is_claim, is_yes_no
from actions.questions.occupations import discussed_occupation
from actions.questions.question import Question
from actions.sources.asked import Asked, asked_of_sources
from actions.sources.figures_that_differ import disagreement_by_figures, makes_a_whole, may_doubt_figures
from actions.state import Item
from knowledge.models import NATION
from knowledge.queries import facts
from knowledge.queries.disagreements import disagreements, disagreements_of
from knowledge.queries.occupations import featured_occupation
from knowledge.queries.sources import DATASETS, get_sources, list_sources
from knowledge.queries.topics import get_topics
from knowledge.records import Disagreement, Figure, Row, Source

PREFIX = "disagreement."  # of the keys of the content


def of_sources(connection: Connection, question: Question) -> Reply | None:
    """Answer a question about the sources; None where a message asks nothing of them."""
    if told := counts_explained(connection, question) or _why_not_there(connection, question):
        return told
    asked = asked_of_sources(question)
    of_figures = asked is None or asked.operation in ("disagreement", "trust")
    if of_figures and (doubted := _doubted(connection, question)):
        return _kept(doubted, question, Asked("disagreement"))
    if asked is None:
        return None
    if asked.operation == "disagreement":
        return _kept(_disagreement(connection, question, asked), question, asked)
    if asked.of_last or asked.topics:
        return _kept(_of_last(connection, question, asked), question, asked)
    return _kept(_of_all(connection, question, asked), question, asked)


def _doubted(connection: Connection, question: Question) -> Reply | None:
    """Tell the disagreement whose figures a message names; whether they fit is a no."""
    if not may_doubt_figures(question):
        return None
    featured = featured_occupation(connection).key
    named = [one.occupation for one in question.of("occupation") if one.origin == "said"]
    others = any(one is None or one.key != featured for one in named)
    if others or not (question.state.of_articles or question.state.topic is None):
        return None
    found = disagreement_by_figures(question, disagreements_of(connection, occupation=featured))
    if found is None:
        return None
    words = question.message.words
    fits = contains("asks_if_figures_fit", words) or not contains("doubts_figures", words)
    asks = fits and (is_yes_no(words) or is_claim(words))
    name = "facts.yes" if contains("asks_for_a_whole", words) and makes_a_whole(found) else "facts.no"
    text = message(name, text=found.text) if asks else found.text
    rows = _rows(connection, found.rows)
    sources = list({row.source.key: row.source for row in rows}.values())
    return _say(connection, question, text, [TextBlock(text)], sources)


def _why_not_there(connection: Connection, question: Question) -> Reply | None:
    """Say why an occupation is not among figures: "why is there nothing on it in that table?"."""
    words = question.message.words
    if question.message.is_payload or not question.state.rows:
        return None
    if not (contains("asks_why_not_there", words) and contains("asks_for_a_reason", words)):
        return None
    named = [one.occupation for one in question.of("occupation") if one.occupation]
    about = [one for one in named or [discussed_occupation(connection, question.state)] if one.counted_with]
    if not about:
        return None
    reply = _say(connection, question, counted_sentence(connection, about[0]))
    return Reply(reply.answer, replace(question.state, misses=0, choices=reply.state.choices))


def _kept(reply: Reply, question: Question, asked: Asked) -> Reply:
    """Return a reply after which the conversation is where it was, and has asked of the sources."""
    last = question.state if question.state.rows else reply.state
    state = replace(
        question.state,
        rows=last.rows,
        sources=last.sources,
        of_sources=asked.operation,
        items=reply.state.items or question.state.items,
        choices=reply.state.choices,
        misses=0,
    )
    return Reply(reply.answer, state)


def _disagreement(connection: Connection, question: Question, asked: Asked) -> Reply:
    """Tell where the sources disagree: on the topics that are named, else on all, a line each."""
    found = disagreements_of(connection, occupation=featured_occupation(connection).key)
    on_topics = [one for one in found if one.topic in asked.topics]
    verdict = is_yes_no(question.message.words) or is_claim(question.message.words)
    agrees = " agree" in f" {question.message.words.casefold()}" and "disagree" not in question.message.words
    if asked.topics and not on_topics:
        titles = _titles(connection, asked.topics)
        others = joined(list(dict.fromkeys(_titles(connection, [one.topic for one in found]))))
        return _say(connection, question, message("sources.none_on", topics=joined(titles), others=others))
    if not found:
        return _say(connection, question, message("sources.no_disagreement"))
    told = on_topics or found
    if on_topics:
        titles = _titles(connection, [one.topic for one in told])
        lead = message("sources.on_topic", count=len(told), topics=joined(list(dict.fromkeys(titles))))
        texts = [one.text for one in told]
    else:
        lead = message("sources.points", count=len(told))
        texts = [_point(connection, one) for one in told]
    if len(told) == 1:
        lead, texts = told[0].text, []
    if verdict:
        lead = message(f"facts.{'no' if agrees else 'yes'}", text=lead)
    blocks: list[Block] = [TextBlock(lead)]
    if texts:
        blocks.append(ListBlock(tuple(texts)))
    rows = _rows(connection, [key for one in told for key in one.rows])
    sources = list({row.source.key: row.source for row in rows}.values())
    reply = _say(connection, question, lead, blocks, sources)
    return replace(
        reply, state=replace(reply.state, items=tuple(Item("disagreement", one.key) for one in told))
    )


def _rows(connection: Connection, keys: Sequence[str]) -> list[Row]:
    """Return the rows with these keys, of the occupation that the articles are about."""
    about = featured_occupation(connection).key
    return [
        *facts.statements(connection, occupation=about, keys=keys),
        *facts.associations(connection, occupation=about, keys=keys),
        *facts.figures(connection, occupation=about, keys=keys),
    ]


def _point(connection: Connection, one: Disagreement) -> str:
    """Return a disagreement in a line, with its topic."""
    name = f"sources.point.{one.key.removeprefix(PREFIX)}"
    text = message(name) if has_message(name) else one.text.split(". ")[0].rstrip(".") + "."
    (title,) = _titles(connection, [one.topic])
    return message("sources.line", topic=capitalised(title), text=text)


def _titles(connection: Connection, keys: Sequence[str]) -> list[str]:
    found = {one.key: one.title.lower() for one in get_topics(connection, keys=keys)}
    return [found[key] for key in keys if key in found]


def _of_last(connection: Connection, question: Question, asked: Asked) -> Reply:
    """Tell how old the figures of the last answer are, or how far they are to be trusted."""
    rows = _figures_meant(connection, question, asked)
    keys = [row.key for row in rows] or list(question.state.rows)
    of_rows = [(row.source.key, row.attributed_to or "") for row in rows]
    cited = sources_cited(connection, list(dict.fromkeys(of_rows)) or question.state.sources)
    texts = [_age(source) if asked.operation == "age" else _trust(source, cites) for source, cites in cited]
    notes = disagreements(connection, rows=keys)
    opens = [message("sources.cannot_judge")] if asked.operation == "trust" else []
    lead = " ".join([*opens, *dict.fromkeys(texts)])
    blocks: list[Block] = [TextBlock(lead)]
    if asked.operation == "trust":
        blocks += [TextBlock(one.text) for one in notes]
    else:
        blocks.append(sources_table(message("source_of.caption"), cited))
        blocks += _newer(connection, question)
    reply = _say(connection, question, lead, blocks, [source for source, _cites in cited])
    told = replace(reply.state, rows=tuple(keys), sources=tuple((one.key, body or "") for one, body in cited))
    return replace(reply, state=told)


def _figures_meant(connection: Connection, question: Question, asked: Asked) -> list[Figure]:
    """Return the figures of the articles that a message means: "the salary figure", "the $118,000"."""
    about = featured_occupation(connection)
    held = facts.figures(connection, occupation=about.key)
    if question.quantity:
        values = {question.quantity.value, question.quantity.value * 1000}
        return [row for row in held if row.value in values]
    if question.state.occupations and about.key not in question.state.occupations:
        return []
    return [row for row in held if row.topic in asked.topics]


def _newer(connection: Connection, question: Question) -> list[Block]:
    """Return what BLS has newer of those among whom it counts the occupation that was told of."""
    about = discussed_occupation(connection, question.state)
    others = counted_occupations(connection, about)
    lines, _rows = counted_figures(connection, others, question.state.topic or "", NATION)
    if not lines:
        return []
    return [ListBlock(tuple(lines), message("sources.newer", occupations=about.plural))]


def _of_all(connection: Connection, question: Question, asked: Asked) -> Reply:
    """Tell of all sources what is asked, such as which is the newest, above the table of them."""
    if named := articles_named(connection, question.message.words):
        found = [source for source, _cites in sources_cited(connection, named)]
        lead = " ".join(_age(source) for source in found)
        return _say(connection, question, lead, [TextBlock(lead)], found)
    articles = [one for one in list_sources(connection) if one.key not in DATASETS]
    data = get_sources(connection, keys=DATASETS)
    dated = sorted((one for one in articles if one.published), key=lambda one: one.published or "")
    values = {
        "count": len(articles),
        "undated": len(articles) - len(dated),
        "dated": joined([message("sources.dated", title=_title(one), date=source_date(one)) for one in dated])
        or message("table.none"),
        "data": joined([message("sources.dated", title=_title(one), date=source_date(one)) for one in data])
        or message("table.none"),
        "publishers": joined(list(dict.fromkeys(one.publisher for one in data if one.publisher)))
        or message("table.none"),
        "points": len(disagreements_of(connection, occupation=featured_occupation(connection).key)),
    }
    lead = message(f"sources.{asked.operation}", **values)
    table = sources_table(message("source_of.all"), [(one, None) for one in (*articles, *data)])
    return _say(connection, question, lead, [TextBlock(lead), table], articles)


def _age(source: Source) -> str:
    if source.published:
        return message("sources.age_of", title=_title(source), date=source_date(source))
    return message("sources.no_date", title=_title(source), note=source.date_note or source_date(source))


def _trust(source: Source, cites: str | None) -> str:
    if source.key in DATASETS:
        return message("sources.official", title=_title(source), date=source_date(source))
    name = "cites" if cites else "cites_none"
    return message(f"sources.{name}", title=_title(source), body=cites or "", date=source_date(source))


def _title(source: Source) -> str:
    return message(f"sources.{'title_supplied' if source.title_supplied else 'title'}", title=source.title)


def _say(
    connection: Connection,
    question: Question,
    lead: str,
    blocks: Sequence[Block] = (),
    sources: Sequence[Source] = (),
) -> Reply:
    buttons = offered_topics(connection, question.state)
    reply = say(question.state, "answered", lead, buttons, message("offers.next"))
    first, *rest = reply.answer.blocks
    cited = [SourcesBlock(tuple(citation(one, None) for one in sources))] if sources else []
    return replace(reply, answer=replace(reply.answer, blocks=(*(blocks or [first]), *cited, *rest)))
