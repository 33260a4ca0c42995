"""One gift in chat: by link, with its offers, history and chart."""

from tests.handlers.gifts.bazaar import Bazaar
from tests.talk import arrive

NBSP = "\N{NO-BREAK SPACE}"


def keys(somebody_screen: dict[str, object]) -> list[dict[str, object]]:
    markup = somebody_screen["reply_markup"]
    assert isinstance(markup, dict)
    return [button for row in markup["inline_keyboard"] for button in row]


def test_a_link_opens_the_gift_with_its_offers(bazaar: Bazaar) -> None:
    world = bazaar.program.world
    lot = next(one for one in bazaar.lots() if one["market"] == "portals")
    alice = bazaar.somebody()
    said = alice.start(f"gift_{lot['gift']}")
    assert f"#{lot['number']}" in said
    assert lot["model"]["name"] in said
    assert f"{NBSP}TON" in said
    assert "Portals" in said
    assert "Fair value" in said
    urls = [str(key["url"]) for key in keys(alice.screen) if "url" in key]
    assert any(url.startswith("https://t.me/portals/") for url in urls)
    world.patch(f"/listings/{lot['id']}", {"price": {"asset": "TON", "amount": "77.25"}})
    world.idle()
    alice.press(f"gift:{lot['gift']}")
    assert f"77.25{NBSP}TON" in alice.newest
    alice.press(f"gift:history:{lot['gift']}")
    assert f"77.25{NBSP}TON on Portals from then on" in alice.newest
    world.post(f"/listings/{lot['id']}/sale", {})
    world.idle()
    alice.press(f"gift:{lot['gift']}")
    assert "Not for sale" in alice.newest or "Portals" not in alice.newest
    alice.press(f"gift:history:{lot['gift']}")
    assert f"sold on Portals for 77.25{NBSP}TON" in alice.newest


def test_a_link_waits_until_the_terms_are_accepted(bazaar: Bazaar) -> None:
    lot = bazaar.lots()[0]
    newcomer = arrive(bazaar.program, bazaar.name())
    newcomer.start(f"gift_{lot['gift']}")
    assert "terms:accept" in newcomer.buttons()
    newcomer.press("terms:accept")
    assert f"#{lot['number']}" in newcomer.newest


def test_a_gift_that_nobody_met_is_refused_in_words(bazaar: Bazaar) -> None:
    alice = bazaar.somebody()
    assert "nothing here" in alice.start("gift_plushpepe-999999999")
    assert "nothing here" in alice.start("gift_-")


def test_the_floor_comes_as_a_picture(bazaar: Bazaar) -> None:
    lot = bazaar.lots()[0]
    alice = bazaar.somebody()
    alice.start(f"gift_{lot['gift']}")
    before = alice.count()
    alice.press(f"gift:chart:{lot['collection']}")
    assert alice.count() == before + 1
    photo = alice.screen["photo"][-1]
    assert (photo["width"], photo["height"]) == (1200, 675)
    assert "floor over the last week" in alice.screen["caption"]
    alice.press("gifts:show")
    assert "Six markets side by side" in alice.newest, "a new message under the photo"


def test_prices_are_in_the_persons_currency(bazaar: Bazaar) -> None:
    lot = bazaar.lots()[0]
    alice = bazaar.somebody()
    assert "$" in alice.start(f"gift_{lot['gift']}")
    assert "Rate by TON API" in alice.newest
