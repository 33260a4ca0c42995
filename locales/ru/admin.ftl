admin-title = 🛠 Управление
admin-lead = Напишите /admin и слово, например <code>/admin find @bob</code>. Слово без продолжения покажет, как его писать.
admin-commands =
    Люди: find, balance, ban, unban, limit, note, role, answer
    Деньги: adjust, refund, approvals, reconcile
    TON: odd, assign, return, keep, payouts, reject, escrow
    Игры: match, void, flags. Подарки: markets, collection
    Дом: areas, pause, resume, jobs, health, audit
admin-button-jobs = ⏱ Задания
admin-button-health = 🩺 Здоровье
admin-button-approvals = ✅ На одобрение
admin-button-areas = 🚦 Разделы
admin-button-audit = 📖 Журнал
admin-unknown = Команды /admin { $word } нет. Ничего не изменилось; вот что есть.
admin-usage = Пишется так: <code>/admin { $form }</code>. Ничего не изменилось.
admin-person-title = { $name }
admin-person-id = <code>{ $id }</code> { $username }
admin-person-role = Роль: { $role }
admin-person-since = Здесь с { $at }, в последний раз { $seen }
admin-person-terms = Условия приняты: { $accepted }
admin-person-banned = Доступ закрыт: { $reason }
admin-person-limit = Лимит: { $stars } ⭐ в день ({ $reason })
admin-person-note = Заметка: { $note }
admin-person-blocked = Бот заблокирован
admin-person-balance = Баланс: { $balances }
admin-yes = да
admin-no = нет
admin-banned = { $name }: доступ закрыт, сеансы завершены.
admin-unbanned = { $name }: доступ снова открыт.
admin-limited = { $name }: пополнение не больше { $stars } ⭐ в день.
admin-unlimited = { $name }: лимита больше нет.
admin-noted = Записано.
admin-role-set = { $name }: теперь роль — { $role }.
admin-paused = Раздел «{ $area }» приостановлен.
admin-resumed = Раздел «{ $area }» продолжает работу.
admin-areas-line = { $area }: { $state }
admin-area-open = открыт
admin-area-paused = приостановлен ({ $reason })
area-payments = платежи
area-ton = TON
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
admin-job-progress = готово { $done } из { $total }
admin-job-never = никогда
admin-button-run = Запустить { $job }
admin-job-started = Задание { $job } запущено.
admin-health-title = 🩺 Здоровье
admin-workers = { $ok } Работают процессы: { $count }
admin-worker-line = ❗ <code>{ $worker }</code> — { $state }, пульс { $beat }
admin-invariants = { $ok } Проверки учёта: { $count }
admin-outbox-line = Исходящие: ждут { $waiting }
admin-invariant-line = ❗ <code>{ $name }</code> нарушено
admin-audit-title = 📖 Журнал
admin-audit-none = Ничего не найдено.
admin-audit-line = { $at } <code>{ $actor }</code> { $action } { $entity }

admin-adjust-ask = { $name }: изменить баланс на { $amount }? Причина: { $why }
admin-refund-ask = { $name }: вернуть { $amount }? Платёж вернётся целиком.
admin-find-title = 🔎 Найдены
admin-find-more = Есть ещё: напишите больше букв имени.
admin-approval-to_confirm = { $value }, { $name }: ждёт вашего подтверждения.
admin-approval-to_approve = { $value }, { $name }: нужен второй человек, ждём его согласия.
admin-approval-done = Готово: { $value }, { $name }.
admin-approval-rejected = Отклонено: { $value }, { $name }. Ничего не изменилось.
admin-approval-cancelled = Отменено: { $value }, { $name }. Ничего не изменилось.
admin-approval-expired = Никто не ответил вовремя: { $value }, { $name }. Ничего не изменилось.
admin-nobody = неизвестный плательщик
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
finding-ledger_differs = учёт расходится
notice-approval = Нужен второй человек: { $kind ->
        [refundother] вернуть { $value } человеку
        [void] отменить матч, где поставлено { $value }, открыт человеком
       *[adjust] изменить баланс на { $value } человеку
    } { $person }, просит { $by }. Причина: { $why }
notice-approved = Одобрено и сделано: { $value } для { $person }.
notice-rejected = Отклонено: { $value } для { $person }. Ничего не изменилось.
notice-approval-expired = Никто не ответил вовремя: { $value } для { $person }. Ничего не изменилось.
notice-chargeback-staff = Отзыв платежа на { $value } от { $person }: с него списано { $taken }, наша потеря { $lost }. Пополнение <code>{ $topup }</code>.
notice-reconcile-mismatch = ⚠️ Учёт и операции Telegram со звёздами расходятся: { $count }, первое — { $kind ->
        [amount_differs] суммы расходятся
        [not_at_telegram] Telegram об этом не знает
        [ledger_differs] учёт расходится
       *[unknown] нам неизвестно
    } <code>{ $ref }</code>. Платежи приостановлены. Подробнее: /admin reconcile.
notice-support-question =
    ❔ Спрашивает { $name }, номер { $number }: { $text }
    Ответить: <code>/admin answer { $id } …</code>
button-approve = Одобрить
button-reject = Отклонить
admin-answered = { $name }: ответ отправлен.
