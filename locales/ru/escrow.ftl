refusal-escrow-not-funded = В этом эскроу ничего нет, двигать нечего. Ничего не изменилось.
refusal-escrow-funded = В этом эскроу деньги сделки: выплатите их или верните. Ничего не изменилось.
refusal-escrow-ended = Этот эскроу закончен или заканчивается. Ничего не изменилось.
refusal-deadline-out-of-range = Срок уже прошёл или слишком далёк. Ничего не изменилось.
refusal-deal-has-escrow = У этой сделки уже есть эскроу с другими условиями. Ничего не изменилось.

notice-escrow-near = ⏳ Срок эскроу близок. Эскроу <code>{ $escrow }</code>, { $amount }
notice-escrow-past = ❗ Срок эскроу прошёл: теперь кто угодно может вернуть деньги рекламодателю. Эскроу <code>{ $escrow }</code>, { $amount }
notice-escrow-raced = ❗ Эскроу закончился не так, как было велено. Эскроу <code>{ $escrow }</code>, { $amount }
notice-escrow-short = ❗ Контроллеру эскроу не хватает монет на сообщения. Эскроу <code>{ $escrow }</code>, { $amount }
