"""What an error becomes, who is known, who is slowed down, what a pre-checkout is answered."""

import pytest

from domain.payments.models import Verdict
from domain.shared.actor import Role
from domain.shared.refusals import NotEnoughFunds, NotFound
from domain.shared.trace import traced
from locales.words import Words
from tests.bot.chat import ALICE, ERRORS, PRE_CHECKOUT, PRIVATE, Chat

NOT_FOUND = Words().say("en", "refusal-not-found")
LATER = Words().say("en", "error-later")

NOTHING_HERE = NOT_FOUND


@pytest.mark.parametrize(
    ("verdict", "text"),
    [
        (Verdict(refusal=None), "yes"),
        (
            Verdict(refusal=NotFound()),
            NOTHING_HERE,
        ),
        (NotFound(), NOTHING_HERE),
    ],
)
async def test_a_pre_checkout_gets_its_verdict(
    chat: Chat, verdict: Verdict | Exception, text: str
) -> None:
    chat.verdict = verdict
    await chat.feed("pre_checkout_query", **PRE_CHECKOUT)
    assert [(one.how, one.text) for one in chat.desks.said] == [("verdict pc1", text)]


async def test_a_bug_in_a_pre_checkout_is_a_no(
    chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    chat.verdict = ZeroDivisionError("oops")
    await chat.feed("pre_checkout_query", **PRE_CHECKOUT)
    assert [one.how for one in chat.desks.said] == ["verdict pc1"]
    assert chat.desks.texts != ["yes"]
    assert "oops" in caplog.text


@pytest.mark.parametrize(
    ("what", "part"),
    [
        ("refuse", NOTHING_HERE),
        ("terms", "the terms"),
        ("outside", LATER),
        ("bug", "u-77"),
    ],
)
async def test_an_error_becomes_words(chat: Chat, what: str, part: str) -> None:
    with traced("u-77"):
        await chat.say(f"/fail {what}")
        await chat.press(f"fail:{what}")
    assert [part in text for text in chat.desks.texts if text] == [True, True]


async def test_an_error_about_money_is_not_answered_but_passed_on(chat: Chat) -> None:
    back = {
        "currency": "XTR",
        "total_amount": 50,
        "invoice_payload": "t",
        "telegram_payment_charge_id": "c",
    }
    with pytest.raises(ValueError, match="lost"):
        await chat.say(refunded_payment=back)
    assert chat.desks.said == []


async def test_the_refusals_fields_are_spoken_in_the_persons_language(chat: Chat) -> None:
    ERRORS["short"] = NotEnoughFunds(needed="5")
    await chat.say("/fail short")
    await chat.feed(
        "message",
        message_id=9,
        date=1,
        chat=PRIVATE,
        text="/fail short",
        **{"from": {**ALICE, "language_code": "ru"}},
    )
    english, russian = chat.desks.texts
    assert english != russian
    assert "5" in russian


async def test_a_known_person_costs_no_second_meeting_until_something_changes(chat: Chat) -> None:
    for _ in range(3):
        await chat.say("hi")
    assert len(chat.people.met) == 1
    await chat.feed(
        "message",
        message_id=9,
        date=1,
        chat=PRIVATE,
        text="x",
        **{"from": {**ALICE, "username": "al"}},
    )
    assert len(chat.people.met) == 2
    person = await chat.people.meet(chat.people.met[-1])
    chat.people.promote(person, Role.ADMIN)
    chat.faces.forget(person.id)
    known = await chat.faces.person(chat.people.met[-1])
    assert known.role is Role.ADMIN


async def test_too_many_acts_get_one_polite_answer_and_come_back_with_time(chat: Chat) -> None:
    chat.burst = 3
    for _ in range(6):
        await chat.say("hi")
    assert len(chat.seen) == 3
    assert len(chat.desks.said) == 1
    await chat.press("menu")
    assert chat.desks.said[-1].how == "answer"
    chat.now_s += 1
    await chat.say("hi")
    assert len(chat.seen) == 4
    await chat.say("hi")
    assert len(chat.seen) == 4


async def test_throws_and_payments_are_never_dropped(chat: Chat) -> None:
    chat.burst = 1
    await chat.say("hi")
    for _ in range(3):
        await chat.say(dice={"emoji": "🎲", "value": 6})
        await chat.feed("pre_checkout_query", **PRE_CHECKOUT)
    assert [name for name, _ in chat.seen].count("dice") == 3
    assert [one.how for one in chat.desks.said].count("verdict pc1") == 3
