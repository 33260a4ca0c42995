"""All routes under `/world`, noun by noun."""

from scripts.sandbox.world_api import (
    bots,
    calls,
    chance,
    charges,
    chats,
    clock,
    dice,
    faults,
    inline,
    invoices,
    launch,
    messages,
    people,
    press,
    world,
)

ROUTES = (
    *world.ROUTES,
    *clock.ROUTES,
    *chance.ROUTES,
    *faults.ROUTES,
    *calls.ROUTES,
    *people.ROUTES,
    *launch.ROUTES,
    *chats.ROUTES,
    *messages.ROUTES,
    *press.ROUTES,
    *inline.ROUTES,
    *invoices.ROUTES,
    *charges.ROUTES,
    *dice.ROUTES,
    *bots.ROUTES,
)
