"""What is no proper act: junk, forged bounces, coins from nowhere, messages from outside."""

import pytest
from pytoniq_core.boc.builder import Builder

from scripts.sandbox.ton.cells import address_of
from scripts.sandbox.ton.messages import external_message
from tests.contracts.cases import case, done, refused
from tests.contracts.scene import (
    ALICE,
    BOB,
    FUNDED,
    HOUSE,
    REFUNDED,
    RELEASED,
    RENT_ENDED,
    RENT_HELD,
    STRANGER,
    TON,
    WAITING,
    YEAR_S,
    Exit,
    Letter,
    Op,
    Scene,
    comment_body,
    contract_that_throws,
    contract_with_much_to_keep,
    order_body,
)
from tests.contracts.stage import START_S, NotTaken


@case
def bodies_that_say_nothing_known_go_back(scene: Scene) -> None:
    scene.deposit()
    junk = (
        None,
        comment_body("release"),
        order_body(0x0D3B0510),
        order_body(0xFFFFFFFF),
        Builder().store_uint(Op.RELEASE, 32).end_cell(),
        Builder().store_uint(Op.RELEASE, 32).store_uint(0, 63).end_cell(),
        Builder().store_uint(1, 1).end_cell(),
    )
    for body in junk:
        junk_mail = Letter(to=scene.address, by=HOUSE, value=TON, body=body)
        refused(scene.post(junk_mail), Exit.UNKNOWN_OP)
        assert scene.came_back(HOUSE) > 0.99 * TON
    assert scene.deal == (FUNDED, scene.terms)


@case
def what_follows_the_query_id_does_not_matter(scene: Scene) -> None:
    scene.deposit()
    body = Builder().store_uint(Op.RELEASE, 32).store_uint(7, 64).store_uint(1, 200)
    body.store_ref(comment_body("thanks"))
    done(scene.post(Letter(to=scene.address, by=HOUSE, body=body.end_cell())))
    assert scene.state == RELEASED


@case
def a_message_from_outside_is_never_taken(scene: Scene) -> None:
    scene.deposit()
    held = scene.balance()
    for op in (Op.DEPOSIT, Op.RELEASE, Op.REFUND, Op.AUTO_REFUND, Op.SWEEP):
        with pytest.raises(NotTaken):
            scene.post(external_message(scene.address, order_body(op)))
    assert scene.balance() == held
    assert scene.state == FUNDED


@case
def a_bounce_from_the_controller_is_no_order(scene: Scene) -> None:
    scene.deposit()
    forged = Builder().store_uint(0xFFFFFFFF, 32).store_uint(Op.RELEASE, 32)
    for body in (order_body(Op.RELEASE), forged.store_uint(0, 64).end_cell()):
        order = Letter(to=scene.address, by=HOUSE, value=TON, bounced=True, body=body)
        done(scene.post(order))
    assert scene.deal == (FUNDED, scene.terms)
    done(scene.refund())


@case
def coins_after_the_end_are_swept_to_the_advertiser(scene: Scene) -> None:
    scene.deposit()
    scene.release()
    had = scene.balance(ALICE)
    plain_coins = Letter(to=scene.address, value=3 * TON, bounce=False)
    refused(scene.post(plain_coins), Exit.UNKNOWN_OP)
    assert scene.balance() > 3 * TON
    done(scene.sweep())
    assert scene.balance(ALICE) - had > 3 * TON
    assert scene.balance() == RENT_ENDED
    assert scene.state == RELEASED


@case
def nothing_is_swept_while_a_deal_is_held(scene: Scene) -> None:
    scene.deposit()
    for anybody in (STRANGER, ALICE, BOB, HOUSE):
        refused(scene.sweep(by=anybody), Exit.WRONG_STATE)
    assert scene.balance() == scene.terms.amount + RENT_HELD


@case
def sweeps_again_and_again_leave_what_keeps_the_account_alive(scene: Scene) -> None:
    scene.deposit()
    scene.refund()
    for _ in range(5):
        done(scene.sweep())
        assert scene.balance() == RENT_ENDED
    assert scene.state == REFUNDED


