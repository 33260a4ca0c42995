"""aiogram's FSM storage over our own rows: a half-finished dialogue survives a restart.

Reads come from memory (this process is the only one that chats), else from the row; writes go
through the writer before they are believed. State and data stand in one row, gone when both are.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import orjson
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from bot.ports import DialogueRows
from domain.shared.change import Decision, Store

KEPT_MAX: Final = 10_000
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Dialogue:
    state: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return self.state is None and not self.data


class Dialogues(BaseStorage):
    """One dialogue per person and chat."""

    def __init__(self, rows: DialogueRows, store: Store) -> None:
        self._rows = rows
        self._store = store
        self._known: OrderedDict[Place, _Dialogue] = OrderedDict()

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        was = await self._load(_place(key))
        name = state.state if isinstance(state, State) else state
        await self._save(_place(key), was, _Dialogue(name, was.data))

    async def get_state(self, key: StorageKey) -> str | None:
        return (await self._load(_place(key))).state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        was = await self._load(_place(key))
        await self._save(_place(key), was, _Dialogue(was.state, dict(data)))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        return dict((await self._load(_place(key))).data)

    async def close(self) -> None:
        self._known.clear()

    async def _load(self, place: Place) -> _Dialogue:
        known = self._known.get(place)
        if known is not None:
            self._known.move_to_end(place)
            return known
        row = await self._rows.get(*place)
        dialogue = _Dialogue(row[0], orjson.loads(row[1])) if row is not None else _Dialogue()
        self._keep(place, dialogue)
        return dialogue

    async def _save(self, place: Place, was: _Dialogue, dialogue: _Dialogue) -> None:
        if dialogue == was:
            return

        async def decide() -> Decision[None]:
            if dialogue.empty:
                return Decision(None, self._rows.drop(*place))
            text = orjson.dumps(dialogue.data).decode()
            return Decision(None, self._rows.put(*place, dialogue.state, text))

        await self._store.commit(decide)
        self._keep(place, dialogue)

    def _keep(self, place: Place, dialogue: _Dialogue) -> None:
        self._known[place] = dialogue
        if len(self._known) > KEPT_MAX:
            self._known.popitem(last=False)


def _place(key: StorageKey) -> Place:
    return key.chat_id, key.user_id
