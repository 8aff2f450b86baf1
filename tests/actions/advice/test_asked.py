"""The words by which people ask for advice, and words that look alike and ask for something else."""

from __future__ import annotations

import pytest

from actions.advice.asked import asks, sentences_of, sets_aside

ASKED = {
    "which_would_you": (
        "which one would you pick for me",
        "what would you recommend",
        "just choose one for me",
        "so your top pick?",
    ),
    "aim_in_a_word": (
        "ok phlebotomy",
        "real estate maybe",
        "what about the welding",
        "hm, coding sounds good",
    ),
    "stay_or_go": (
        "should I stay or leave",
        "is it time to get out?",
        "do i jump ship now",
        "I don't know if I should stick it out",
        "ride it out or retrain?",
    ),
    "pays_too_little": (
        "but the pay is awful",
        "I teach and barely make rent",
        "we are underpaid",
        "my job doesn't pay enough",
        "the salary isn't enough for us",
    ),
    "what_fits": (
        "what else am i good for",
        "What would you point me at?",
        "where would u steer him",
        "fits?",
        "ok, any ideas?",
        "so what options then",
        "what else for him?",
        "I run a continuous miner. What does that carry over to?",
        "what does my truck driving translate into",
        "which jobs would my nursing background transfer to?",
        "I don't know how to do anything else.",
        "farming is all i've ever known",
        "what could i switch to",
        "What uses the counseling I've done?",
        "which tools? what lab type stuff could I get into",
    ),
    "some_work": (
        "jobs where i never have to talk to anyone",
        "sitting work that still has to do with building",
        "i dont want to be bored. something that still uses my welding",
        "she'd like something part lab part office",
        "I need work with no phones",
    ),
    "test_taken": (
        "I did a career quiz last week",
        "my interest test says social",
        "according to my aptitude test I am artistic",
        "I've taken the holland test at school",
    ),
    "alike": (
        "any similar ones with better odds",
        "what else similar",
        "what are the close growing ones?",
        "anything like that with more money?",
        "whats more stable than those?",
    ),
    "is_there_one": (
        "is there one without a degree",
        "any that pay more?",
        "are there some with less school",
    ),
    "smaller_step": (
        "what is a smaller step while I wait",
        "an easier job in that direction?",
        "what can i do in the meantime",
    ),
    "move_up": ("what could i move up to", "whats above me", "how do i work my way up", "the next rung?"),
    "how_big_a_step": ("is it a big step for me", "thats a huge leap right", "how hard would that be for me"),
    "changes_it": ("does that change anything?", "would it help my chances", "does that make a difference"),
    "pays_an_amount": ("what pays more than 60k without school", "anything that pays over $50,000?"),
    "against_ones_need": ("so below what i need?", "is that enough for me", "does it reach my minimum"),
    "what_else": ("what else with gis", "what else inside the post office", "so what then"),
    "from_own_work": (
        "what now",
        "so whats realistic for me",
        "what else suits her near Boise",
        "I don't want to be a cook any more",
        "so what's next for me?",
        "my next move?",
        "where do i start again",
        "what other jobs are there for someone like me",
        "what would a guy like me be able to do",
        "what does a civilian do with that",
        "civilian job equivalents?",
        "what's a safer bet",
        "I want to leave it",
        "need a proper job",
        "no clue what next",
        "what transfers?",
        "is my experience worth anything elsewhere?",
        "do all those years count for anything outside a kitchen",
        "are my skills obsolete by now?",
        "what did I learn? What do I know that someone would pay for?",
    ),
    "fears_for_work": ("is my job dying", "is it true that my trade is being automated"),
    "gap_alone": ("gap?", "and the skills gap"),
    "side_by_side": ("me vs a chef", "compare me with a chef"),
    "figures_too": ("and how fast does it grow", "what does it pay"),
    "becomes": ("could I become a microbiologist", "can she get into nursing"),
    "alternatively": ("Alternatively archivist?", "or maybe editor"),
}
NOT_ASKED = {
    "stay_or_go": (
        "should i go to college",
        "do nurses leave the job",
        "should I stay in Ohio",
        "when do they quit",
    ),
    "pays_too_little": (
        "is the pay good",
        "I bake and make 40k, am I underpaid",
        "are we being badly paid",
        "the pay is low for a doctor",
        "who pays the bills",
        "jobs that pay well",
    ),
    "against_own": ("what do I do now", "nurses versus cooks", "is it better than a degree"),
    "aim_in_a_word": ("which welding", "no welding", "is it coding", "top one", "I weld"),
    "first_few": ("top 3 skills", "the first job I had", "who comes first"),
    "which_would_you": ("what would you like to know", "which would they hire", "would you say that"),
    "least_school": ("which grows fastest", "the least pay", "is school easy"),
    "what_fits": (
        "what does that mean",
        "what would you say the salary is",
        "the salary fits",
        "what does this translate to in euros a year for them",
        "all i know is that they earn well",
        "what is he good at",
    ),
    "some_work": (
        "how does that work",
        "what does the work look like",
        "jobs by pay",
        "he likes his job",
        "do they work part time",
    ),
    "from_own_work": (
        "how many years of experience do they count",
        "what do I have to know",
        "which skills are worth most",
        "does my degree count",
    ),
    "alike": ("how similar are the skills", "is python similar to r", "what is it like"),
    "is_there_one": ("is there a bootcamp", "are there exams", "is there overtime"),
    "smaller_step": ("what is the first step", "is a small company better", "do they work while they study"),
    "move_up": ("do salaries go up", "what is the next question", "how high do they climb towers"),
    "how_big_a_step": ("how big is the market", "is it hard", "is the difference large"),
    "changes_it": ("does the pay change over time", "does that matter", "will ai change the job"),
    "pays_an_amount": ("what do they pay", "what pays best", "who pays for the training"),
    "against_ones_need": ("what do i need", "more than nurses need", "is that a lot"),
    "what_else": ("what else do they do", "what do they need", "so what is it"),
    "becomes": ("how do people become nurses", "what does a nurse become"),
    "alternatively": ("what is an alternative", "nurse or doctor, which pays more"),
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in ASKED.items() for text in texts])
def test_advice_is_asked_for_in_many_words(name: str, text: str) -> None:
    assert asks(name, text)


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in NOT_ASKED.items() for text in texts]
)
def test_what_only_looks_alike_asks_for_something_else(name: str, text: str) -> None:
    assert not asks(name, text)


def test_people_of_an_occupation_are_asked_about_by_what_they_can_become() -> None:
    assert asks("source_named", "what can a xoccupation switch to")
    assert asks("source_named", "what else could xoccupation like me do instead")
    assert not asks("source_named", "what does a xoccupation do")
    assert not asks("source_named", "what can a xoccupation earn")


def test_a_question_behind_a_comma_is_a_sentence_of_its_own() -> None:
    assert sentences_of("I'm tired, what else is there? Nothing.") == [
        "im tired",
        "what else is there",
        "nothing",
    ]


@pytest.mark.parametrize("words", ["forget dispatcher what pays more", "never mind the dispatcher any ideas"])
def test_a_title_is_set_aside_by_the_words_before_it_if_more_is_said(words: str) -> None:
    assert sets_aside(words, "dispatcher")


@pytest.mark.parametrize(
    "words", ["forget dispatcher", "what does a dispatcher earn", "i want to forget what a dispatcher does"]
)
def test_a_title_that_is_asked_about_is_not_set_aside(words: str) -> None:
    assert not sets_aside(words, "dispatcher")
