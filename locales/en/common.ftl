# Names of assets: shown, never compared.
asset-xtr = ⭐
asset-ton = TON
asset-points = pts

# After a number.
unit-points = { $n ->
    [one] pt
   *[other] pts
}

language-name = English

button-back = ‹ Back
button-cancel = Cancel
button-confirm = Confirm
button-newer = ‹ Newest
button-older = Older ›
button-open-app = Open the app

menu-title = 🏪 Souk
menu-welcome = Hello, { $name }.
menu-balance = Balance: { $balance }
menu-choose = What would you like to do?
menu-roll = 🎲 Roll
menu-help = ❓ Help
menu-profile = 👤 Profile
menu-topup = ⭐ Top up
menu-wallet = 👛 Wallet
menu-app = 📱 Open the app
menu-admin = 🛠 Admin

help-title = ❓ Help
help-commands =
    /wallet — balances and refunds, /statement — every movement
    /topup 50 — add Stars, /deposit and /withdraw — TON in and out
    /gifts plush pepe — gifts on every market, /alerts — word of new ones, /portfolio — your own
    /play — games, /limits — your limits, /keys — for your programs
    /profile — language, time zone, notices, sessions
    /paysupport — questions, /terms and /privacy — what we agreed on

unknown-text = I did not understand that. Nothing was changed; here is what you can do.
unknown-command = There is no command { $command }. Nothing was changed; here is what you can do.
unknown-button = That button is no longer in use. Nothing was changed; here is the menu.
nothing-to-cancel = Nothing is in progress.
cancelled = Left. Nothing was changed.

group-hello = Everything personal stays between us: let's go on in private.
group-button = Open the chat

command-start = Begin
command-group = Go on in private
command-menu = Menu
command-wallet = Balances
command-topup = Add Stars
command-statement = Every movement of your money
command-profile = Language, notices, sessions
command-limits = Limits and breaks
command-play = Games
command-help = What Souk can do
command-terms = What we agreed on
command-privacy = What we keep about you
command-paysupport = Questions about a payment
command-cancel = Leave what is in progress

bot-name = Souk
bot-short-description = Gifts, fair games, ads, events and trading in one place.
bot-description = Souk is one bot for five things: collecting gifts, playing provably fair games, buying channel ads through escrow, running events and trading. Press Start.

error-bug = Something went wrong on our side, and nothing was taken. If you write to support, give this number: { $trace }
error-later = The other side does not answer just now. Nothing was taken; please try again in a minute.
error-slow-down = A little slower, please. Try again in { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    }.

console-no-token =
    Souk needs a bot token: talk to @BotFather in Telegram, send /newbot, and put BOT_TOKEN=... into .env
    To try it without any account: make run
console-ready = Souk is ready: { $app }
console-ready-sandbox =
    Souk is ready.
    Begin here   { $sandbox }   the sandbox: people, chats, payments, time
    The app      { $app }
    Its folder   { $data }   Ctrl-C stops everything
console-books-hold = The books hold: every batch fits the chain, every promise is kept.
console-books-broken = The books do not hold:
    { $what }
console-books-none = There is no store at { $path }.

button-previous = ‹ Back a page
button-next = Next page ›
just-now = just now
in-a-moment = in a moment
