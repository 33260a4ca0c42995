"""A person's search in chat: what is asked and which page is shown, kept beside their dialogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

from aiogram.fsm.context import FSMContext

from domain.gifts.saved.query import params_of, query_of
from domain.gifts.search import Query, Sort, Trait
from domain.shared.refusals import Invalid

KEPT: Final = "gifts"
PAGE: Final = 4
"""Lots on a page: with what stands around them they make six lines."""
_Q_MOST: Final = 100
_BACK_MOST: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """`cursor` is where the page shown begins, None at the first; `before` those of the pages
    that led to it.
    """

    query: Query
    cursor: str | None = None
    before: tuple[str | None, ...] = ()

    @property
    def page(self) -> Query:
        return replace(self.query, limit=PAGE, cursor=self.cursor)

    @property
    def number(self) -> int:
        """Of the page's first lot."""
        return len(self.before) * PAGE + 1

    def on(self, cursor: str) -> "Looking":
        """The page after this one."""
        return replace(self, cursor=cursor, before=(*self.before, self.cursor)[-_BACK_MOST:])

    def back(self) -> "Looking":
        if not self.before:
            return self
        return replace(self, cursor=self.before[-1], before=self.before[:-1])

    def toggled(self, trait: Trait, value: str) -> "Looking":
        """With the value wanted, or no longer wanted when it was."""
        had = self.query.values(trait)
        now = tuple(one for one in had if one != value) if value in had else (*had, value)
        return Looking(query=_with(self.query, trait, now))

    def sorted(self, sort: Sort) -> "Looking":
        return Looking(query=replace(self.query, sort=sort))

    def cleared(self) -> "Looking":
        """Only what was typed stays."""
        return Looking(query=Query(q=self.query.q))

    @property
    def filters(self) -> tuple[str, ...]:
        return tuple(value for trait in Trait for value in self.query.values(trait))


def typed(text: str) -> Looking:
    return Looking(query=Query(q=" ".join(text.split())[:_Q_MOST]))


async def keep(state: FSMContext, looking: Looking, following: str | None) -> None:
    """Other dialogues are left; the page after this one is remembered too, since buttons hold 64
    bytes.
    """
    await state.set_state(None)
    kept = {
        "params": params_of(looking.query),
        "cursor": looking.cursor,
        "before": list(looking.before),
        "next": following,
    }
    await state.set_data({KEPT: kept})


async def kept(state: FSMContext) -> tuple[Looking, str | None] | None:
    """The search last shown and where it goes on; None when another dialogue took its place."""
    found = (await state.get_data()).get(KEPT)
    if not isinstance(found, Mapping):
        return None
    try:
        query = query_of(cast("Mapping[str, Sequence[str]]", found["params"]))
    except Invalid:
        return None
    before = tuple(found["before"])
    return Looking(query=query, cursor=found["cursor"], before=before), found["next"]


async def kept_beside(state: FSMContext, more: Mapping[str, object]) -> dict[str, object]:
    """Remember something more than the search, and nothing else; the search alone."""
    data = await state.get_data()
    search = {KEPT: data[KEPT]} if KEPT in data else {}
    await state.set_data({**search, **more})
    return search


def _with(query: Query, trait: Trait, values: tuple[str, ...]) -> Query:
    changed: dict[Trait, tuple[str, ...]] = {one: query.values(one) for one in Trait}
    changed[trait] = values
    return replace(
        query,
        collection=changed[Trait.COLLECTION],
        model=changed[Trait.MODEL],
        backdrop=changed[Trait.BACKDROP],
        symbol=changed[Trait.SYMBOL],
        market=changed[Trait.MARKET],
    )
