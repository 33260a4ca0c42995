refusal-escrow-not-funded = Nothing is held in this escrow, so nothing can move. Nothing was changed.
refusal-escrow-funded = This escrow holds a deal's money: release it or give it back. Nothing was changed.
refusal-escrow-ended = This escrow has ended, or its end is under way. Nothing was changed.
refusal-deadline-out-of-range = The deadline is past or too far away. Nothing was changed.
refusal-deal-has-escrow = This deal has an escrow with other terms already. Nothing was changed.

notice-escrow-near = ⏳ The deadline of an escrow is near. Escrow <code>{ $escrow }</code>, { $amount }
notice-escrow-past = ❗ The deadline of an escrow is past: anybody can send the money back to the advertiser now. Escrow <code>{ $escrow }</code>, { $amount }
notice-escrow-raced = ❗ An escrow ended in another way than was ordered. Escrow <code>{ $escrow }</code>, { $amount }
notice-escrow-short = ❗ The escrow controller is short of coins for its messages. Escrow <code>{ $escrow }</code>, { $amount }

admin-escrow-title = 🔐 Escrows
admin-escrow-none = There is no escrow yet.
admin-escrow-line = <code>{ $id }</code> <b>{ $amount }</b>, { $state }, until { $deadline }
admin-escrow-one = 🔐 { $id }
admin-escrow-state = State: { $state }
admin-escrow-amount = { $amount } for <code>{ $deal }</code>
admin-escrow-deadline = Deadline: { $at }
admin-escrow-sides = From { $advertiser } to { $owner }
admin-escrow-address = <code>{ $address }</code> · { $link }
admin-escrow-chain = Chain: state { $state }, balance { $balance }, code { $code }, read { $at }
escrow-state-waiting = waits for its deposit
escrow-state-funded = funded
escrow-state-released = released
escrow-state-refunded = given back
notice-escrow-keyless = ❗ The key that ends this escrow is not here any more: only its deadline can end it. Escrow <code>{ $escrow }</code>, { $amount }
