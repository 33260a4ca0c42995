"""Terms at their edges: who may be whom, how much, where, and what makes two deals two."""

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
    TON,
    WAITING,
    Exit,
    Scene,
    person,
)


@case
def equal_terms_with_different_ids_are_two_contracts(scene: Scene) -> None:
    other = scene.with_terms(deal_id=2)
    assert other.address != scene.address
    done(scene.deposit())
    done(other.deposit())
    done(scene.release())
    assert (scene.state, other.state) == (RELEASED, FUNDED)
    assert other.balance() == other.terms.amount + RENT_HELD


@case
def every_term_is_a_part_of_the_address(scene: Scene) -> None:
    changes: list[dict[str, object]] = [
        {"deal_id": 2},
        {"amount": scene.terms.amount + 1},
        {"fee": 1},
        {"deadline_s": scene.terms.deadline_s + 1},
        {"controller": BOB},
        {"advertiser": BOB},
        {"owner": ALICE},
    ]
    addresses = {scene.address} | {scene.with_terms(**change).address for change in changes}
    assert len(addresses) == len(changes) + 1


@case
def the_largest_id_and_deadline_are_told_as_they_are(scene: Scene) -> None:
    deal = scene.with_terms(deal_id=2**64 - 1, deadline_s=2**32 - 1)
    done(deal.deposit())
    assert deal.deal == (FUNDED, deal.terms)


@case
def an_owner_who_is_the_advertiser_gets_everything_either_way(scene: Scene) -> None:
    deal = scene.with_terms(owner=ALICE)
    deal.deposit()
    done(deal.release())
    assert deal.state == RELEASED
    assert deal.balance(ALICE) > deal.terms.amount
    other = scene.with_terms(owner=ALICE, deal_id=2)
    other.deposit()
    done(other.refund())
    assert other.balance() == RENT_ENDED


@case
def an_advertiser_who_is_the_controller_can_do_both(scene: Scene) -> None:
    deal = scene.with_terms(controller=ALICE)
    done(deal.deposit())
    done(deal.release())
    assert deal.balance(BOB) == deal.terms.amount
    own = scene.with_terms(controller=ALICE, deal_id=2)
    done(own.deposit())
    done(own.refund())
    assert own.state == REFUNDED


@case
def an_amount_of_nothing_holds_nothing_and_ends_as_any_other(scene: Scene) -> None:
    deal = scene.with_terms(amount=0)
    refused(deal.deposit(29_999_999), Exit.DEPOSIT_TOO_SMALL)
    done(deal.deposit(30_000_000))
    assert deal.balance() == RENT_HELD
    done(deal.release())
    assert deal.balance(BOB) == 0
    assert deal.state == RELEASED


@case
def the_largest_amount_that_coins_can_name_is_never_reached(scene: Scene) -> None:
    deal = scene.with_terms(amount=2**120 - 1)
    refused(deal.deposit(1_000_000 * TON), Exit.DEPOSIT_TOO_SMALL)
    assert deal.came_back(ALICE) > 999_999 * TON
    assert deal.deal == (WAITING, deal.terms)


@case
def a_billion_coins_are_held_and_paid_to_the_last_nano(scene: Scene) -> None:
    deal = scene.with_terms(amount=10**9 * TON + 1)
    done(deal.deposit())
    done(deal.release())
    assert deal.balance(BOB) == 10**9 * TON + 1


@case
def an_owner_on_the_masterchain_is_paid_there(scene: Scene) -> None:
    owner = person("bob on the masterchain", -1)
    deal = scene.with_terms(owner=owner)
    deal.deposit()
    done(deal.release())
    assert deal.balance(owner) == deal.terms.amount


@case
def an_advertiser_on_the_masterchain_pays_in_and_gets_it_back(scene: Scene) -> None:
    advertiser = person("alice on the masterchain", -1)
    deal = scene.with_terms(advertiser=advertiser)
    done(deal.deposit())
    done(deal.refund())
    assert deal.balance(advertiser) > deal.terms.amount


@case
def an_owner_in_a_workchain_that_is_not_there_can_only_be_refunded(scene: Scene) -> None:
    deal = scene.with_terms(owner=person("bob nowhere", 7))
    deal.deposit()
    failed = deal.release()
    # 36: the destination of a message is no place.
    assert (failed.exit_code, failed.action_code, failed.aborted) == (0, 36, True)
    assert deal.came_back(HOUSE) > 40_000_000
    assert deal.state == FUNDED
    done(deal.refund())
    assert deal.balance(ALICE) > deal.terms.amount
