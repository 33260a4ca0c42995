"""Screens of partner keys."""

from collections.abc import Sequence
from typing import Final

from domain.shared.ids import Instant
from domain.users.partners.models import Agreement, PartnerKey, Scope, Shown
from handlers.menu.keyboards import back
from handlers.screens import PLACE_OF_KEY, Button, Screen, safe, screen
from locales.speech import Moment, Speech

ASKED_MOST: Final = 2
WITH_TURNS: Final = 2
"""So many keys have room for a button each that rotates them."""


def keys_screen(
    speech: Speech,
    keys: Sequence[PartnerKey],
    asked: Sequence[tuple[Agreement, PartnerKey]],
    now: Instant,
) -> Screen:
    lines = [speech.say("keys-lead"), ""]
    lines += [_line(speech, n, key, now) for n, key in enumerate(keys, 1)]
    if not keys:
        lines.append(speech.say("keys-none"))
    if asked:
        lines += ["", speech.say("partner-lead")]
        lines += [
            speech.say("partner-line", name=safe(key.name), state=agreement.state.value)
            for agreement, key in asked[:ASKED_MOST]
        ]
    return screen(speech.say("keys-title"), lines, _rows(speech, keys, asked))


def scopes_screen(speech: Speech, chosen: frozenset[Scope]) -> Screen:
    rows = [
        (
            Button(
                label=speech.say(
                    "keys-button-scope",
                    on="yes" if scope in chosen else "no",
                    scope=speech.say(f"keys-scope-{scope.value}"),
                ),
                data=f"keys:scope:{scope.value}",
            ),
        )
        for scope in Scope
    ]
    lines = [speech.say("keys-ask-scopes"), speech.say("keys-ask-name")]
    return screen(speech.say("keys-title"), lines, [*rows, back(speech, "keys")])


def secret_screen(speech: Speech, shown: Shown, lead: str) -> Screen:
    """The secret itself is put in when the message leaves."""
    if shown.secret is None:
        return screen(
            speech.say("keys-title"), [speech.say("keys-repeated")], [back(speech, "keys")]
        )
    lines = [
        speech.say(lead),
        speech.say("keys-number", id=shown.key.id),
        speech.say("keys-secret", secret=PLACE_OF_KEY),
        "",
        speech.say("keys-keep"),
    ]
    kept = Button(label=speech.say("keys-button-kept"), data="keys")
    made = screen(safe(shown.key.name), lines, [(kept,)])
    return Screen(text=made.text, rows=made.rows, key=shown.key.id)


def revoke_screen(speech: Speech, found: Sequence[PartnerKey]) -> Screen:
    """A key that is gone meanwhile has nothing to ask about."""
    rows = [
        (Button(label=speech.say("keys-button-revoke-yes"), data=f"keys:revoked:{key.id}"),)
        for key in found
    ]
    lines = [speech.say("keys-revoke-ask", name=safe(key.name)) for key in found]
    return screen(
        speech.say("keys-title"),
        lines or [speech.say("keys-revoked")],
        [*rows, back(speech, "keys")],
    )


def question_screen(speech: Speech, key: PartnerKey) -> Screen:
    rows = [
        (Button(label=speech.say("partner-button-agree"), data=f"partner:agree:{key.id}"),),
        (Button(label=speech.say("partner-button-refuse"), data=f"partner:refuse:{key.id}"),),
    ]
    lines = [speech.say("partner-question", name=safe(key.name))]
    return screen(speech.say("partner-title"), lines, rows)


def answered_screen(speech: Speech, key: PartnerKey, *, agreed: bool) -> Screen:
    said = "partner-agreed" if agreed else "partner-refused"
    turn = "refuse" if agreed else "agree"
    change = Button(label=speech.say(f"partner-button-{turn}"), data=f"partner:{turn}:{key.id}")
    return screen(safe(key.name), [speech.say(said)], [(change,), back(speech)])


def _line(speech: Speech, n: int, key: PartnerKey, now: Instant) -> str:
    used = (
        speech.say("keys-used", at=Moment(key.used_at, now))
        if key.used_at is not None
        else speech.say("keys-unused")
    )
    scopes = ", ".join(speech.say(f"keys-scope-{s.value}") for s in Scope if s in key.scopes)
    return speech.say("keys-line", n=str(n), name=safe(key.name), scopes=scopes, used=used)


def _rows(
    speech: Speech,
    keys: Sequence[PartnerKey],
    asked: Sequence[tuple[Agreement, PartnerKey]],
) -> list[tuple[Button, ...]]:
    """At most eight buttons: with many keys rotating is left to the app."""
    few = len(keys) <= WITH_TURNS and len(asked) <= 1
    rows: list[tuple[Button, ...]] = [
        (Button(label=speech.say("keys-button-new"), data="keys:new"),)
    ]
    for n, key in enumerate(keys, 1):
        turn = Button(
            label=speech.say("keys-button-rotate", n=str(n)), data=f"keys:rotate:{key.id}"
        )
        end = Button(
            label=speech.say("keys-button-revoke", n=str(n)), data=f"keys:revoke:{key.id}"
        )
        rows.append((turn, end) if few else (end,))
    shown = asked[: 1 if keys else ASKED_MOST]
    rows += [
        (
            Button(
                label=speech.say("partner-button-open", name=key.name),
                data=f"partner:show:{key.id}",
            ),
        )
        for _, key in shown
    ]
    return [*rows, back(speech, "profile:data")]
