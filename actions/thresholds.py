"""Every threshold by which a turn is decided: what it means and how it was chosen.

Four scales, never compared with each other:

* *confidence*: the calibrated probability (0 to 1) that NLU has recognised the intent of a message or of a
  part of it (``bot/nlu/intent_model.py``);
* *confidence of a ranking*: the calibrated probability (0 to 1) that the best facts answer a message;
* *similarity* of a question to a row: cosine plus lexical overlap, at most 1.3
  (``knowledge/queries/search.py``);
* *cosine* of two texts (-1 to 1).

Confidences were chosen on ``tests/nlu/utterances.yml`` (the known questions), similarities and cosines on
every other question of ``tests/actions/retrieval_questions.yml``; the unseen questions, the dialogues and the
other half are kept for the report. ``config.yml`` can only hold literals, so it repeats the two thresholds of
Rasa's FallbackClassifier; a test compares them.
"""

from __future__ import annotations

from typing import Final

# Confidence of the intent of a message.

# Below it Rasa's FallbackClassifier names the intent nlu_fallback: the message is unclear. Chosen where a
# wrong answer became more likely than a right one.
UNCLEAR_INTENT: Final = 0.24
# … and when the second intent is nearer than this, for then either could be meant.
AMBIGUOUS_INTENTS: Final = 0.03
# Below it a message is not taken for small talk: waving a question away is worse than asking back.
SMALL_TALK_CONFIDENCE: Final = 0.35
# Below it a message does not leave the topic ("go back", "start over"): losing a conversation by mistake is
# worse than asking back. Chosen so that a word that resembles the examples, such as "restart", does not.
MOVE_CONFIDENCE: Final = 0.75
# From here on a question that no source answers is refused without searching the statements first. Chosen so
# that the search recovers answers to questions that only sound like refused ones.
REFUSAL_CONFIDENCE: Final = 0.65
# Below it an answer begins by saying what the question was taken for. Chosen so that at most about one answer
# in a hundred is wrong without a hint of doubt.
UNDOUBTED_ANSWER: Final = 0.7
# From here on an intent that asks for advice is one without words that say so. Chosen on the known people.
ADVICE_IS_ASKED: Final = 0.6
TOPIC_IS_SURE: Final = 0.97  # from here on NLU has hardly any doubt which topic is asked about
# From here on the intent outranks what the conversation suggests that "it" or "how long?" is about.
OUTRANKS_CONVERSATION: Final = 0.8
# So many intents at the head of the ranking may be what was meant, if what the message names supports one.
LIKELY_INTENTS: Final = 3

# Confidence of the intent of a part of a message.

# From here on a part is a question of its own: it is more likely than not the question it sounds like.
PART_IS_A_QUESTION: Final = 0.5
# From here on the message as a whole is clear, and nothing is said about a part that is not.
WHOLE_OUTRANKS_PARTS: Final = 0.95
# Words that a part needs at least so that it is worth saying that it was not understood.
UNCLEAR_PART_WORDS: Final = 3

# Confidence of a ranking of facts: the probability that the answer is among the first three
# (``knowledge/queries/fact_ranking.py``). Chosen on the known half of ``tests/nlu/facts.yml``, where a step
# up or down changes few answers.

