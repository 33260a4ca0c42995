# Gifts in chat and on public pages. The area's app has its own words; names of markets, their
# states and who tells rates are written there, once for all.

gifts-market-getgems = { app-market-getgems }
gifts-market-fragment = { app-market-fragment }
gifts-market-mrkt = { app-market-mrkt }
gifts-market-tonnel = { app-market-tonnel }
gifts-market-portals = { app-market-portals }
gifts-market-tonapi = { app-market-tonapi }

gifts-state-ok = { app-gifts-state-ok }
gifts-state-degraded = { app-gifts-state-degraded }
gifts-state-blocked = { app-gifts-state-blocked }
gifts-state-auth_expired = { app-gifts-state-auth_expired }
gifts-state-off = { app-gifts-state-off }

gifts-source-state = { $market }: { $state }, began { $since }
gifts-source-old = { $market }: prices read { $at }

gifts-sale-auction = auction
gifts-sale-bundle = bundle
gifts-sale-premarket = pre-market
gifts-locked = locked until { $until }

gifts-tier-uncommon = uncommon
gifts-tier-rare = rare
gifts-tier-epic = epic
gifts-tier-legendary = legendary

gifts-worth = ≈ { $amount }
gifts-rates-tonapi = { app-rates-tonapi }
gifts-rates-world = { app-rates-world }
gifts-rates-settings = { app-rates-settings }
gifts-rates-settled = { app-rates-settled }
gifts-rate-note = Rate by { $source }, { $at }
gifts-rate-none = { app-gifts-rate-none }
gifts-rate-other = { app-gifts-rate-other }

gifts-value = Fair value: { $value } (likely { $low } to { $high }; { $sure } sure; { $level })
gifts-value-none = Fair value: not enough data
gift-value-level-pair = same model and backdrop
gift-value-level-model = same model
gift-value-level-pair-number = same model, backdrop and kind of number
gift-value-level-model-number = same model and kind of number

gifts-event-listed = { $at }: listed on { $market } for { $amount }
gifts-event-listed-bare = { $at }: listed on { $market }
gifts-event-repriced = { $at }: { $amount } on { $market } from then on
gifts-event-repriced-bare = { $at }: another price on { $market }
gifts-event-delisted = { $at }: taken off { $market }, asked { $amount }
gifts-event-delisted-bare = { $at }: taken off { $market }
gifts-event-sold = { $at }: sold on { $market } for { $amount }
gifts-event-sold-bare = { $at }: sold on { $market }
gifts-event-moved = { $at }: went to another owner, { $amount }
gifts-event-moved-bare = { $at }: went to another owner
gifts-event-gone = { $at }: gone from { $market }, asked { $amount }; nobody says why
gifts-event-gone-bare = { $at }: gone from { $market }; nobody says why
gifts-event-sure = { $sure } sure
gifts-event-wash = looks like trading with oneself

gifts-trait-collection = Collection
gifts-trait-model = Model
gifts-trait-backdrop = Backdrop
gifts-trait-symbol = Symbol
gifts-trait-market = Market

gifts-sort-price = Cheapest first
gifts-sort--price = Dearest first
gifts-sort-newest = Newest first
gifts-sort-number = By number
gifts-sort-rarity = Rarest first

gifts-number-low = Under 100
gifts-number-palindrome = Palindrome
gifts-number-repeating = One digit

gifts-title = 🎁 Gifts
gifts-hello = Six markets side by side, each price with all fees in it. Write what you look for: /gifts plush pepe black
gifts-found = { $n ->
    [one] { $total } lot
   *[other] { $total } lots
} · { $sort }
gifts-filters = Only: { $filters }
gifts-none = Nothing is for sale under “{ $q }” now.
gifts-none-filters = Nothing fits these filters now.
gifts-line = { $n }. { $gift } · { $price } · { $market }
gifts-over = That search is over. Begin a new one: /gifts plush pepe
gifts-filter-title = 🎁 Narrow down
gifts-filter-lead = By what? Each list shows how many lots there are.
gifts-by-title = 🎁 Gifts by { $trait }
gifts-by-lead = Choose one; the number says how many lots there are.
gifts-by-more = More values stand in the app.
gifts-sort-title = 🎁 In which order?

gifts-button-search = 🔎 All gifts
gifts-button-app = Open in the app
gifts-button-filter = Narrow down
gifts-button-model = Model
gifts-button-backdrop = Backdrop
gifts-button-symbol = Symbol
gifts-button-market = Market
gifts-button-collection = Collection
gifts-button-sort = Order
gifts-button-clear = Clear
gifts-button-value = { $value } · { $count }
gifts-button-history = History
gifts-button-chart = Price chart
gifts-button-buy = Buy on { $market }
gifts-button-again = Look again
gifts-button-open = Look at it
gifts-button-chat = Search gifts in the chat

gifts-card-title = 🎁 { $name }
gifts-card-offer = { $price } · { $market }
gifts-card-offer-note = { $price } · { $market } · { $note }
gifts-card-offers-more = { $n ->
    [one] and { $count } offer more
   *[other] and { $count } offers more
}
gifts-card-none = Not for sale just now.
gifts-history-title = 🎁 { $name }: history
gifts-history-none = Nothing is known of its past yet.

gifts-chart-title = { $collection }, floor
gifts-chart-note = Buyer's total, TON · the last week
gifts-chart-empty = Nothing is known of this time yet
gifts-chart-caption = { $collection }: floor over the last week
gifts-chart-floor = Floor now: { $floor }, { $depth } for sale

gifts-inline-about = { $price } · { $market } · { $traits }
gifts-inline-none = Nothing found: search in the chat

menu-gifts = 🎁 Gifts
command-gifts = Gifts on all markets
