terms-title = Before we begin
terms-lead = Souk is for people of 18 and over. Games cost money on average, and transfers of coins are final.
terms-ask = By pressing the button you say that you are at least 18 years old and agree to the terms and the privacy notice.
terms-title-changed = Our terms have changed
terms-changed = Please read them once more. Your money is where it was; until you agree nothing else goes on.
terms-button-accept = I am 18 or older and I agree
terms-button-read = Read the terms
terms-button-privacy = Read the privacy notice
terms-accepted = Thank you.

language-title = 🌐 Language
language-ask = Which language shall we speak?

profile-title = 👤 { $name }
profile-id = Your number: <code>{ $id }</code>, { $role }
profile-language = Language: { $language }
profile-zone = Time zone: { $zone }, now { $now }
profile-currency = Prices also in: { $currency }
profile-invited = { $invited ->
        [0] Nobody has come by your invitation yet:
        [one] { $invited } person came by your invitation:
       *[other] { $invited } people came by your invitation:
    }
profile-button-language = 🌐 Language
profile-button-zone = 🕒 Time zone
profile-button-currency = 💱 Currency
profile-button-notices = 🔔 Notices
profile-button-sessions = 🔑 Sessions
profile-button-invite = 📋 Copy the invitation
profile-button-data = 🗂 My data

role-user = person
role-organizer = organizer
role-moderator = moderator
role-support = support
role-finance = finance
role-admin = admin
role-owner = owner

zone-title = 🕒 Time zone
zone-ask = Choose one, or write its name, for example <code>Europe/Berlin</code>. /cancel leaves this.
zone-unknown = I do not know that time zone. Nothing was changed. Write it like <code>Europe/Berlin</code>, or choose one below.
currency-title = 💱 Currency
currency-ask = In which currency shall prices be shown besides?

sessions-title = 🔑 Sessions
sessions-none = You are signed in nowhere but here.
sessions-line = { $n }. { $how }, { $at }
sessions-how-mini_app = Mini App
sessions-how-login_widget = Browser
sessions-how-ton_proof = Wallet
sessions-button-end = End { $n }
sessions-button-end-all = End all
sessions-ended = Ended.

notices-title = 🔔 Notices
notices-lead = Receipts for money always arrive. Everything else is up to you, and always stands in the inbox.
notices-quiet = Quiet from { $from } to { $to } in your time zone.
notices-kind-users-role = Your role: { $state }
notices-kind-users-ban = Your account: { $state }
notices-kind-users-support = Questions to our people: { $state }
notices-button-kinds = 🔔 What I am told
notices-kinds-lead = Switch off what you do not want to be told. It still stands in the inbox.
notices-button-digest = Once a day: { $state }
notices-button-quiet = Quiet 23:00–08:00: { $state }
notices-button-inbox = 📥 Inbox
notices-button-mute = Silence: { $state }
notices-on = on
notices-off = off

inbox-title = 📥 Inbox
inbox-empty = Nothing here yet. Notices and receipts will stand here, even if you block the bot.
inbox-line = { $at } — { $text }
inbox-line-new = ● { $at } — { $text }

data-title = 🗂 My data
data-lead = You can take everything that we keep about you with you, or delete your account. Movements of money stay in the ledger under a random number that nothing connects with you: a ledger is never rewritten.
data-button-export = Export
data-button-keys = 🗝 Keys for programs
data-button-delete = Delete my account
data-delete-ask = Delete your account? Your settings, sessions and inbox are gone at once. This cannot be undone.
data-delete-yes = Yes, delete it
data-deleted = Your account is deleted. If you ever come back, press /start.

paysupport-title = Questions about a payment
paysupport-text = Every payment has a receipt with a number; please have it ready. What you have not spent you can refund yourself: /wallet, then Top-ups. For all else ask our people here; they answer within three days. Telegram's support cannot help with payments made here.
paysupport-button-ask = Ask a question
paysupport-ask = Write what happened, in one message; the receipt's number helps. /cancel leaves this, and nothing is sent.
paysupport-received = Thank you, your message is with our people: number { $id }. Nothing else is needed.

notice-banned = Your account is closed for now: { $reason }. Your money stays where it is. Questions: /paysupport
notice-unbanned = Your account is open again.
notice-role = Your role is now: { $role ->
       *[user] person
        [organizer] organizer
        [moderator] moderator
        [support] support
        [finance] finance
        [admin] admin
        [owner] owner
    }.
notice-digest = { $count ->
        [one] { $count } notice is waiting for you in the inbox.
       *[other] { $count } notices are waiting for you in the inbox.
    }
notice-support-answer = 💬 An answer from our people: { $text }
notice-wallet-linked = 🔗 A wallet was linked to your account and can sign you in: <code>{ $address }</code>. Not you? End your other sessions in /profile and unlink it in the app. { $at }
