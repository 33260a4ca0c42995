"""What I was told, and how I want to be told."""

from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from domain.users.models import Letter, NoticeKind, NoticeSettings, QuietHours
from webapp.forms import Answer, Body, Id, ListOf, Paged, Text, TimeText, time_text
from webapp.routing import Call, Route

SCREENS: Final = {"payments": "wallet", "users": "profile"}
"""Where in the Mini App a notice of an area leads."""

HourText = Annotated[
    str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$"), Field(examples=["23:00"])
]


class LetterAnswer(Answer):
    """`text` is in the asker's language; `link` is a screen of the Mini App."""

    id: str
    at: TimeText
    area: str
    kind: str
    text: str
    read: bool
    link: str | None


class InboxAnswer(ListOf[LetterAnswer]):
    unread: int


class ReadBody(Body):
    """Everything up to and including this letter."""

    upto: Id


class UnreadAnswer(Answer):
    unread: int


class QuietAnswer(Answer):
    """In the asker's time zone; may span midnight."""

    since: HourText = Field(alias="from", serialization_alias="from")
    until: HourText = Field(alias="to", serialization_alias="to")


class QuietBody(Body):
    since: HourText = Field(alias="from")
    until: HourText = Field(alias="to")


class KindAnswer(Answer):
    area: str
    kind: str
    on: bool


class NoticesAnswer(Answer):
    """Receipts come whatever is set, and everything stands in the inbox."""

    muted: bool
    quiet: QuietAnswer | None
    digest: Literal["off", "daily"]
    kinds: list[KindAnswer]


class KindBody(Body):
    kind: Annotated[Text, StringConstraints(min_length=1, max_length=64)]
    on: bool


class NoticesBody(Body):
    """The fields given change; `quiet` null takes the quiet hours away."""

    muted: bool | None = None
    quiet: QuietBody | None = None
    digest: Literal["off", "daily"] | None = None
    kinds: Annotated[list[KindBody], Field(max_length=100)] | None = None


async def list_letters(call: Call) -> InboxAnswer:
    """My inbox, newest first"""
    asked = call.query(Paged)
    page = await call.deps.inbox.letters(call.actor, cursor=asked.cursor, limit=asked.limit)
    return InboxAnswer(
        items=[letter_answer(call, letter) for letter in page.items],
        next=page.next,
        unread=await call.deps.inbox.unread(call.actor),
    )


async def mark_read(call: Call) -> UnreadAnswer:
    """Mark what I have read"""
    unread = await call.deps.inbox.read(call.actor, call.body(ReadBody).upto)
    return UnreadAnswer(unread=unread)


async def show_notices(call: Call) -> NoticesAnswer:
    """How I want to be told"""
    settings = await call.deps.notices.get(call.actor)
    return notices_answer(settings, call.deps.notices.offered(call.actor))


async def change_notices(call: Call) -> NoticesAnswer:
    """Change how I want to be told"""
    notices = call.deps.notices
    wanted = changed(await notices.get(call.actor), call.body(NoticesBody))
    return notices_answer(await notices.put(call.actor, wanted), notices.offered(call.actor))


def letter_answer(call: Call, letter: Letter) -> LetterAnswer:
    area = letter.kind.partition("-")[0]
    return LetterAnswer(
        id=letter.id,
        at=time_text(letter.at),
        area=area,
        kind=letter.kind,
        text=call.speech.plain_notice(letter.text, letter.fields, at=letter.at),
        read=letter.read_at is not None,
        link=SCREENS.get(area),
    )


def changed(was: NoticeSettings, given: NoticesBody) -> NoticeSettings:
    off = set(was.off)
    for kind in given.kinds or ():
        (off.discard if kind.on else off.add)(kind.kind)
    return NoticeSettings(
        muted=was.muted if given.muted is None else given.muted,
        off=frozenset(off),
        quiet=_quiet(given.quiet) if "quiet" in given.model_fields_set else was.quiet,
        digest=was.digest if given.digest is None else given.digest == "daily",
    )


def notices_answer(settings: NoticeSettings, kinds: tuple[NoticeKind, ...]) -> NoticesAnswer:
    off = settings.off
    return NoticesAnswer(
        muted=settings.muted,
        quiet=_quiet_answer(settings.quiet),
        digest="daily" if settings.digest else "off",
        kinds=[
            KindAnswer(area=k.area, kind=k.code, on=k.code not in off and k.area not in off)
            for k in kinds
        ],
    )


def _quiet(given: QuietBody | None) -> QuietHours | None:
    if given is None:
        return None
    return QuietHours(since=_minutes(given.since), until=_minutes(given.until))


def _quiet_answer(quiet: QuietHours | None) -> QuietAnswer | None:
    if quiet is None:
        return None
    return QuietAnswer.model_validate({"from": _hours(quiet.since), "to": _hours(quiet.until)})


def _minutes(text: str) -> int:
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)


def _hours(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


ROUTES = (
    Route(
        method="GET",
        path="/api/v1/inbox",
        handler=list_letters,
        query=Paged,
        answer=InboxAnswer,
    ),
    Route(
        method="POST",
        path="/api/v1/inbox/read",
        handler=mark_read,
        body=ReadBody,
        answer=UnreadAnswer,
    ),
    Route(method="GET", path="/api/v1/me/notices", handler=show_notices, answer=NoticesAnswer),
    Route(
        method="PATCH",
        path="/api/v1/me/notices",
        handler=change_notices,
        body=NoticesBody,
        answer=NoticesAnswer,
    ),
)
