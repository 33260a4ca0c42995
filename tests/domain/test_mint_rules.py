"""The one table of mints, walked whole; what readings mean; what is not minted."""

from dataclasses import replace

import pytest

from domain.shared.ids import Instant
from domain.shared.refusals import AlreadyDone, Invalid
from domain.ton.mints import rules
from domain.ton.mints.models import (
    Collection,
    CollectionTerms,
    CollectionView,
    CreateCollection,
    Item,
    ItemView,
    MintEvent,
    MintState,
    TokenKind,
)

NOW = Instant(10**15)
ALICES, BOBS = "0:" + "a1" * 32, "0:" + "b0" * 32
HOME = Collection(
    id="c",
    name="event:1",
    title="An evening",
    about="",
    terms=CollectionTerms(
        kind=TokenKind.NFT, owner=BOBS, content="c", items="i", royalty_bps=0, royalty_to=BOBS
    ),
    address="0:" + "cc" * 32,
    state=MintState.CREATED,
    next_index=1,
    created_at=NOW,
    changed_at=NOW,
)
ITEM = Item(
    id="i",
    collection="c",
    index=0,
    ref="1",
    owner=ALICES,
    title="Ticket",
    traits=(),
    address="0:" + "11" * 32,
    state=MintState.CREATED,
    created_at=NOW,
    changed_at=NOW,
)
LEADS = {
    "created send": "sent",
    "created see": "minted",
    "created see_other": "review",
    "sent see": "minted",
    "sent see_other": "review",
    "sent lost": "created",
    "sent missing": "review",
    "review see": "minted",
    "review see_revoked": "revoked",
    "review retry": "created",
    "review accept": "minted",
    "minted revoke": "revoking",
    "minted mark": "revoked",
    "revoking send": "revoking",
    "revoking lost": "revoking",
    "revoking missing": "review",
    "revoking see_revoked": "revoked",
}
ACTS = {"retry", "accept", "revoke", "mark"}


@pytest.mark.parametrize("state", MintState)
@pytest.mark.parametrize("event", MintEvent)
def test_every_pair_of_state_and_event(state: MintState, event: MintEvent) -> None:
    item, home = replace(ITEM, state=state), replace(HOME, state=state)
    to = LEADS.get(f"{state} {event}")
    if to is None:
        with pytest.raises(AlreadyDone):
            rules.stepped(item, event, NOW)
        with pytest.raises(AlreadyDone):
            rules.deployed(home, event, NOW)
        return
    assert rules.stepped(item, event, NOW).state.value == to
    assert rules.deployed(home, event, NOW).version == home.version + 1
    by = "finance" if event.value in ACTS else "chain"
    assert rules.MACHINE.steps[state, event].by == {by}


@pytest.mark.parametrize(
    ("state", "owner", "revoked_at_s", "event"),
    [
        ("created", None, 0, None),
        ("created", ALICES, 0, "see"),
        ("sent", ALICES, 0, "see"),
        ("sent", BOBS, 0, "see_other"),
        ("minted", BOBS, 0, None),
        ("revoking", ALICES, 0, None),
        ("revoking", ALICES, 5, "see_revoked"),
        ("review", ALICES, 0, None),
    ],
)
def test_what_a_reading_says(
    state: str, owner: str | None, revoked_at_s: int, event: str | None
) -> None:
    view = ItemView(owner=owner, revoked_at_s=revoked_at_s, read_at_s=9)
    assert rules.meaning(replace(ITEM, state=MintState(state)), view) == event


@pytest.mark.parametrize(
    ("states", "next_index", "indexes"),
    [
        (["created", "created"], 0, [0, 1]),
        (["created", "created"], 1, [0, 1]),
        (["sent", "created"], 0, []),
        (["review", "created"], 0, []),
        (["created", "review", "created"], 0, [0]),
        ([], 0, []),
    ],
)
def test_what_goes_into_a_message(states: list[str], next_index: int, indexes: list[int]) -> None:
    items = tuple(
        replace(ITEM, index=index, state=MintState(state)) for index, state in enumerate(states)
    )
    view = CollectionView(next_index=next_index, owner=BOBS, read_at_s=9)
    assert [item.index for item in rules.batch(items, view)] == indexes


def test_a_reading_that_is_behind_lets_nothing_go() -> None:
    view = CollectionView(next_index=3, owner=BOBS, read_at_s=9)
    assert rules.batch((replace(ITEM, index=4),), view) == ()


def test_a_collection_of_somebody_else_is_reviewed() -> None:
    view = CollectionView(next_index=0, owner=ALICES, read_at_s=9)
    assert rules.of_collection(HOME, view) is MintEvent.SEE_OTHER
    assert rules.of_collection(HOME, replace(view, owner=BOBS)) is MintEvent.SEE
    assert rules.of_collection(HOME, None) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "An Event"},
        {"name": ""},
        {"title": " "},
        {"title": "x" * 101},
        {"about": "x" * 1001},
        {"royalty_bps": -1},
        {"royalty_bps": 5001},
    ],
)
def test_what_is_no_collection(wrong: dict[str, object]) -> None:
    order = CreateCollection(name="event:1", kind=TokenKind.SBT, title="An evening")
    rules.accept_collection(order)
    with pytest.raises(Invalid):
        rules.accept_collection(replace(order, **wrong))  # type: ignore[arg-type]  # by name
