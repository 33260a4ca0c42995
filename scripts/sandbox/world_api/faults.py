"""The table of faults."""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from scripts.sandbox.faults import FACES, KINDS, Fault
from scripts.sandbox.forms import Json, listed, page
from scripts.sandbox.routes import Body, Call, ListQuery, Route
from scripts.sandbox.world_api.shapes import Told

Face = Literal[
    "bot_api", "updates", "ton", "getgems", "fragment", "mrkt", "tonnel", "portals", "tonapi"
]
Kind = Literal[
    "error",
    "delay",
    "lose_request",
    "lose_answer",
    "duplicate",
    "reorder",
    "lag",
    "lose_message",
    "html",
    "broken_json",
    "unknown_fields",
    "odd_prices",
    "stale_page",
    "repeat_page",
    "expired_token",
]


class FaultOrder(Body):
    face: Face
    kind: Kind
    match: str = Field("*", min_length=1, max_length=200)
    status: int | None = Field(None, ge=400, le=599)
    retry_after_s: int | None = Field(None, ge=0, le=86_400)
    delay_ms: int | None = Field(None, ge=0, le=600_000)
    blocks: int | None = Field(None, ge=1, le=1_000)
    times: int | None = Field(None, ge=1, le=1_000_000, description="null: until it is deleted")


class FaultTold(Told):
    id: str
    face: str
    match: str
    kind: str
    times: int | None
    left: int | None
    hits: int


class FaultsTold(Told):
    items: list[FaultTold]
    next: str | None


async def read(call: Call) -> Json:
    asked = call.asked(ListQuery)
    rows, following = page(
        call.world.core.faults.rows(),
        key=lambda fault: fault.made,
        limit=asked.limit,
        cursor=asked.cursor,
    )
    return listed([fault.view() for fault in rows], following)


async def add(call: Call) -> Json:
    fault = Fault(id="", **call.given(FaultOrder).model_dump())
    added = call.world.core.faults.add(fault)
    call.world.markets.fault_changed(added.face)
    return added.view()


async def remove(call: Call) -> None:
    faults, fault_id = call.world.core.faults, call.part("fault")
    faces = [row.face for row in faults.rows() if row.id == fault_id]
    faults.remove(fault_id)
    _changed(call, faces)


async def remove_all(call: Call) -> None:
    faults = call.world.core.faults
    faces = [row.face for row in faults.rows()]
    faults.remove_all()
    _changed(call, faces)


def _changed(call: Call, faces: Iterable[str]) -> None:
    for face in dict.fromkeys(faces):
        call.world.markets.fault_changed(face)


assert set(FACES) == set(KINDS), "each face has its kinds"

ROUTES = (
    Route(
        method="GET",
        path="/world/faults",
        act=read,
        says="All faults, used up ones too.",
        query=ListQuery,
        answer=FaultsTold,
    ),
    Route(
        method="POST",
        path="/world/faults",
        act=add,
        says="Let something go wrong.",
        body=FaultOrder,
        answer=FaultTold,
        status=201,
    ),
    Route(method="DELETE", path="/world/faults", act=remove_all, says="Let all go well again."),
    Route(
        method="DELETE",
        path="/world/faults/{fault}",
        act=remove,
        says="Take one fault out.",
        refusals=("not-found",),
    ),
)
