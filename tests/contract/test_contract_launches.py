"""§3: launches of the Mini App and the Login Widget, forged and stale ones."""

from urllib.parse import parse_qs, urlsplit

from tests.contract.outsider import TIME, Outside


def test_a_launch_gives_a_url_and_the_body_of_auth(outside: Outside) -> None:
    guest = outside.guest()
    launch = outside.world.post(f"/people/{guest.name}/launch", {"kind": "mini_app"})
    assert set(launch) >= {"url", "auth"}
    assert launch["auth"]["kind"] == "mini_app"
    data = parse_qs(launch["auth"]["init_data"])
    assert set(data) >= {"hash", "signature", "auth_date", "user"}
    assert urlsplit(launch["url"]).netloc == urlsplit(outside.program.url).netloc
    answer = outside.app("POST", "/auth", launch["auth"])
    assert answer.status in {200, 201}
    assert set(answer.body) >= {"token", "expires_at", "me"}
    assert TIME.fullmatch(answer.body["expires_at"])
    assert answer.body["me"]["id"] == guest.id


def test_a_launch_carries_its_start_param(outside: Outside) -> None:
    name = outside.person()["username"]
    order = {"kind": "mini_app", "start_param": "gift_plushpepe-1234"}
    launch = outside.world.post(f"/people/{name}/launch", order)
    assert parse_qs(launch["auth"]["init_data"])["start_param"] == ["gift_plushpepe-1234"]


def test_a_launch_of_the_login_widget(outside: Outside) -> None:
    guest = outside.guest()
    launch = outside.world.post(f"/people/{guest.name}/launch", {"kind": "login_widget"})
    assert launch["auth"]["kind"] == "login_widget"
    assert outside.app("POST", "/auth", launch["auth"]).body["me"]["id"] == guest.id
    refused = outside.ask("POST", f"/people/{guest.name}/launch", {"kind": "carrier_pigeon"})
    assert refused.code == "invalid"


def test_forged_and_stale_launches_are_refused(outside: Outside) -> None:
    guest = outside.guest()
    auth = outside.world.post(f"/people/{guest.name}/launch", {"kind": "mini_app"})["auth"]
    forged = {**auth, "init_data": auth["init_data"].replace(str(guest.id), "1")}
    refused = outside.app("POST", "/auth", forged)
    assert (refused.status, refused.code) == (401, "launch-forged")
    outside.world.post("/clock/advance", {"seconds": 3 * 24 * 3600})
    refused = outside.app("POST", "/auth", auth)
    assert (refused.status, refused.code) == (401, "launch-stale")
    assert outside.app("POST", "/auth", {"kind": "mini_app"}).code == "invalid"
    assert outside.app("POST", "/auth", {"kind": "mini_app", "init_data": ""}).status in {400, 401}
