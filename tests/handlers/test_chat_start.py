"""The first steps: begin, terms, language, deep links."""

import pytest

from tests.program import Program
from tests.talk import Somebody, arrive, meet

GATED = ("/topup", "/topup 50", "/wallet", "/statement", "/profile", "/play", "/inbox", "/notices")
GATED_BUTTONS = ("wallet", "topup:50", "topups", "statement", "profile", "play", "topup:own")
"""Nothing of this works before the terms are accepted, forged or not."""


def invited(somebody: Somebody) -> str:
    """The line of the profile that counts whom the invitation brought."""
    return next(line for line in somebody.say("/profile").splitlines() if "invitation" in line)


def code(somebody: Somebody) -> str:
    return str(somebody.program.sign_in(somebody.name).get("/me")["referral"])


def test_nothing_works_before_the_terms_are_accepted(program: Program) -> None:
    alice = arrive(program, "alice")
    assert "18" in alice.start()
    terms = alice.newest
    for command in GATED:
        assert alice.say(command) == terms, command
        assert "terms:accept" in alice.buttons(), command
    for data in GATED_BUTTONS:
        alice.press(data, forged=True)
        assert alice.newest == terms, data
    assert alice.invoices() == 0


def test_texts_and_help_are_open_before_the_terms(program: Program) -> None:
    alice = arrive(program, "alice")
    alice.start()
    assert "/topup" in alice.say("/help")
    assert "terms:accept" in alice.buttons()
    assert "18 years" in alice.say("/terms")
    assert "export" in alice.say("/privacy")
    assert "receipt" in alice.say("/paysupport")
    alice.press("terms:read", forged=True)
    alice.press("menu")
    assert "terms:accept" in alice.buttons()
    assert alice.say("hello?").startswith("Before we begin")


def test_accepting_opens_the_menu_in_the_same_message(program: Program) -> None:
    alice = arrive(program, "alice")
    alice.start()
    alice.press("terms:accept")
    assert alice.count() == 1
    assert alice.buttons()[:5] == ["play", "gifts", "help", "profile", "topup"]
    alice.start()
    alice.press("terms:accept", forged=True)
    assert "topup" in alice.buttons()
    audit = program.sign_in("alice").get("/me")["terms"]
    assert audit["accepted"]


@pytest.mark.parametrize(
    ("client", "greeting"),
    [("en", "Before we begin"), ("ru", "Прежде чем начать"), ("pt-br", "Before we begin")],
)
def test_the_language_comes_from_the_client(program: Program, client: str, greeting: str) -> None:
    assert arrive(program, "alice", language=client).start().startswith(greeting)


def test_the_language_can_be_changed_before_and_after_the_terms(program: Program) -> None:
    alice = arrive(program, "alice")
    alice.start()
    alice.press("lang:ru")
    assert alice.newest.startswith("Прежде чем начать")
    alice.press("terms:accept")
    assert "Спасибо" in alice.newest
    alice.press("profile")
    alice.press("profile:language")
    alice.press("lang:en")
    assert "Hello, Alice" in alice.newest
    assert alice.count() == 1
    program.world.patch("/people/alice", {"language": "ru"})
    assert "Hello" in alice.start(), "what was chosen stays, whatever the client speaks"


def test_an_unknown_language_is_refused(program: Program) -> None:
    alice = meet(program, "alice")
    alice.start()
    said = alice.answer("lang:xx", forged=True)
    assert "Nothing was changed" in said


def test_a_referral_counts_once_and_for_the_first_link(program: Program) -> None:
    alice, bob = meet(program, "alice"), meet(program, "bob")
    assert "Nobody" in invited(alice)
    carol = arrive(program, "carol")
    carol.start(f"ref_{code(alice)}")
    carol.press("terms:accept")
    carol.start(f"ref_{code(bob)}")
    carol.start(f"ref_{code(alice)}")
    assert invited(alice).startswith("1 person")
    assert "Nobody" in invited(bob)


def test_nobody_brings_themselves(program: Program) -> None:
    """Whoever signed in to the app first knows their own code before the first start."""
    alice = arrive(program, "alice")
    alice.start(f"ref_{code(alice)}")
    alice.press("terms:accept")
    assert "Nobody" in invited(alice)


@pytest.mark.parametrize("payload", ["ref_zzzzzz", "ref_", "gift_plushpepe-1", "match_x", "_"])
def test_links_that_lead_nowhere_still_begin(program: Program, payload: str) -> None:
    alice = arrive(program, "alice")
    assert "18" in alice.start(payload)
    alice.press("terms:accept")
    assert "topup" in alice.buttons()


def test_the_profile_shows_who_one_is(program: Program) -> None:
    alice = meet(program, "alice", name="A <b>& Co")
    said = alice.say("/profile")
    assert "A <b>& Co" in said
    assert str(alice.id) in said
    assert f"?start=ref_{code(alice)}" in said
    alice.press("profile:currency")
    alice.press("currency:EUR")
    assert "EUR" in alice.newest


def test_names_are_followed(program: Program) -> None:
    alice = meet(program, "alice")
    program.world.patch("/people/alice", {"name": "Alicia"})
    assert "Alicia" in alice.say("/menu")
