refusal-escrow-not-funded = Nothing is held in this escrow, so nothing can move. Nothing was changed.
refusal-escrow-funded = This escrow holds a deal's money: release it or give it back. Nothing was changed.
refusal-escrow-ended = This escrow has ended, or its end is under way. Nothing was changed.
refusal-deadline-out-of-range = The deadline is past or too far away. Nothing was changed.
refusal-deal-has-escrow = This deal has an escrow with other terms already. Nothing was changed.

notice-escrow-near = ⏳ The deadline of an escrow is near. Escrow <code>{ $escrow }</code>, { $amount }
notice-escrow-past = ❗ The deadline of an escrow is past: anybody can send the money back to the advertiser now. Escrow <code>{ $escrow }</code>, { $amount }
notice-escrow-raced = ❗ An escrow ended in another way than was ordered. Escrow <code>{ $escrow }</code>, { $amount }
notice-escrow-short = ❗ The escrow controller is short of coins for its messages. Escrow <code>{ $escrow }</code>, { $amount }
