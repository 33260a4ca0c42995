"""Pure rules about people."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.shared.actor import HOUSE, Actor, Role
from domain.shared.ids import SECOND, Instant, UserId
from domain.shared.refusals import Invalid, NotAllowed
from domain.users.models import DeepLink, LinkKind, NoticeSettings, QuietHours

RANK: Final = {
    Role.USER: 0,
    Role.ORGANIZER: 1,
    Role.MODERATOR: 2,
    Role.SUPPORT: 2,
    Role.FINANCE: 3,
    Role.ADMIN: 4,
    Role.OWNER: 5,
}
CODE_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz023456789"
CODE_LENGTH: Final = 6
CURRENCIES: Final = ("USD", "EUR", "RUB", "GBP", "UAH", "KZT", "TRY", "INR", "AED", "CNY")
MOST_NOTE: Final = 2000
MINUTES_PER_DAY: Final = 24 * 60
DIGEST_MINUTE: Final = 9 * 60
"""Digests come at nine in the morning, by the person's own clock."""

_PARAM: Final = re.compile(r"[A-Za-z0-9_-]{0,64}", re.ASCII)
_CODE: Final = re.compile(r"ref_([a-z0-9]{4,16})", re.ASCII)


def deep_link(param: str) -> DeepLink:
    """Take a start parameter apart. One out of Telegram's form counts as none."""
    if not param or not _PARAM.fullmatch(param):
        return DeepLink(kind=LinkKind.NONE, param="")
    found = _CODE.fullmatch(param.lower())
    if found is not None:
        return DeepLink(kind=LinkKind.REFERRAL, param=param, code=found.group(1))
    return DeepLink(kind=LinkKind.OTHER, param=param)


def may_set_role(actor: Actor, target: UserId, *, was: Role, to: Role) -> None:
    """Nobody grants above their own role, nor touches who stands above. NotAllowed."""
    if actor.id == HOUSE:
        return
    own = RANK[actor.role]
    if RANK[to] > own or (RANK[was] > own and target != actor.id):
        raise NotAllowed(permission="set-roles")


def may_discipline(actor: Actor, target: UserId, role: Role) -> None:
    """Ban and limit reach only those who stand lower, never oneself. NotAllowed."""
    if actor.id == HOUSE:
        return
    if target == actor.id or RANK[role] >= RANK[actor.role]:
        raise NotAllowed(permission="ban")


def time_zone(name: str) -> str:
    """A zone of the IANA list. Refusal: Invalid."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid(field="time_zone") from None
    return name


def currency(code: str) -> str:
    """One of the currencies in which values may be shown beside. Refusal: Invalid."""
    if code not in CURRENCIES:
        raise Invalid(field="currency")
    return code


def quiet(span: QuietHours | None) -> None:
    """Refusal: Invalid for minutes outside the day, or a span of nothing."""
    if span is None:
        return
    inside = all(0 <= minute < MINUTES_PER_DAY for minute in (span.since, span.until))
    if not inside or span.since == span.until:
        raise Invalid(field="quiet")


def wanted(settings: NoticeSettings, kind: str) -> bool:
    """Whether a notice of this kind is sent as a message at all."""
    area = kind.partition("-")[0]
    return not settings.muted and kind not in settings.off and area not in settings.off


def quiet_until(span: QuietHours | None, zone: str, now: Instant) -> Instant | None:
    """When the quiet hours that hold now are over; None outside them."""
    if span is None:
        return None
    here = _local(now, zone)
    minute = here.hour * 60 + here.minute
    crosses = span.since > span.until
    after, before = minute >= span.since, minute < span.until
    if not ((after or before) if crosses else (after and before)):
        return None
    return _at_minute(here, span.until, tomorrow=crosses and after)


def digest_time(zone: str, now: Instant) -> Instant:
    """The person's next digest."""
    here = _local(now, zone)
    passed = here.hour * 60 + here.minute >= DIGEST_MINUTE
    return _at_minute(here, DIGEST_MINUTE, tomorrow=passed)


def _local(now: Instant, zone: str) -> datetime:
    try:
        info = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        info = ZoneInfo("UTC")
    return datetime.fromtimestamp(now / SECOND, UTC).astimezone(info)


def _at_minute(here: datetime, minute: int, *, tomorrow: bool) -> Instant:
    day = here + timedelta(days=1) if tomorrow else here
    then = day.replace(hour=minute // 60, minute=minute % 60, second=0, microsecond=0)
    return Instant(int(then.timestamp()) * SECOND)
