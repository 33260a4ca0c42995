"""The logs of what passed between the app and the world: calls to faces, and updates."""

from scripts.sandbox.calls import CallFilter
from scripts.sandbox.forms import Json, Refusal, logged, time_text
from scripts.sandbox.routes import Call, LogQuery, Route
from scripts.sandbox.telegram.rows import UpdateRow
from scripts.sandbox.world_api.names import chat_id, world_time
from scripts.sandbox.world_api.shapes import LogTold, Told


class CallsQuery(LogQuery):
    face: str | None = None
    match: str | None = None
    chat: str | None = None


class UpdateTold(Told):
    seq: int
    at: str
    update: dict[str, object]
    deliveries: int
    acknowledged: bool


class UpdatesTold(Told):
    items: list[UpdateTold]
    seq: int


async def calls(call: Call) -> Json:
    asked, core = call.asked(CallsQuery), call.world.core
    chat = None if asked.chat is None else chat_id(call.world, asked.chat)
    wanted = CallFilter(face=asked.face, match=asked.match, chat=chat)
    items = core.calls.read(wanted, since=asked.since, limit=asked.limit)
    return logged(items, _going_on(call, asked, items))


async def updates(call: Call) -> Json:
    asked, world = call.asked(LogQuery), call.world
    rows = world.telegram.updates.log(world.bot.id, since=asked.since, limit=asked.limit)
    items = [_update(row) for row in rows]
    return logged(items, _going_on(call, asked, items))


async def redeliver(call: Call) -> Json:
    world, update_id = call.world, call.number("update_id")
    row = world.telegram.updates.redeliver(world.bot.id, update_id)
    if row is None:
        raise Refusal("update-not-found", update_id=update_id)
    return _update(row)


def _update(row: UpdateRow) -> Json:
    return {
        "seq": row.seq,
        "at": time_text(world_time(row.at_ms)),
        "update": row.body,
        "deliveries": row.deliveries,
        "acknowledged": row.acknowledged,
    }


def _going_on(call: Call, asked: LogQuery, items: list[object] | list[Json]) -> int:
    """A page that is full goes on after its last entry, any other after all there is."""
    if len(items) < asked.limit:
        return call.world.core.sequence.last
    last = items[-1]
    assert isinstance(last, dict), "entries are objects"
    seq = last["seq"]
    assert isinstance(seq, int), "entries are numbered"
    return seq


ROUTES = (
    Route(
        method="GET",
        path="/world/calls",
        act=calls,
        says="Log of every call to a face.",
        query=CallsQuery,
        answer=LogTold,
        refusals=("chat-not-found",),
    ),
    Route(
        method="GET",
        path="/world/updates",
        act=updates,
        says="Log of what Telegram gave the bot.",
        query=LogQuery,
        answer=UpdatesTold,
    ),
    Route(
        method="POST",
        path="/world/updates/{update_id}/redeliver",
        act=redeliver,
        says="Give the bot an old update again.",
        answer=UpdateTold,
        refusals=("update-not-found",),
    ),
)
