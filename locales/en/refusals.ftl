# One text for each refusal code: what happened, that nothing was taken, the nearest way on.
refusal-refused = That is not possible. Nothing was changed.
refusal-invalid = That does not fit. Nothing was changed.
    .amount = That is not a whole number in plain digits. Nothing was taken. Write, for example, 50, or leave with /cancel.
    .coins = That is not an amount. Write digits, with a point for the rest, for example 1.5. Nothing was taken. /cancel leaves this.
    .withdraw = It is written like this: /withdraw 1.5 TON UQ…. Nothing was taken.
    .text = Please write it as text, up to 2,000 characters. Nothing was sent. /cancel leaves this.
    .why = A reason is needed, up to 500 characters. Nothing was changed.
    .reason = A reason is needed. Nothing was changed.
    .area = There is no such area. Nothing was changed. /admin areas shows them.
    .cursor = This list has moved on. Nothing was changed; please open it again.
    .language = We do not speak that language yet. Nothing was changed.
    .price_max = A price is needed, in TON, with a point for the rest, for example 12.5. Nothing was made.
    .price_min = That is not a price in TON, for example 12.5. Nothing was made.
    .collection = We know no collection by that name. Nothing was made. /gifts shows what there is.
    .share_bps = A number of percent is needed, at least 1, for example 20. Nothing was made. /cancel leaves this.
    .permille = A rarity in percent is needed, above 0 and up to 100, for example 1.5. Nothing was made. /cancel leaves this.
    .wallet = That is no address of TON: please copy it whole. Nothing was made. /cancel leaves this.
    .q = Please say it in a few words, up to 120 letters. Nothing was made.
    .name = A name needs 1 to 60 letters that can be seen. Nothing was saved.
    .currency = Prices cannot be shown in that currency. Nothing was changed.
    .portfolio = It is written like this: /portfolio bought plushpepe-777 12.5. Nothing was changed.
    .basket = It is written like this: /basket plush pepe 5 12.5 (words, how many, the most for one in TON). Nothing was made.
    .count = From 1 to 20 at once. Nothing was made.
    .lots = That is too many: at most 2,000 entries by hand. Nothing was changed.
    .key_name = A name needs 1 to 40 characters that can be seen. Nothing was made; write another, or leave with /cancel.
refusal-key-needed = This request needs an Idempotency-Key header. Nothing was done.
refusal-key-reused = This key was already used for another request. Nothing was done.
refusal-not-signed-in = Please sign in first. Nothing was done.
refusal-not-allowed = You may not do this. Nothing was changed.
refusal-not-found = There is nothing here under that name. Nothing was changed.
refusal-already-done = That has been done already. Nothing was taken a second time.
refusal-not-enough-funds = Your balance does not cover { $needed }. Nothing was taken. You can top up with /topup.
    .coins = Your balance does not cover { $needed }. Nothing was taken. /deposit shows where to pay in.
    .theirs = Their balance does not cover { $needed }. Nothing was taken.
refusal-amount-too-small = That is too little: at least { $least }. Nothing was taken.
refusal-amount-too-large = That is too much: at most { $most }. Nothing was taken.
refusal-amount-not-whole = Please give a whole number, digits only. Nothing was taken. /cancel leaves this.
    .coins = That has more than { $decimals } digits after the point. Nothing was taken.
refusal-area-paused = This part is paused for a while. Nothing was taken, and your balance is safe. Please try again later.
refusal-limit-reached = That would pass a limit on this account. Nothing was taken. Questions: /paysupport
    .deposit = That would pass your own limit on deposits { $period ->
        [day] for 24 hours
        [week] for 7 days
       *[month] for 30 days
    }: { $limit }, of which { $left } is left. Nothing was taken. /limits
    .stake = That would pass your own limit on stakes { $period ->
        [day] for 24 hours
        [week] for 7 days
       *[month] for 30 days
    }: { $limit }, of which { $left } is left. Nothing was taken. /limits
    .loss = That could pass your own limit on losses { $period ->
        [day] for 24 hours
        [week] for 7 days
       *[month] for 30 days
    }: { $limit }, of which { $left } is left. Nothing was taken. /limits
refusal-too-many-requests = Too many requests. Try again in { $retry_after_s } s.
refusal-terms-needed = Please accept the terms first. Nothing was done.
refusal-banned = This account is closed for now: { $reason }. Your money stays where it is. Questions: /paysupport
refusal-last-owner = Somebody else must be an owner first. Nothing was changed.
refusal-nonce-used = This sign-in was used or is too old. Please begin again.
refusal-launch-forged = This sign-in is not from Telegram. Please open Souk from the bot again.
refusal-launch-stale = This sign-in is too old. Please open Souk from the bot again.
refusal-proof-forged = The wallet's proof does not fit. Nothing was changed.
refusal-wallet-unknown = Nobody has linked this wallet. Sign in from the bot first, then link it.
refusal-wallet-taken = Somebody else has linked this wallet. Unlink it there first; nothing was changed.
refusal-balance-left = There is still { $left } on the account. Spend or refund it first (/wallet); nothing was deleted.
refusal-method-not-allowed = This address does not know that method.
refusal-body-too-large = That is too much at once. Nothing was done.
refusal-unexpected = Something went wrong on our side, and nothing was taken. If you write to support, give this number: { $trace }
refusal-unavailable = The other side does not answer just now. Nothing was taken; please try again in a minute.
refusal-signature-forged = This call is not signed by a key that is in force. Nothing was done.
refusal-signature-stale = This call was signed more than five minutes ago, or by a clock that is wrong. Nothing was done; sign it again.
refusal-signature-used = This very call came before. Nothing was done again; sign a new one.
refusal-scope-missing = This key may not do that. Nothing was done.
refusal-consent-needed = This person has not agreed that the key plays for them. Send them the link and ask again.
refusal-too-many-keys = You have { $most } keys, and that is the most. Revoke one first.
refusal-link-refused = That address is not one of a market's own, so we do not lead there. Nothing was done.
refusal-basket-gone = This basket has ended. Nothing was paid here; make a new one with /basket.
refusal-nothing-fits = Nothing that matches costs { $cap } or less now. Nothing was made; try a higher price or other words.
