"""Answers to inline queries, as Telegram shows them above somebody's text field."""

from dataclasses import dataclass
from typing import Final

from handlers.screens import Rows

MOST: Final = 50
"""Results of one answer: https://core.telegram.org/bots/api#answerinlinequery"""
_OFFSET_BYTES_MOST: Final = 64
_ID_BYTES_MOST: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineResult:
    """`text` is HTML and becomes the message. `picture` is the address of a small one, `page`
    that of a page whose preview the message shows; "" for none.
    """

    id: str
    title: str
    about: str
    text: str
    picture: str = ""
    page: str = ""
    rows: Rows = ()

    def __post_init__(self) -> None:
        assert 0 < len(self.id.encode()) <= _ID_BYTES_MOST, "results have short ids"

    def wire(self) -> dict[str, object]:
        """InlineQueryResultArticle of the Bot API."""
        shown = {"url": self.page} if self.page else {"is_disabled": True}
        wire: dict[str, object] = {
            "type": "article",
            "id": self.id,
            "title": self.title,
            "description": self.about,
            "input_message_content": {
                "message_text": self.text,
                "parse_mode": "HTML",
                "link_preview_options": shown,
            },
        }
        if self.page:
            wire["url"] = self.page
        if self.picture:
            wire["thumbnail_url"] = self.picture
        if self.rows:
            rows = [[button.wire() for button in row] for row in self.rows]
            wire["reply_markup"] = {"inline_keyboard": rows}
        return wire


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineAnswer:
    """The answer to one query. `following` is the offset of the next results, "" at the end;
    `button` stands above the results and begins the bot with `start`. Language and currency are
    the asker's, so the answer is kept for them alone.
    """

    query_id: str
    results: tuple[InlineResult, ...]
    following: str
    button: str
    start: str
    kept_s: int

    def __post_init__(self) -> None:
        assert len(self.results) <= MOST, "Telegram takes no more at once"
        assert len(self.following.encode()) <= _OFFSET_BYTES_MOST, "offsets are short"

    def wire(self) -> dict[str, object]:
        """What `answerInlineQuery` takes."""
        return {
            "inline_query_id": self.query_id,
            "results": [one.wire() for one in self.results],
            "next_offset": self.following,
            "is_personal": True,
            "cache_time": self.kept_s,
            "button": {"text": self.button, "start_parameter": self.start},
        }
