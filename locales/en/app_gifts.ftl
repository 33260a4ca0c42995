# Gifts in the Mini App: search, gift, collection, alerts, portfolio, basket, markets.
app-market-getgems = GetGems
app-market-fragment = Fragment
app-market-mrkt = MRKT
app-market-tonnel = Tonnel
app-market-portals = Portals
app-market-tonapi = TON chain

app-gifts-gift = Gift
app-gifts-title = { $title } #{ $number }
app-gifts-art = Picture of the gift
app-gifts-unknown = not known
app-gifts-safe = Nothing was bought or changed.
app-gifts-worth = ≈ { $amount }
app-rates-tonapi = TON API
app-rates-world = the sandbox
app-rates-settings = our settings
app-rates-settled = definition
app-gifts-rate = Rate by { $source }, { $time }
app-gifts-rate-none = No rate of any currency is known just now.
app-gifts-rate-other = No rate in { $currency } is known just now, so prices are in dollars, too.
app-gifts-minutes = { $n } min
app-gifts-hours = { $n } h
app-gifts-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
app-gifts-age = { $age } old
app-gifts-age-down = { $state }, { $age }
app-gifts-amount-form = Digits, please, with a point for the part after the whole.

# Search
app-gifts-search = Search gifts
app-gifts-search-hint = Plush pepe black, 777…
app-gifts-search-clear = Clear what is typed
app-gifts-offers = Names that fit
app-gifts-popular = Most for sale
app-gifts-popular-all = All collections
app-gifts-from = from { $amount }
app-gifts-no-floor = none for sale
app-gifts-set = What is set
app-gifts-set-remove = Remove { $name }
app-gifts-quoted = “{ $text }”
app-gifts-everything = All gifts
app-gifts-filter = Filter
app-gifts-filter-n = Filter, { $n }
app-gifts-filter-clear = Clear
app-gifts-sort = Order
app-gifts-sort-price = Cheapest first
app-gifts-sort-down-price = Dearest first
app-gifts-sort-newest = Newest first
app-gifts-sort-number = By number
app-gifts-sort-rarity = Rarest first
app-gifts-found = { $n ->
    [one] { $shown } for sale
   *[other] { $shown } for sale
}
app-gifts-found-waits = Looking…
app-gifts-none = Nothing for sale fits this.
app-gifts-no-such = There is no such thing here, or no longer.
app-gifts-lot-gone = No longer for sale
app-gifts-below = { $n }% under fair value
app-gifts-below-far = far under fair value, check it
app-gifts-some-down = { $names }: cannot be read just now. Their prices are grey.
app-gifts-show = Show
app-gifts-show-n = Show { $n }
app-gifts-by-collection = Collection
app-gifts-by-model = Model
app-gifts-by-backdrop = Backdrop
app-gifts-by-symbol = Symbol
app-gifts-by-market = Market
app-gifts-by-number_kind = Kind of number
app-gifts-by-onchain = Where it lies
app-gifts-facet-find = Find in the list
app-gifts-facet-all = All { $n }
app-gifts-price-min = Price from
app-gifts-price-max = Price to
app-gifts-number-min = Number from
app-gifts-number-max = Number to
app-gifts-price-both = { $from } to { $to } TON
app-gifts-price-from = from { $from } TON
app-gifts-price-to = up to { $to } TON
app-gifts-numbers-one = #{ $n }
app-gifts-numbers-both = #{ $from } to #{ $to }
app-gifts-numbers-from = from #{ $from }
app-gifts-numbers-to = up to #{ $to }
app-gifts-range-turned = The first is more than the second.
app-gifts-number-low = Under 100
app-gifts-number-palindrome = Palindrome
app-gifts-number-repeating = All digits alike
app-gifts-onchain-true = On the chain
app-gifts-onchain-false = In Telegram
app-gifts-include = Show these, too
app-gifts-include-auction = Auctions
app-gifts-include-auction-note = The price is the least bid
app-gifts-include-bundle = Bundles
app-gifts-include-bundle-note = Several gifts for one price
app-gifts-include-premarket = Pre-market
app-gifts-include-premarket-note = Sold before it can be handed over
app-gifts-include-locked = Locked
app-gifts-include-locked-note = Cannot change hands before a day
app-gifts-include-other_assets = Other currencies
app-gifts-include-other_assets-note = Prices that are not in TON
app-gifts-locked = locked
app-gifts-kind-auction = auction
app-gifts-kind-bundle = bundle
app-gifts-kind-premarket = pre-market
app-gifts-kind-auction-note = This is an auction: the price is the least that a bid must be.
app-gifts-kind-bundle-note = This is one of several gifts that are sold together for this price.
app-gifts-kind-premarket-note = It is sold before it can be handed over. The market says when it comes.

