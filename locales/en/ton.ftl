wallet-button-deposit = 📥 Deposit
wallet-button-withdraw = 📤 Withdraw
wallet-button-withdrawals = Withdrawals
command-deposit = Where to pay in TON
command-withdraw = Send TON to an address

ton-which = Which one?
ton-on-chain = on the chain
dialogue-step = <i>{ $step } of { $of }</i>
button-refresh = 🔄 Look again

deposit-title = 📥 Deposit
deposit-title-of = 📥 Deposit { $symbol }
deposit-how = Send { $symbol } to this address, and put the comment along: it says that the money is yours.
deposit-jetton = Only the token of this master is taken: <code>{ $master }</code>
deposit-address = Address: <code>{ $address }</code>
deposit-comment = Comment: <code>{ $comment }</code>
deposit-when = It is yours here as soon as it stands on the chain, usually within a minute. Nothing is taken off.
deposit-delayed = ⏳ The chain does not answer just now. What you pay in is safe and is credited as soon as it answers again.
deposit-button-open = Open in a wallet
deposit-button-connect = Pay by TON Connect
deposit-button-copy-address = 📋 Address
deposit-button-copy-comment = 📋 Comment
deposits-title = 📥 Came in
deposits-none = Nothing has come in over the chain yet. /deposit shows where to pay.
deposits-line = { $at } — <b>{ $amount }</b>, { $state } · { $link }
deposits-state-credited = credited
deposits-state-partial = credited, less than asked
deposits-state-excess = credited, more than asked
deposits-state-late = credited, came late
deposits-state-wrong_asset = another asset than asked
deposits-state-checking = being checked
deposits-state-limited = waits for your limit
deposits-state-unmatched = our people look at it
deposits-state-returning = on its way back
deposits-state-returned = sent back
deposits-state-kept = closed

withdraw-title = 📤 Withdraw
withdraw-amount-ask = How much { $symbol } shall arrive? Write the amount, for example <code>1.5</code>. /cancel leaves this.
withdraw-bounds = From { $least } to { $most }; the fee of { $fee } comes on top.
withdraw-day-left = Today { $left } may still go out.
withdraw-address-ask = Where shall { $amount } go? Choose an address, or paste one. /cancel leaves this.
withdraw-question = 📤 Withdraw { $amount }?
withdraw-one = 📤 { $amount }
withdraw-to = To: <code>{ $address }</code>
withdraw-contact = In your book as { $name }
withdraw-new-address = This address is new to you.
withdraw-network-main = Network: TON
withdraw-network-test = Network: TON, test net
withdraw-fee = Fee: { $fee }, taken in all: { $total }
withdraw-final = A payment on the chain cannot be taken back: please compare the address. An exchange may want a comment (memo): none can go along.
withdraw-state = State: { $state }
withdraw-at = Asked for { $at }
withdraw-button-yes = Withdraw { $amount }
withdraw-button-look = Look at it
withdraw-now-to_confirm = { $amount } to { $to } waits for your yes.
withdraw-now-to_approve = { $amount } to { $to } is large, so a second person looks at it first. We tell you at once.
withdraw-now-queued = { $amount } is on its way to { $to }. You get a receipt when it stands on the chain.
withdraw-now-sent = { $amount } is on its way to { $to }. You get a receipt when it stands on the chain.
withdraw-now-paid = { $amount } has been paid to { $to }.
withdraw-now-failed = { $amount } was not paid. All of it is yours again.
withdraw-now-cancelled = Cancelled: { $amount } and the fee are yours to use again.
withdrawals-title = 📤 Withdrawals
withdrawals-none = Nothing has gone out yet. /withdraw begins.
withdrawals-line = { $at } — <b>{ $amount }</b> to { $to }, { $state }
withdrawals-button-deposits = 📥 Came in
withdrawals-button-book = 📒 Addresses
withdrawals-button-one = { $amount }: look
withdrawals-state-to_confirm = waits for your yes
withdrawals-state-to_approve = being looked at
withdrawals-state-queued = about to be sent
withdrawals-state-sent = sent
withdrawals-state-paid = paid
withdrawals-state-failed = failed
withdrawals-state-cancelled = cancelled
button-withdraw-confirm = ✅ Withdraw

book-title = 📒 Address book
book-none = No address yet. Give one a name, and you need not paste it again.
book-line = { $name } — { $address }
book-more = and { $n } more, all of them in the app
book-note = New addresses wait before large amounts can go there.
book-usable = Large amounts can go there { $at }.
book-button-add = ➕ Add an address
book-button-rename = Rename
book-button-remove = Remove
book-removed = Removed
book-address-ask = Paste an address of TON in any form. /cancel leaves this.
book-name-ask = What shall { $address } be called? Up to 40 letters. /cancel leaves it without a name.

