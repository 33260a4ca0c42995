# Games in the Mini App, read by the browser with the first screen that needs them. Values enter formatted.

app-play-game = Game
app-play-game-dice = Dice
app-play-game-target = Target
app-play-emoji-dice = 🎲
app-play-emoji-target = 🎯
app-play-rule = Rule
app-play-rule-single = One throw
app-play-rule-best_of_3 = Best of three
app-play-rule-sum_of_3 = Sum of three
app-play-rule-bullseye_race = Bull's-eye race
app-play-rule-single-what = One throw each, the higher value wins.
app-play-rule-best_of_3-what = Up to three throws each, compared one by one. Two of them win.
app-play-rule-sum_of_3-what = Three throws each, the higher sum wins.
app-play-rule-bullseye_race-what = Up to five throws each. Whoever hits the bull's-eye alone wins.
app-play-name = { $game }, { $rule }

app-play-you = You
app-play-current = You are playing
app-play-against = Against { $name }
app-play-now-open = Waiting for somebody to join
app-play-now-locked = Both stakes are held, the bot is about to ask
app-play-now-throwing = The throws are coming in
app-play-now-throw = Your throw is awaited
app-play-new = New match
app-play-lobbies = Waiting for somebody like you
app-play-lobbies-none = Nobody is waiting right now. Open a match and be joined.
app-play-wins = wins { $amount }
app-play-more = About your play
app-play-played = History
app-play-played-note = Every game, with filters and a file
app-play-standings = Standings
app-play-standings-note = Your wins, and the board of the week
app-play-fairness = Fairness
app-play-fairness-note = Are the dice even? Look yourself
app-play-limits = Limits and breaks
app-play-limits-note = How much, how long, and when not
app-play-granted = { $amount } for you today
app-play-closed = No game is open right now.
app-play-note = Play for fun, and only with what you can lose.

app-play-asset = Asset
app-play-stake = Stake
app-play-stake-own = Or your own stake
app-play-stake-range = Whole numbers from { $least } to { $most }
app-play-stake-digits = Only digits, please: a whole number
app-play-stake-least = At least { $least }
app-play-stake-most = At most { $most }
app-play-stake-act = Stake { $amount }
app-play-match = Who may join
app-play-match-any = Right away
app-play-match-open = Anybody
app-play-match-private = By link
app-play-match-any-what = You join somebody who waits with the same stake; if there is nobody, you wait in the list.
app-play-match-open-what = Your match stands in the list until somebody joins, ten minutes at most.
app-play-match-private-what = Only people to whom you send the link find it.
app-play-new-next = Nothing is held before somebody joins. Then both stakes are held until the match ends.
app-play-your-stake = You stake
app-play-prize = The winner gets
app-play-payout = Paid out
app-play-rake = Fee, { $percent } % of both stakes
app-play-rake-rate = Fee
app-play-rake-share = { $percent } %, only if somebody wins
app-play-rake-taken = Fee taken
app-play-short = You have { $have }. That is not enough for this stake.
app-play-join-title = Play against { $name }?
app-play-join-next = Your stake is held now, and the match begins at once. The bot asks you in the chat to throw; you have 45 seconds.
app-play-rematch-title = Again against { $name }?
app-play-rematch-next = If the other side has asked for it already, the match begins at once. Otherwise they are invited, and nothing is held until they come.

