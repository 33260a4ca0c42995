wallet-button-deposit = 📥 Внести
wallet-button-withdraw = 📤 Вывести
wallet-button-withdrawals = Выводы
command-deposit = Куда внести TON
command-withdraw = Отправить TON на адрес

ton-which = Что именно?
ton-on-chain = в сети
dialogue-step = <i>{ $step } из { $of }</i>
button-refresh = 🔄 Обновить

deposit-title = 📥 Внести
deposit-title-of = 📥 Внести { $symbol }
deposit-how = Отправьте { $symbol } на этот адрес и обязательно с комментарием: по нему видно, что деньги ваши.
deposit-jetton = Принимается только токен этого мастера: <code>{ $master }</code>
deposit-address = Адрес: <code>{ $address }</code>
deposit-comment = Комментарий: <code>{ $comment }</code>
deposit-when = Деньги станут вашими здесь, как только платёж окажется в сети, — обычно за минуту. Мы ничего не удерживаем.
deposit-delayed = ⏳ Сеть сейчас не отвечает. Внесённое не пропадёт и будет зачислено, как только она ответит.
deposit-button-open = Открыть в кошельке
deposit-button-connect = Оплатить через TON Connect
deposit-button-copy-address = 📋 Адрес
deposit-button-copy-comment = 📋 Комментарий
deposits-title = 📥 Пришло
deposits-none = По сети пока ничего не пришло. Куда платить — /deposit.
deposits-line = { $at } — <b>{ $amount }</b>, { $state } · { $link }
deposits-state-credited = зачислено
deposits-state-partial = зачислено, меньше нужного
deposits-state-excess = зачислено, больше нужного
deposits-state-late = зачислено, пришло поздно
deposits-state-wrong_asset = не тот актив
deposits-state-checking = проверяется
deposits-state-limited = ждёт вашего лимита
deposits-state-unmatched = смотрят наши люди
deposits-state-returning = возвращается
deposits-state-returned = отправлено обратно
deposits-state-kept = закрыто

withdraw-title = 📤 Вывод
withdraw-amount-ask = Сколько { $symbol } должно прийти? Напишите сумму, например <code>1.5</code>. Выйти — /cancel.
withdraw-bounds = От { $least } до { $most }; комиссия { $fee } сверху.
withdraw-day-left = Сегодня может уйти ещё { $left }.
withdraw-address-ask = Куда отправить { $amount }? Выберите адрес или вставьте. Выйти — /cancel.
withdraw-question = 📤 Вывести { $amount }?
withdraw-one = 📤 { $amount }
withdraw-to = Куда: <code>{ $address }</code>
withdraw-contact = В вашей книге это { $name }
withdraw-new-address = Этот адрес для вас новый.
withdraw-network-main = Сеть: TON
withdraw-network-test = Сеть: TON, тестовая
withdraw-fee = Комиссия: { $fee }, спишется всего: { $total }
withdraw-final = Платёж в сети назад не вернуть: сверьте адрес, пожалуйста. Бирже может понадобиться комментарий (memo): передать его нельзя.
withdraw-state = Состояние: { $state }
withdraw-at = Запрошен { $at }
withdraw-button-yes = Вывести { $amount }
withdraw-button-look = Посмотреть
withdraw-now-to_confirm = { $amount } на { $to }: ждёт вашего «да».
withdraw-now-to_approve = { $amount } на { $to } — сумма крупная, сначала посмотрит второй человек. Мы сразу напишем.
withdraw-now-queued = { $amount } в пути на { $to }. Квитанция придёт, когда платёж окажется в сети.
withdraw-now-sent = { $amount } в пути на { $to }. Квитанция придёт, когда платёж окажется в сети.
withdraw-now-paid = { $amount } выплачено на { $to }.
withdraw-now-failed = { $amount } не выплачено. Всё снова ваше.
withdraw-now-cancelled = Отменено: { $amount } и комиссия снова в вашем распоряжении.
withdrawals-title = 📤 Выводы
withdrawals-none = Пока ничего не уходило. Начать — /withdraw.
withdrawals-line = { $at } — <b>{ $amount }</b> на { $to }, { $state }
withdrawals-button-deposits = 📥 Пришло
withdrawals-button-book = 📒 Адреса
withdrawals-button-one = { $amount }: посмотреть
withdrawals-state-to_confirm = ждёт вашего «да»
withdrawals-state-to_approve = на проверке
withdrawals-state-queued = вот-вот уйдёт
withdrawals-state-sent = отправлено
withdrawals-state-paid = выплачено
withdrawals-state-failed = не удалось
withdrawals-state-cancelled = отменено
button-withdraw-confirm = ✅ Вывести

book-title = 📒 Адресная книга
book-none = Адресов пока нет. Дайте адресу имя, и не придётся вставлять его снова.
book-line = { $name } — { $address }
book-more = и ещё { $n }, все они — в приложении
book-note = Новые адреса ждут, прежде чем туда пойдут крупные суммы.
book-usable = Крупные суммы пойдут туда { $at }.
book-button-add = ➕ Добавить адрес
book-button-rename = Переименовать
book-button-remove = Удалить
book-removed = Удалено
book-address-ask = Вставьте адрес TON в любом виде. Выйти — /cancel.
book-name-ask = Как назвать { $address }? До 40 букв. Оставить без имени — /cancel.

