refusal-escrow-not-funded = В этом эскроу ничего нет, двигать нечего. Ничего не изменилось.
refusal-escrow-funded = В этом эскроу деньги сделки: выплатите их или верните. Ничего не изменилось.
refusal-escrow-ended = Этот эскроу закончен или заканчивается. Ничего не изменилось.
refusal-deadline-out-of-range = Срок уже прошёл или слишком далёк. Ничего не изменилось.
refusal-deal-has-escrow = У этой сделки уже есть эскроу с другими условиями. Ничего не изменилось.

notice-escrow-near = ⏳ Срок эскроу близок. Эскроу <code>{ $escrow }</code>, { $amount }
notice-escrow-past = ❗ Срок эскроу прошёл: теперь кто угодно может вернуть деньги рекламодателю. Эскроу <code>{ $escrow }</code>, { $amount }
notice-escrow-raced = ❗ Эскроу закончился не так, как было велено. Эскроу <code>{ $escrow }</code>, { $amount }
notice-escrow-short = ❗ Контроллеру эскроу не хватает монет на сообщения. Эскроу <code>{ $escrow }</code>, { $amount }

admin-escrow-title = 🔐 Эскроу
admin-escrow-none = Эскроу пока нет.
admin-escrow-line = <code>{ $id }</code> <b>{ $amount }</b>, { $state }, до { $deadline }
admin-escrow-one = 🔐 { $id }
admin-escrow-state = Состояние: { $state }
admin-escrow-amount = { $amount } за <code>{ $deal }</code>
admin-escrow-deadline = Срок: { $at }
admin-escrow-sides = От { $advertiser } к { $owner }
admin-escrow-address = <code>{ $address }</code> · { $link }
admin-escrow-chain = В сети: состояние { $state }, баланс { $balance }, код { $code }, прочитано { $at }
escrow-state-waiting = ждёт взноса
escrow-state-funded = деньги внесены
escrow-state-released = выплачен
escrow-state-refunded = возвращён
notice-escrow-keyless = ❗ Ключа, который завершает этот эскроу, здесь больше нет: его завершит только срок. Эскроу <code>{ $escrow }</code>, { $amount }