# A gift
app-gifts-traits = Traits
app-gifts-traits-none = Nobody has told of these traits yet.
app-gifts-of-them = rarity
app-gifts-tier-uncommon = Uncommon
app-gifts-tier-rare = Rare
app-gifts-tier-epic = Epic
app-gifts-tier-legendary = Legendary
app-gifts-not-sold = Not for sale now
app-gifts-offers-of = For sale
app-gifts-offers-note = What you pay in all, the market’s fee included. Tap for the maths.
app-gifts-offers-none = Nobody sells it just now. An alert tells you when somebody does.
app-gifts-offer = On { $market }
app-gifts-price = Price there
app-gifts-on-top = Fee on top
app-gifts-on-top-none = none
app-gifts-you-pay = You pay
app-gifts-market-share = The market keeps
app-gifts-seller-gets = The seller gets
app-gifts-in-currency = In your currency
app-gifts-listed = Put up
app-gifts-locked-until = Locked until { $time }.
app-gifts-add = To the basket, { $amount }
app-gifts-add-note = The basket asks the market once more before anything is paid.
app-gifts-link-copied = Link copied
app-gifts-share = Share
app-gifts-fair = Fair value
app-gifts-fair-range = { $low } to { $high }
app-gifts-fair-why = { $sure }, { $n ->
    [one] by { $n } comparable
   *[other] by { $n } comparables
}
app-gifts-fair-none = Not enough data
app-gifts-fair-none-note = Too few like it are for sale or were sold.
app-gifts-comparables = What it rests on
app-gifts-comparables-note = Compared: { $level }.
app-gifts-level-pair = the same model and backdrop
app-gifts-level-pair-number = the same model and backdrop, numbers of the same kind
app-gifts-level-model = the same model
app-gifts-level-model-number = the same model, numbers of the same kind
app-gifts-level-collection = the same collection
app-gifts-comparable-sold = sold on { $market }, { $time }
app-gifts-comparable-asked = for sale on { $market }
app-gifts-sure-certain = certain
app-gifts-sure-likely = likely
app-gifts-sure-perhaps = perhaps
app-gifts-sure-guess = a guess
app-gifts-history = History
app-gifts-history-none = Nothing is known of its past.
app-gifts-event-listed = Put up
app-gifts-event-repriced = New price
app-gifts-event-delisted = Taken off
app-gifts-event-sold = Sold
app-gifts-event-moved = Changed hands
app-gifts-event-gone = No longer for sale, nobody told why
app-gifts-from-to = { $from } to { $to }
app-gifts-to = to { $to }
app-gifts-wash = looks like trade with oneself

# Collections
app-gifts-collections = Collections
app-gifts-collections-none = No collection is called so.
app-gifts-collections-title = By name
app-gifts-collections-listings = Most for sale
app-gifts-collections-floor = Cheapest
app-gifts-collections-down-floor = Dearest
app-gifts-lots = { $n ->
    [one] { $shown } for sale
   *[other] { $shown } for sale
}
app-gifts-floor = Floor
app-gifts-robust = Robust floor
app-gifts-for-sale = For sale
app-gifts-supply = Made in all
app-gifts-floors = Floor over time
app-gifts-floor-at = { $time } · { $depth ->
    [one] { $depth } for sale
   *[other] { $depth } for sale
}
app-gifts-floors-none = No floor is known for this time yet.
app-gifts-floors-label = Floor over time: { $last } TON at the end, least { $least }, most { $most }
app-gifts-range = Time
app-gifts-range-1h = 1h
app-gifts-range-1d = 1d
app-gifts-range-1w = 1w
app-gifts-range-1m = 1m
app-gifts-range-1y = 1y
app-gifts-range-all = All
app-gifts-line = Line
app-gifts-line-floor = Floor
app-gifts-line-robust = Robust
app-gifts-line-floor-note = The cheapest that you could buy at once. A gap is a time of which nothing is known.
app-gifts-line-robust-note = The middle one of the five cheapest: one bait price does not move it.
app-gifts-depth = How much is near the floor
app-gifts-depth-note = Many lots near the floor mean that it does not fall with one sale.
app-gifts-rung = { $shown } within +{ $share }
app-gifts-together = together
app-gifts-volume = Sold
app-gifts-volume-day = In a day
app-gifts-volume-week = In a week
app-gifts-sales = { $n ->
    [one] { $shown } sale
   *[other] { $shown } sales
}
app-gifts-sales-wash = { $n } more left out: they look like trade with oneself
app-gifts-last-sales = Last sales
app-gifts-movers = Models that moved in a day
app-gifts-moved-from = was { $amount }
app-gifts-up = up { $share }
app-gifts-down = down { $share }

