"""A person is named where the operator has named one: when asked for, and after two misses, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from actions.answer import ButtonsBlock, ContactBlock
from actions.composition.compose import Reply
from tests.actions.asking import Talk, message

Begin = Callable[..., Talk]
MAIL = "careers@example.org"


def contacts(reply: Reply) -> list[ContactBlock]:
    return [one for one in reply.answer.blocks if isinstance(one, ContactBlock)]


@pytest.fixture
def mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_CONTACT", MAIL)


@pytest.fixture
def channel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_CONTACT_CHANNEL", "#careers")


@pytest.mark.usefixtures("mail")
def test_a_person_is_offered_after_two_misses_in_a_row_and_only_once(talk: Begin) -> None:
    here = talk()
    assert contacts(here.ask("nlu_fallback", text="blorp blorp")) == []
    second = here.ask("out_of_scope", text="what is the weather?")
    assert [(one.address, one.link) for one in contacts(second)] == [(MAIL, f"mailto:{MAIL}")]
    assert isinstance(second.answer.blocks[-1], ButtonsBlock)  # next questions stay last
    later = [here.ask("nlu_fallback", text="blorp blorp") for _ in range(3)]
    assert [contacts(reply) for reply in later] == [[], [], []]


@pytest.mark.usefixtures("mail")
def test_an_answer_between_two_misses_makes_them_none_in_a_row(talk: Begin) -> None:
    here = talk()
    here.ask("nlu_fallback", text="blorp blorp")
    here.ask("salary", text="what do ML engineers earn?")
    assert contacts(here.ask("nlu_fallback", text="blorp blorp")) == []


@pytest.mark.usefixtures("mail")
def test_who_was_told_of_a_person_when_asking_is_not_offered_one_again(talk: Begin) -> None:
    here = talk()
    assert contacts(here.ask("nlu_fallback", text="can I talk to a human?"))
    assert contacts(here.ask("nlu_fallback", text="can I talk to a human?"))  # asked for, so said again
    for _ in range(3):
        assert contacts(here.ask("nlu_fallback", text="blorp blorp")) == []


def test_nothing_is_offered_where_the_operator_has_named_nobody(talk: Begin) -> None:
    here = talk()
    replies = [here.ask("nlu_fallback", text="blorp blorp") for _ in range(4)]
    assert [contacts(reply) for reply in [*replies, here.ask("nlu_fallback", text="a real human agent")]] == [
        []
    ] * 5


@pytest.mark.parametrize(
    ("given", "link"),
    [
        ("https://example.org/help", "https://example.org/help"),
        ("Mo to Fr at the desk in room 4", None),
        ("write to careers@example.org", None),
        ("javascript:alert(1)", None),
    ],
)
def test_only_a_mail_address_or_a_page_becomes_a_link(
    talk: Begin, monkeypatch: pytest.MonkeyPatch, given: str, link: str | None
) -> None:
    monkeypatch.setenv("ADVISOR_CONTACT", given)
    (one,) = contacts(talk().ask("nlu_fallback", text="can I talk to a human?"))
    assert (one.address, one.link, one.channel) == (given, link, None)


@pytest.mark.usefixtures("channel", "mail")
def test_a_channel_of_slack_is_named_in_slack_only(talk: Begin) -> None:
    asked = message("nlu_fallback", text="can I talk to a human?")
    (in_slack,) = contacts(talk().send(replace(asked, channel="slack")))
    assert (in_slack.channel, in_slack.link) == ("#careers", None)
    (elsewhere,) = contacts(talk().send(replace(asked, channel="web")))
    assert (elsewhere.channel, elsewhere.address) == (None, MAIL)


@pytest.mark.usefixtures("channel")
def test_distress_is_never_led_into_a_channel_that_others_read(talk: Begin) -> None:
    sad = message("nlu_fallback", text="I feel so lost and my wife left me")
    assert contacts(talk().send(replace(sad, channel="slack"))) == []
