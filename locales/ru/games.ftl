# Во что играют — внутри других текстов.
match-game = { $game ->
        [target] 🎯 Мишень
       *[dice] 🎲 Кости
    }
match-rule = { $rule ->
        [best_of_3] до двух побед
        [sum_of_3] сумма трёх
        [bullseye_race] гонка в яблочко
       *[single] по одному броску
    }
match-what = { match-game }, { match-rule }

play-title = 🎲 Игры
play-lead = Двое делают одинаковую ставку и бросают; у кого больше — забирает обе за вычетом доли дома, { $rake } %.
play-granted = Сегодняшние баллы ваши: { $points }.
play-balance = У вас { $balance }.
play-now = У вас уже есть место в матче.
play-button-dice = 🎲 Кости
play-button-target = 🎯 Мишень
play-button-now = ▶️ Мой матч
play-button-open = Открытые игры
play-button-stats = Мои результаты
play-button-board = Лидеры недели
play-button-limits = Лимиты и перерывы

play-rule-title = { match-game }
play-rule-ask = Шаг 1 из 4: как играем?
play-rule-single = По одному броску
play-rule-best_of_3 = До двух побед
play-rule-sum_of_3 = Сумма трёх
play-rule-bullseye_race = Гонка в яблочко
play-note-dice = Каждый присылает 🎲; побеждает большее. При равенстве бросают снова, до трёх раз; потом обе ставки возвращаются целиком.
play-note-target = Каждый присылает 🎯; побеждает тот, кто ближе к центру. При равенстве бросают снова, до трёх раз; потом обе ставки возвращаются целиком.
play-asset-ask = Шаг 2 из 4: на что играем?
play-stake-title = { match-what }
play-stake-ask = Шаг 3 из 4: выберите ставку ({ $asset }) или напишите целое число от { $least } до { $most }. Выйти — /cancel.
play-stake-reminder = Играйте ради удовольствия: из-за доли дома игра со временем стоит денег. Не ставьте то, что вам нужно.
play-match-ask = Шаг 4 из 4: с кем?
play-match-any = ⚡ С кем угодно
play-match-open = 📋 Открытая игра в списке
play-match-private = ✉️ С тем, кого приглашу
play-terms = Ставка { $stake } с каждого. Победитель получает { $payout }; дом оставляет { $rake } %, при ничьей и отмене — ничего.
play-question-title = Сыграть: { match-what }?
play-question-any = Вы присоединитесь к такой же игре или подождёте её до { $minutes } мин.
play-question-open = Ваша игра простоит в списке { $minutes } мин.
play-question-private = Вы получите ссылку для кого захотите; она действует { $minutes } мин.
play-question-nothing = Сейчас ничего не списывается: обе ставки удержатся, когда кто-то присоединится, — до конца матча.
play-usage = Пишется так: <code>/play dice single 10 XTR</code>, в конце можно <code>open</code> или <code>private</code>. Ничего не списано.

reminder-title = Перед первой ставкой за день
reminder-text = Игры — для людей от 18 лет, и в среднем они стоят денег. Проигранное не отыгрывают, играя дальше. Ставьте только то, без чего обойдётесь; лимиты и перерыв — в любой момент: /limits
reminder-button-seen = Прочитано, дальше
reality-title = ⏱ Посмотрите на время и деньги
reality-text = Вы играете { $minutes } мин. Поставлено: { $staked }. Вернулось: { $returned }. Разница: { $net }.
reality-nothing = Вы играете { $minutes } мин.
reality-button-seen = Понятно, дальше
reality-button-break = Сделать перерыв

