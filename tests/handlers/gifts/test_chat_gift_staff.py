"""`/admin` on gifts: collections are hidden and shown, markets and jobs looked at."""

from urllib.request import urlopen

from tests.handlers.gifts.bazaar import Bazaar
from tests.program import Api, Json
from tests.talk import Somebody

PAGES_MAX = 8


def found(bazaar: Bazaar, key: str) -> int:
    """How many lots of the collection the search finds."""
    answer: Json = Api(bazaar.program.url).get(f"/gifts/listings?collection={key}")
    return int(answer["total"])


def page_with(staff: Somebody, job: str) -> str:
    pages = (staff.say(f"/admin jobs {page}") for page in range(1, PAGES_MAX))
    return next(page for page in pages if job in page)


def test_a_collection_is_hidden_and_shown_and_the_audit_says_by_whom(bazaar: Bazaar) -> None:
    olga, bob = bazaar.somebody(role="admin"), bazaar.somebody()
    title, lots = bazaar.shelf(2)
    key = lots[0]["collection"]
    assert found(bazaar, key) == len(lots)
    assert f"{title} is no longer shown" in olga.say(f"/admin collection hide {key} for a check")
    assert found(bazaar, key) == 0
    assert "already" in olga.say(f"/admin collection hide {key}")
    assert f"{title} is shown again" in olga.say(f"/admin collection show {key}")
    assert found(bazaar, key) == len(lots)
    assert "collection-hide" in olga.say(f"/admin audit {key}")
    assert "may not" in bob.say(f"/admin collection hide {key}")
    assert found(bazaar, key) == len(lots)
    assert "It is written like this" in olga.say("/admin collection burn x")
    assert "nothing here" in olga.say("/admin collection index nosuch")


def test_a_paused_collection_is_read_again_when_it_goes_on(bazaar: Bazaar) -> None:
    olga = bazaar.somebody(role="admin")
    title, lots = bazaar.shelf(2)
    key = lots[0]["collection"]
    assert "neither read nor shown" in olga.say(f"/admin collection pause {key}")
    assert found(bazaar, key) == 0
    assert f"{title} is read and shown again" in olga.say(f"/admin collection resume {key}")
    bazaar.program.world.idle()
    assert found(bazaar, key) == len(lots)
    assert "read anew" in olga.say(f"/admin collection index {key}")


def test_staff_see_each_market_and_how_far_the_jobs_are(bazaar: Bazaar) -> None:
    olga = bazaar.somebody(role="admin")
    said = olga.say("/admin markets")
    truth = bazaar.program.world.get("/markets")["items"]
    for market in truth:
        assert f"{market['listings']} for sale" in said
    assert said.count(": reading ") == len(truth) == 6
    with urlopen(f"{bazaar.program.url}/metrics") as answer:
        lines = answer.read().decode().splitlines()
    states = [line for line in lines if line.startswith("souk_market_state{")]
    assert len([line for line in states if line.endswith(" 1.0")]) == len(truth)
    assert all('state="ok"' in line for line in states if line.endswith(" 1.0"))
    assert " done" in page_with(olga, "index_collection")
    assert "started" in olga.answer("job:run:sync_listings", forged=True)
    bazaar.program.world.idle()