kind-deposit = deposit
kind-withdrawal = withdrawal
kind-withdrawal-fee = fee of a withdrawal
kind-deposit-return = payment sent back

admin-odd-title = 🧭 Odd payments
admin-odd-none = No payment waits for anybody.
admin-odd-line = <code>{ $id }</code> <b>{ $value }</b> { $at }, { $state } ({ $reason }), from <code>{ $sender }</code>, comment “{ $comment }” · { $link }
admin-more-wait = … and more that came later: they stand here when these are dealt with.
admin-odd-how = /admin assign ID @bob why · /admin return ID why · /admin keep ID why
admin-odd-assign-ask = Credit { $value } to { $name }: { $why }
admin-odd-return-ask = Send { $value } back to { $sender }, less the fee: { $why }
admin-odd-keep-ask = Close the payment of { $value }; it stays with the house: { $why }
admin-payouts-title = 📤 Going out
admin-payouts-none = Nothing is on its way.
admin-payouts-line = <code>{ $id }</code> <b>{ $value }</b> to <code>{ $to }</code>, { $state }, { $at }, sent { $attempts } times, person { $person }
admin-payouts-how = /admin reject ID why gives back what still waits.
admin-payouts-reject-ask = Give { $value } back to its person: { $why }
admin-button-pay-now = ▶️ Pay what waits
admin-chain-title = ⛓ Chain
admin-chain-equal = Ledger and chain say the same.
admin-chain-differs = Ledger and chain differ.
admin-chain-line = { $mark } <code>{ $address }</code>: books { $books }, chain { $chain }
admin-chain-unread = not read
admin-chain-unknown = ❗ Left our wallets, nobody knows why: { $value }
admin-chain-finding = ❗ { $kind }: <code>{ $ref }</code>

refusal-address-invalid = This is no address of TON: please copy it whole. Nothing was taken.
refusal-wrong-network = This address belongs to another network. Nothing was taken. Please give one of this network.
refusal-own-address = This address is our own: the money would come back without a name. Nothing was taken.
refusal-address-quarantined = This address is new to you: so much can go there from { $until }. Nothing was taken; a smaller amount can go now.
refusal-withdrawal-gone = This withdrawal has gone on already. Nothing was changed. /withdraw shows where it stands.
refusal-asset-not-on-chain = { $asset } does not come or go over the chain here. Nothing was taken.
refusal-deposit-gone = Somebody has dealt with this payment already. Nothing was changed.
refusal-sender-unknown = Nobody knows who sent this payment, so it cannot go back. Nothing was changed.

notice-deposit-credited = ✅ <b>{ $value }</b> came in and is yours. { $at }
notice-deposit-partial = <b>{ $value }</b> came in, less than was asked for. It is on your balance. { $at }
notice-deposit-excess = <b>{ $value }</b> came in, more than was asked for. The rest is on your balance. { $at }
notice-deposit-late = <b>{ $value }</b> came in after the time was over. It is on your balance. { $at }
notice-deposit-wrong-asset = <b>{ $value }</b> came in, but another asset was asked for. Our people look at it; nothing is lost. { $at }
notice-deposit-checking = <b>{ $value }</b> came in. Because it is large we look at it twice; that takes a moment. { $at }
notice-deposit-limited = <b>{ $value }</b> came in over a limit of this account. It waits, and nothing is lost. Questions: /paysupport
notice-deposit-returned = <b>{ $value }</b> went back to where it came from. { $at }
notice-deposit-odd = 🧭 An odd payment of <b>{ $value }</b> ({ $reason }): /admin odd. Id <code>{ $deposit }</code>
notice-withdrawal-ask =
    📤 <b>Withdraw { $value }?</b>
    To: <code>{ $to }</code>
    Fee: { $fee }. Asked for in the app; without your yes it lapses within the hour.
    An exchange may want a comment (memo): none can go along.
    Not you? Press Cancel and look at your sessions in /profile.
notice-withdrawal-approved = { $value } was looked at and is on its way.
notice-withdrawal-rejected = { $value } was not let out. The amount and the fee are yours again. Questions: /paysupport
notice-withdrawal-paid =
    ✅ <b>{ $value }</b> has been paid.
    To: <code>{ $to }</code>
    Transaction: <code>{ $tx }</code>
    { $at }
notice-withdrawal-failed = { $value } was not paid. The amount and the fee are yours again. Questions: /paysupport
notice-withdrawal-failed-staff = ❗ A withdrawal of { $value } was given up. Id <code>{ $withdrawal }</code>: /admin payouts
notice-chain-amiss = ❗ Ledger and chain: { $count } to look at, first { $kind }, { $asset }, <code>{ $ref }</code>. /admin reconcile
