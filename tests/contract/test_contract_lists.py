"""§1: lists by cursor and logs by number."""

import pytest

from tests.contract.outsider import Outside


@pytest.mark.parametrize("limit", ["0", "101", "-1", "many"])
def test_a_list_gives_at_most_a_hundred(outside: Outside, limit: str) -> None:
    refused = outside.ask("GET", f"/people?limit={limit}")
    assert (refused.status, refused.code) == (400, "invalid")
    assert "limit" in refused.fields
    client = outside.sign_in(outside.guest())
    refused = client.ask("GET", f"/statement?limit={limit}")
    assert (refused.status, refused.code) == (400, "invalid")


def test_a_list_goes_on_by_its_cursor_until_next_is_null(outside: Outside) -> None:
    names = [outside.person()["username"] for _ in range(5)]
    seen, cursor = [], ""
    while True:
        page = outside.world.get(f"/people?limit=2{cursor}")
        assert set(page) >= {"items", "next"}
        assert len(page["items"]) <= 2
        seen += [person["username"] for person in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert [name for name in seen if name in names] == names
    assert len(seen) == len(set(seen))


def test_a_list_gives_fifty_by_default(outside: Outside) -> None:
    for _ in range(51):
        outside.person()
    assert len(outside.world.get("/people")["items"]) == 50
    assert len(outside.world.get("/people?limit=100")["items"]) > 50


def test_a_log_goes_on_from_its_seq_oldest_first(outside: Outside) -> None:
    guest = outside.guest()
    for n in range(4):
        guest.say(f"line {n}")
    whole = outside.world.get(f"/chats/{guest.name}/messages?limit=1000")["items"]
    read, since = [], 0
    while True:
        page = outside.world.get(f"/chats/{guest.name}/messages?since={since}&limit=2")
        assert set(page) >= {"items", "seq"}
        if not page["items"]:
            break
        assert len(page["items"]) <= 2
        read += page["items"]
        since = page["seq"]
    assert read == whole
    marks = [message["world"]["seq"] for message in whole]
    assert marks == sorted(marks)


def test_a_log_with_nothing_new_still_tells_where_to_go_on(outside: Outside) -> None:
    seq = outside.world.get("?wait_s=10")["seq"]
    page = outside.world.get(f"/calls?since={seq}")
    assert page == {"items": [], "seq": page["seq"]}
    assert page["seq"] >= seq


@pytest.mark.parametrize("path", ["/calls", "/updates"])
def test_the_limit_of_a_log_is_a_thousand(outside: Outside, path: str) -> None:
    assert outside.ask("GET", f"{path}?limit=1000").status == 200
    assert outside.ask("GET", f"{path}?limit=1001").status == 400
    assert outside.ask("GET", f"{path}?since=never").status == 400
