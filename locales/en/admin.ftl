admin-title = 🛠 Admin
admin-lead = Write /admin and a word, for example <code>/admin find @bob</code>. A word alone shows its form.
admin-commands =
    People: find, balance, ban, unban, limit, note, role, answer
    Money: adjust, refund, approvals, reconcile
    TON: odd, assign, return, keep, payouts, reject, escrow
    Games: match, void, flags. Gifts: markets, collection
    House: areas, pause, resume, jobs, health, audit
admin-button-jobs = ⏱ Jobs
admin-button-health = 🩺 Health
admin-button-approvals = ✅ To approve
admin-button-areas = 🚦 Areas
admin-button-audit = 📖 Audit
admin-unknown = There is no /admin { $word }. Nothing was changed; here is what there is.
admin-usage = It is written like this: <code>/admin { $form }</code>. Nothing was changed.
admin-person-title = { $name }
admin-person-id = <code>{ $id }</code> { $username }
admin-person-role = Role: { $role }
admin-person-since = Here since { $at }, seen { $seen }
admin-person-terms = Terms accepted: { $accepted }
admin-person-banned = Banned: { $reason }
admin-person-limit = Limit: { $stars } ⭐ a day ({ $reason })
admin-person-note = Note: { $note }
admin-person-blocked = Has blocked the bot
admin-person-balance = Balance: { $balances }
admin-yes = yes
admin-no = no
admin-banned = { $name } is banned; their sessions have ended.
admin-unbanned = { $name } is free again.
admin-limited = { $name } may top up { $stars } ⭐ a day.
admin-unlimited = { $name } has no limit any more.
admin-noted = Noted.
admin-role-set = { $name } is now: { $role }.
admin-paused = { $area } is paused.
admin-resumed = { $area } goes on.
admin-areas-line = { $area }: { $state }
admin-area-open = open
admin-area-paused = paused ({ $reason })
area-payments = payments
area-ton = TON
area-games = games
area-gifts = gifts
area-ads = ads
area-events = events
area-trading = trading
admin-button-pause = Pause { $area }
admin-button-resume = Resume { $area }

admin-jobs-title = ⏱ Jobs
admin-jobs-none = No job has run yet.
admin-job-line = { $ok } <code>{ $job }</code> — last { $last }, next { $next }
admin-job-progress = { $done } of { $total } done
admin-job-never = never
admin-button-run = Run { $job }
admin-job-started = { $job } has been started.
admin-health-title = 🩺 Health
admin-workers = { $ok } { $count ->
        [one] { $count } worker
       *[other] { $count } workers
    }
admin-worker-line = ❗ <code>{ $worker }</code> — { $state }, beat { $beat }
admin-invariants = { $ok } { $count ->
        [one] { $count } invariant of the books
       *[other] { $count } invariants of the books
    }
admin-outbox-line = Outbox: { $waiting } waiting
admin-invariant-line = ❗ <code>{ $name }</code> does not hold
admin-audit-title = 📖 Audit
admin-audit-none = Nothing found.
admin-audit-line = { $at } <code>{ $actor }</code> { $action } { $entity }

admin-adjust-ask = Move { $amount } to the balance of { $name }? Reason: { $why }
admin-refund-ask = Refund { $amount } of { $name }? The whole payment goes back.
admin-find-title = 🔎 Found
admin-find-more = There are more: write a longer part of the name.
admin-approval-to_confirm = { $value } for { $name } still waits for your yes.
admin-approval-to_approve = { $value } for { $name } needs a second person: it waits for somebody else's yes.
admin-approval-done = Done: { $value } for { $name }.
admin-approval-rejected = Rejected: { $value } for { $name }. Nothing was changed.
admin-approval-cancelled = Cancelled: { $value } for { $name }. Nothing was changed.
admin-approval-expired = Nobody answered in time: { $value } for { $name }. Nothing was changed.
admin-nobody = an unknown payer
admin-approvals-title = ✅ To approve
admin-approvals-none = Nothing waits for a yes.
admin-approval-line = { $value } for <code>{ $person }</code>, asked by <code>{ $by }</code>: { $why }
admin-button-approve = Approve
admin-button-reject = Reject

admin-reconcile-title = Reconciliation
admin-reconcile-equal = Read { $read } new transactions; everything is equal.
admin-reconcile-differs = Read { $read } new transactions; payments are paused until this is settled.
admin-finding-line = { $kind }: <code>{ $ref }</code> { $stars } ⭐
finding-credit_made_good = a missing credit was made good
finding-chargeback = chargeback
finding-refund_settled = a refund was settled
finding-amount_differs = amounts differ
finding-not_at_telegram = Telegram does not know it
finding-unknown = unknown to us
finding-ledger_differs = the ledger differs
notice-approval = A second person is needed: { $kind ->
        [refundother] refund { $value } to
        [void] void a match with { $value } at stake, opened by
       *[adjust] move { $value } for
    } { $person }, asked by { $by }. Reason: { $why }
notice-approved = Approved and done: { $value } for { $person }.
notice-rejected = Rejected: { $value } for { $person }. Nothing was changed.
notice-approval-expired = Nobody answered in time: { $value } for { $person }. Nothing was changed.
notice-chargeback-staff = Chargeback of { $value } by { $person }: { $taken } was taken from them, { $lost } is our loss. Top-up <code>{ $topup }</code>.
notice-reconcile-mismatch = ⚠️ The books and Telegram's Star transactions differ: { $count } times, first { $kind ->
        [amount_differs] amounts differ
        [not_at_telegram] Telegram does not know it
        [ledger_differs] the ledger differs
       *[unknown] unknown to us
    } <code>{ $ref }</code>. Payments are paused. /admin reconcile shows more.
notice-support-question =
    ❔ { $name } asks, number { $number }: { $text }
    Answer: <code>/admin answer { $id } …</code>
button-approve = Approve
button-reject = Reject
admin-answered = { $name } has your answer.
