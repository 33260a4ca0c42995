"""How often one address and one person may come. Real time, bounded memory.

Addresses have fixed windows of a minute per class of route; people have a fixed window for reads
and, for acts, a pause that may be used up in advance as a burst (GCRA: one time stamp a person).
"""

import ipaddress
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import Final

from aiohttp import web

from domain.shared.refusals import TooManyRequests

WINDOW_S: Final = 60
KEYS_MAX: Final = 50_000
_OTHERS: Final = "others"
_V6_SHARE: Final = 64
"""One subscriber is given a whole /64, so a /64 counts as one address."""


class Limit(StrEnum):
    """The class of a route; each address has one window per class."""

    DEFAULT = "default"
    SIGN_IN = "sign-in"
    PLAY = "play"
    ESCROW = "escrow"
    PICTURE = "picture"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitSettings:
    """Requests per minute; the pause between two acts in seconds and how many may come at once.

    `spare_loopback` is on in the sandbox: scripts and browsers there share one address.
    """

    per_address: int = 60
    sign_in: int = 10
    play: int = 10
    escrow: int = 5
    pictures: int = 600
    person_reads: int = 600
    act_pause_s: float = 1.0
    act_burst: int = 30
    spare_loopback: bool = False
    proxies: tuple[str, ...] = ()


class FixedWindow:
    """At most `most` per key in each window. Beyond `KEYS_MAX` keys newcomers share one count."""

    def __init__(self, most: int, now_s: Callable[[], float]) -> None:
        self._most = most
        self._now_s = now_s
        self._window = -1
        self._counts: dict[str, int] = {}

    def take(self, key: str) -> None:
        """Refusal: TooManyRequests with the seconds until the next window."""
        now_s = self._now_s()
        window = int(now_s // WINDOW_S)
        if window != self._window:
            self._window = window
            self._counts = {}
        counts = self._counts
        if key not in counts and len(counts) >= KEYS_MAX:
            key = _OTHERS
        count = counts.get(key, 0) + 1
        if count > self._most:
            raise TooManyRequests(retry_after_s=ceil((window + 1) * WINDOW_S - now_s) or 1)
        counts[key] = count


class Pauses:
    """One act per `pause_s` in the long run, `burst` at once (GCRA)."""

    def __init__(self, pause_s: float, burst: int, now_s: Callable[[], float]) -> None:
        self._pause_s = pause_s
        self._ahead_s = pause_s * (burst - 1)
        self._now_s = now_s
        self._due: dict[int, float] = {}

    def take(self, person: int) -> None:
        """Refusal: TooManyRequests with the seconds until the next act fits."""
        now_s = self._now_s()
        due = max(self._due.get(person, now_s), now_s)
        wait_s = due - now_s - self._ahead_s
        if wait_s > 0:
            raise TooManyRequests(retry_after_s=ceil(wait_s))
        if person not in self._due and len(self._due) >= KEYS_MAX:
            self._forget_rested(now_s)
        self._due[person] = due + self._pause_s

    def _forget_rested(self, now_s: float) -> None:
        """Those whose burst is whole again need no row; then the longest unseen go."""
        self._due = {person: due for person, due in self._due.items() if due > now_s}
        while len(self._due) >= KEYS_MAX:
            del self._due[next(iter(self._due))]


class Limits:
    """All limits of the HTTP side. `now_s` is a monotonic clock in seconds."""

    def __init__(self, settings: LimitSettings, now_s: Callable[[], float]) -> None:
        self._spare_loopback = settings.spare_loopback
        self._windows = {
            Limit.DEFAULT: FixedWindow(settings.per_address, now_s),
            Limit.SIGN_IN: FixedWindow(settings.sign_in, now_s),
            Limit.PLAY: FixedWindow(settings.play, now_s),
            Limit.ESCROW: FixedWindow(settings.escrow, now_s),
            Limit.PICTURE: FixedWindow(settings.pictures, now_s),
        }
        self._reads = FixedWindow(settings.person_reads, now_s)
        self._keys: dict[int, FixedWindow] = {}
        self._now_s = now_s
        self._acts = Pauses(settings.act_pause_s, settings.act_burst, now_s)

    def address(self, limit: Limit, address: str) -> None:
        if limit is Limit.NONE or (self._spare_loopback and is_loopback(address)):
            return
        self._windows[limit].take(share_of(address))

    def read(self, person: int) -> None:
        self._reads.take(str(person))

    def act(self, person: int) -> None:
        self._acts.take(person)

    def key(self, key: str, per_minute: int) -> None:
        """A partner's key has a limit of its own, in the place of all others."""
        window = self._keys.get(per_minute)
        if window is None:
            window = self._keys[per_minute] = FixedWindow(per_minute, self._now_s)
        window.take(key)


class Addresses:
    """The address of whoever asks. X-Forwarded-For counts only where a trusted proxy added it."""

    def __init__(self, proxies: Iterable[str]) -> None:
        self._proxies = tuple(ipaddress.ip_network(proxy, strict=False) for proxy in proxies)

    def of(self, request: web.Request) -> str:
        peer = request.remote or ""
        if not self._proxies or not self._trusted(peer):
            return peer
        hops = ",".join(request.headers.getall("X-Forwarded-For", ())).split(",")
        for hop in reversed([hop.strip() for hop in hops]):
            if not _is_address(hop):
                return peer
            if not self._trusted(hop):
                return hop
            peer = hop
        return peer

    def _trusted(self, address: str) -> bool:
        if not _is_address(address):
            return False
        known = ipaddress.ip_address(address)
        return any(known in proxy for proxy in self._proxies)


def is_loopback(address: str) -> bool:
    return address.startswith("127.") or address == "::1"


def share_of(address: str) -> str:
    """The key under which an address is counted."""
    if ":" not in address:
        return address
    known = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(known, ipaddress.IPv6Address) and known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((known, _V6_SHARE), strict=False))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
