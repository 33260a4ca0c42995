# Alerts, saved searches and arbitrage on paper, in chat and in notices.

command-alerts = Alerts on gifts

alerts-title = 🔔 Alerts
alerts-none = No alert yet. We write to you when something comes up that you want.
alerts-how = In one line: <code>/alerts plush pepe under 50</code>. The price is what you pay, all fees included.
alerts-count = { $n } of { $most }.
alerts-one-title = 🔔 Alert
alerts-new-title = 🔔 New alert
alerts-made = Done: from now on we watch it.
alerts-now = { $n ->
    [0] Nothing that fits is for sale now.
    [one] { $n } lot that fits is for sale now.
   *[other] { $n } lots that fit are for sale now.
}
alerts-when = Before we write we look once more. The same lot comes once an hour at most, unless it is really cut again; all alerts together { $most } an hour at most.
alerts-fired = Told last { $at }.
alerts-is-muted = Muted: nothing comes.
alerts-muted = Muted. /alerts turns it on again.
alerts-unmuted = It is on again.
alerts-dropped = Deleted.
alerts-anything = anything

alerts-line-under = <b>{ $what }</b> for { $limit } or less
alerts-line-value = <b>{ $what }</b> { $percent }% or more under fair value
alerts-line-floor = floor of <b>{ $what }</b> moves by { $percent }%
alerts-line-listed = new: <b>{ $what }</b>
alerts-line-rarity = <b>{ $what }</b> with a model of { $rarity }% or rarer
alerts-line-wallet = what <code>{ $wallet }</code> does ({ $what })
alerts-line-back = <b>{ $what }</b> is there again
alerts-line-limited = { $line }, up to { $limit }
alerts-line-muted = 🔕 { $line }
alerts-up-to = up to { $limit }

alerts-what-ask = What shall it be about? For example <code>plush pepe</code>, or all at once: <code>plush pepe under 50</code>. /cancel leaves this.
alerts-kind-ask = <b>{ $what }</b>. When shall we write?
alerts-ask-under = How much may it cost at most, in TON, all fees included? For example <code>50</code>. /cancel leaves this.
alerts-ask-value = How many percent under what it may fetch? For example <code>20</code>. /cancel leaves this.
alerts-ask-floor = By how many percent must the floor move, up or down? For example <code>10</code>. /cancel leaves this.
alerts-ask-rarity = How rare must the model be, in percent? For example <code>1</code>. /cancel leaves this.
alerts-ask-wallet = Which account? Paste its address. /cancel leaves this.

# How the kinds are called in a line: small letters, with commas between.
alerts-said-under = under, below, max, <, <=
alerts-said-value = fair, undervalued
alerts-said-floor = floor
alerts-said-listed = new, listed
alerts-said-rarity = rarity, rare
alerts-said-back = back

alerts-button-new = 🔔 Alert
alerts-button-add = ➕ New alert
alerts-button-searches = Saved searches
alerts-button-paper = Arbitrage
alerts-button-under = Price
alerts-button-value = Under fair value
alerts-button-floor = Floor moves
alerts-button-listed = New lots
alerts-button-rarity = Rare model
alerts-button-wallet = An account
alerts-button-back = Back in stock
alerts-button-open = 🎁 Look at it
alerts-button-buy = 🛒 Buy there
alerts-button-mute = 🔕 Mute
alerts-button-unmute = 🔔 Turn on
alerts-button-drop = Delete
alerts-button-all = 🔔 My alerts
alerts-button-app = 📱 All in the app
alerts-button-search-on = 🔔 Tell me: { $name }
alerts-button-search-off = 🔕 Do not tell: { $name }

alerts-searches-title = 🔎 Saved searches
alerts-searches-none = No search saved yet. In the app each search can be kept with a name.
alerts-search-line = <b>{ $name }</b>: { $what }{ $notify ->
    [yes] {" "}🔔
   *[no] {""}
}

alerts-paper-title = ⚖️ Arbitrage, on paper
alerts-paper-none = Nothing pays just now, after all costs.
alerts-paper-line = <b>{ $gift }</b>: { $cost } on { $buy }, brings { $net } on { $sell }; other costs { $beside }. Leaves <b>{ $profit }</b>. { $at }
alerts-paper-score = So far: { $won } won, { $lost } lost, { $expired } undecided. In all { $gain }.
alerts-paper-note = Nobody trades here: we only write down what would have come of it.

notices-kind-gifts-alert = Alerts on gifts: { $state }

# Of the notices: which market, and what is odd about a price.
alerts-market = { $market ->
    [getgems] on { gifts-market-getgems }
    [fragment] on { gifts-market-fragment }
    [mrkt] on { gifts-market-mrkt }
    [tonnel] on { gifts-market-tonnel }
    [portals] on { gifts-market-portals }
   *[tonapi] on the TON chain
}
alerts-mark = { $mark ->
    [step] {" "}⚠️ More than 60% off at once: look closely.
    [burst] {" "}⚠️ Cut twice within a minute: look closely.
    [ladder] {" "}⚠️ Cut again and again today, as bots do.
   *[none] {""}
}
notice-gift-under = 🔔 <b>{ $named }</b> for <b>{ $total }</b> { alerts-market }. You asked for { $limit } or less.{ alerts-mark }
notice-gift-value = 🔔 <b>{ $named }</b> for <b>{ $total }</b> { alerts-market }, all fees included. It may fetch { $fair }.{ alerts-mark }
notice-gift-floor = 📈 The floor of <b>{ $named }</b> went { $way ->
    [up] up
   *[down] down
} by { $percent }%: from { $before } to <b>{ $floor }</b>.
notice-gift-listed = 🆕 <b>{ $named }</b> for <b>{ $total }</b> { alerts-market }.{ $saved ->
    [yes] {" "}Your search: { $search }
   *[no] {""}
}{ alerts-mark }
notice-gift-rarity = 💎 <b>{ $named }</b>, a rare model, for <b>{ $total }</b> { alerts-market }.{ alerts-mark }
notice-gift-wallet = 👀 The account you watch: <b>{ $named }</b> { $what ->
    [sold-in] was bought
    [sold-out] was sold
    [moved-in] came in
    [moved-out] went out
    [listed-out] was put up for sale
    [repriced-out] has another price
    [delisted-out] was taken off sale
   *[other] changed
}{ $priced ->
    [yes] {""}: { $price }.
   *[no] .
}
notice-gift-back = 🔁 There again: <b>{ $named }</b> for <b>{ $total }</b> { alerts-market }.
notice-gift-many = 🔔 <b>{ $count } alerts within an hour.</b> So that they stay worth reading, what comes within the next hour is only noted: in the app, under Alerts, “Found”. A narrower alert finds less.

refusal-too-many-alerts = You have { $most } alerts, which is as many as there can be. Nothing was made. Delete one in /alerts first.
refusal-too-many-searches = You keep { $most } searches, which is as many as there can be. Nothing was saved. Delete one first.
refusal-alert-too-wide = That would be about every lot there is. Nothing was made. Name a collection, a model or a price.
