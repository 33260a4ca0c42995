"""Looking for gifts in chat: what comes, in which order, and how it is narrowed down."""

import re

import pytest

from tests.handlers.gifts.bazaar import PAGE, Bazaar
from tests.program import Json
from tests.talk import Somebody

LINE = re.compile(r"^\d+\. (.+ #\d+) · ([\d,.]+)\N{NO-BREAK SPACE}TON", re.MULTILINE)
BACK = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK} "


def told(somebody: Somebody) -> list[tuple[str, str]]:
    """Gift and price of each line."""
    return [(name, price.replace(",", "")) for name, price in LINE.findall(somebody.newest)]


def truth(title: str, lots: list[Json]) -> list[tuple[str, str]]:
    return [(f"{title} #{lot['number']}", lot["buyer_total"]["amount"]) for lot in lots]


def test_lots_come_by_what_a_buyer_pays_in_all_and_go_on_by_pages(bazaar: Bazaar) -> None:
    title, lots = bazaar.shelf(2 * PAGE + 1)
    alice = bazaar.somebody()
    said = alice.say(f"/gifts {title.lower()}")
    assert f"{len(lots)} lots" in said
    assert told(alice) == truth(title, lots[:PAGE])
    links = [one["url"] for one in alice.screen["entities"] if one["type"] == "text_link"]
    assert links[0] == f"https://t.me/souk_bot?start=gift_{lots[0]['gift']}"
    assert "$" in said, "prices are in the person's currency too"
    before = alice.count()
    alice.press("gifts:page:next")
    assert told(alice) == truth(title, lots[PAGE : 2 * PAGE])
    alice.press("gifts:page:next")
    alice.press("gifts:page:before")
    assert told(alice) == truth(title, lots[PAGE : 2 * PAGE])
    alice.press("gifts:page:before")
    assert told(alice) == truth(title, lots[:PAGE])
    assert "gifts:page:before" not in alice.buttons()
    assert alice.count() == before, "one message that buttons edit"


def test_facets_tell_exact_counts_and_narrow_down(bazaar: Bazaar) -> None:
    title, lots = bazaar.shelf(PAGE + 1)
    alice = bazaar.somebody()
    alice.say(f"/gifts {title}")
    alice.press("gifts:filter")
    alice.press("gifts:by:market")
    counts = dict(re.findall(r"gifts:set:market:(\w+)=(\d+)", _choices(alice)))
    expected = {m: sum(lot["market"] == m for lot in lots) for m in {x["market"] for x in lots}}
    assert {m: int(n) for m, n in counts.items()} == expected
    market = max(expected, key=lambda one: (expected[one], one))
    alice.press(f"gifts:set:market:{market}")
    there = [lot for lot in lots if lot["market"] == market]
    assert told(alice) == truth(title, there[:PAGE])
    assert "Only:" in alice.newest
    alice.press("gifts:filter")
    alice.press("gifts:by:market")
    assert any(label.startswith("\N{CHECK MARK}") for label in alice.labels())
    alice.press(f"gifts:set:market:{market}")
    assert told(alice) == truth(title, lots[:PAGE])


def test_the_order_can_be_chosen(bazaar: Bazaar) -> None:
    title, lots = bazaar.shelf(PAGE + 1)
    alice = bazaar.somebody()
    alice.say(f"/gifts {title}")
    alice.press("gifts:filter")
    alice.press("gifts:sort")
    alice.press("gifts:order:number")
    ordered = sorted(lots, key=lambda lot: (lot["number"], lot["id"]))
    assert told(alice) == truth(title, ordered[:PAGE])


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_screen_keeps_the_measure(bazaar: Bazaar, language: str) -> None:
    """At most eight buttons and six lines under a title in bold; back comes last."""
    alice = bazaar.somebody(language=language, role="owner")
    gift = bazaar.lots()[0]["gift"]
    walk = (
        "gifts gifts:page:next gifts:filter gifts:by:collection gifts:filter gifts:by:model "
        f"gifts:filter gifts:sort gifts:order:newest gift:{gift} gift:history:{gift} gift:{gift} "
        "gifts:show back"
    )
    for data in walk.split():
        alice.press(data, forged=data == f"gift:{gift}")
        measure(alice, data)


def measure(somebody: Somebody, what: str) -> None:
    lines = [line for line in somebody.newest.split("\n")[1:] if line]
    assert len(lines) <= 6, (what, lines)
    assert len(somebody.screen["reply_markup"]["inline_keyboard"]) <= 8, what
    title = somebody.screen["entities"][0]
    assert (title["type"], title["offset"]) == ("bold", 0), what
    assert what == "back" or somebody.labels()[-1].startswith(BACK), what


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_is_ones_own_keeps_the_measure(bazaar: Bazaar, language: str) -> None:
    title, lots = bazaar.shelf(PAGE + 1)
    key = lots[0]["collection"]
    alice = bazaar.somebody(language=language)
    for number in range(8001, 8006):
        alice.say(f"/portfolio bought {key}-{number} 2")
    alice.say(f"/portfolio sold {key}-8001 3")
    alice.say(f"/portfolio bought {key}-8006")
    for said in ("/portfolio", "/keys", f"/basket {title} 6 9999999"):
        alice.say(said)
        measure(alice, said)
    alice.press(alice.button("basket:check:"))
    measure(alice, "a basket that was checked")
    alice.say("/basket")
    measure(alice, "baskets")
    for limit in range(1, 5):
        alice.say(f"/alerts {title} < {limit}")
        measure(alice, f"under {limit}")
    alice.say("/alerts")
    for data in ("alerts:3", "alerts", "alerts:paper", "alerts", "alerts:searches"):
        alice.press(data)
        measure(alice, data)
    alice.say("/basket 3 5")
    assert "/basket plush pepe 5 12.5" in alice.newest, "no basket without words"


def test_nothing_found_and_a_search_that_is_over_say_so(bazaar: Bazaar) -> None:
    alice = bazaar.somebody()
    assert "Nothing is for sale" in alice.say("/gifts zzqqxxjj")
    assert "<b>" in alice.say("/gifts <b>zzqqxxjj</b>"), "what was typed is no markup"
    bob = bazaar.somebody()
    bob.press("gifts:page:next", forged=True)
    assert "search is over" in bob.newest
    bob.press("gifts")
    assert len(told(bob)) == PAGE


def test_the_newest_search_outlives_a_look_at_a_gift(bazaar: Bazaar) -> None:
    title, lots = bazaar.shelf(PAGE + 1)
    alice = bazaar.somebody()
    alice.say(f"/gifts {title}")
    alice.start(f"gift_{lots[0]['gift']}")
    alice.press("gifts:show")
    assert told(alice) == truth(title, lots[:PAGE])


def _choices(somebody: Somebody) -> str:
    """`data=count` of each button that is a value."""
    pairs = zip(somebody.buttons(), somebody.labels(), strict=True)
    return " ".join(
        f"{data}={label.rpartition(' · ')[2]}" for data, label in pairs if ":set:" in data
    )
