"""Releasing, giving back, the deadline: who may, when, and that one end excludes the others."""

from collections.abc import Callable
from itertools import permutations

from tests.contracts.cases import case, done, refused
from tests.contracts.scene import (
    ALICE,
    BOB,
    DAY_S,
    FUNDED,
    HOUSE,
    ORDER_LEAST,
    REFUNDED,
    RELEASED,
    RENT_ENDED,
    RENT_HELD,
    STRANGER,
    TON,
    WAITING,
    YEAR_S,
    Exit,
    Scene,
)
from tests.contracts.stage import START_S, Ran


@case
def a_release_pays_the_owner_exactly_the_amount(scene: Scene) -> None:
    scene.deposit()
    had = scene.balance(ALICE)
    done(scene.release())
    assert scene.deal == (RELEASED, scene.terms)
    assert scene.balance(BOB) == scene.terms.amount
    assert scene.balance() == RENT_ENDED
    # What was left of the rent and of the order's own coins.
    assert 0 < scene.balance(ALICE) - had < 60_000_000


@case
def a_release_takes_the_fee_out_of_the_amount(scene: Scene) -> None:
    deal = scene.with_terms(fee=TON // 2)
    deal.deposit()
    done(deal.release())
    assert deal.balance(BOB) == deal.terms.amount - TON // 2
    assert deal.balance(HOUSE) == TON // 2


@case
def a_refund_gives_the_fee_back_too(scene: Scene) -> None:
    deal = scene.with_terms(fee=TON // 2)
    deal.deposit()
    done(deal.refund())
    assert deal.balance(HOUSE) == 0
    assert deal.balance(ALICE) > deal.terms.amount


@case
def a_fee_as_large_as_the_amount_leaves_the_owner_nothing(scene: Scene) -> None:
    deal = scene.with_terms(fee=5 * TON)
    deal.deposit()
    done(deal.release())
    assert deal.balance(BOB) == 0
    assert deal.balance(HOUSE) == 5 * TON


@case
def a_fee_over_the_amount_can_only_be_given_back(scene: Scene) -> None:
    deal = scene.with_terms(fee=5 * TON + 1)
    deal.deposit()
    # 5: a number out of the range of coins.
    refused(deal.release(), 5)
    assert deal.state == FUNDED
    done(deal.refund())


@case
def a_refund_gives_all_back_to_the_advertiser(scene: Scene) -> None:
    scene.deposit()
    done(scene.refund())
    assert scene.deal == (REFUNDED, scene.terms)
    assert scene.balance(BOB) == 0
    assert scene.balance() == RENT_ENDED
    assert scene.balance(ALICE) > scene.terms.amount


@case
def nobody_but_the_controller_releases_or_refunds(scene: Scene) -> None:
    scene.deposit()
    for other in (ALICE, BOB, STRANGER):
        refused(scene.release(by=other), Exit.NOT_CONTROLLER)
        refused(scene.refund(by=other), Exit.NOT_CONTROLLER)
    assert scene.deal == (FUNDED, scene.terms)
    assert scene.balance() == scene.terms.amount + RENT_HELD


@case
def orders_with_too_few_coins_are_refused(scene: Scene) -> None:
    scene.deposit()
    for act in (scene.release, scene.refund):
        for value in (ORDER_LEAST - 1, 1_000_000):
            refused(act(value), Exit.GAS_TOO_SMALL)
    assert scene.state == FUNDED
    done(scene.release(ORDER_LEAST))


@case
def the_deal_never_pays_for_the_gas_of_its_end(scene: Scene) -> None:
    scene.deposit()
    had = scene.balance(ALICE)
    done(scene.refund(ORDER_LEAST))
    # The advertiser gets the whole amount and what was kept for rent, less what stays.
    assert scene.balance(ALICE) - had >= scene.terms.amount + RENT_HELD - RENT_ENDED


@case
def before_a_deposit_there_is_nothing_to_end(scene: Scene) -> None:
    done(scene.deploy())
    refused(scene.release(), Exit.WRONG_STATE)
    refused(scene.refund(), Exit.WRONG_STATE)
    refused(scene.auto_refund(), Exit.WRONG_STATE)
    scene.wait_until(scene.terms.deadline_s + DAY_S)
    refused(scene.auto_refund(), Exit.WRONG_STATE)
    assert scene.state == WAITING


@case
def at_the_deadline_anybody_may_have_it_given_back_and_a_second_before_nobody(
    scene: Scene,
) -> None:
    scene.deposit()
    scene.wait_until(scene.terms.deadline_s - 1)
    for anybody in (STRANGER, ALICE, BOB, HOUSE):
        refused(scene.auto_refund(by=anybody), Exit.TOO_EARLY)
    scene.wait_until(scene.terms.deadline_s)
    done(scene.auto_refund())
    assert scene.state == REFUNDED
    assert scene.balance(ALICE) > scene.terms.amount


@case
def the_coins_of_whoever_calls_at_the_deadline_go_to_the_advertiser(scene: Scene) -> None:
    scene.deposit()
    scene.wait_until(scene.terms.deadline_s)
    done(scene.auto_refund(2 * TON))
    assert scene.balance(ALICE) > scene.terms.amount + 2 * TON - 10_000_000


@case
def a_call_at_the_deadline_needs_only_its_gas(scene: Scene) -> None:
    scene.deposit()
    scene.wait_until(scene.terms.deadline_s)
    refused(scene.auto_refund(500_000), Exit.OUT_OF_GAS)
    assert scene.state == FUNDED
    done(scene.auto_refund(5_000_000))


@case
def a_release_is_still_possible_after_the_deadline(scene: Scene) -> None:
    scene.deposit()
    scene.wait_until(scene.terms.deadline_s + DAY_S)
    done(scene.release())
    refused(scene.auto_refund(), Exit.WRONG_STATE)
    assert scene.balance(BOB) == scene.terms.amount


@case
def each_end_excludes_the_others_in_every_order(scene: Scene) -> None:
    ends = ("release", "refund", "auto_refund")
    pairs = [*permutations(ends, 2), *((end, end) for end in ends)]
    deals = [scene.with_terms(deal_id=100 + n) for n in range(len(pairs))]
    for deal in deals:
        done(deal.deposit())
    scene.wait_until(scene.terms.deadline_s + 1)
    for deal, (first, second) in zip(deals, pairs, strict=True):
        done(_act(deal, first)())
        held = deal.balance()
        refused(_act(deal, second)(), Exit.WRONG_STATE)
        assert deal.balance() == held
        assert deal.state == (RELEASED if first == "release" else REFUNDED)


@case
def a_release_after_three_years_still_works(scene: Scene) -> None:
    scene.deposit()
    scene.wait_until(START_S + 3 * YEAR_S)
    done(scene.release())
    assert scene.balance(BOB) == scene.terms.amount


@case
def fifty_years_of_rent_fail_the_release_and_keep_the_state(scene: Scene) -> None:
    scene.deposit()
    scene.wait_until(START_S + 50 * YEAR_S)
    failed = scene.release()
    # 37: not enough coins for what was to be sent.
    assert (failed.exit_code, failed.action_code, failed.aborted) == (0, 37, True)
    assert scene.deal == (FUNDED, scene.terms)
    assert scene.came_back(HOUSE) > 0
    done(scene.release(TON))
    assert scene.balance(BOB) == scene.terms.amount


@case
def the_account_outlives_its_end_by_years(scene: Scene) -> None:
    scene.deposit()
    scene.release()
    scene.wait_until(START_S + 10 * YEAR_S)
    done(scene.sweep(TON))
    assert scene.deal == (RELEASED, scene.terms)


def _act(deal: Scene, name: str) -> Callable[[], Ran]:
    return {"release": deal.release, "refund": deal.refund, "auto_refund": deal.auto_refund}[name]
