# What is played, inside other texts.
match-game = { $game ->
        [target] 🎯 Target
       *[dice] 🎲 Dice
    }
match-rule = { $rule ->
        [best_of_3] best of three
        [sum_of_3] sum of three
        [bullseye_race] bull's-eye race
       *[single] one throw each
    }
match-what = { match-game }, { match-rule }

play-title = 🎲 Games
play-lead = Two people put in the same stake and throw; the higher throw takes both, less the house's { $rake } %.
play-granted = Today's points are yours: { $points }.
play-balance = You have { $balance }.
play-now = You have a seat in a match.
play-button-dice = 🎲 Dice
play-button-target = 🎯 Target
play-button-now = ▶️ My match
play-button-open = Open games
play-button-stats = My results
play-button-board = Leaders of the week
play-button-limits = Limits and breaks

play-rule-title = { match-game }
play-rule-ask = Step 1 of 4: how do we play?
play-rule-single = One throw each
play-rule-best_of_3 = Best of three
play-rule-sum_of_3 = Sum of three
play-rule-bullseye_race = Bull's-eye race
play-note-dice = Each sends 🎲; the higher value wins. Equal ones are thrown again, up to three times; after that both stakes go back whole.
play-note-target = Each sends 🎯; closer to the middle wins. Equal ones are thrown again, up to three times; after that both stakes go back whole.
play-asset-ask = Step 2 of 4: what do you play for?
play-stake-title = { match-what }
play-stake-ask = Step 3 of 4: choose a stake in { $asset }, or write a whole number from { $least } to { $most }. /cancel leaves this.
play-stake-reminder = Play for fun: over time the house's share makes games cost money. Never stake what you need.
play-match-ask = Step 4 of 4: with whom?
play-match-any = ⚡ Whoever is there
play-match-open = 📋 Open game in the list
play-match-private = ✉️ A person I invite
play-terms = Stake { $stake } each. The winner gets { $payout }; the house keeps { $rake } %, nothing on a tie or a void match.
play-question-title = Play { match-what }?
play-question-any = You join an equal game, or wait for one up to { $minutes } min.
play-question-open = Your game stands in the list for { $minutes } min.
play-question-private = You get a link for whom you like; it holds for { $minutes } min.
play-question-nothing = Nothing is taken now: both stakes are held when somebody joins, until the match ends.
play-usage = It is written like this: <code>/play dice single 10 XTR</code>, at the end <code>open</code> or <code>private</code> if you like. Nothing was taken.

reminder-title = Before today's first stake
reminder-text = Games are for people of 18 and over and cost money on average. Nobody wins back what is lost by playing on. Stake only what you can do without; set limits or take a break any time: /limits
reminder-button-seen = I have read this, go on
reality-title = ⏱ A look at time and money
reality-text = You have played for { $minutes } min. Staked: { $staked }. Came back: { $returned }. Difference: { $net }.
reality-nothing = You have played for { $minutes } min.
reality-button-seen = Seen, go on
reality-button-break = Take a break

lobby-title = { match-what }
lobby-waiting = Waiting for somebody to join, until { $until }. Nothing is taken meanwhile.
lobby-waiting-asked = Waiting for the person you asked, until { $until }; nobody else can join. Nothing is taken meanwhile.
lobby-invitation = { $name } invites you.
lobby-link = Send this link to whom you like: { $link }
lobby-running = The match is on: { $names }. Send { $emoji } here in this chat; throws left: { $left }.
lobby-running-asked = The match is on: { $names }. The word to throw is on its way.
lobby-running-thrown = The match is on: { $names }. Your throws are in; we wait for the other side.
lobby-others = { $names } are playing.
lobby-throws = { $name }: { $values }
lobby-won = { $name } won { $payout }.
lobby-split = A tie to the end: both stakes went back whole.
lobby-void = The match is void: both stakes went back whole.
lobby-cancelled = This game was closed before anybody joined; nothing was taken.
lobby-left = You left. Nothing was taken.
lobby-joined = The match is on!
lobby-none-title = Open games
lobby-none = Nobody waits just now. Open a game: others will see it here.
lobby-list-title = Open games
lobby-list-line = { $n }. { match-what } · { $stake } · winner gets { $payout } · { $name }
lobby-list-note = The house keeps { $rake } % of both stakes. Stakes are held from the moment you join until the match ends.
lobby-button-join = Play for { $stake }
lobby-button-join-n = { $n }. Play for { $stake }
lobby-button-leave = Leave
lobby-button-rematch = 🔁 Rematch
lobby-button-copy = Copy the link
lobby-button-share = Share
lobby-button-refresh = ↻ Look again
lobby-share = A game of { $what } for { $stake } each:
lobby-button-receipt = 🧾 Receipt in the app

