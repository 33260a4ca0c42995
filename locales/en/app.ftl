# The Mini App and the same pages in a browser. Read by the browser: values enter formatted.

app-loading = Loading
app-back = Back
app-close = Close
app-cancel = Cancel
app-done = Done
app-again = Try again
app-more = Show more
app-search = Search
app-search-none = Nothing has that name.
app-copied = Copied
app-just-now = just now
app-today = Today
app-yesterday = Yesterday
app-offline = No connection. What you see may be out of date.
app-problem-offline = The server does not answer.
app-problem-unknown = Something went wrong.
app-problem-safe = Your money is safe. Nothing was taken.
app-problem-load = This screen could not be loaded.
app-act-resumed = What you began before is done.
app-share-failed = It could not be shared.

app-asset-xtr = ⭐
app-asset-ton = TON
app-asset-points = { $n ->
    [one] point
   *[other] points
}

app-places = Places
app-tab-home = Home
app-tab-gifts = Gifts
app-tab-play = Play
app-tab-deals = Deals
app-tab-events = Events
app-chip-label = { $amount } Stars, open the wallet

app-home-title = Souk
app-home-balance = Your balance
app-stars = Stars
app-home-held = { $held } more are held, { $total } in all
app-home-nothing-held = All of it is yours to use
app-home-needs = Needs you now
app-home-needs-nothing = Nothing is waiting for you.
app-needs-topup = Top-up of { $amount } ⭐ is not paid yet
app-needs-topup-note = Finish it or let it lapse
app-needs-inbox = { $n ->
    [one] { $n } new notice
   *[other] { $n } new notices
}
app-needs-inbox-note = Open the inbox
app-needs-paused = Payments are paused for a while
app-needs-paused-note = Your balance is safe and waiting
app-needs-match = Your match is on
app-needs-throw = Your throw is awaited
app-needs-match-note = Open the match
app-home-areas = Five areas
app-home-recent = Recent activity
app-home-recent-none = Nothing has moved yet. Your first top-up will stand here.
app-home-recent-all = The whole statement
app-games-open = { $n ->
    [0] Open a match and be joined
    [one] { $n } match is waiting for somebody
   *[other] { $n } matches are waiting for somebody
}
app-opens-soon = Opens soon

app-area-gifts = Gifts
app-area-gifts-what = Every gift market in one search, with the true price you would pay.
app-area-games = Games
app-area-games-what = Dice, target and more against real people. Telegram throws, everyone can check.
app-area-ads = Channel ads
app-area-ads-what = Buy and sell posts in channels. The money waits until the post has stood its time.
app-area-events = Events
app-area-events-what = Tickets, check-in at the door and rewards for those who came.
app-area-trading = Trading
app-area-trading-what = Points and gifts change hands at prices that people set themselves.

app-wallet = Wallet
app-wallet-balances = Balances
app-wallet-balances-note = Held amounts wait for something to end, such as a match or a withdrawal, and cannot be spent meanwhile.
app-wallet-asset-xtr = Stars
app-wallet-asset-ton = TON
app-wallet-asset-points = Points
app-wallet-asset-other = { $name }
app-wallet-none-held = Nothing held
app-wallet-held = { $held } held
app-available = available
app-fee = Fee
app-fee-none = none

app-topup = Top up
app-topup-stars = Top up with Stars
app-topup-title = Top up with Stars
app-topup-presets = Amount
app-topup-more = More
app-topup-own = Or your own amount
app-topup-range = Whole Stars, from { $least } to { $most }
app-topup-digits = Only digits, please: whole Stars
app-topup-least = At least { $least } Stars
app-topup-most = At most { $most } Stars
app-topup-get = You get
app-topup-next = Telegram shows its own payment sheet next. While you have not spent it, you can take a top-up back, whole.
app-topup-pay = Pay { $amount }
app-topup-pay-telegram = Pay { $amount } in Telegram
app-topup-left = Not paid. Nothing was taken.
app-topup-refused = Telegram could not take the payment. Nothing was taken.
app-topups = Top-ups
app-topups-none = No top-up yet. Stars that you add will be listed here.
app-topup-first = Make the first one
app-topup-open = Not paid yet
app-topup-paid = Paid
app-topup-refunding = Refund on its way
app-topup-refunded = Refunded
app-topup-failed = Failed
app-topup-expired = Lapsed
app-topup-charged_back = Charged back

app-receipt = Receipt
app-receipt-acts = What you can do
app-receipt-waiting = Waiting for Telegram to confirm
app-receipt-open = This top-up has not been paid. Nothing was taken.
app-receipt-paid = Added to your balance
app-receipt-refunding = Your Stars are on their way back
app-receipt-refunded = Your Stars are back in Telegram
app-receipt-failed = It did not work. Nothing was taken.
app-receipt-expired = It was not paid in time. Nothing was taken.
app-receipt-charged_back = The payment was taken back through the store
app-receipt-state = State
app-receipt-made = Made
app-receipt-paid-at = Paid
app-receipt-refunded-at = Refunded
app-receipt-why = Why
app-receipt-id = Number
app-receipt-share = Share the receipt
app-receipt-text = Souk receipt: { $amount }, { $time }, number { $id }
app-refund = Refund
app-refund-note = The whole top-up goes back to your Telegram Stars, as long as none of it is spent.
app-refund-spent = Part of it is spent, so it can no longer go back whole.
app-refund-title = Take this top-up back?
app-refund-act = Refund { $amount }
app-refund-back = Goes back to Telegram
app-refund-next = Your balance here gets smaller at once; the Stars come back in Telegram within moments. This cannot be undone.
app-refund-done = { $amount } are on their way back

