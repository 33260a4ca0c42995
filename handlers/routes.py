"""Which handler answers what: tables that are looked up, not filters that are tried."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, fields
from typing import Final, Self

Handler = Callable[..., Awaitable[object]]
"""Takes by name what it needs: `visit`, `state`, `event`, and any service of the wiring."""

CALLBACK_PARTS_MAX: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """`commands` without the slash. `callbacks` by exact data (`menu`), by the first part
    (`topup` for `topup:50`) or the first two (`lobby:join`), the longest wins. `deep_links` by
    what stands before the first `_`; the empty one answers every other start. `kinds` by the
    field that an update or a message carries (`successful_payment`, `pre_checkout_query`,
    `inline_query`, `my_chat_member`, `dice`). `dialogues` by the state in which a message comes.
    `group_commands` and `group_callbacks` are the only ones that answer in groups, whatever data
    a client sends there; any other command there that is meant for us, and any other button,
    goes to `unknown`, which answers the rest of a private chat too. `visit.args` is
    what stands after the command or prefix, and the whole text for `dialogues` and `unknown`.
    """

    commands: dict[str, Handler] = field(default_factory=dict)
    group_commands: dict[str, Handler] = field(default_factory=dict)
    callbacks: dict[str, Handler] = field(default_factory=dict)
    group_callbacks: dict[str, Handler] = field(default_factory=dict)
    deep_links: dict[str, Handler] = field(default_factory=dict)
    kinds: dict[str, Handler] = field(default_factory=dict)
    dialogues: dict[str, Handler] = field(default_factory=dict)
    unknown: Handler | None = None

    @classmethod
    def merge(cls, tables: "Iterable[Self]") -> "Routes":
        """One table of many. Two handlers for one thing are a mistake of the wiring."""
        merged: dict[str, dict[str, Handler]] = {name: {} for name in _TABLES}
        unknown: Handler | None = None
        for table in tables:
            for name, into in merged.items():
                _add(into, getattr(table, name), name)
            if table.unknown is not None:
                assert unknown is None, "two handlers for unknown input"
                unknown = table.unknown
        return Routes(**merged, unknown=unknown)

    def handlers(self) -> tuple[Handler, ...]:
        tables: list[dict[str, Handler]] = [getattr(self, name) for name in _TABLES]
        found = [handler for table in tables for handler in table.values()]
        return (*found, *([self.unknown] if self.unknown else []))

    def callback(self, data: str, *, private: bool = True) -> tuple[Handler, str] | None:
        """The handler for callback data, and what stands after its prefix."""
        table = self.callbacks if private else self.group_callbacks
        exact = table.get(data)
        if exact is not None:
            return exact, ""
        parts = data.split(":", CALLBACK_PARTS_MAX)
        for count in range(min(len(parts) - 1, CALLBACK_PARTS_MAX), 0, -1):
            found = table.get(":".join(parts[:count]))
            if found is not None:
                return found, ":".join(parts[count:])
        return None

    def deep_link(self, payload: str) -> Handler | None:
        return self.deep_links.get(payload.partition("_")[0]) or self.deep_links.get("")


_TABLES: Final = tuple(part.name for part in fields(Routes) if part.name != "unknown")


def _add(into: dict[str, Handler], more: dict[str, Handler], name: str) -> None:
    both = into.keys() & more.keys()
    assert not both, f"two handlers in {name}: {sorted(both)}"
    into.update(more)