group-challenge = { $name } plays { match-what } for { $stake } each. The winner gets { $payout }; the house keeps { $rake } %.
group-matched = { $names }: { match-what } for { $stake }. Both throw in the private chat with me.
group-button-play = Play for { $stake }
group-first-open = First open our private chat (the second button), then join from there. Nothing was taken.
group-refused = Not possible just now. I can tell more in private.
group-usage = Write <code>/play dice single 10 POINTS</code>.

stats-title = My results
stats-none = You have not played yet.
stats-line = { match-game }, { $asset }: { $games } played, { $wins } won, { $splits } tied, net { $net }
board-title = 🏆 Leaders of the week
board-none = Nobody has played for { $asset } this week. The first place is free.
board-line = { $place }. { $name }: { $net } ({ $wins } of { $games } won)
board-note = From Monday to Sunday, UTC. More than a few matches a day with one person do not count.
history-title = My games
history-none = No games yet.
history-line = { $at } · { match-game } with { $name } · { $result } · { $staked } → { $returned }
history-nobody = somebody who left
history-result-won = won
history-result-lost = lost
history-result-split = tie
history-result-void = void
stats-button-history = My games
stats-button-board = Leaders

limits-title = Limits and breaks
limits-lead = Lower limits hold at once. Higher ones wait for 24 hours and for your second yes.
limits-none = You have set no limit.
limits-line = { $what }: { $limits }
limits-item = { $amount } { $period }
limits-item-pending = { $amount } { $period } ({ $wanted } waits until { $since })
limits-item-ready = { $amount } { $period } ({ $wanted } waits for your second yes)
limits-unlimited = no limit
limits-pause-break = Your break lasts until { $until }. Nobody shortens it.
limits-pause-exclusion = You are excluded from play until { $until }. Neither you nor our people can lift it.
limits-reality = A look at time and money every { $minutes } min.
limits-reality-playing = A look at time and money every { $minutes } min; you have been playing for { $sitting } min.
limits-kind-deposit = Deposits
limits-kind-stake = Stakes
limits-kind-loss = Losses
limits-period-day = day
limits-period-week = week
limits-period-month = month
limits-each-day = a day
limits-each-week = a week
limits-each-month = a month
limits-button-reality = ⏱ Reality check
limits-button-break = ☕ Take a break
limits-button-exclude = ⛔ Exclude myself
limits-button-confirm = Second yes: { $what }, { $period }
limits-button-off = No limit
limits-period-title = { $what }
limits-period-ask = For which span, and of what?
limits-amount-title = { $what }, { $period }
limits-amount-ask = Write the most in { $asset }, a whole number, or choose. /cancel leaves this.
limits-amount-note-deposit = What comes in, gross.
limits-amount-note-stake = Everything put at stake, won or lost.
limits-amount-note-loss = Stakes less what came back.
limits-set = Done.
limits-reality-ask = How often shall play stop for a look at time and money?
limits-minutes = { $minutes } min
limits-break-ask = For how long? It begins at once, nobody shortens it, and open matches are played to their end. Your money stays yours: you can refund it any time.
limits-hours-24 = 24 hours
limits-hours-168 = 7 days
limits-hours-720 = 30 days
limits-hours-1008 = 6 weeks
limits-exclude-ask = For how long do you want to be kept from all games? It begins at once. Neither you nor our people can lift it early.
limits-months-6 = 6 months
limits-months-12 = 1 year
limits-months-60 = 5 years
limits-exclude-sure = Are you sure? No game takes a stake of yours for { $span }, whatever you ask for later. Your balance stays yours and can be refunded.
limits-exclude-yes = Yes, exclude me for { $span }

admin-match-line = <code>{ $lobby }</code>: { $stake }, { $state }
admin-match-seat = { $name } (<code>{ $person }</code>): { $values }
admin-match-end = Winner <code>{ $winner }</code>, payout { $payout }. Reason: { $reason } { $why }
admin-match-times = Opened { $opened }, next by time { $due }
admin-void-ask = Void the match of { $names } for { $stake } each? Both stakes go back whole. Reason: { $why }
admin-flags-title = 🚩 Flags
admin-flags-none = No pair is flagged.
admin-flag-line = { $kind ->
        [related] one invited the other
       *[often] many matches in a day
    }: <code>{ $one }</code> and <code>{ $other }</code>, { $at }, match <code>{ $lobby }</code>
admin-button-flag = Looked at { $n }
admin-flag-closed = Noted: looked at.

