"""Rules about people."""

from datetime import UTC, datetime

import pytest

from domain.shared.actor import Actor, Role, house
from domain.shared.ids import SECOND, Instant, UserId
from domain.shared.refusals import Invalid, NotAllowed
from domain.users import rules
from domain.users.models import LinkKind, NoticeSettings, QuietHours

ALICE, BOB = UserId(1001), UserId(1002)
NIGHT = QuietHours(since=23 * 60, until=8 * 60)
NOON = QuietHours(since=12 * 60, until=13 * 60)


def at(text: str) -> Instant:
    return Instant(int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * SECOND)


@pytest.mark.parametrize(
    ("param", "kind", "code"),
    [
        ("", LinkKind.NONE, ""),
        ("ref_ab12cd", LinkKind.REFERRAL, "ab12cd"),
        ("REF_AB12CD", LinkKind.REFERRAL, "ab12cd"),
        ("ref_", LinkKind.OTHER, ""),
        ("gift_plushpepe-1234", LinkKind.OTHER, ""),
        ("ref_a b", LinkKind.NONE, ""),
        ("x" * 65, LinkKind.NONE, ""),
        ("ref_\N{CYRILLIC SMALL LETTER A}b12", LinkKind.NONE, ""),
    ],
)
def test_deep_links(param: str, kind: LinkKind, code: str) -> None:
    link = rules.deep_link(param)
    assert (link.kind, link.code) == (kind, code)


@pytest.mark.parametrize(
    ("own", "was", "to", "fine"),
    [
        (Role.ADMIN, Role.USER, Role.FINANCE, True),
        (Role.ADMIN, Role.USER, Role.ADMIN, True),
        (Role.ADMIN, Role.USER, Role.OWNER, False),
        (Role.ADMIN, Role.OWNER, Role.USER, False),
        (Role.ADMIN, Role.ADMIN, Role.USER, True),
        (Role.OWNER, Role.OWNER, Role.USER, True),
        (Role.FINANCE, Role.USER, Role.ADMIN, False),
    ],
)
def test_nobody_grants_above_their_own_role(own: Role, was: Role, to: Role, *, fine: bool) -> None:
    actor = Actor(id=ALICE, role=own)
    if fine:
        rules.may_set_role(actor, BOB, was=was, to=to)
    else:
        with pytest.raises(NotAllowed):
            rules.may_set_role(actor, BOB, was=was, to=to)


@pytest.mark.parametrize(
    ("own", "target", "role", "fine"),
    [
        (Role.MODERATOR, BOB, Role.USER, True),
        (Role.MODERATOR, BOB, Role.SUPPORT, False),
        (Role.ADMIN, BOB, Role.ADMIN, False),
        (Role.ADMIN, ALICE, Role.USER, False),
        (Role.OWNER, BOB, Role.ADMIN, True),
    ],
)
def test_bans_reach_only_those_who_stand_lower(
    own: Role, target: UserId, role: Role, *, fine: bool
) -> None:
    actor = Actor(id=ALICE, role=own)
    if fine:
        rules.may_discipline(actor, target, role)
    else:
        with pytest.raises(NotAllowed):
            rules.may_discipline(actor, target, role)


def test_the_house_may() -> None:
    rules.may_set_role(house("test"), BOB, was=Role.OWNER, to=Role.USER)
    rules.may_discipline(house("test"), BOB, Role.OWNER)


@pytest.mark.parametrize("name", ["", "Mars/Base", "../etc/passwd", "Europe", "\0"])
def test_time_zones_are_those_of_the_list(name: str) -> None:
    assert rules.time_zone("Europe/Moscow") == "Europe/Moscow"
    with pytest.raises(Invalid):
        rules.time_zone(name)


@pytest.mark.parametrize(
    ("span", "zone", "now", "until"),
    [
        (None, "UTC", "2026-12-01T23:30", None),
        (NIGHT, "UTC", "2026-12-01T22:59", None),
        (NIGHT, "UTC", "2026-12-01T23:00", "2026-12-02T08:00"),
        (NIGHT, "UTC", "2026-12-02T07:59", "2026-12-02T08:00"),
        (NIGHT, "UTC", "2026-12-02T08:00", None),
        (NIGHT, "Europe/Moscow", "2026-12-01T20:30", "2026-12-02T05:00"),
        (NOON, "UTC", "2026-12-01T12:30", "2026-12-01T13:00"),
        (NOON, "UTC", "2026-12-01T13:00", None),
        (NIGHT, "Nowhere/Gone", "2026-12-01T23:30", "2026-12-02T08:00"),
    ],
)
def test_quiet_hours(span: QuietHours | None, zone: str, now: str, until: str | None) -> None:
    expected = at(until) if until is not None else None
    assert rules.quiet_until(span, zone, at(now)) == expected


@pytest.mark.parametrize(
    ("zone", "now", "due"),
    [
        ("UTC", "2026-12-01T08:59", "2026-12-01T09:00"),
        ("UTC", "2026-12-01T09:00", "2026-12-02T09:00"),
        ("Asia/Tokyo", "2026-12-01T09:00", "2026-12-02T00:00"),
    ],
)
def test_digests_come_at_nine_by_the_persons_clock(zone: str, now: str, due: str) -> None:
    assert rules.digest_time(zone, at(now)) == at(due)


@pytest.mark.parametrize(
    "span",
    [QuietHours(since=-1, until=5), QuietHours(since=0, until=1440), QuietHours(since=5, until=5)],
)
def test_impossible_hours_are_refused(span: QuietHours) -> None:
    with pytest.raises(Invalid):
        rules.quiet(span)


@pytest.mark.parametrize(
    ("settings", "sent"),
    [
        (NoticeSettings(), True),
        (NoticeSettings(muted=True), False),
        (NoticeSettings(off=frozenset({"payments"})), False),
        (NoticeSettings(off=frozenset({"payments-approval"})), False),
        (NoticeSettings(off=frozenset({"games", "payments-refund"})), True),
    ],
)
def test_which_notices_are_sent(settings: NoticeSettings, *, sent: bool) -> None:
    assert rules.wanted(settings, "payments-approval") is sent
