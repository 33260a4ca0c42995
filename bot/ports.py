"""What the workers need of Telegram and of the storage, in their own words.

The workers know neither aiogram's session nor a table: the gateway and the storage implement
these, the wiring brings them together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.shared.change import Change
from domain.shared.ids import Instant
from domain.shared.outbox import Priority
from domain.shared.refusals import GatewayError

Payload = Mapping[str, object]
"""A JSON object of the Bot API."""


class PollingConflict(GatewayError):
    """Somebody else polls with our token, or a webhook is set (409)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawUpdate:
    """An update as Telegram gave it. `kind` is the field that it carries, such as `message`."""

    id: int
    kind: str
    body: Payload


def raw_update(body: Payload) -> RawUpdate | None:
    """Take an update out of JSON; None when it is none (no id, or not exactly one kind)."""
    number = body.get("update_id")
    kinds = [key for key, value in body.items() if key != "update_id" and isinstance(value, dict)]
    if not isinstance(number, int) or isinstance(number, bool) or len(kinds) != 1:
        return None
    return RawUpdate(id=number, kind=kinds[0], body=body)


class UpdateSource(Protocol):
    """Telegram's side of long polling."""

    async def fetch(self, offset: int | None, *, wait_s: int) -> Sequence[RawUpdate]:
        """getUpdates; an offset acknowledges everything before it.

        Raises PollingConflict, Throttled, GatewayError (temporary), GatewayRejected (bad token).
        """
        ...

    async def set_webhook(self, url: str, secret: str) -> None: ...

    async def delete_webhook(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What Telegram says of a message that it took (Bot API `Message`): its id, `date` in Unix
    seconds, and `dice.value` of a throw. Without an id where the method makes no message.
    """

    message_id: int | None = None
    date_s: int = 0
    dice: int | None = None


class Sender(Protocol):
    """Telegram's side of the outbox."""

    def wait_s(self, chat_id: int) -> float:
        """Real seconds until this chat may be sent to under all limits; 0 for now."""
        ...

    def take(self, chat_id: int) -> None:
        """One message is about to go there: count it against the limits."""
        ...

    async def send(self, method: str, chat_id: int, payload: Payload) -> Sent:
        """Call a method that writes into a chat; answers what became of it.

        Raises Throttled, FateUnknown, Unreachable, GatewayRejected, GatewayError (temporary).
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceWords:
    """What an invoice says: title of 1 to 32 characters, description of 1 to 255."""

    title: str
    description: str
    label: str


class Outgoing(Protocol):
    """Makes outbox rows."""

    def put(
        self,
        chat_id: int,
        method: str,
        payload: Payload,
        *,
        kind: str,
        priority: Priority,
        to_user: int | None,
    ) -> Change: ...


class DialogueRows(Protocol):
    """Half-finished dialogues: state and data (JSON) by chat and person."""

    async def get(self, chat_id: int, user_id: int) -> tuple[str | None, str] | None: ...

    def put(self, chat_id: int, user_id: int, state: str | None, data: str) -> Change: ...

    def drop(self, chat_id: int, user_id: int) -> Change: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptUpdate:
    """A stored update whose handling has not ended, and how often it was begun."""

    update: RawUpdate
    attempts: int


class SeenUpdates(Protocol):
    """Which updates came, kept over restarts."""

    async def store(self, updates: Sequence[RawUpdate], now: Instant) -> frozenset[int]:
        """Keep them all in one commit; answers the ids that were not there before."""
        ...

    async def begin(self, update_id: int) -> None:
        """Count one attempt, before handling."""
        ...

    async def handled(self, update_id: int, *, error: str = "") -> None:
        """The end of the handling: done, or given up with an error."""
        ...

    async def unhandled(self, limit: int) -> Sequence[KeptUpdate]:
        """Those without an end, oldest first."""
        ...
