keys-title = 🗝 Keys for programs
keys-lead = With a key your own program can use Souk in your place. A key never moves money out and never changes your account.
keys-none = You have no keys yet.
keys-line = { $n }. { $name }: { $scopes }, { $used }
keys-used = used { $at }
keys-unused = not used yet
keys-scope-read = read
keys-scope-write = act
keys-scope-games = play for others
keys-button-new = New key
keys-button-rotate = New secret { $n }
keys-button-revoke = Revoke { $n }
keys-ask-scopes = What may the new key do? Then write its name.
keys-button-scope = { $on ->
        [yes] ✅
       *[no] ▫️
    } { $scope }
keys-ask-name = Write a name for the key, up to 40 characters. /cancel leaves this.
keys-made = The key is made. Its number and its secret, which is shown this once:
keys-rotated = Here is the new secret, shown this once. The former one works for another day.
keys-repeated = This was done before; a secret is shown only once. Make a new one if you lost it.
keys-number = Number: <code>{ $id }</code>
keys-secret = Secret: <code>{ $secret }</code>
keys-keep = Keep it where only your program can read it, then press the button: it takes the secret out of this chat.
keys-button-kept = I have kept it
keys-revoke-ask = Revoke “{ $name }”? Programs that use it stop at once.
keys-button-revoke-yes = Yes, revoke it
keys-revoked = Revoked.

partner-title = 🤝 A game partner asks
partner-question = “{ $name }” would like to open, join and leave matches for you and see your balance of this bot. Your throws stay yours, and it cannot take money out.
partner-button-agree = I agree
partner-button-refuse = No
partner-agreed = Agreed. /keys shows who may play for you.
partner-refused = Refused. Nothing is done for you.
partner-line = { $name }: { $state ->
        [given] may play for you
        [asked] asks
       *[refused] may not
    }
partner-lead = Who plays for you:
partner-button-open = { $name }

notice-partner-asks = 🤝 “{ $name }” would like to play matches for you: open, join and leave them and see your balance here. Your throws stay yours, and it cannot take money out. May it? { $at }
notice-key-made = 🗝 A key for programs was made: “{ $name }”. Not you? Revoke it in /keys. { $at }
notice-key-rotated = 🗝 The key “{ $name }” has a new secret. Not you? Revoke it in /keys. { $at }
notice-key-revoked = 🗝 The key “{ $name }” was revoked. { $at }
notices-kind-users-partner = Partners who ask: { $state }