lobby-title = { match-what }
lobby-waiting = Ждём, кто присоединится, — до { $until }. Пока ничего не списано.
lobby-waiting-asked = Ждём того, кого вы позвали, — до { $until }; больше никто не войдёт. Пока ничего не списано.
lobby-invitation = { $name } приглашает вас.
lobby-link = Отправьте эту ссылку кому хотите: { $link }
lobby-running = Матч идёт: { $names }. Пришлите { $emoji } сюда, в этот чат; осталось бросков: { $left }.
lobby-running-asked = Матч идёт: { $names }. Приглашение бросать уже в пути.
lobby-running-thrown = Матч идёт: { $names }. Ваши броски приняты; ждём вторую сторону.
lobby-others = Играют { $names }.
lobby-throws = { $name }: { $values }
lobby-won = { $name } выигрывает { $payout }.
lobby-split = Ничья до конца: обе ставки вернулись целиком.
lobby-void = Матч отменён: обе ставки вернулись целиком.
lobby-cancelled = Эту игру закрыли до того, как кто-то пришёл; ничего не списано.
lobby-left = Вы вышли. Ничего не списано.
lobby-joined = Матч начался!
lobby-none-title = Открытые игры
lobby-none = Сейчас никто не ждёт. Откройте игру — её увидят здесь.
lobby-list-title = Открытые игры
lobby-list-line = { $n }. { match-what } · { $stake } · победителю { $payout } · { $name }
lobby-list-note = Дом оставляет { $rake } % от обеих ставок. Ставки удерживаются с вашего входа и до конца матча.
lobby-button-join = Сыграть на { $stake }
lobby-button-join-n = { $n }. Сыграть на { $stake }
lobby-button-leave = Выйти
lobby-button-rematch = 🔁 Реванш
lobby-button-copy = Скопировать ссылку
lobby-button-share = Поделиться
lobby-button-refresh = ↻ Обновить
lobby-share = Игра «{ $what }» на { $stake } с каждого:
lobby-button-receipt = 🧾 Квитанция в приложении

group-challenge = { $name } играет: { match-what }, ставка { $stake } с каждого. Победитель получает { $payout }; дом оставляет { $rake } %.
group-matched = { $names }: { match-what } на { $stake }. Оба бросают в личном чате со мной.
group-button-play = Сыграть на { $stake }
group-first-open = Сначала откройте наш личный чат (вторая кнопка) и присоединитесь оттуда. Ничего не списано.
group-refused = Сейчас нельзя. Подробности — в личном чате.
group-usage = Напишите <code>/play dice single 10 POINTS</code>.

stats-title = Мои результаты
stats-none = Вы ещё не играли.
stats-line = { match-game }, { $asset }: игр { $games }, побед { $wins }, ничьих { $splits }, итог { $net }
board-title = 🏆 Лидеры недели
board-none = На этой неделе на { $asset } ещё не играли. Первое место свободно.
board-line = { $place }. { $name }: { $net } (побед { $wins } из { $games })
board-note = С понедельника по воскресенье, UTC. Больше нескольких матчей в день с одним человеком не считаются.
history-title = Мои игры
history-none = Игр ещё не было.
history-line = { $at } · { match-game }, соперник — { $name } · { $result } · { $staked } → { $returned }
history-nobody = тот, кто ушёл
history-result-won = победа
history-result-lost = проигрыш
history-result-split = ничья
history-result-void = отмена
stats-button-history = Мои игры
stats-button-board = Лидеры

