"""Outbox rows put into words at the moment they leave, in the language of whom they go to.

A row whose method is `notice` holds a text key with its fields and buttons; a `sendInvoice` row
holds the keys of its title and description; a `sendPhoto` row holds what its QR code says, or
whose floor its chart shows; a
row with a `key` shows the secret of that partner's key; any other row is ready as it is, but for
the mark by which a match knows its own.
"""

import io
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final, cast

from bot.outbox_rows import OutboxEntry, Words
from bot.ports import InvoiceWords, Payload
from domain.payments.models import TopUp
from domain.shared.ids import Instant
from handlers.screens import PLACE_OF_KEY, Button, Screen
from locales.speech import Speech

NOTICE: Final = "notice"
INVOICE: Final = "sendInvoice"
PHOTO: Final = "sendPhoto"
QR_SCALE: Final = 10
"""Pixels of a module."""
QR_BORDER: Final = 4
"""Modules of light around it that readers ask for (ISO 18004)."""
MARK: Final = "match"
KEY: Final = "key"
CHART: Final = "chart"
SpeechOf = Callable[[int], Awaitable[Speech]]
SecretOf = Callable[[int, str], Awaitable[str]]
Paint = Callable[[Speech, str], Awaitable[bytes]]
"""A chart of a collection's floor as PNG."""
Fields = Mapping[str, object]


class Rendering:
    def __init__(self, speech_of: SpeechOf, secret_of: SecretOf) -> None:
        """`speech_of` gives the Speech for a person's id, a default one for strangers;
        `secret_of` the secret of somebody's living key, "" for one that is not.
        """
        self._speech_of = speech_of
        self._secret_of = secret_of
        self._paint: Paint | None = None

    def paint_by(self, paint: Paint) -> None:
        """Told once the areas are there; rows leave only later."""
        self._paint = paint

    async def render(self, entry: OutboxEntry) -> Words:
        if entry.method == PHOTO:
            charted = CHART in entry.payload
            return PHOTO, await self._painted(entry) if charted else _drawn(entry.payload)
        if KEY in entry.payload:
            return entry.method, await self._revealed(entry)
        if entry.method not in {NOTICE, INVOICE}:
            return entry.method, _unmarked(entry.payload)
        speech = await self._speech_of(entry.to_user or entry.chat_id)
        if entry.method == NOTICE:
            notice = _notice(speech, entry.payload, entry.created_at)
            return "sendMessage", {"chat_id": entry.chat_id, **notice}
        return INVOICE, _invoice(speech, entry.payload)

    async def _painted(self, entry: OutboxEntry) -> Payload:
        assert self._paint is not None, "charts are painted by then"
        speech = await self._speech_of(entry.to_user or entry.chat_id)
        kept = {name: value for name, value in entry.payload.items() if name != CHART}
        return {**kept, "photo": await self._paint(speech, str(entry.payload[CHART]))}

    async def _revealed(self, entry: OutboxEntry) -> Payload:
        secret = await self._secret_of(entry.chat_id, str(entry.payload[KEY]))
        kept = {name: value for name, value in entry.payload.items() if name != KEY}
        return {**kept, "text": str(entry.payload["text"]).replace(PLACE_OF_KEY, secret)}

    async def invoice_words(self, topup: TopUp) -> InvoiceWords:
        """For an invoice that is opened by its link."""
        speech = await self._speech_of(topup.person)
        fields = {"amount": topup.value, "value": topup.value}
        return InvoiceWords(
            title=speech.say("topup-invoice-title", fields),
            description=speech.say("topup-invoice-description", fields),
            label=speech.say("topup-invoice-label", fields),
        )


def _notice(speech: Speech, payload: Payload, at: Instant) -> Payload:
    fields = cast("Fields", payload.get("fields") or {})
    text = speech.notice(str(payload["text"]), fields, at=at)
    buttons = cast("Sequence[tuple[str, str]]", payload.get("buttons") or ())
    rows = tuple((_button(speech.say(key), data),) for key, data in buttons)
    return Screen(text=text, rows=rows).wire()


def _button(label: str, data: str) -> Button:
    """What it leads to is an address, or data of ours."""
    if data.startswith("https://"):
        return Button(label=label, url=data)
    return Button(label=label, data=data)


def _unmarked(payload: Payload) -> Payload:
    return {k: v for k, v in payload.items() if k != MARK} if MARK in payload else payload


def _drawn(payload: Payload) -> Payload:
    """The photo is a QR code; level M reads well from another phone's screen."""
    import segno

    kept = {key: value for key, value in payload.items() if key != "code"}
    picture = io.BytesIO()
    segno.make_qr(str(payload["code"]), error="m").save(
        picture, kind="png", scale=QR_SCALE, border=QR_BORDER
    )
    return {**kept, "photo": picture.getvalue()}


def _invoice(speech: Speech, payload: Payload) -> Payload:
    """Wire form: https://core.telegram.org/bots/api#sendinvoice, one price in Stars."""
    title = _say(speech, payload["title"])
    return {
        "chat_id": payload["chat_id"],
        "title": title,
        "description": _say(speech, payload["description"]),
        "payload": payload["payload"],
        "provider_token": "",
        "currency": payload["currency"],
        "prices": [{"label": title, "amount": payload["stars"]}],
    }


def _say(speech: Speech, words: object) -> str:
    known = cast("Payload", words)
    fields = cast("Fields", known.get("fields") or {})
    return speech.say(str(known["text"]), fields)
