"""What the chat shows: a screen is a text in Telegram's HTML and rows of buttons."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

MOST_TEXT: Final = 4096
MOST_CAPTION: Final = 1024
MOST_DATA_BYTES: Final = 64
MOST_BUTTONS: Final = 8
PLACE_OF_KEY: Final = "\N{KEY}"

_TAG: Final = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A label and exactly one thing that happens when it is pressed."""

    label: str
    data: str = ""
    url: str = ""
    web_app: str = ""
    copy: str = ""

    def __post_init__(self) -> None:
        given = [kind for kind in (self.data, self.url, self.web_app, self.copy) if kind]
        assert len(given) == 1, f"button {self.label!r} does {len(given)} things"
        assert len(self.data.encode()) <= MOST_DATA_BYTES, f"too long: {self.data}"

    def wire(self) -> dict[str, object]:
        """InlineKeyboardButton of the Bot API."""
        wire: dict[str, object] = {"text": self.label}
        if self.data:
            wire["callback_data"] = self.data
        elif self.url:
            wire["url"] = self.url
        elif self.web_app:
            wire["web_app"] = {"url": self.web_app}
        else:
            wire["copy_text"] = {"text": self.copy}
        return wire


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """`text` is HTML: whatever came from people has gone through `safe`. `reply_to` is the
    message that a new one answers, which may be gone by then. `code` is what the QR code above
    the text says; such a screen is always a new message. `key` is the partner's key whose secret
    takes the place of `PLACE_OF_KEY` in the text as it leaves; what waits holds no secret. `chart`
    is the collection of gifts whose floor is drawn above the text; always a new message too.
    """

    text: str
    rows: Rows = ()
    reply_to: int = 0
    code: str = ""
    key: str = ""
    chart: str = ""

    def __post_init__(self) -> None:
        shown = len(html.unescape(_TAG.sub("", self.text)))
        most = MOST_CAPTION if self.pictured else MOST_TEXT
        assert 0 < shown <= most, f"a screen of {shown} characters"
        count = sum(map(len, self.rows))
        assert count <= MOST_BUTTONS, f"a screen of {count} buttons"

    @property
    def pictured(self) -> bool:
        """Whether it is a photo with words under it."""
        return bool(self.code or self.chart)

    def _picture(self) -> dict[str, object]:
        return {"code": self.code} if self.code else {"chart": self.chart}

    def wire(self) -> dict[str, object]:
        """What `sendMessage` and `editMessageText` share; `reply_to` is for `sendMessage`. With a
        `code` or a `chart` it is for `sendPhoto`, whose picture is drawn when the message leaves.
        """
        text: dict[str, object] = {
            "text": self.text,
            "link_preview_options": {"is_disabled": True},
        }
        wire: dict[str, object] = {
            **({"caption": self.text, **self._picture()} if self.pictured else text),
            "parse_mode": "HTML",
            "reply_markup": {"inline_keyboard": [[b.wire() for b in row] for row in self.rows]},
        }
        if self.key:
            wire["key"] = self.key
        if self.reply_to:
            wire["reply_parameters"] = {
                "message_id": self.reply_to,
                "allow_sending_without_reply": True,
            }
        return wire


def screen(
    title: str, lines: Iterable[str] = (), rows: Iterable[tuple[Button, ...]] = ()
) -> Screen:
    """Title in bold, an empty line, then the lines."""
    body = "\n".join(lines)
    text = f"<b>{title}</b>\n\n{body}" if body else f"<b>{title}</b>"
    return Screen(text=text, rows=tuple(rows))


def safe(text: str) -> str:
    """Text from outside, harmless inside HTML."""
    return html.escape(text, quote=False)


def clip(text: str, longest: int) -> str:
    """At most so many characters, the end marked when there were more."""
    return text if len(text) <= longest else f"{text[: longest - 1]}\N{HORIZONTAL ELLIPSIS}"
