# What people own of gifts, and baskets.
command-portfolio = Gifts that I own
command-basket = Buy the cheapest that match

portfolio-title = 💼 My gifts
portfolio-empty = Nothing here yet. Link a wallet in the app, and its gifts show by themselves; what you bought elsewhere you can tell by hand.
portfolio-value = { $n ->
    [one] { $n } gift
   *[other] { $n } gifts
}, worth now: <b>{ $value }</b>
portfolio-sell-now = If sold at once, after fees: { $value }
portfolio-cost = Paid: { $cost }, { $change }
portfolio-realised = Sold so far: { $change }
portfolio-gain = +{ $amount } gain
portfolio-loss = −{ $amount } loss
portfolio-even = no gain, no loss
portfolio-unknown-cost = { $n ->
    [one] Of { $n } gift nobody told what it cost: it is not in the sum.
   *[other] Of { $n } gifts nobody told what they cost: they are not in the sum.
}
portfolio-unknown-value = { $n ->
    [one] Of { $n } gift too little is known to say a value.
   *[other] Of { $n } gifts too little is known to say a value.
}
portfolio-no-value = price unknown
portfolio-line = { $name } — { $value }
portfolio-line-change = { $name } — { $value }, { $change }
portfolio-line-listed = { $name } — { $value }, for sale at { $price }
portfolio-more = { $n ->
    [one] and { $n } more, in the app
   *[other] and { $n } more, in the app
}
portfolio-wallet-unread = ⏳ Wallet { $wallet } could not be read yet.
portfolio-wallet-old = ⏳ Wallet { $wallet } was read { $at }.
portfolio-button-app = Open in the app
portfolio-button-add = ✍️ Tell by hand
portfolio-button-baskets = 🧺 Baskets
portfolio-button-undo = Take it back
portfolio-told = Noted.
portfolio-told-before = Told before:
portfolio-trade-bought = bought { $name } — { $price }
portfolio-trade-sold = sold { $name } — { $price }
portfolio-how = What you bought or sold elsewhere, in one line. The price is what you paid in all, or got in all, in TON; leave it out if you do not know it any more.
portfolio-how-lines = A purchase, for example: <code>/portfolio bought plushpepe-777 12.5</code>
    and a sale: <code>/portfolio sold plushpepe-777 20</code>

basket-title = 🧺 Basket
basket-how = The cheapest gifts that match your words, each at most at your price. You pay from your own wallet, at the markets themselves; we take nothing.
basket-how-line = Words, how many, and the most that one may cost in TON: <code>/basket plush pepe 5 12.5</code>
basket-ask = How many of “{ $search }”, and at most how much for one?
basket-ask-form = Write both, for example <code>5 12.5</code>: five at most, each at most 12.5 TON with all fees. /cancel leaves this.
basket-head = { $n ->
    [one] { $n } lot
   *[other] { $n } lots
} for “{ $search }”, at most { $cap } each
basket-total = { $n ->
    [one] { $n } is ready
   *[other] { $n } are ready
}: <b>{ $total }</b> together
basket-line-picked = • { $name } — { $total }, { $market }
basket-line-ready = ✅ { $name } — { $total }, { $market }
basket-line-left-out = ➖ { $name } — { $why }
basket-line-bought = 🎉 { $name } — { $total }, yours
basket-line-lost = ➖ { $name } — no longer for sale
basket-why-gone = no longer for sale
basket-why-repriced = costs { $now } now
basket-why-over_cap = costs { $now } now, over your price
basket-why-over_budget = over your sum
basket-why-locked = locked for now
basket-why-kind = no longer at a fixed price
basket-why-blocked = its market does not answer
basket-why-mismatch = what the market wants signed is not this sale
basket-why-link = no safe link
basket-state-picked = Nothing is paid yet. Have it checked: each lot is asked for once more.
basket-state-checked = Each lot was asked for just now. Others may be faster than you.
basket-state-done = Done.
basket-state-dropped = Put away. Nothing was paid here.
basket-state-expired = Its time is over. Nothing was paid here; make a new one with /basket.
basket-note-sign = Lots on the chain are paid by one signature of your wallet, in the app.
basket-button-sweep = 🧺 Buy the cheapest
basket-button-one = { $n } · { $search }
basket-button-check = Check and get ready
basket-button-check-again = Check again
basket-button-accept = Take new prices
basket-button-sign = Sign in the app
basket-button-buy = { $name }, { $total }
basket-button-drop = Put away

refusal-told-already = You have told of { $side ->
    [sold] this sale
   *[bought] this purchase
} already. Nothing was written. If there was a { $side ->
    [sold] purchase
   *[bought] sale
} in between, tell of that first.
