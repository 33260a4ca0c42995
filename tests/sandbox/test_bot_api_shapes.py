"""Every method answers what aiogram's model of its return type accepts, with nothing left over."""

from collections.abc import AsyncIterator

import aiogram.methods
import pytest
from aiogram.types import StarTransactions
from pydantic import BaseModel, TypeAdapter

from scripts.sandbox.telegram.methods.table import METHODS
from scripts.sandbox.world import World
from tests.sandbox.bot_api_scene import ALICE, Scene, params_for
from tests.sandbox.caller import Caller
from tests.sandbox.raw_bot import raw_bot


@pytest.fixture
async def scene(world: World, caller: Caller) -> AsyncIterator[Scene]:
    async with raw_bot(world.core.url, world.bot.token) as bot:
        world.core.pace = 50
        there = Scene(world, caller, bot)
        await there.set_up()
        yield there


@pytest.mark.parametrize("name", [method.name for method in METHODS.values()])
async def test_each_answer_fits_its_model(scene: Scene, name: str) -> None:
    method = getattr(aiogram.methods, name[0].upper() + name[1:])
    status, body = await scene.bot.post(name, **await params_for(scene, name))
    assert status == 200, body
    _nothing_unknown(TypeAdapter(method.__returning__).validate_python(body["result"]))


async def test_star_transactions_of_every_kind_fit(scene: Scene) -> None:
    charge = await scene.charge()
    await scene.bot.ok("refundStarPayment", user_id=ALICE, telegram_payment_charge_id=charge)
    await scene.caller.post(f"/charges/{await scene.charge()}/chargeback")
    await scene.bot.ok("sendGift", user_id=ALICE, gift_id="5170145012310081615")
    await scene.bot.ok("sendGift", chat_id=scene.club, gift_id="5170145012310081615")
    told = await scene.bot.ok("getStarTransactions")
    read = StarTransactions.model_validate(told)
    assert [one.amount for one in read.transactions] == [5, 5, 5, 5, 15, 15]
    _nothing_unknown(read)


def _nothing_unknown(value: object) -> None:
    """No field that aiogram's models do not know, anywhere inside."""
    if isinstance(value, BaseModel):
        assert not value.model_extra, (type(value).__name__, value.model_extra)
        for name in type(value).model_fields:
            _nothing_unknown(getattr(value, name))
    elif isinstance(value, list | tuple):
        for one in value:
            _nothing_unknown(one)
