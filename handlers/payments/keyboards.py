"""Buttons of wallet, top-up, refund and statement."""

from collections.abc import Sequence
from typing import Final

from domain.payments.models import Offer, TopUp, TopUpState
from handlers.links import Links
from handlers.menu.keyboards import back
from handlers.screens import MOST_DATA_BYTES, Button, Rows
from locales.speech import Speech

IN_ROW: Final = 3
MOST_REFUNDS: Final = 6
SMALL: Final = frozenset({15, 50, 100, 250, 500, 1_000})
LARGE: Final = frozenset({2_500, 5_000, 10_000, 50_000, 100_000, 1_000_000})
"""Those presets that have a button: the small ones first, the large ones beside an own amount."""


def wallet(speech: Speech, links: Links) -> Rows:
    def button(name: str, data: str) -> Button:
        return Button(label=speech.say(f"wallet-button-{name}"), data=data)

    return (
        (button("topup", "topup"),),
        (button("deposit", "deposit"), button("withdraw", "withdraw")),
        (button("topups", "topups"), button("withdrawals", "withdrawals")),
        (button("statement", "statement"),),
        *links.app_row(speech.say("button-open-app"), "#/wallet"),
        back(speech),
    )


def amounts(speech: Speech, offer: Offer) -> Rows:
    own = (Button(label=speech.say("topup-button-own"), data="topup:own"),)
    return (*_presets(speech, offer, SMALL), own, back(speech, "wallet"))


def own_amount(speech: Speech, offer: Offer) -> Rows:
    return (*_presets(speech, offer, LARGE), back(speech, "topup"))


def _presets(speech: Speech, offer: Offer, shown: frozenset[int]) -> Rows:
    buttons = [
        Button(label=speech.money(preset), data=f"topup:{preset.text}")
        for preset in offer.presets
        if preset.whole in shown
    ]
    return tuple(tuple(buttons[i : i + IN_ROW]) for i in range(0, len(buttons), IN_ROW))


def topups(speech: Speech, found: Sequence[TopUp]) -> Rows:
    rows = [
        (
            Button(
                label=speech.say("topups-button-refund", amount=topup.value),
                data=f"refund:{topup.id}",
            ),
        )
        for topup in found
        if topup.state is TopUpState.PAID
    ]
    return (*rows[:MOST_REFUNDS], back(speech, "wallet"))


def question(speech: Speech, act_id: str, topup: TopUp) -> Rows:
    act = speech.say("topups-button-refund", amount=topup.value)
    return (
        (Button(label=act, data=f"confirm:{act_id}"),),
        (Button(label=speech.say("button-cancel"), data=f"cancel:{act_id}"),),
    )


def pages(speech: Speech, *, older: str | None, first: bool) -> Rows:
    """Where a list goes on, and its beginning."""

    def button(label: str, data: str) -> Button:
        assert len(data.encode()) <= MOST_DATA_BYTES, "a cursor fits a button"
        return Button(label=speech.say(label), data=data)

    row = []
    if not first:
        row.append(button("button-newer", "statement"))
    if older is not None:
        row.append(button("button-older", f"statement:{older}"))
    return (*((tuple(row),) if row else ()), back(speech, "wallet"))


def paysupport(speech: Speech) -> Rows:
    ask = Button(label=speech.say("paysupport-button-ask"), data="paysupport:ask")
    return ((ask,), back(speech, "wallet"))