FACT_ANSWERS: Final = 0.5  # from here on the best fact is the answer to a question whose topic is known …
FACT_LEADS: Final = 0.3  # … and from here on it is the first line of what is said about this topic
# Below it the answer to a question whose topic is not clear says what the question was taken for.
FACT_IS_SURE: Final = 0.8
FACT_ANSWERS_UNCLEAR: Final = 0.92  # from here on it is the answer to a message of no topic …
FACT_MAY_ANSWER: Final = 0.6  # … and from here on it is shown with the doubt whether it is
# From here on the conversation goes on from a fact that was told instead of asking back. Chosen on the known
# conversations, where of such facts nearly all are what was meant.
FACT_GOES_ON: Final = 0.9
# From here on it answers a question that sounds like one that no source answers.
FACT_OUTRANKS_REFUSAL: Final = 0.7
FACT_OUTRANKS_SURE_REFUSAL: Final = 0.97  # … though NLU is sure that it is such a question
# From here on it answers a question whose topic NLU is sure of although the fact belongs to another topic.
FACT_OUTRANKS_TOPIC: Final = 0.75
FACT_OUTRANKS_SURE_TOPIC: Final = 0.85  # … and one of which NLU has hardly any doubt
# From here on a word that may be a name does not keep a sentence from being the answer.
FACT_OUTRANKS_NAMES: Final = 0.75
# A further fact is shown if its part of the probability is at least so much of the best one's …
NEXT_FACT_WITHIN: Final = 0.01
OTHER_TOPIC_WITHIN: Final = 0.02  # … so much where it belongs to another topic …
BESIDE_TOPIC_WITHIN: Final = 0.05  # … so much where the best one is on the topic that NLU recognised …
# From here on the second fact stands beside the best one in the first line. Chosen on the known facts.
SECOND_IS_MEANT: Final = 0.1
ABOUT_AS_LIKELY: Final = 0.5  # of two facts, the one of the topic asked about comes first from this ratio on
LIKELY_OF_SURE_TOPIC: Final = 0.3  # … and where NLU has hardly any doubt about the topic, from this one on
NAMES_WITHIN: Final = 0.3  # … where names are asked for, and it tells some, from this one on
OF_KIND_WITHIN: Final = 0.2  # … and of the kind asked for, such as what is preferred, from this one on
FACT_STANDS_OUT: Final = 0.12  # … and the best one has at least so much: of a general question all are near
LEAST_SHARE: Final = 0.03  # below it a fact is none of those that are meant
# From here on a question for a number is answered by the figures found, whatever else it says. Chosen on the
# known facts, where those that figures answer reach 0.95, and well below that.
FIGURE_IS_MEANT: Final = 0.8
FACT_IS_ALL: Final = 0.5  # from here on the best one is the whole answer, beside which only little is said
NEAR_FACT: Final = 0.3  # from here on the best facts are told beside a refusal, as what comes nearest

# Similarity of a question to the statements of the topic that it asks about.

STATEMENT_BEARS: Final = 0.3  # below it no statement has anything to do with what a yes-no question asks

# Cosine of a question and the topic's own question.

ASKS_WHOLE_TOPIC: Final = 0.8  # from here on the whole topic is asked for, not one fact of it
ASKS_ABOUT_TOPIC: Final = 0.6  # from here on a yes-no question is about the whole topic
ASKS_FOR_MISCONCEPTIONS: Final = 0.35  # from here on the list is asked for, not whether one belief holds

# Similarity of a stated belief to a misconception.

BELIEF_IS_MISCONCEPTION: Final = 0.62  # from here on it is this one …
BELIEF_MAY_BE_MISCONCEPTION: Final = 0.45  # … and from here on it may be, which the answer says
BELIEF_LEAD: Final = 0.05  # it has to be nearer than to the next misconception by this
BELIEF_IS_RELATED: Final = 0.35  # from here on it is at least about what the misconceptions are about

# Cosine of what somebody does, or of a title that is not listed, and an occupation's name and description.
# Chosen on phrases of our own; names that were made up, such as "fnordologist", reach 0.56. They rose by a
# twentieth or less when everyday phrases joined what is compared.

