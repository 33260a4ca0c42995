"""What Telegram lets a keyboard be, with the longest ids and cursors that there can be."""

import pytest

from domain.payments.models import Entrance, Offer, TopUp, TopUpState
from domain.payments.rules import PRESETS
from domain.shared.ids import Instant, UserId
from domain.shared.money import stars
from domain.users.models import NoticeSettings, Session
from domain.users.notices import USER_KINDS
from handlers.admin import keyboards as admin
from handlers.links import Links
from handlers.menu import keyboards as menu
from handlers.notices import keyboards as notices
from handlers.payments import keyboards as payments
from handlers.screens import MOST_BUTTONS, MOST_DATA_BYTES, Button, Rows, Screen, clip, safe
from handlers.users import keyboards as users
from locales.speech import Speech
from locales.words import Words
from storage.cursors import write_cursor

WORDS = Words()
ID = "z" * 26
NUMBER = write_cursor("lines:user:1", 2**63 - 1)
NAME = write_cursor("inbox:1", ID)
LINKS = Links(app="https://souk.example/app", bot=lambda: "souk_bot")
OFFER = Offer(presets=tuple(map(stars, PRESETS)), least=stars(15), most=stars(1_000_000))
NEVER = Instant(0)
TOPUP = TopUp(
    id=ID,
    person=UserId(2**52),
    value=stars(1_000_000),
    state=TopUpState.PAID,
    entrance=Entrance.CHAT,
    invoice=None,
    link=None,
    charge="c",
    failure=None,
    hold=None,
    created_at=NEVER,
    expires_at=NEVER,
    paid_at=NEVER,
    matures_at=NEVER,
    matured_at=None,
    changed_at=NEVER,
)
SESSION = Session(
    id=ID,
    person=UserId(1),
    how="mini_app",
    launch="",
    address="",
    agent="",
    created_at=NEVER,
    seen_at=NEVER,
    expires_at=NEVER,
    ended_at=None,
)


def keyboards(speech: Speech) -> dict[str, Rows]:
    return {
        "menu": menu.menu(speech, LINKS, staff=True),
        "terms": users.terms(speech, WORDS),
        "profile": users.profile(speech, LINKS.invitation("x" * 16)),
        "zones": users.choices(speech, "zone", users.ZONES),
        "sessions": users.sessions(speech, [SESSION] * users.MOST_SESSIONS),
        "notices": notices.settings(speech, NoticeSettings()),
        "kinds": notices.kinds(speech, NoticeSettings(), USER_KINDS),
        "inbox": notices.inbox(speech, older=NAME, first=False),
        "wallet": payments.wallet(speech, LINKS),
        "amounts": payments.amounts(speech, OFFER),
        "own amount": payments.own_amount(speech, OFFER),
        "top-ups": payments.topups(speech, [TOPUP] * 6),
        "refund": payments.question(speech, f"refund-{ID}", TOPUP),
        "statement": payments.pages(speech, older=NUMBER, first=False),
        "support": payments.paysupport(speech),
        "admin": admin.menu(speech),
        "jobs": admin.jobs(speech, ["reconcile_stars"] * admin.JOBS, page=1, more=True),
        "audit": admin.audit(speech, older=NUMBER, text="x" * 200),
        "question": menu.question(speech, ID),
        "decision": (admin.decision(speech, ID),),
    }


@pytest.mark.parametrize("language", WORDS.languages)
def test_each_keyboard_keeps_the_measure(language: str) -> None:
    for name, rows in keyboards(Speech(WORDS, language)).items():
        Screen(text=name, rows=rows)
        for button in (button for row in rows for button in row):
            assert len(button.data.encode()) <= MOST_DATA_BYTES, name
            assert 0 < len(button.label) <= 40, name
        assert all(1 <= len(row) <= 3 for row in rows), name


@pytest.mark.parametrize(
    "does", [{}, {"data": "x", "url": "https://t.me"}, {"data": "x" * 65}, {"data": "\u044f" * 33}]
)
def test_a_button_that_telegram_refuses_is_a_bug_of_ours(does: dict[str, str]) -> None:
    with pytest.raises(AssertionError):
        Button(label="x", **does)


def test_a_screen_has_bounds() -> None:
    button = Button(label="x", data="x")
    Screen(text="&amp;" * 4096, rows=((button,) * MOST_BUTTONS,))
    for text, count in (("x" * 4097, 0), ("", 0), ("<b></b>", 0), ("x", MOST_BUTTONS + 1)):
        with pytest.raises(AssertionError):
            Screen(text=text, rows=((button,) * count,))


def test_text_from_outside_is_harmless_and_short() -> None:
    assert safe("<b>&</b>") == "&lt;b&gt;&amp;&lt;/b&gt;"
    assert clip("abc", 3) == "abc"
    assert clip("abcd", 3) == "ab\N{HORIZONTAL ELLIPSIS}"


def test_each_kind_of_button_has_its_wire_form() -> None:
    """https://core.telegram.org/bots/api#inlinekeyboardbutton"""
    assert Button(label="l", data="d").wire() == {"text": "l", "callback_data": "d"}
    assert Button(label="l", url="u").wire() == {"text": "l", "url": "u"}
    assert Button(label="l", web_app="u").wire() == {"text": "l", "web_app": {"url": "u"}}
    assert Button(label="l", copy="c").wire() == {"text": "l", "copy_text": {"text": "c"}}
