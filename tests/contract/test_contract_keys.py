"""§1: idempotency keys."""

from concurrent.futures import ThreadPoolExecutor

from tests.contract.outsider import Outside, key


def test_a_money_act_needs_an_idempotency_key(either: Outside) -> None:
    client = either.sign_in(either.guest())
    order = {"value": {"asset": "XTR", "amount": "50"}}
    refused = client.ask("POST", "/topups", order)
    assert (refused.status, refused.code) == (400, "key-needed")
    refused = client.ask("POST", "/topups/none/refund", {})
    assert (refused.status, refused.code) == (400, "key-needed")
    assert client.get("/topups")["items"] == []


def test_the_same_key_and_request_give_the_first_answer_again(either: Outside) -> None:
    client = either.sign_in(either.guest())
    order = {"value": {"asset": "XTR", "amount": "50"}}
    same = key()
    first = client.act("/topups", order, same)
    again = client.act("/topups", order, same)
    assert (first.status, "idempotent-replay" in first.headers) == (201, False)
    assert (again.status, again.body) == (first.status, first.body)
    assert again.headers["idempotent-replay"] == "true"
    assert len(client.get("/topups")["items"]) == 1


def test_the_order_of_the_fields_does_not_make_another_request(either: Outside) -> None:
    client = either.sign_in(either.guest())
    same = key()
    first = client.ask(
        "POST", "/topups", b'{"value":{"asset":"XTR","amount":"50"}}', Idempotency_Key=same
    )
    again = client.ask(
        "POST", "/topups", b'{ "value": {"amount":"50", "asset":"XTR"} }', Idempotency_Key=same
    )
    assert again.body == first.body


def test_the_key_with_another_request_is_refused(either: Outside) -> None:
    client = either.sign_in(either.guest())
    same = key()
    client.act("/topups", {"value": {"asset": "XTR", "amount": "50"}}, same)
    refused = client.act("/topups", {"value": {"asset": "XTR", "amount": "51"}}, same)
    assert (refused.status, refused.code) == (409, "key-reused")


def test_two_people_may_use_the_same_key(either: Outside) -> None:
    same = key()
    order = {"value": {"asset": "XTR", "amount": "50"}}
    answers = [either.sign_in(either.guest()).act("/topups", order, same) for _ in range(2)]
    assert [answer.status for answer in answers] == [201, 201]
    assert answers[0].body["id"] != answers[1].body["id"]


def test_a_refusal_does_not_spend_the_key(either: Outside) -> None:
    guest = either.guest()
    client = either.sign_in(guest)
    topup = client.act("/topups", {"value": {"asset": "XTR", "amount": "50"}}).body
    same = key()
    refused = client.act(f"/topups/{topup['id']}/refund", {}, same)
    assert refused.status == 409
    guest.pay(topup["invoice"])
    done = client.act(f"/topups/{topup['id']}/refund", {}, same)
    assert done.status == 200, done
    assert "idempotent-replay" not in done.headers
    refused = client.act("/topups", {"value": {"asset": "XTR", "amount": "14"}}, same2 := key())
    assert refused.code == "amount-too-small"
    assert client.act("/topups", {"value": {"asset": "XTR", "amount": "15"}}, same2).status == 201


def test_ten_at_once_with_one_key_make_one(either: Outside) -> None:
    client = either.sign_in(either.guest())
    same = key()
    order = {"value": {"asset": "XTR", "amount": "50"}}
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: client.act("/topups", order, same), range(10)))
    assert {answer.status for answer in answers} == {201}
    assert len({answer.body["id"] for answer in answers}) == 1
    assert sum("idempotent-replay" in answer.headers for answer in answers) == 9