kind-deposit = внесено
kind-withdrawal = вывод
kind-withdrawal-fee = комиссия за вывод
kind-deposit-return = платёж отправлен обратно

admin-odd-title = 🧭 Странные платежи
admin-odd-none = Ни один платёж никого не ждёт.
admin-odd-line = <code>{ $id }</code> <b>{ $value }</b> { $at }, { $state } ({ $reason }), от <code>{ $sender }</code>, комментарий «{ $comment }» · { $link }
admin-more-wait = … и ещё, пришедшие позже: появятся здесь, когда разберёте эти.
admin-odd-how = /admin assign ID @bob причина · /admin return ID причина · /admin keep ID причина
admin-odd-assign-ask = Зачислить { $value } на имя { $name }: { $why }
admin-odd-return-ask = Отправить { $value } обратно на { $sender } за вычетом комиссии: { $why }
admin-odd-keep-ask = Закрыть платёж { $value }, он останется у нас: { $why }
admin-payouts-title = 📤 Уходит
admin-payouts-none = В пути ничего нет.
admin-payouts-line = <code>{ $id }</code> <b>{ $value }</b> на <code>{ $to }</code>, { $state }, { $at }, отправок: { $attempts }, человек { $person }
admin-payouts-how = /admin reject ID причина — вернуть то, что ещё ждёт.
admin-payouts-reject-ask = Вернуть { $value } владельцу: { $why }
admin-button-pay-now = ▶️ Выплатить ждущее
admin-chain-title = ⛓ Сеть
admin-chain-equal = Книга и сеть говорят одно и то же.
admin-chain-differs = Книга и сеть расходятся.
admin-chain-line = { $mark } <code>{ $address }</code>: по книге { $books }, в сети { $chain }
admin-chain-unread = не прочитано
admin-chain-unknown = ❗ Ушло с наших кошельков неизвестно почему: { $value }
admin-chain-finding = ❗ { $kind }: <code>{ $ref }</code>

refusal-address-invalid = Это не адрес TON: скопируйте его целиком. Ничего не списано.
refusal-wrong-network = Этот адрес из другой сети. Ничего не списано. Нужен адрес этой сети.
refusal-own-address = Это наш собственный адрес: деньги вернулись бы без имени. Ничего не списано.
refusal-address-quarantined = Этот адрес для вас новый: столько можно отправить туда с { $until }. Ничего не списано; меньшую сумму можно сейчас.
refusal-withdrawal-gone = Этот вывод уже ушёл дальше. Ничего не изменилось. Где он — покажет /withdraw.
refusal-asset-not-on-chain = { $asset } здесь по сети не ходит. Ничего не списано.
refusal-deposit-gone = Этим платежом уже кто-то занялся. Ничего не изменилось.
refusal-sender-unknown = Отправитель этого платежа неизвестен, вернуть его некому. Ничего не изменилось.

notice-deposit-credited = ✅ Пришло <b>{ $value }</b>, деньги ваши. { $at }
notice-deposit-partial = Пришло <b>{ $value }</b> — меньше, чем просили. Сумма на вашем балансе. { $at }
notice-deposit-excess = Пришло <b>{ $value }</b> — больше, чем просили. Остаток на вашем балансе. { $at }
notice-deposit-late = Пришло <b>{ $value }</b>, но время уже вышло. Сумма на вашем балансе. { $at }
notice-deposit-wrong-asset = Пришло <b>{ $value }</b>, но просили другой актив. Смотрят наши люди; ничего не пропало. { $at }
notice-deposit-checking = Пришло <b>{ $value }</b>. Сумма крупная, поэтому смотрим дважды; нужно немного времени. { $at }
notice-deposit-limited = Пришло <b>{ $value }</b> сверх лимита этого аккаунта. Сумма ждёт и не пропадёт. Вопросы: /paysupport
notice-deposit-returned = <b>{ $value }</b> отправлено туда, откуда пришло. { $at }
notice-deposit-odd = 🧭 Странный платёж <b>{ $value }</b> ({ $reason }): /admin odd. Номер <code>{ $deposit }</code>
notice-withdrawal-ask =
    📤 <b>Вывести { $value }?</b>
    Куда: <code>{ $to }</code>
    Комиссия: { $fee }. Запрошено в приложении; без вашего «да» за час отменится.
    Бирже может понадобиться комментарий (memo): передать его нельзя.
    Это не вы? Нажмите «Отмена» и проверьте сессии в /profile.
notice-withdrawal-approved = { $value }: проверено, вывод в пути.
notice-withdrawal-rejected = { $value }: вывод не разрешили. Сумма и комиссия снова ваши. Вопросы: /paysupport
notice-withdrawal-paid =
    ✅ Выплачено: <b>{ $value }</b>
    Куда: <code>{ $to }</code>
    Транзакция: <code>{ $tx }</code>
    { $at }
notice-withdrawal-failed = { $value } не выплачено. Сумма и комиссия снова ваши. Вопросы: /paysupport
notice-withdrawal-failed-staff = ❗ Вывод на { $value } не удался. Номер <code>{ $withdrawal }</code>: /admin payouts
notice-chain-amiss = ❗ Книга и сеть: посмотреть { $count }, первое — { $kind }, { $asset }, <code>{ $ref }</code>. /admin reconcile