app-play-match-title = Match
app-play-table = Both sides
app-play-open-own = Waiting for an opponent
app-play-open-asked = Waiting for the one you asked
app-play-open-other = { $name } is waiting for you
app-play-open-note = Nothing is held until somebody joins.
app-play-locked = The match begins
app-play-locked-note = Both stakes are held. The bot is writing to both of you.
app-play-throw-now = { $n ->
    [one] Your throw!
   *[other] Your turn: { $n } throws
}
app-play-throw-again = A tie. Throw once more!
app-play-throw-note = Send { $emoji } in the chat with the bot. Telegram itself throws it.
app-play-throw-act = Throw in the chat
app-play-waiting = Your throws are in
app-play-running = The match is on
app-play-hidden-note = Values show when both sides have thrown.
app-play-won = You won { $amount }
app-play-lost = { $name } won this one
app-play-won-other = { $name } won { $amount }
app-play-split = A draw
app-play-void = The match was called off
app-play-cancelled = This lobby is closed
app-play-reason-left = Whoever opened it left. Nothing was held.
app-play-reason-expired = Nobody joined in time. Nothing was held.
app-play-reason-dropped = Whoever opened it could not play any more. Nothing was held.
app-play-reason-both-absent = Neither of you threw. Both stakes are back, no fee.
app-play-reason-not-asked = The bot could not reach you both in time. Both stakes are back, no fee.
app-play-reason-unreachable = The bot could not write to one of you. Both stakes are back, no fee.
app-play-reason-fate-unknown = Telegram did not say what became of a throw. Both stakes are back, no fee.
app-play-reason-ties = Four ties in a row. Both stakes are back, no fee.
app-play-reason-forfeit = The other side could not be reached, so whoever threw wins.
app-play-reason-staff = Souk called it off. Both stakes are back, no fee.
app-play-side-ready = ready
app-play-side-nobody = Nobody yet
app-play-side-waits = could be anybody
app-play-side-asked = is being asked
app-play-side-in = has thrown
app-play-side-yours = { $n ->
    [one] your throw
   *[other] { $n } throws to go
}
app-play-side-thinks = { $n ->
    [one] to throw
   *[other] { $n } throws to go
}
app-play-side-won = won
app-play-time-left = { $time } left to throw
app-play-time-open = open for { $time }
app-play-time-over = Time is up
app-play-face = { $value }
app-play-face-bot = { $value }, thrown by the bot
app-play-face-hidden = thrown, not shown yet
app-play-face-none = not thrown yet
app-play-chat = Open the chat with the bot
app-play-chat-note = There you throw, and the bot tells how it went
app-play-invite = Invite somebody
app-play-invite-note = Whoever opens the link can join
app-play-invite-text = Play me on Souk: { $match }, stake { $amount }
app-play-leave = Close it
app-play-left = Closed. Nothing was held.
app-play-rematch = Rematch for { $amount }

app-play-throws = Throws
app-play-throws-note = Each line opens the dice message itself in the chat. Telegram lets nobody delete it for a day.
app-play-throws-none = Nobody threw.
app-play-throw-player = { $name } threw { $value }
app-play-throw-bot = The bot threw { $value } for { $name }
app-play-throw-message = { $time }, message { $id }
app-play-locked-at = Began
app-play-settled-at = Ended
app-play-terms-hash = Fingerprint of the terms
app-play-verify = Check the receipt
app-play-verify-row = Does the result follow from the throws?
app-play-verify-note = Anybody can check a receipt by the open API, without an account.
app-play-valid = Everything is right.
app-play-invalid = Something is not right.
app-play-check-ok = right
app-play-check-bad = wrong
app-play-check-two-players = Two different people played
app-play-check-emoji = Every throw is of this game
app-play-check-values = Every value is one that the dice can show
app-play-check-own-chats = Everybody threw in their own chat with the bot
app-play-check-after-prompt = The throws came after the bot had asked
app-play-check-counted-once = No message counted twice
app-play-check-verdict = The result follows from the throws
app-play-check-payout = The payout is both stakes less the fee
app-play-check-terms-hash = The terms are those of the beginning
app-play-check-recorded = It is our receipt, unchanged
app-play-check-links = The links lead to these messages
app-play-receipt-text = { $match } on Souk: { $name } won { $amount }
app-play-receipt-text-none = { $match } on Souk: nobody won

app-play-result = Result
app-play-result-won = Won
app-play-result-lost = Lost
app-play-result-split = Draw
app-play-result-void = Called off
app-play-played-row = { $game } with { $name }, { $time }
app-play-nobody = somebody who left
app-play-staked-row = of { $amount }
app-play-played-none = You have not played yet.
app-play-played-none-match = Nothing fits these filters.
app-play-csv-note = The file holds the last twelve months, whole.

app-play-figures = Yours
app-play-figures-none = Your first match will stand here.
app-play-tally = { $games ->
    [one] { $games } game
   *[other] { $games } games
}, { $wins ->
    [one] { $wins } win
   *[other] { $wins } wins
}
app-play-net = Net
app-play-board = The week's leaders
app-play-board-none = Nobody leads yet this week.
app-play-board-note = From { $from } to { $to }, by net. Many matches of the same two people in one day do not count.

app-play-counts = How often each value was thrown
app-play-value = Value
app-play-count = Thrown
app-play-even = If even
app-play-sample = Throws in all
app-play-chi = Chi-square, 5 degrees of freedom
app-play-p = Chance of as much or more
app-play-p-fine = Such differences come by chance. Nothing speaks against even dice.
app-play-p-low = Even dice would show this in less than one of a hundred samples. Telegram promises no evenness; we show what we see.
app-play-counts-none = Nobody has thrown yet. Every throw will be counted here.
app-play-how = How a match is kept fair
app-play-how-throw = Telegram's servers throw, not we. We only read the dice message.
app-play-how-hidden = Nobody sees the other side's value before both are in.
app-play-how-late = Whoever does not throw in time is not lost: the bot throws for them, in their chat.
app-play-how-tie = A tie is thrown again, three times at most. Then both stakes go back without a fee.