app-statement = Statement
app-statement-note = Every movement of your money
app-statement-none = Nothing has moved yet.
app-statement-none-match = Nothing fits these filters.
app-balance-after = Balance { $amount }
app-filter = Filter
app-filter-asset = Asset
app-filter-all = All
app-filter-kind = What
app-filter-from = From
app-filter-to = To, that day included
app-filter-turned = The first day is after the last.
app-filter-show = Show
app-filter-clear = Clear the filter
app-kind-topup = Top-up
app-kind-refund = Refund
app-kind-grant = Gift of the house
app-kind-daily = Points of the day
app-kind-stake = Stake
app-kind-payout = Payout
app-kind-fee = Fee
app-kind-chargeback = Charged back
app-kind-adjust = Correction by Souk

app-inbox = Inbox
app-inbox-none = No notices yet. Receipts and results will be kept here.

app-profile = Profile
app-nameless = Nameless
app-profile-settings = How Souk talks to you
app-profile-safety = Safety
app-profile-mine = Your data
app-language = Language
app-zone = Time zone
app-currency = Currency
app-currency-note = For prices shown beside amounts, once areas with prices open. Your balance stays in Stars.
app-export = Take my data out
app-export-note = Everything Souk keeps about you, as one file
app-export-done = Your data is in the file
app-delete = Delete my account
app-delete-note = Your balance must be empty first
app-delete-title = Delete your account?
app-delete-what = Name, settings, sessions and inbox are removed at once. Lines in the books stay, under a number that leads to nobody. This cannot be undone.
app-delete-sure = I understand that nothing can bring it back
app-delete-act = Delete for good
app-delete-done = Your account is gone. Take care!
app-sign-out = Sign out

app-sessions = Sessions
app-sessions-note = Where you are signed in
app-sessions-about = A session lasts a day. If you see one that is not yours, end it.
app-keys = Keys for programs
app-keys-note = Let your own program use Souk
app-session-this = This one
app-session-unknown = Unknown device
app-session-mini_app = in Telegram
app-session-login_widget = in a browser
app-session-ton_proof = by wallet
app-session-end = End
app-session-end-title = End this session?
app-session-end-note = It is signed out at once. Nothing else changes.
app-session-ended = That session is over
app-session-device = Device

app-notices = Notices
app-notices-note = What, when, and when not
app-notices-inbox = Whatever you choose, every notice is kept in your inbox here.
app-notice-area-payments = Payments
app-notice-area-users = Account
app-notice-payments-receipt = Receipts
app-notice-payments-topup = Top-ups
app-notice-payments-refund = Refunds
app-notice-payments-adjustment = Corrections of your balance
app-notice-payments-chargeback = Chargebacks
app-notice-payments-approval = Questions for a second person
app-notice-payments-reconcile = Reconciliation
app-notice-users-support = Questions to support
app-notice-users-answer = Answers from support
app-notice-users-role = Change of your role
app-notice-users-ban = Account paused or opened again
app-notice-users-digest = The daily digest
app-mute = Silence
app-mute-note = Nothing but receipts comes to the chat meanwhile.
app-digest = Once a day
app-digest-note = Gather what can wait into one message
app-quiet = Quiet hours
app-quiet-note = In your time zone. What comes then waits until the morning.
app-quiet-on = No messages at night
app-quiet-from = From
app-quiet-to = To

app-terms = Terms
app-privacy = Privacy
app-terms-title = Welcome, { $name }
app-terms-lead = Before you begin, this is what we agree on.
app-terms-agree = I am 18 or older, and I agree
app-terms-act = Agree and begin
app-terms-document = Document { $hash }

app-signin-lead = Gifts, fair games, ads, events and trading, with one balance. Sign in with Telegram to see yours.
app-signin = Sign in
app-signin-look = Look at gifts without signing in
app-signin-again = Your session has ended. Open Souk again from the chat.
app-open-telegram = Open in Telegram

app-wallet-ton = TON
app-wallet-deposit = Deposit
app-wallet-deposit-note = Coins and tokens from your wallet
app-wallet-withdraw = Withdraw
app-wallet-withdraw-note = To any address of TON
app-wallet-transfers = Over the chain
app-wallet-transfers-note = All that came in and went out
app-wallet-book = Address book
app-wallet-book-note = Names for addresses
app-wallet-linked = My wallets
app-wallet-linked-note = Linked wallets sign you in
app-signin-wallet = Sign in with a TON wallet
app-kind-deposit = Deposit
app-kind-withdrawal = Withdrawal
app-kind-withdrawal-fee = Fee of a withdrawal
app-kind-deposit-return = Sent back

app-gifts-open = Every market, at its true price