notices-kind-games-challenge = Invitations to play: { $state }
notices-kind-games-lobby = Games nobody joined: { $state }
notice-throw =
    <b>{ match-what }</b> with { $opponent } for { $stake } each.
    Send { $emoji } here now{ $throws ->
        [one] {""}
       *[other] , { $throws } times
    }. You have { $seconds } s; if you are late, I throw for you. The verdict comes when both are in.
notice-throw-again =
    <b>A tie</b> with { $opponent }: once more, { match-game } for the same { $stake }.
    Send { $emoji } here now. You have { $seconds } s.
notice-challenge = { $again ->
        [0] { $by } invites you to play
       *[other] { $by } asks for a rematch:
    } { match-what } for { $stake } each. The winner gets { $payout }; the house keeps { $rake } %.
notice-lobby-over = { $reason ->
        [dropped] Your game ({ match-what }, { $stake }) was closed: the stake could no longer be covered or allowed. Nothing was taken.
        [staff] Your game ({ match-what }, { $stake }) was closed by our people: { $why }. Nothing was taken.
       *[expired] Nobody joined your game ({ match-what }, { $stake }) in time. Nothing was taken.
    }
notice-match-won =
    🏆 <b>You won { $payout }</b> against { $opponent }{ $reason ->
        [forfeit] , who could not be reached
       *[other] {""}
    }.
    { match-what }: { $mine } to { $theirs }
    Receipt <code>{ $lobby }</code>
    { $at }
notice-match-lost =
    <b>{ $opponent } won.</b> Your stake was { $stake }{ $reason ->
        [forfeit] ; you could not be reached
       *[other] {""}
    }.
    { match-what }: { $mine } to { $theirs }
    Receipt <code>{ $lobby }</code>
    { $at }
notice-match-split =
    <b>A tie to the end</b> with { $opponent }: your { $stake } came back whole.
    { match-what }: { $mine } to { $theirs }
    Receipt <code>{ $lobby }</code>
    { $at }
notice-match-void =
    <b>The match with { $opponent } is void:</b> { $reason ->
        [both-absent] nobody threw in time
        [not-asked] we could not ask both of you to throw
        [unreachable] a chat could not be reached
        [fate-unknown] we never learned what I threw for an absent player
        [staff] closed by our people: { $why }
       *[other] it could not be finished
    }. Your { $stake } came back whole.
    Receipt <code>{ $lobby }</code>
    { $at }
kind-daily = daily points
button-join = Play
button-rematch = 🔁 Rematch

refusal-already-playing = You already have a seat in a match, and one at a time is the rule. Nothing was taken. /play shows it.
refusal-own-lobby = This is your own game: somebody else has to join it. Nothing was taken.
refusal-lobby-gone = This game is no longer open. Nothing was taken. /play shows others.
refusal-match-locked = Somebody joined, so the match is played to its end. Both stakes are held and safe.
refusal-asset-not-allowed = { $asset } cannot be staked here. Nothing was taken. /play shows what can.
refusal-not-your-match = This match belongs to others. Nothing was taken.
refusal-chat-needed = I cannot write to you yet: press /start in our private chat, then try again. Nothing was taken.
refusal-self-excluded = You are taking a break from play. Nothing was taken. /limits
    .break = Your break from play lasts until { $until }. Nothing was taken. /limits
    .exclusion = You excluded yourself from play until { $until }. Nothing was taken. /limits
refusal-reminder-needed = Please read today's reminder first: /play. Nothing was taken.
refusal-reality-check = You have played for { $minutes } min: please look at time and money first: /play. Nothing was taken.
refusal-limit-waits = A higher limit waits until { $since } and then for your second yes. Nothing was changed.
refusal-throw-not-counted = Not counted.
refusal-throw-no-match = Not counted: you are in no match just now. /play begins one.
refusal-throw-forwarded = Not counted: it was forwarded. Send a fresh one yourself.
refusal-throw-via-bot = Not counted: it came through another bot. Send it yourself.
refusal-throw-scheduled = Not counted: it was scheduled. Send it now, by hand.
refusal-throw-edited = Not counted: an edited message is no throw.
refusal-throw-album = Not counted: send it as a message of its own.
refusal-throw-foreign = Not counted: write in your own name.
refusal-throw-wrong-chat = Not counted: throw in our private chat.
refusal-throw-wrong-emoji = Not counted: this match is played with { $emoji }.
refusal-throw-no-value = Not counted: it shows no value of this game.
refusal-throw-early = Not counted: it came before my word to throw. Wait for it, then throw.
refusal-throw-repeated = Not counted: your throws are in already.
refusal-throw-late = Not counted: the time was over.