# Markets
app-gifts-markets = Markets
app-gifts-markets-note = Prices in Souk hold these fees already: they are what you pay in all. When a market cannot be read, its last prices stay, in grey.
app-gifts-state-ok = reading
app-gifts-state-degraded = reading with gaps
app-gifts-state-blocked = blocked
app-gifts-state-auth_expired = signed out
app-gifts-state-off = off
app-gifts-read-never = not read yet
app-gifts-since = for { $age }
app-gifts-fee-top = buyer pays { $share } on top
app-gifts-fee-inside = { $share } is in the price
app-gifts-fee-seller = seller pays { $share }
app-gifts-fee-none = no fee

# Alerts and saved searches
app-gifts-alerts = Alerts
app-gifts-alert-make = Alert me
app-gifts-alert-new = New alert
app-gifts-alert-act = Make the alert
app-gifts-alert-made = The alert is on. It comes in the chat.
app-gifts-alert-scope = About
app-gifts-alert-kind = When
app-gifts-alert-where = Alerts come in the chat with the bot, not more than one an hour for the same gift. All of them:
app-gifts-scope-pair = { $model } on { $backdrop }
app-gifts-scope-collection = All of { $title }
app-gifts-alert-under = Price
app-gifts-alert-value = Under fair value
app-gifts-alert-floor = Floor moves
app-gifts-alert-listed = Put up for sale
app-gifts-alert-rarity = Rare model
app-gifts-alert-wallet = Wallet
app-gifts-alert-back = Back again
app-gifts-alert-under-note = When one can be bought for at most so much, fees included.
app-gifts-alert-value-note = When one costs so much less than it may fetch.
app-gifts-alert-floor-note = When the floor goes up or down by so much.
app-gifts-alert-listed-note = When one comes up for sale.
app-gifts-alert-rarity-note = When one comes up whose model so few have.
app-gifts-alert-wallet-note = When this wallet buys, sells or passes on a gift.
app-gifts-alert-back-note = When one can be bought again after there was none.
app-gifts-alert-under-field = At most
app-gifts-alert-value-field = Less by
app-gifts-alert-floor-field = Moved by
app-gifts-alert-rarity-field = Model that at most so many have
app-gifts-alert-wallet-field = Address of the wallet
app-gifts-alert-under-wrong = Digits, please, with a point for the part after the whole.
app-gifts-alert-value-wrong = A whole number from 1 to 99.
app-gifts-alert-floor-wrong = A whole number from 1 to 999.
app-gifts-alert-rarity-wrong = From 0.1 to 99.
app-gifts-alert-wallet-wrong = This is no address of TON.
app-gifts-save = Save this search
app-gifts-save-act = Save
app-gifts-save-name = Name
app-gifts-save-notify = Tell me what is new
app-gifts-save-notify-note = In the chat, when something new fits
app-gifts-saved = Saved. You find it under Alerts, Searches.
app-gifts-tab-rules = Alerts
app-gifts-tab-saved = Searches
app-gifts-alerts-none = No alert yet. Open a gift or a collection and tap “Alert me”.
app-gifts-alerts-note = They come in the chat with the bot. Quiet hours and the daily digest are under Profile, Notices.
app-gifts-alert-muted = silent
app-gifts-alert-limit = Limit
app-gifts-alert-since = Made
app-gifts-alert-on = Tell me
app-gifts-alert-on-note = Off: it stays here and is silent
app-gifts-alert-show = Show what is for sale
app-gifts-alert-remove = Remove the alert
app-gifts-alert-removed = The alert is gone
app-gifts-tab-fired = Found
app-gifts-fired-none = Nothing was found yet.
app-gifts-fired-found = about to be told
app-gifts-fired-told = told
app-gifts-fired-cooled = only noted
app-gifts-fired-gone = sold meanwhile
app-gifts-fired-passed = fits no more
app-gifts-fired-muted = silent
app-gifts-fired-expired = its market did not answer
app-gifts-mark-step = fell by more than half at once
app-gifts-mark-burst = cut twice in a minute
app-gifts-mark-ladder = cut again and again
app-gifts-saved-none = No search is saved yet. Set a filter, then tap the bookmark.
app-gifts-saved-tells = Tells me
app-gifts-saved-silent = Silent
app-gifts-saved-quiet = Do not tell me what is new
app-gifts-saved-removed = The search is gone