@case
def a_sweep_that_would_leave_too_little_is_undone_and_sent_back(scene: Scene) -> None:
    poor = scene.say(Op.SWEEP, 10_000_000, by=STRANGER, init=scene.terms.init)
    assert (poor.exit_code, poor.action_code, poor.aborted) == (0, 37, True)
    assert scene.came_back(STRANGER) > 0
    assert scene.state == WAITING


@case
def an_owner_without_a_wallet_gets_the_coins(scene: Scene) -> None:
    scene.deposit()
    scene.release()
    assert scene.stage.account(BOB).status == "uninit"
    assert scene.balance(BOB) == scene.terms.amount


@case
def an_owner_whose_contract_throws_gets_the_coins_and_nothing_comes_back(scene: Scene) -> None:
    init = contract_that_throws()
    thrower = address_of(init)
    deal = scene.with_terms(owner=thrower)
    deal.post(Letter(to=thrower, init=init, bounce=False))
    deal.deposit()
    had = deal.balance(thrower)
    done(deal.release())
    assert any(each.account == thrower and each.exit_code == 5 for each in deal.after)
    assert deal.balance(thrower) > had + 4.99 * TON
    assert deal.state == RELEASED
    assert deal.balance() == RENT_ENDED


@case
def an_advertiser_without_a_wallet_gets_the_refund(scene: Scene) -> None:
    scene.deposit()
    had = scene.balance(ALICE)
    assert scene.stage.account(ALICE).status == "uninit"
    done(scene.refund())
    assert scene.balance(ALICE) - had > scene.terms.amount


@case
def a_frozen_advertiser_gets_the_refund(scene: Scene) -> None:
    init = contract_with_much_to_keep(400)
    frozen = address_of(init)
    deal = scene.with_terms(advertiser=frozen, deadline_s=START_S + 4 * YEAR_S)
    deal.post(Letter(to=frozen, value=20_000_000, init=init, bounce=False))
    done(deal.deposit())
    deal.wait_until(START_S + 3 * YEAR_S)
    # Whatever touches it finds that it has not paid its rent for years.
    deal.post(Letter(to=frozen, value=1, bounce=False))
    assert deal.stage.account(frozen).status == "frozen"
    had = deal.balance(frozen)
    done(deal.refund())
    assert deal.state == REFUNDED
    assert deal.stage.account(frozen).status == "frozen"
    # The rent that it owes is taken out of what arrives; the rest is there, as is its owner's key.
    assert deal.balance(frozen) - had > deal.terms.amount - TON


@case
def extra_currency_goes_back_with_the_rest_and_is_never_kept(scene: Scene) -> None:
    deposit = Letter(
        to=scene.address,
        by=ALICE,
        value=scene.terms.amount + 50_000_000,
        body=order_body(Op.DEPOSIT),
        init=scene.terms.init,
        extra=(100, 777),
    )
    done(scene.post(deposit))
    assert scene.state == FUNDED
    assert scene.stage.extra_currency(scene.address) == {}
    assert scene.stage.extra_currency(ALICE) == {100: 777}
    release = Letter(to=scene.address, by=HOUSE, body=order_body(Op.RELEASE), extra=(100, 23))
    done(scene.post(release))
    assert scene.stage.extra_currency(scene.address) == {}
    assert scene.stage.extra_currency(ALICE) == {100: 800}
    assert scene.balance(BOB) == scene.terms.amount


@case
def extra_currency_alone_is_no_deposit(scene: Scene) -> None:
    poor = Letter(
        to=scene.address,
        by=ALICE,
        value=TON,
        body=order_body(Op.DEPOSIT),
        init=scene.terms.init,
        extra=(100, 10 * TON),
    )
    refused(scene.post(poor), Exit.DEPOSIT_TOO_SMALL)
    assert scene.stage.extra_currency(scene.address) == {}


@case
def two_releases_in_one_block_pay_once(scene: Scene) -> None:
    scene.deposit()
    done(scene.release())
    refused(scene.release(), Exit.WRONG_STATE)
    assert scene.came_back(HOUSE) > 40_000_000
    assert scene.balance(BOB) == scene.terms.amount