limits-title = Лимиты и перерывы
limits-lead = Меньший лимит действует сразу. Больший ждёт 24 часа и вашего второго «да».
limits-none = Лимитов вы не ставили.
limits-line = { $what }: { $limits }
limits-item = { $amount } { $period }
limits-item-pending = { $amount } { $period } ({ $wanted } ждёт до { $since })
limits-item-ready = { $amount } { $period } ({ $wanted } ждёт вашего второго «да»)
limits-unlimited = без лимита
limits-pause-break = Ваш перерыв — до { $until }. Сократить его никто не может.
limits-pause-exclusion = Вы исключили себя из игр до { $until }. Снять это не можете ни вы, ни наши сотрудники.
limits-reality = Время и деньги показываем каждые { $minutes } мин.
limits-reality-playing = Время и деньги показываем каждые { $minutes } мин; вы играете уже { $sitting } мин.
limits-kind-deposit = Пополнения
limits-kind-stake = Ставки
limits-kind-loss = Проигрыши
limits-period-day = день
limits-period-week = неделя
limits-period-month = месяц
limits-each-day = в день
limits-each-week = в неделю
limits-each-month = в месяц
limits-button-reality = ⏱ Напоминание о времени
limits-button-break = ☕ Сделать перерыв
limits-button-exclude = ⛔ Исключить себя
limits-button-confirm = Второе «да»: { $what }, { $period }
limits-button-off = Без лимита
limits-period-title = { $what }
limits-period-ask = За какой срок и в чём?
limits-amount-title = { $what }, { $period }
limits-amount-ask = Напишите предел ({ $asset }), целое число, или выберите. Выйти — /cancel.
limits-amount-note-deposit = Всё, что приходит.
limits-amount-note-stake = Всё, что поставлено, — выиграно оно или нет.
limits-amount-note-loss = Ставки за вычетом того, что вернулось.
limits-set = Готово.
limits-reality-ask = Как часто останавливать игру, чтобы посмотреть на время и деньги?
limits-minutes = { $minutes } мин
limits-break-ask = На какой срок? Начнётся сразу, сократить его никто не сможет, начатые матчи доигрываются. Деньги остаются вашими: их можно вернуть когда угодно.
limits-hours-24 = 24 часа
limits-hours-168 = 7 дней
limits-hours-720 = 30 дней
limits-hours-1008 = 6 недель
limits-exclude-ask = На какой срок закрыть для вас все игры? Начнётся сразу. Снять это раньше не сможете ни вы, ни наши сотрудники.
limits-months-6 = 6 месяцев
limits-months-12 = 1 год
limits-months-60 = 5 лет
limits-exclude-sure = Вы уверены? Ни одна игра не примет вашу ставку — срок: { $span }, — что бы вы потом ни попросили. Баланс остаётся вашим, его можно вернуть.
limits-exclude-yes = Да, исключить меня: { $span }

admin-match-line = <code>{ $lobby }</code>: { $stake }, { $state }
admin-match-seat = { $name } (<code>{ $person }</code>): { $values }
admin-match-end = Победитель <code>{ $winner }</code>, выплата { $payout }. Причина: { $reason } { $why }
admin-match-times = Открыт { $opened }, следующий срок { $due }
admin-void-ask = Отменить матч ({ $names }) на { $stake } с каждого? Обе ставки вернутся целиком. Причина: { $why }
admin-flags-title = 🚩 Пометки
admin-flags-none = Помеченных пар нет.
admin-flag-line = { $kind ->
        [related] один пригласил другого
       *[often] много матчей за день
    }: <code>{ $one }</code> и <code>{ $other }</code>, { $at }, матч <code>{ $lobby }</code>
admin-button-flag = Проверено: { $n }
admin-flag-closed = Отмечено: проверено.

notices-kind-games-challenge = Приглашения сыграть: { $state }
notices-kind-games-lobby = Игры, куда никто не пришёл: { $state }
notice-throw =
    <b>{ match-what }</b>: { $opponent } и вы, ставка { $stake } с каждого.
    Пришлите { $emoji } сюда{ $throws ->
        [1] {""}
       *[other] , всего раз: { $throws }
    }. У вас { $seconds } с; опоздаете — брошу за вас. Итог — когда бросят оба.
notice-throw-again =
    <b>Ничья</b>, соперник — { $opponent }. Ещё раз: { match-game }, ставка та же, { $stake }.
    Пришлите { $emoji } сюда. У вас { $seconds } с.
notice-challenge = { $again ->
        [0] { $by } приглашает вас сыграть:
       *[other] { $by } просит реванш:
    } { match-what }, ставка { $stake } с каждого. Победитель получает { $payout }; дом оставляет { $rake } %.
notice-lobby-over = { $reason ->
        [dropped] Ваша игра ({ match-what }, { $stake }) закрыта: ставку больше нельзя покрыть или принять. Ничего не списано.
        [staff] Вашу игру ({ match-what }, { $stake }) закрыли наши сотрудники: { $why }. Ничего не списано.
       *[expired] В вашу игру ({ match-what }, { $stake }) вовремя никто не пришёл. Ничего не списано.
    }
