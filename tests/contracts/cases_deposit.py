"""Paying in: who, when, how much, and what else may arrive before."""

from tests.contracts.cases import case, done, refused
from tests.contracts.scene import (
    ALICE,
    BOB,
    DEPOSIT_EXTRA,
    FUNDED,
    HOUSE,
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
    order_body,
)
from tests.contracts.stage import START_S


@case
def a_deposit_by_the_advertiser_funds_the_deal(scene: Scene) -> None:
    done(scene.deposit())
    assert scene.deal == (FUNDED, scene.terms)
    assert scene.balance() == scene.terms.amount + RENT_HELD


@case
def what_is_over_the_amount_comes_back_at_once(scene: Scene) -> None:
    done(scene.deposit(scene.terms.amount + 3 * TON))
    assert scene.balance() == scene.terms.amount + RENT_HELD
    spent = scene.terms.amount + 3 * TON - scene.balance(ALICE)
    assert scene.terms.amount + RENT_HELD < spent < scene.terms.amount + DEPOSIT_EXTRA


@case
def the_least_deposit_is_taken_and_one_nano_less_goes_back(scene: Scene) -> None:
    least = scene.terms.amount + DEPOSIT_EXTRA
    refused(scene.deposit(least - 1), Exit.DEPOSIT_TOO_SMALL)
    assert scene.came_back(ALICE) > scene.terms.amount
    assert scene.state == WAITING
    assert scene.balance() == 0
    done(scene.deposit(least))
    assert scene.state == FUNDED


@case
def only_the_advertiser_may_pay_in(scene: Scene) -> None:
    for other in (BOB, HOUSE, STRANGER):
        refused(scene.deposit(by=other), Exit.NOT_ADVERTISER)
        assert scene.came_back(other) > scene.terms.amount
    assert scene.state == WAITING


@case
def a_second_deposit_goes_back(scene: Scene) -> None:
    done(scene.deposit())
    refused(scene.deposit(), Exit.WRONG_STATE)
    assert scene.came_back(ALICE) > scene.terms.amount
    assert scene.balance() == scene.terms.amount + RENT_HELD


@case
def at_the_deadline_it_is_too_late_and_a_second_before_it_is_not(scene: Scene) -> None:
    scene.wait_until(scene.terms.deadline_s - 1)
    done(scene.deposit())
    other = scene.with_terms(deal_id=2)
    other.wait_until(other.terms.deadline_s)
    refused(other.deposit(), Exit.TOO_LATE)
    assert other.came_back(ALICE) > other.terms.amount


@case
def a_deal_whose_deadline_is_past_takes_no_deposit(scene: Scene) -> None:
    late = scene.with_terms(deadline_s=START_S - 1)
    refused(late.deposit(), Exit.TOO_LATE)
    assert late.came_back(ALICE) > late.terms.amount
    refused(late.auto_refund(), Exit.WRONG_STATE)
    never = scene.with_terms(deadline_s=0)
    refused(never.deposit(), Exit.TOO_LATE)


@case
def no_deposit_after_the_end(scene: Scene) -> None:
    scene.deposit()
    done(scene.release())
    refused(scene.deposit(), Exit.WRONG_STATE)
    other = scene.with_terms(deal_id=2)
    other.deposit()
    done(other.refund())
    refused(other.deposit(), Exit.WRONG_STATE)
    assert other.came_back(ALICE) > other.terms.amount


@case
def coins_sent_before_there_is_a_contract_go_to_the_advertiser_with_the_deposit(
    scene: Scene,
) -> None:
    scene.post(Letter(to=scene.address, value=2 * TON, bounce=False))
    assert scene.stage.account(scene.address).status == "uninit"
    done(scene.deposit())
    assert scene.balance() == scene.terms.amount + RENT_HELD
    assert scene.balance(ALICE) > 2 * TON


@case
def a_stranger_who_deploys_first_with_junk_changes_nothing(scene: Scene) -> None:
    first = scene.post(
        Letter(to=scene.address, value=TON, body=comment_body("mine now"), init=scene.terms.init)
    )
    refused(first, Exit.UNKNOWN_OP)
    assert first.status == "active"
    assert scene.deal == (WAITING, scene.terms)
    done(scene.deposit())
    assert scene.deal == (FUNDED, scene.terms)


@case
def a_stranger_can_not_deploy_other_terms_at_the_address(scene: Scene) -> None:
    theirs = scene.with_terms(owner=STRANGER)
    assert theirs.address != scene.address
    there = scene.post(
        Letter(to=scene.address, value=TON, body=order_body(Op.DEPOSIT), init=theirs.terms.init)
    )
    assert there.exit_code is None
    assert there.status in {"nonexist", "uninit"}
    assert scene.came_back(STRANGER) > 0


@case
def a_failed_deposit_to_the_non_bounceable_form_stays_and_is_swept(scene: Scene) -> None:
    refused(scene.deposit(TON, bounce=False), Exit.DEPOSIT_TOO_SMALL)
    assert scene.state == WAITING
    assert 0.99 * TON < scene.balance() < TON
    done(scene.sweep())
    assert scene.balance(ALICE) > TON
    assert scene.balance() == RENT_ENDED
    done(scene.deposit())
    assert scene.balance() == scene.terms.amount + RENT_HELD


@case
def a_deposit_without_the_first_state_is_not_taken_until_it_is_there(scene: Scene) -> None:
    early = scene.say(Op.DEPOSIT, scene.terms.amount + TON, by=ALICE)
    assert early.exit_code is None
    assert scene.came_back(ALICE) > scene.terms.amount
    done(scene.deposit())
    second = scene.with_terms(deal_id=2)
    second.sweep()
    assert second.stage.account(second.address).status == "nonexist"


@case
def the_state_init_may_come_again_with_every_message(scene: Scene) -> None:
    done(scene.deposit())
    again = scene.say(Op.RELEASE, 50_000_000, by=HOUSE, init=scene.terms.init)
    done(again)
    assert scene.deal[0] != FUNDED
    assert scene.balance(BOB) == scene.terms.amount


@case
def rent_that_an_empty_contract_owes_is_not_taken_out_of_a_bounceable_deposit(
    scene: Scene,
) -> None:
    deal = scene.with_terms(deadline_s=START_S + 2 * YEAR_S)
    refused(deal.deposit(TON), Exit.DEPOSIT_TOO_SMALL)
    assert deal.balance() == 0
    deal.wait_until(START_S + YEAR_S)
    # Of a message that cannot bounce the machine takes rent first, and shows the contract less.
    least = deal.terms.amount + DEPOSIT_EXTRA
    refused(deal.deposit(least, bounce=False), Exit.DEPOSIT_TOO_SMALL)
    done(deal.sweep())
    done(deal.deposit(least))
    assert deal.balance() == deal.terms.amount + RENT_HELD