# Arbitrage on paper
app-gifts-paper = Arbitrage
app-gifts-paper-what = Cheap on one market, dearer on another
app-gifts-paper-note = On paper only: nobody trades here. What pays on paper may be gone when you come; it is no promise.
app-gifts-paper-tab-now = Now
app-gifts-paper-tab-journal = Journal
app-gifts-paper-now-none = Nothing pays just now, after all costs.
app-gifts-paper-journal-none = Nothing has been written down yet.
app-gifts-paper-way = { $buy } → { $sell }
app-gifts-paper-ends-in = ends in { $age }
app-gifts-paper-no-gain = not known
app-gifts-paper-open = Open
app-gifts-paper-won = Won
app-gifts-paper-lost = Lost
app-gifts-paper-expired = Undecided
app-gifts-paper-open-note = The first equal sale there before the end decides what it is worth.
app-gifts-paper-won-note = An equal one was sold there in time, and something would be left.
app-gifts-paper-lost-note = An equal one was sold there in time, and nothing would be left.
app-gifts-paper-expired-note = Nothing equal was sold there in time, so nobody knows.
app-gifts-paper-cost = You pay on { $market }
app-gifts-paper-ask = A buyer pays on { $market }
app-gifts-paper-fee = The market keeps
app-gifts-paper-gas = Gas
app-gifts-paper-moving = Moving it there
app-gifts-paper-lock = Risk until it is there
app-gifts-paper-profit = Would be left
app-gifts-paper-opened = Found
app-gifts-paper-from = For sale there from
app-gifts-paper-until = Ends
app-gifts-paper-proceeds = Sold for, after fees
app-gifts-paper-gain = Came of it
app-gifts-paper-compared = Compared lots
app-gifts-paper-lot = { $n }. On { $market }
app-gifts-paper-all = In all
app-gifts-paper-tied = Paid for open ones
app-gifts-paper-best = Best
app-gifts-paper-worst = Worst
app-gifts-paper-adds-up = A journal on paper: every line of it adds up to this sum, and no money moved.
app-gifts-paper-adds-not = A journal on paper. Its lines do not add up to this sum just now: do not rely on it. No money moved.

# Portfolio
app-gifts-portfolio = My gifts
app-gifts-portfolio-none = Nothing here yet. Link a wallet, or write down what you bought.
app-gifts-value-now = { $n ->
    [one] { $n } gift, worth now
   *[other] { $n } gifts, worth now
}
app-gifts-value-in = Currency
app-gifts-cost = Paid
app-gifts-cost-unknown = price not known
app-gifts-unrealised = Gain so far
app-gifts-realised = Gain of what was sold
app-gifts-sell-now = If sold at once
app-gifts-unknown-value = Of { $n } too little is known to say a value.
app-gifts-unknown-cost = Of { $n } the price paid is not known.
app-gifts-value-days = Day by day
app-gifts-days-none = The line begins when you look on another day.
app-gifts-days-label = Worth day by day: { $last } at the end, least { $least }, most { $most }
app-gifts-positions = What you have
app-gifts-times = { $n } pieces
app-gifts-bought-for = paid { $amount }
app-gifts-gains = Sold
app-gifts-gains-note = What was bought first counts as sold first.
app-gifts-sold-for = for { $amount }
app-gifts-wallets = Wallets
app-gifts-wallets-note = Gifts in your linked wallets are here by themselves, also while a market’s contract holds them.
app-gifts-wallet-link = Link a wallet
app-gifts-wallet-read = read { $time }
app-gifts-wallet-failed = cannot be read since { $time }
app-gifts-wallet-waits = not read yet
app-gifts-as-of = Counted { $time }
app-gifts-ask = Fair price
app-gifts-basis-fair = by comparables
app-gifts-basis-model = by the model’s floor
app-gifts-basis-collection = by the collection’s floor
app-gifts-basis-bid = by the best bid
app-gifts-basis-depth = by how sales go
app-gifts-for-sale-at = For sale at
app-gifts-in-contract = a market’s contract holds it
app-gifts-bought = Bought
app-gifts-source-manual = by you
app-gifts-source-wallet = by the chain
app-gifts-source-received = kept by Souk
app-gifts-lot-remove = Remove
app-gifts-lot-removed = Removed
app-gifts-open-gift = Open the gift
app-gifts-trade-first = Write down the first
app-gifts-trade-add = Write down a gift
app-gifts-trade-act = Save
app-gifts-trade-saved = Written down
app-gifts-trade-side = Bought or sold
app-gifts-trade-bought = I bought
app-gifts-trade-sold = I sold
app-gifts-trade-number = Number
app-gifts-trade-number-note = Empty if it has none
app-gifts-trade-quantity = How many
app-gifts-trade-price-bought = Paid in all
app-gifts-trade-price-sold = Got in all
app-gifts-trade-price-note = Empty if you do not know it any more
app-gifts-trade-day = Day
app-gifts-choose = Choose