notice-match-won =
    🏆 <b>Вы выиграли { $payout }</b>; соперник — { $opponent }{ $reason ->
        [forfeit] , до него не дошло сообщение
       *[other] {""}
    }.
    { match-what }: { $mine } против { $theirs }
    Квитанция <code>{ $lobby }</code>
    { $at }
notice-match-lost =
    <b>Победа за соперником: { $opponent }.</b> Ваша ставка — { $stake }{ $reason ->
        [forfeit] ; до вас не дошло сообщение
       *[other] {""}
    }.
    { match-what }: { $mine } против { $theirs }
    Квитанция <code>{ $lobby }</code>
    { $at }
notice-match-split =
    <b>Ничья до конца</b>, соперник — { $opponent }: ваши { $stake } вернулись целиком.
    { match-what }: { $mine } против { $theirs }
    Квитанция <code>{ $lobby }</code>
    { $at }
notice-match-void =
    <b>Матч отменён</b>, соперник — { $opponent }: { $reason ->
        [both-absent] вовремя никто не бросил
        [not-asked] мы не смогли позвать вас обоих
        [unreachable] чат оказался недоступен
        [fate-unknown] осталось неизвестным, что я бросил за отсутствующего
        [staff] так решили наши сотрудники — { $why }
       *[other] закончить не удалось
    }. Ваши { $stake } вернулись целиком.
    Квитанция <code>{ $lobby }</code>
    { $at }
kind-daily = баллы за день
button-join = Сыграть
button-rematch = 🔁 Реванш

refusal-already-playing = У вас уже есть место в матче, а играют по одному. Ничего не списано. Показать: /play
refusal-own-lobby = Это ваша игра: присоединиться должен кто-то другой. Ничего не списано.
refusal-lobby-gone = Эта игра уже не открыта. Ничего не списано. Другие — /play.
refusal-match-locked = Кто-то присоединился, и матч доигрывается. Обе ставки удержаны и в сохранности.
refusal-asset-not-allowed = На { $asset } здесь не играют. Ничего не списано. На что можно — /play.
refusal-not-your-match = Этот матч чужой. Ничего не списано.
refusal-chat-needed = Я пока не могу вам писать: нажмите /start в нашем личном чате и попробуйте снова. Ничего не списано.
refusal-self-excluded = У вас перерыв в играх. Ничего не списано. /limits
    .break = Ваш перерыв в играх — до { $until }. Ничего не списано. /limits
    .exclusion = Вы исключили себя из игр до { $until }. Ничего не списано. /limits
refusal-reminder-needed = Сначала прочитайте сегодняшнее напоминание: /play. Ничего не списано.
refusal-reality-check = Вы играете { $minutes } мин: сначала посмотрите на время и деньги — /play. Ничего не списано.
refusal-limit-waits = Больший лимит ждёт до { $since }, а потом вашего второго «да». Ничего не изменилось.
refusal-throw-not-counted = Не засчитано.
refusal-throw-no-match = Не засчитано: сейчас у вас нет матча. Начать — /play.
refusal-throw-forwarded = Не засчитано: это пересланное. Пришлите новый бросок сами.
refusal-throw-via-bot = Не засчитано: прислано через другого бота. Пришлите сами.
refusal-throw-scheduled = Не засчитано: отправлено по расписанию. Бросьте сейчас, рукой.
refusal-throw-edited = Не засчитано: изменённое сообщение — не бросок.
refusal-throw-album = Не засчитано: пришлите отдельным сообщением.
refusal-throw-foreign = Не засчитано: пишите от своего имени.
refusal-throw-wrong-chat = Не засчитано: бросайте в нашем личном чате.
refusal-throw-wrong-emoji = Не засчитано: в этом матче бросают { $emoji }.
refusal-throw-no-value = Не засчитано: такого значения в этой игре нет.
refusal-throw-early = Не засчитано: вы поспешили. Дождитесь моего слова и бросайте.
refusal-throw-repeated = Не засчитано: ваши броски уже приняты.
refusal-throw-late = Не засчитано: время вышло.