app-play-reminder-title = Before you play today
app-play-reminder-text = Over time nobody wins by playing: chances are even, and a fee goes off each prize.
app-play-reminder-lose = Stake only what you can lose without regret.
app-play-reminder-stop = Do not chase what you lost. Stopping is always right.
app-play-reminder-help = Limits, breaks and self-exclusion are one tap away.
app-play-reminder-act = I have read it
app-play-reality-title = A look at the clock
app-play-reality-text = { $minutes ->
    [one] You have been playing for { $minutes } minute.
   *[other] You have been playing for { $minutes } minutes.
}
app-play-reality-act = Go on playing
app-play-reality-stop = Take a break
app-play-staked = Staked
app-play-returned = Came back
app-play-chat-title = The bot cannot write to you
app-play-chat-text = Throws are made in the chat. Open the bot, press Start, or unblock it; then come back. Nothing was taken.
app-play-chat-act = Open the bot

app-play-limits-own = Your limits
app-play-limits-none = No limit is set. One that you choose holds at once.
app-play-limits-about = A lower limit holds at once. A higher one waits 24 hours and asks you again.
app-play-limit-new = Set a limit
app-play-limit-change = Change the limit
app-play-limit-what = What
app-play-limit-loss = Losses
app-play-limit-stake = Stakes
app-play-limit-deposit = Top-ups
app-play-limit-loss-what = Stakes less what came back, the stake in question counted as lost.
app-play-limit-stake-what = Everything put at stake, won or lost.
app-play-limit-deposit-what = Everything that you top up.
app-play-limit-period = Over
app-play-period-day = 24 hours
app-play-period-week = 7 days
app-play-period-month = 30 days
app-play-limit-amount = At most
app-play-limit-form = A plain positive number, please
app-play-limit-now = Now { $amount }
app-play-limit-new-note = There is no such limit yet
app-play-limit-up-note = This is higher than now: it waits 24 hours, then asks you again.
app-play-limit-down-note = It holds at once.
app-play-limit-act = Set the limit
app-play-limit-ask = Ask for it
app-play-limit-lift = Lift it
app-play-limit-set = The limit holds now
app-play-limit-asked = Noted. It asks you again in 24 hours.
app-play-limit-none = No limit
app-play-pending-waits = { $what } asked for: in { $time } you can say yes again
app-play-pending-ready = { $what } asked for: do you still want it?
app-play-pending-yes = Yes, change it
app-play-pending-keep = Keep it as it is
app-play-pending-kept = It stays as it is
app-play-reality = A look at the clock
app-play-reality-note = After so much play you are shown how long it was and what it cost, before you go on.
app-play-minutes = { $n } min
app-play-saved = Saved
app-play-sitting = Right now
app-play-sitting-time = { $minutes ->
    [one] { $minutes } minute of play
   *[other] { $minutes } minutes of play
}
app-play-sitting-row = { $staked } staked, { $returned } came back
app-play-rest = Not playing
app-play-break = Take a break
app-play-break-note = From a day to six weeks
app-play-break-24 = 24 hours
app-play-break-168 = 7 days
app-play-break-720 = 30 days
app-play-break-1008 = 6 weeks
app-play-break-act = No games for { $span }
app-play-break-what = It begins at once, and nobody can shorten it. A match that is on is played to its end; your money stays yours.
app-play-break-done = Your break has begun
app-play-exclude = Exclude yourself
app-play-exclude-note = Half a year or more; nobody can lift it
app-play-exclude-6 = half a year
app-play-exclude-12 = one year
app-play-exclude-60 = five years
app-play-exclude-what = No game and no top-up will be open to you. It begins at once; neither you nor support can end it early. Your balance stays yours.
app-play-exclude-next = Go on
app-play-exclude-sure = No games for { $span }?
app-play-exclude-agree = I understand that nobody can end it early
app-play-exclude-act = Exclude me
app-play-exclude-done = Done. Take care of yourself.
app-play-pause-break = You are on a break
app-play-pause-exclusion = You have excluded yourself
app-play-pause-until = Until { $time }
app-play-pause-break-note = No stake is taken until then. A match that is on is played to its end.
app-play-pause-exclusion-note = No stake and no top-up is taken until then. Your balance stays yours.