# Basket
app-gifts-basket = Basket
app-gifts-baskets = Baskets
app-gifts-and-more = { $names } and { $n } more
app-gifts-baskets-none = No basket yet. Search, then take the cheapest few at once.
app-gifts-baskets-note = A basket lives for half an hour. Souk never holds the money for it: you pay from your own wallet or at the market.
app-gifts-basket-row = { $n ->
    [one] { $n } gift
   *[other] { $n } gifts
}, { $state }, { $time }
app-gifts-basket-safe = Nothing was paid.
app-gifts-basket-items = In it
app-gifts-basket-picked = Ask the markets whether all of it still stands, then pay.
app-gifts-basket-checked = What is ready can be paid now. Prices are asked once more if you wait.
app-gifts-basket-done = It is done.
app-gifts-basket-dropped = You let it go. Nothing was paid through it.
app-gifts-basket-expired = It is too old. Make a new one from the search.
app-gifts-basket-is-picked = open
app-gifts-basket-is-checked = checked
app-gifts-basket-is-done = done
app-gifts-basket-is-dropped = let go
app-gifts-basket-is-expired = too old
app-gifts-sweep = Take the cheapest
app-gifts-sweep-act = { $n ->
    [one] Basket with { $n }
   *[other] Basket with { $n }
}
app-gifts-sweep-count = How many
app-gifts-sweep-found = Fit now
app-gifts-sweep-dearest = Dearest of them
app-gifts-sweep-none = Nothing here can be bought at once.
app-gifts-sweep-note = Nothing is paid yet. The markets are asked once more first.
app-gifts-cap = None dearer than
app-gifts-cap-note = You pay this for one at most, fees included.
app-gifts-check = Ask the markets
app-gifts-checked = asked { $time }
app-gifts-unchecked = not asked yet
app-gifts-drop = Let it go
app-gifts-accept = Fine for { $amount }
app-gifts-now = now { $amount }
app-gifts-buy-there = Buy on { $market }
app-gifts-item-picked = Not asked yet
app-gifts-item-ready = Ready
app-gifts-item-left_out = Left out
app-gifts-item-bought = Bought
app-gifts-item-lost = Somebody else was faster
app-gifts-why-gone = Sold or taken off
app-gifts-why-repriced = Another price now
app-gifts-why-over_cap = Dearer than you said
app-gifts-why-over_budget = Too much together
app-gifts-why-locked = Locked
app-gifts-why-kind = No longer at a fixed price
app-gifts-why-blocked = Its market does not answer
app-gifts-why-mismatch = The market asks for something else
app-gifts-why-link = No link that can be trusted
app-gifts-pay = { $n ->
    [one] Pay { $n } from my wallet
   *[other] Pay { $n } from my wallet
}
app-gifts-pay-title = Pay from your wallet
app-gifts-pay-note = Your wallet shows the same and asks you once more. A little gas comes back.
app-gifts-paid = Sent. The gifts are yours as soon as the chain has it.
app-gifts-paid-some = { $n ->
    [one] { $n } part was sent, the rest was not.
   *[other] { $n } parts were sent, the rest was not.
}
app-gifts-declined = Not sent. Nothing was paid.
app-gifts-pay-failed = The wallet did not send it. Nothing was paid.
