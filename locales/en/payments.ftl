wallet-title = 👛 Wallet
wallet-line = { $available }
wallet-line-held = { $available }, and { $held } held
wallet-empty = Nothing here yet. Top up to begin.
wallet-button-topup = ⭐ Top up
wallet-button-topups = Top-ups
wallet-button-statement = Statement

topup-title = ⭐ Top up
topup-ask = How many Stars? From { $least } to { $most }. They become credit here; what you have not spent you can take back.
topup-button-own = Another amount
topup-own-ask = Write how many Stars, a whole number from { $least } to { $most }, or choose. /cancel leaves this.
topup-sent = The invoice for { $amount } is below. Nothing is taken until you pay.
topup-invoice-title = { $value } of credit
topup-invoice-label = Credit
topup-invoice-description = Credit in Souk. What you have not spent can be refunded whole.
topups-title = Top-ups
topups-none = No top-ups yet.
topups-line = { $at } — { $amount }, { $state }
topups-state-open = waiting for payment
topups-state-paid = paid
topups-state-refunding = refund under way
topups-state-refunded = refunded
topups-state-charged_back = taken back by the shop
topups-state-failed = failed
topups-state-expired = expired
topups-refund-hint = What is paid and unspent can go back to your Stars.
topups-button-refund = Refund { $amount }

refund-title = Refund
refund-ask = Return { $amount } to your Stars? The whole payment goes back to you; your credit here goes down by as much.
refund-done = Done: { $amount } went back to your Stars.
refund-later = The refund of { $amount } is under way. We tell you when it is through.

statement-title = 📜 Statement
statement-none = No movements yet.
statement-line = <b>{ $amount }</b> { $kind }, { $at } · balance { $after }
kind-topup = top-up
kind-refund = refund
kind-adjust = correction
kind-chargeback = chargeback
kind-stake = stake
kind-payout = payout
kind-fee = fee
kind-grant = gift of the house
kind-mature = matured
kind-other = movement

refusal-already-spent = This payment has been spent in part, so it cannot go back whole. Nothing was changed. Questions: /paysupport
refusal-already-refunded = This payment went back already, or is on its way. Nothing was taken a second time.
refusal-topup-gone = This invoice is paid, expired or not yours. Nothing was taken. Make a new one with /topup.
refusal-refund-rejected = Telegram refused the refund: { $reason }. Your credit is as it was.
refusal-second-person-needed = Nobody approves their own act. Nothing was changed: somebody else must.
refusal-approval-gone = That question is no longer open. Nothing was changed.
notice-topup-receipt =
    ✅ <b>{ $value }</b> arrived.
    Receipt <code>{ $topup }</code>
    { $at }
notice-topup-refunded =
    ↩️ <b>{ $value }</b> went back to your Stars.
    Receipt <code>{ $topup }</code>
    { $at }
notice-refund-rejected = The refund of { $value } did not go through: { $reason }. Your credit is as it was. Receipt <code>{ $topup }</code>.
notice-topup-failed = Telegram refused an invoice over { $value }: { $reason }. Nothing was taken.
notice-adjusted = Your balance was corrected by { $value }: { $why }. It stands in your /statement.
notice-chargeback = The shop where you bought the Stars took { $value } back. { $taken } was taken from your credit, and top-ups are closed for this account. Questions: /paysupport. Receipt <code>{ $topup }</code>, { $at }
button-topup-refund = Refund
refusal-topup-unpaid = This top-up was not paid, so there is nothing to give back. Nothing was changed.
refusal-not-your-topup = This invoice was made for somebody else. Nothing was taken. Make your own with /topup.
