admin-title = 🛠 Управление
admin-lead = Напишите /admin и что-то из этого. Что требует второго человека, придёт остальным, кому это разрешено.
admin-commands =
    <code>find @bob</code>, <code>balance @bob</code>
    <code>ban @bob причина</code>, <code>unban @bob</code>
    <code>limit @bob 100 причина</code>, <code>note @bob текст</code>
    <code>role @bob finance</code>
    <code>adjust @bob 100 POINTS причина</code>, <code>refund ID</code>
    <code>pause payments</code>, <code>resume payments</code>
    <code>jobs</code>, <code>health</code>, <code>audit текст</code>, <code>reconcile</code>
    <code>answer @bob текст</code>, <code>approvals</code>
admin-button-jobs = ⏱ Задания
admin-button-health = 🩺 Здоровье
admin-button-approvals = ✅ На одобрение
admin-button-areas = 🚦 Разделы
admin-button-audit = 📖 Журнал
admin-unknown = Команды /admin { $word } нет. Вот что есть.
admin-usage = Пишется так: <code>/admin { $form }</code>. Ничего не изменилось.
admin-nobody = По запросу { $text } никого нет.
admin-done = Готово.

admin-person-title = { $name }
admin-person-id = <code>{ $id }</code> { $username }
admin-person-role = Роль: { $role }
admin-person-since = Здесь с { $at }, замечен { $seen }
admin-person-terms = Условия приняты: { $accepted }
admin-person-banned = Закрыт: { $reason }
admin-person-limit = Лимит: { $stars } ⭐ в день ({ $reason })
admin-person-note = Заметка: { $note }
admin-person-blocked = Заблокировал бота
admin-person-balance = Баланс: { $balances }
admin-yes = да
admin-no = нет
admin-banned = { $name } закрыт; сеансы завершены.
admin-unbanned = { $name } снова открыт.
admin-limited = { $name } может пополнять на { $stars } ⭐ в день.
admin-unlimited = У { $name } больше нет лимита.
admin-noted = Записано.
admin-role-set = { $name } теперь: { $role }.
admin-paused = Раздел «{ $area }» приостановлен.
admin-resumed = Раздел «{ $area }» продолжает работу.
admin-areas-line = { $area }: { $state }
admin-area-open = открыт
admin-area-paused = приостановлен ({ $reason })
area-payments = платежи
area-games = игры
area-gifts = подарки
area-ads = реклама
area-events = события
area-trading = торговля
admin-button-pause = Пауза: { $area }
admin-button-resume = Дальше: { $area }

admin-jobs-title = ⏱ Задания
admin-jobs-none = Ни одно задание ещё не выполнялось.
admin-job-line = { $ok } <code>{ $job }</code> — было { $last }, будет { $next }
admin-job-never = никогда
admin-job-error = { $error }
admin-button-run = Запустить { $job }
admin-job-started = Задание { $job } запущено.
admin-health-title = 🩺 Здоровье
admin-worker-line = { $ok } <code>{ $worker }</code> — { $state }, пульс { $beat }
admin-outbox-line = Исходящие: ждут { $waiting }
admin-imbalance-ok = Книга: каждый актив сходится в ноль.
admin-invariant-line = { $ok } { $name }
admin-audit-title = 📖 Журнал
admin-audit-none = Ничего не найдено.
admin-audit-line = { $at } <code>{ $actor }</code> { $action } { $entity }

admin-adjust-ask = Изменить баланс { $name } на { $amount }? Причина: { $why }
admin-refund-ask = Вернуть { $amount } человеку { $name }? Платёж вернётся целиком.
admin-approve-later = Это больше, чем разрешено одному: ждём согласия другого.
admin-approvals-title = ✅ На одобрение
admin-approvals-none = Согласия ничего не ждёт.
admin-approval-line = { $value } для <code>{ $person }</code>, просит <code>{ $by }</code>: { $why }
admin-button-approve = Одобрить
admin-button-reject = Отклонить

admin-reconcile-title = Сверка
admin-reconcile-equal = Прочитано новых операций: { $read }; всё сходится.
admin-reconcile-differs = Прочитано новых операций: { $read }; платежи приостановлены, пока это не разобрано.
admin-finding-line = { $kind }: <code>{ $ref }</code> { $stars } ⭐
finding-credit_made_good = недостающее зачисление восполнено
finding-chargeback = отзыв платежа
finding-refund_settled = возврат завершён
finding-amount_differs = суммы расходятся
finding-not_at_telegram = Telegram об этом не знает
finding-unknown = нам неизвестно
finding-ledger_differs = книга расходится
notice-approval = Нужен второй человек: { $value } для { $person }, просит { $by }. Причина: { $why }
notice-approved = Одобрено и сделано: { $value } для { $person }.
notice-rejected = Отклонено: { $value } для { $person }. Ничего не изменилось.
notice-approval-expired = Никто не ответил вовремя: { $value } для { $person }. Ничего не изменилось.
notice-chargeback-staff = Отзыв платежа на { $value } от { $person }: с него списано { $taken }, наша потеря { $lost }. Пополнение <code>{ $topup }</code>.
notice-reconcile-mismatch = ⚠️ Книга и операции Telegram со звёздами расходятся ({ $count }, первое: { $kind } <code>{ $ref }</code>). Платежи приостановлены. Подробнее: /admin reconcile.
notice-support-question = ❔ { $name } (<code>{ $id }</code>) спрашивает, номер { $number }: { $text }
button-approve = Одобрить
button-reject = Отклонить
admin-answered = { $name }: ответ отправлен.
