wallet-title = 👛 Кошелёк
wallet-line = { $available }
wallet-line-held = { $available }, и ещё { $held } удержано
wallet-empty = Пока пусто. Пополните, чтобы начать.
wallet-button-topup = ⭐ Пополнить
wallet-button-topups = Пополнения
wallet-button-statement = Выписка

topup-title = ⭐ Пополнение
topup-ask = Сколько звёзд? От { $least } до { $most }. Здесь они станут кредитом; непотраченное можно забрать назад.
topup-button-own = Другая сумма
topup-own-ask = Напишите, сколько звёзд, — целое число от { $least } до { $most } — или выберите. Выйти — /cancel.
topup-sent = Счёт на { $amount } — ниже. Пока вы не оплатите, ничего не спишется.
topup-invoice-title = Кредит на { $value }
topup-invoice-label = Кредит
topup-invoice-description = Кредит в Souk. Непотраченное можно вернуть целиком.
topups-title = Пополнения
topups-none = Пополнений ещё не было.
topups-line = { $at } — { $amount }, { $state }
topups-state-open = ждёт оплаты
topups-state-paid = оплачено
topups-state-refunding = возвращается
topups-state-refunded = возвращено
topups-state-charged_back = отозвано магазином
topups-state-failed = не удалось
topups-state-expired = истекло
topups-refund-hint = Оплаченное и непотраченное можно вернуть звёздами.
topups-button-refund = Вернуть { $amount }

refund-title = Возврат
refund-ask = Вернуть { $amount } вашими звёздами? Платёж возвращается целиком, а кредит здесь уменьшится на столько же.
refund-done = Готово: возвращено звёздами { $amount }.
refund-later = Возврат в пути: { $amount }. Мы напишем, когда он пройдёт.

statement-title = 📜 Выписка
statement-none = Движений ещё не было.
statement-line = <b>{ $amount }</b> { $kind }, { $at } · баланс { $after }
kind-topup = пополнение
kind-refund = возврат
kind-adjust = исправление
kind-chargeback = отзыв платежа
kind-stake = ставка
kind-payout = выплата
kind-fee = комиссия
kind-grant = подарок от Souk
kind-mature = созрело
kind-other = движение

refusal-already-spent = Часть этого платежа потрачена, вернуть его целиком нельзя. Ничего не изменилось. Вопросы: /paysupport
refusal-already-refunded = Этот платёж уже вернулся или возвращается. Второй раз ничего не взято.
refusal-topup-gone = Этот счёт оплачен, истёк или не ваш. Ничего не списано. Новый — командой /topup.
refusal-refund-rejected = Telegram отклонил возврат: { $reason }. Ваш кредит прежний.
refusal-second-person-needed = Собственное действие одобряет кто-то другой. Ничего не изменилось.
refusal-approval-gone = Этот вопрос больше не открыт. Ничего не изменилось.
notice-topup-receipt =
    ✅ Зачислено: <b>{ $value }</b>
    Квитанция <code>{ $topup }</code>
    { $at }
notice-topup-refunded =
    ↩️ Возвращено вашими звёздами: <b>{ $value }</b>
    Квитанция <code>{ $topup }</code>
    { $at }
notice-refund-rejected = Возврат ({ $value }) не прошёл: { $reason }. Ваш кредит прежний. Квитанция <code>{ $topup }</code>.
notice-topup-failed = Telegram отклонил счёт на { $value }: { $reason }. Ничего не списано.
notice-adjusted = Ваш баланс исправлен на { $value }: { $why }. Запись — в /statement.
notice-chargeback = Магазин, где вы купили звёзды, отозвал { $value }. С вашего кредита списано { $taken }, пополнения для этого счёта закрыты. Вопросы: /paysupport. Квитанция <code>{ $topup }</code>, { $at }
button-topup-refund = Вернуть
refusal-topup-unpaid = Это пополнение не оплачено, возвращать нечего. Ничего не изменилось.
refusal-not-your-topup = Этот счёт выставлен другому человеку. Ничего не списано. Свой — командой /topup.