WORK_IS_OCCUPATION: Final = 0.52  # from here on the nearest occupation is told about, with the doubt
WORK_MAY_BE_OCCUPATION: Final = 0.45  # … and from here on the nearest are offered
# From here on the nearest occupation is the one that somebody aims at: "could I teach drama?"
AIM_IS_OCCUPATION: Final = 0.6
# … and where a word or two is all that names it, after advice: "ok sterile processing. how do I start?"
AIM_IN_A_WORD: Final = 0.85
# From here on the nearest occupation is the person's own: "I groom dogs". Chosen on phrases of our own.
WORK_IS_OWN: Final = 0.52
# … and where NLU marks the words as work. Chosen on messages that were written for a test.
TAGGED_WORK_IS_OCCUPATION: Final = 0.6
TAGGED_WORK_IS_ASKED: Final = 0.7  # … and from here on it is what is asked about or aimed at
CLAIM_IS_WORK: Final = 0.55  # … where somebody says to have done it: "I wired my own garage"
WORKER_IS_OCCUPATION: Final = 0.6  # … where somebody is said to do it: "whoever drives the zamboni"
WORKER_MAY_BE_OCCUPATION: Final = 0.52  # … and may do it; "somebody in the middle of the ladder" does nothing
# From here on an occupation that an open title may mean is told of, where no other comes as near.
OPEN_TITLE_IS_NEAR: Final = 0.45
OPEN_TITLE_STANDS_OUT: Final = 0.06
# From here on a duty is told as the nearest to what is asked of the work, where none says it.
TASK_IS_NEAR: Final = 0.38
WORK_STANDS_OUT: Final = 0.08  # the nearest one has to be nearer than the next by this, else both are offered
# So much is added where a title has a word that few have, and where it is related to what was talked about.
RARE_WORD_OF_TITLE: Final = 0.15
BESIDE_LAST: Final = 0.15
# From here on a question that names no occupation is about the nearest one. Of those about the featured
# occupation few come nearer to another, and these speak of models or libraries.
QUESTION_IS_OF_OCCUPATION: Final = 0.54
NAME_MAY_BE_OCCUPATION: Final = 0.66  # from here on the nearest are offered

# Confidence of the tag of a span (``bot/nlu/span_tagger``), chosen on files of messages that it had not
# learned from.

TAG_IS_LIKELY: Final = 0.7  # from here on a title has the role of its tag where no pattern gives it one …
TAG_OUTRANKS_PLACES: Final = 0.4  # … from here on where only its place in a telegram gives it another …
TAG_OUTRANKS_PATTERNS: Final = 0.9  # … and from here on, also where words beside it do
TAG_MAY_SAY: Final = 0.4  # years and a school without such a tag are not those of the one who writes
TAG_IS_OWN_WORK: Final = 0.5  # from here on work beside a question that goes on is the writer's
TAG_SAYS_OF_ONESELF: Final = 0.8  # from here on what it marks is known of the one who writes
FAMILY_WORK_IS_OWN: Final = 0.85  # similarity of "our dairy farm" to work from which on it was their own
REFUSED_WORK_IS_NEAR: Final = 0.75  # similarity to what is not wanted from which on work is not shown
BOUND_IS_NEAR: Final = 0.62  # similarity to an example from which on words tell a bound of work
SURELY_A_BOUND: Final = 0.9  # … and from which on they outweigh a pattern
CONDITION_IS_NEAR: Final = 0.66  # similarity to an example from which on words tell what work is like
WORDS_ARE_CONDITION: Final = 0.8  # … and where no tag marks them
WORDS_ARE_REFUSED: Final = 0.5  # from here on words that it marks as not wanted are nothing that one aims at
# Probability of what a title stands for in a conversation (``actions/questions/titles/standing``).
STANDING_IS_SURE: Final = 0.6  # from here on it outranks the tag of the message alone …
TITLE_IS_BESIDE: Final = 0.7  # … from here on a title that is named beside is none, or denied as one's work
NO_TITLE: Final = 0.8  # … and from here on one in a first message is no title, where no tag marks it, too
# Probability that a message asks for a fact (``actions/questions/asked_for``) from which on it is no advice
# that it asks for. Chosen on the known sets, where nobody who asks for advice comes near it.
FACT_IS_ASKED: Final = 0.9
TAG_IS_AIM: Final = 0.8  # from here on work is what they aim at
# From here on work near to words outranks a title that one of them may be: "UX research".
WORK_OUTRANKS_TITLE: Final = 0.75
WORD_IS_AIM: Final = 0.5  # from here on a word near to their former work is what they aim at
WORK_REPLACES_TITLE: Final = 0.9  # similarity from which on work that is told replaces a told title
WORK_IS_TAGGED: Final = 0.7  # from here on words that are no title are looked up as the work that they tell

# Turns in a row.

MISSES_UNTIL_TOPICS: Final = 2  # after so many turns without an answer the topics are listed …
UNCLEAR_UNTIL_TOPICS: Final = 1  # … and sooner after an unclear message: asking back once is enough
MISSES_UNTIL_CONTACT: Final = 2  # after so many a person is offered, where the operator has named one
