"""Messages that lean on the last answer, such as "tell me more", "why?" or "go back"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import ButtonsBlock, ListBlock, SourcesBlock, TableBlock, TextBlock
from actions.composition.compose import Reply, citation, compose, say
from actions.composition.sections import Finding, Section
from actions.composition.ways_on import offered_topics
from actions.facts.only_claimed import only_claimed
from actions.follow_ups.choices import aside, lost
from actions.follow_ups.glossary import meanings
from actions.formatting import capitalised, source_date
from actions.messages import message
from actions.questions.carry_over.judged import judges
from actions.questions.cues import contains, phrases, without_phrases
from actions.questions.kinds import PLACES
from actions.questions.occupations import discussed_occupation
from actions.questions.question import AGAINST_ALL, Question
from actions.questions.reader import repeat_question
from actions.questions.topic_slots import RANKED
from actions.state import ConversationState
from actions.topic_answers import answer_topic
from knowledge.queries import disagreements as disagreement_queries
from knowledge.queries import facts
from knowledge.queries import misconceptions as misconception_queries
from knowledge.queries.lexical import content_words
from knowledge.queries.sources import DATASETS, get_sources, list_sources
from knowledge.queries.topics import has_topic
from knowledge.records import Association, Occupation, Source, Statement

MOST_WORDS_OF_PERIOD = 9  # of a question for the period of the last pay: "ok, and is that per year or what?"
REASONS = 3  # shown at the most


def more(connection: Connection, question: Question) -> Reply:
    """Turn to the next section of the last answer."""
    state = question.state
    past = state.last_question()
    if past is None or not has_topic(connection, key=past.topic):
        return lost(connection, question, "more")
    of_one = bool(state.mentions) and past.topic in RANKED and past.topic != "salary"
    if of_one and contains("asks_what_else", question.message.words):  # than the one that was asked for
        whole = replace(past, mentions=(), hints=(), question="")
        return answer_topic(connection, repeat_question(connection, whole, state))
    if state.page + 1 >= state.pages:
        buttons = offered_topics(connection, state)
        reply = say(state, "smalltalk", message("more.end"), buttons, message("offers.next"))
        return Reply(reply.answer, replace(reply.state, items=state.items))
    return answer_topic(connection, repeat_question(connection, past, state, page=state.page + 1))


def pick(connection: Connection, question: Question) -> Reply:
    """Ask which item is meant: the message points at none of those at hand."""
    return lost(connection, question, "pick")


def what_about(connection: Connection, question: Question) -> Reply:
    """Ask what is meant: the message names nothing that the last question could be asked about."""
    return lost(connection, question, "what_about")


def why(connection: Connection, question: Question) -> Reply:
    """Give the reasons that the sources give for the last answer."""
    state = question.state
    if not state.rows or not state.topic:
        return lost(connection, question, "why")
    occupation = discussed_occupation(connection, state)
    rows = facts.statements(connection, occupation=occupation.key, keys=state.rows)
    if led := _row_in_front(rows, state.rows):
        rows = [led]
    associations = facts.associations(connection, occupation=occupation.key, keys=state.rows)
    if state.topic == "requirement_check":
        named = [value for _kind, value in state.mentions]
        rows += facts.statements(connection, occupation=occupation.key, entities=named) if named else []
    known: list[Association | Statement] = [*associations, *rows]
    reasons = list({row.why: row for row in known if row.why}.values())[:REASONS]
    if not reasons and (told := _belief(connection, occupation, state)):
        return told
    if reasons:
        texts = tuple(message("why.reason", text=row.text, why=row.why) for row in reasons)
        blocks = (TextBlock(texts[0]),) if len(texts) == 1 else (ListBlock(texts),)
        section = Section(blocks, tuple(reasons))
    else:
        explained = [row for row in rows if row.detail and state.topic != "requirement_check"]
        if not explained:
            return _no_reason(connection, question)
        texts = tuple(f"{row.text} {row.detail}" for row in explained)
        section = Section((TextBlock(message("why.explained")), ListBlock(texts)), tuple(explained))
    reply = compose(connection, topic=state.topic, found=[(occupation, Finding((section,)))], state=state)
    return aside(reply, state)


def _row_in_front(rows: Sequence[Statement], shown: Sequence[str]) -> Statement | None:
    """Return the row that was told before a list of others, where it tells a reason or more of itself."""
    told = {row.key: row for row in rows}
    first, *others = (told.get(key) for key in shown[:2]) if shown else (None,)
    if first is None or not (first.why or first.detail):
        return None
    second = others[0] if others else None
    of_list = second is not None and (second.topic, second.kind) == (first.topic, first.kind)
    return None if second is None or (of_list and second.rank >= first.rank) else first


def _belief(connection: Connection, occupation: Occupation, state: ConversationState) -> Reply | None:
    """Return what speaks against a belief that was answered last: "why not?"."""
    rows = misconception_queries.misconceptions(connection, occupation=occupation.key)
    told = [row for row in rows if row.key in state.rows[:1]]
    if not told or not state.topic:
        return None
    texts = tuple(text for text in (told[0].reality, *told[0].points) if text)
    blocks = (TextBlock(texts[0]), *((ListBlock(texts[1:]),) if texts[1:] else ()))
    found = [(occupation, Finding((Section(blocks, (told[0],)),)))]
    return aside(compose(connection, topic=state.topic, found=found, state=state), state)


def _no_reason(connection: Connection, question: Question) -> Reply:
    notes = disagreement_queries.disagreements(connection, rows=question.state.rows)
    about = discussed_occupation(connection, question.state)
    of_figures = about.only_in_datasets and bool(question.state.occupations)
    none = message("why.figures", occupations=about.plural) if of_figures else message("why.none")
    text = " ".join([none, *(note.text for note in notes)])
    return say(
        question.state,
        "unknown",
        text,
        offered_topics(connection, question.state, question=question),
        message("offers.next"),
    )


def which_is_right(connection: Connection, question: Question) -> Reply | None:
    """Say where the sources of the last answer differ, for "which one is right?"; None without an answer."""
    state = question.state
    if question.message.is_payload or not state.rows or question.entities:
        return None
    if not contains("asks_which_is_right", question.message.words):
        return None
    notes = disagreement_queries.disagreements(connection, rows=state.rows)
    name = "which_is_right.open" if notes else "which_is_right.none"
    text = " ".join([message(name), *(note.text for note in notes)])
    return say(state, "answered", text, offered_topics(connection, state), message("offers.next"))


def period_confirmed(connection: Connection, question: Question) -> Reply | None:
    """Say whether the pay of the last answer is by the year, and tell it again: "is that per year?"."""
    state, words = question.state, question.message.words
    past = state.last_question()
    if question.message.is_payload or past is None or past.topic != "salary" or not state.rows:
        return None
    others = question.of("occupation") or any(kind == "untold" for kind, _value in past.hints)
    alone = set(without_phrases("names_a_year", words).split()) <= phrases("beside_a_gap")
    points = contains("points_at_the_pay", words) or (alone and "?" in question.message.text)
    asks = points and contains("names_a_period", words)
    if others or not asks or len(words.split()) > MOST_WORDS_OF_PERIOD:
        return None
    by_year = contains("names_a_year", words)
    reply = answer_topic(connection, repeat_question(connection, past, state))
    if reply.answer.outcome != "answered" and state.of_articles:  # which name no place
        anywhere = replace(past, mentions=tuple(one for one in past.mentions if one[0] not in PLACES))
        reply = answer_topic(connection, repeat_question(connection, anywhere, state))
    first, *rest = reply.answer.blocks
    if reply.answer.outcome != "answered" or not isinstance(first, TextBlock):
        return None
    if not state.of_articles and message("data.annual", value="").strip() not in first.text:
        return None  # of some there is only pay by the hour
    name = ("year_of_articles" if state.of_articles else "year") if by_year else "no"
    text = TextBlock(message(f"period.{name}", text=first.text))
    return replace(reply, answer=replace(reply.answer, blocks=(text, *rest)))


def judged(connection: Connection, question: Question) -> Reply | None:
    """Say how the last answer is to be taken, for "is that a yes or a no?"."""
    past = question.state.last_question()
    if question.message.is_payload or question.entities or past is None or not question.state.rows:
        return None
    counts = past.topic == "outlook" and judges(question.message.words) and not question.asks_for(AGAINST_ALL)
    asks = counts or contains("asks_for_a_verdict", question.message.text)
    if not asks or not has_topic(connection, key=past.topic):
        return None
    again = repeat_question(connection, past, question.state)
    told = only_claimed(connection, again) or answer_topic(connection, again)
    return verdict_of(told)


def verdict_of(reply: Reply) -> Reply:
    """Return an answer given before as one to "yes or no?": with its verdict, or that it has none."""
    first, *rest = reply.answer.blocks
    told = first.text if isinstance(first, TextBlock) else ""
    if told and not contains("says_a_verdict", told.split(".")[0]):
        first = TextBlock(message("verdict.none", text=told))
    kept = [block for block in rest if isinstance(block, SourcesBlock | ButtonsBlock)]
    return replace(reply, answer=replace(reply.answer, blocks=(first, *kept)))


def source_of(connection: Connection, question: Question) -> Reply:
    """Say where the last answer comes from, and how old it is."""
    state = question.state
    cited = (
        articles_named(connection, question.message.words)
        or state.sources
        or [(key, "") for key in (*(one.key for one in list_sources(connection)), *DATASETS)]
    )
    known = sources_cited(connection, cited)
    if not known:
        return lost(connection, question, "source_of")
    caption = message("source_of.caption" if cited == state.sources else "source_of.all")
    citations = tuple(citation(source, cited) for source, cited in known)
    blocks = (sources_table(caption, known), SourcesBlock(citations))
    reply = say(state, "answered" if state.sources else "smalltalk", caption)
    return Reply(replace(reply.answer, blocks=blocks), replace(state, misses=0))


def articles_named(connection: Connection, words: str) -> list[tuple[str, str]]:
    """Return the articles that are meant by words of their titles: "the article on roles and skills"."""
    if not contains("names_an_article", words):
        return []
    sources = list_sources(connection)
    titles = {one.key: content_words(one.title) for one in sources}
    shared = set.intersection(*map(set, titles.values())) if titles else set()
    found = {key: len((title - shared) & content_words(words)) for key, title in titles.items()}
    most = max(found.values(), default=0)
    return [(key, "") for key, count in found.items() if most and count == most]


def sources_cited(
    connection: Connection, cited: Sequence[tuple[str, str]]
) -> list[tuple[Source, str | None]]:
    """Return sources by their keys, each with whom it cites; those that are gone are left out."""
    found = {source.key: source for source in get_sources(connection, keys=[key for key, _cites in cited])}
    return [(found[key], cites or None) for key, cites in cited if key in found]


def figures_explained(connection: Connection, question: Question) -> Reply | None:
    """Say what the figures of the last answer mean and where they are from: "explain this number".

    Only terms of the datasets are explained: articles seldom say how theirs are meant.
    """
    state, words = question.state, question.message.words
    if question.message.is_payload or not state.sources:
        return None
    if not (contains("asks_for_a_meaning", words) and contains("names_the_figures", words)):
        return None
    reply = source_of(connection, question)
    terms = tuple(TextBlock(means) for means in meanings({key for key, _cites in state.sources}))
    return replace(reply, answer=replace(reply.answer, blocks=(*terms, *reply.answer.blocks)))


def sources_table(caption: str, cited: list[tuple[Source, str | None]]) -> TableBlock:
    """Return what is known of sources; a column in which nothing is known is left out."""
    columns: dict[str, list[str | None]] = {
        "title": [source.title for source, _cites in cited],
        "publisher": [source.publisher for source, _cites in cited],
        "date": [source_date(one) if one.published else one.date_note for one, _cites in cited],
        "cites": [cites for _source, cites in cited],
        "address": [source.location if _is_page(source) else None for source, _cites in cited],
        "file": [None if _is_page(source) else source.location for source, _cites in cited],
    }
    if any(columns["address"]) and any(columns["file"]):  # one column for both leaves room for the titles
        columns = {name: columns[name] for name in ("title", "date", "cites")}
        columns["place"] = [source.location for source, _cites in cited]
    known = {name: cells for name, cells in columns.items() if any(cells)}
    places = {source.location for source, _cites in cited}
    rows = (
        (cell if cell and cell in places else capitalised(cell or message("table.none")) for cell in row)
        for row in zip(*known.values(), strict=True)
    )
    return TableBlock(
        caption, tuple(message(f"table.{name}") for name in known), tuple(tuple(row) for row in rows)
    )


def _is_page(source: Source) -> bool:
    return (source.location or "").startswith(("https://", "http://"))


def difference(connection: Connection, question: Question) -> Reply:
    """Say that two things are not compared: only occupations and figures are."""
    return lost(connection, question, "difference")


def affirm(connection: Connection, question: Question) -> Reply:
    """Ask what is wanted: nothing was offered that "yes" could take."""
    return lost(connection, question, "affirm")


def deny(connection: Connection, question: Question) -> Reply:
    """Offer something else."""
    buttons = offered_topics(connection, question.state, question=question)
    return say(question.state, "smalltalk", message("smalltalk.deny"), buttons, message("offers.instead"))


def go_back(connection: Connection, question: Question) -> Reply:
    """Answer the question before the last one again."""
    state = question.state
    *earlier, past = state.earlier or (None,)
    if past is None or not has_topic(connection, key=past.topic):
        return lost(connection, question, "go_back")
    behind = replace(state, topic=None, unknown_occupations=(), earlier=tuple(one for one in earlier if one))
    return answer_topic(connection, repeat_question(connection, past, behind))


def start_over(connection: Connection, _question: Question) -> Reply:
    """Forget what the conversation was about."""
    new = ConversationState()
    buttons = offered_topics(connection, new)
    return say(new, "smalltalk", message("start_over.done"), buttons, message("offers.next"))


FOLLOW_UPS: dict[str, Callable[[Connection, Question], Reply]] = {
    "more": more,
    "pick": pick,
    "what_about": what_about,
    "why": why,
    "source_of": source_of,
    "affirm": affirm,
    "deny": deny,
    "go_back": go_back,
    "difference": difference,
    "start_over": start_over,
}
