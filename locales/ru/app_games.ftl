# Игры в мини-приложении: браузер читает их с первым экраном, которому они нужны. Значения приходят уже оформленными.

app-play-game = Игра
app-play-game-dice = Кости
app-play-game-target = Мишень
app-play-emoji-dice = 🎲
app-play-emoji-target = 🎯
app-play-rule = Правило
app-play-rule-single = Один бросок
app-play-rule-best_of_3 = До двух побед
app-play-rule-sum_of_3 = Сумма трёх
app-play-rule-bullseye_race = Кто первый в яблочко
app-play-rule-single-what = По одному броску, больше очков — победа.
app-play-rule-best_of_3-what = До трёх бросков с каждой стороны, сравниваются по парам. Две выигранные пары — победа.
app-play-rule-sum_of_3-what = По три броска, побеждает бо́льшая сумма.
app-play-rule-bullseye_race-what = До пяти бросков с каждой стороны. Побеждает тот, кто один попал в яблочко.
app-play-name = { $game }, { $rule }

app-play-you = Вы
app-play-current = Вы играете
app-play-against = Против { $name }
app-play-now-open = Ждём соперника
app-play-now-locked = Обе ставки удержаны, бот сейчас напишет
app-play-now-throwing = Идут броски
app-play-now-throw = Ждём ваш бросок
app-play-new = Новый матч
app-play-lobbies = Ждут соперника
app-play-lobbies-none = Сейчас никто не ждёт. Откройте матч — к вам присоединятся.
app-play-wins = выигрыш { $amount }
app-play-more = Ваша игра
app-play-played = История
app-play-played-note = Все игры, с фильтрами и файлом
app-play-standings = Итоги и лидеры
app-play-standings-note = Ваши победы и таблица недели
app-play-fairness = Честность
app-play-fairness-note = Ровные ли кости? Проверьте сами
app-play-limits = Лимиты и паузы
app-play-limits-note = Сколько, как долго и когда нет
app-play-granted = Сегодня вам { $amount }
app-play-closed = Сейчас ни одна игра не открыта.
app-play-note = Играйте ради удовольствия и только на то, что не жалко потерять.

app-play-asset = В чём
app-play-stake = Ставка
app-play-stake-own = Или своя ставка
app-play-stake-range = Целое число от { $least } до { $most }
app-play-stake-digits = Только цифры: целое число
app-play-stake-least = Не меньше { $least }
app-play-stake-most = Не больше { $most }
app-play-stake-act = Поставить { $amount }
app-play-match = Кто может войти
app-play-match-any = Сразу
app-play-match-open = Любой
app-play-match-private = По ссылке
app-play-match-any-what = Вы войдёте к тому, кто ждёт с такой же ставкой; если никого нет — встанете в список.
app-play-match-open-what = Матч стоит в списке, пока кто-нибудь не войдёт, но не дольше десяти минут.
app-play-match-private-what = Его найдут только те, кому вы отправите ссылку.
app-play-new-next = Пока никто не вошёл, ничего не удержано. Потом обе ставки удерживаются до конца матча.
app-play-your-stake = Вы ставите
app-play-prize = Победитель получит
app-play-payout = Выплачено
app-play-rake = Комиссия, { $percent } % с обеих ставок
app-play-rake-rate = Комиссия
app-play-rake-share = { $percent } %, только при победе
app-play-rake-taken = Взято комиссии
app-play-short = У вас { $have }. Для этой ставки не хватает.
app-play-join-title = Сыграть против { $name }?
app-play-join-next = Ставка удерживается сейчас, и матч начинается сразу. Бот в чате попросит сделать бросок; на него 45 секунд.
app-play-rematch-title = Ещё раз против { $name }?
app-play-rematch-next = Если соперник уже попросил о реванше, матч начнётся сразу. Если нет — его позовут, а до тех пор ничего не удержано.

app-play-match-title = Матч
app-play-table = Обе стороны
app-play-open-own = Ждём соперника
app-play-open-asked = Ждём того, кого вы позвали
app-play-open-other = { $name } ждёт вас
app-play-open-note = Пока никто не вошёл, ничего не удержано.
app-play-locked = Матч начинается
app-play-locked-note = Обе ставки удержаны. Бот пишет вам обоим.
app-play-throw-now = { $n ->
    [one] Ваш бросок!
    [few] Ваш ход: { $n } броска
   *[other] Ваш ход: { $n } бросков
}
app-play-throw-again = Ничья. Бросьте ещё раз!
app-play-throw-note = Отправьте { $emoji } в чат с ботом. Бросает сам Telegram.
app-play-throw-act = Бросить в чате
app-play-waiting = Ваши броски приняты
app-play-running = Матч идёт
app-play-hidden-note = Значения откроются, когда бросят обе стороны.
app-play-won = Вы выиграли { $amount }
app-play-lost = В этот раз победа за { $name }
app-play-won-other = { $name } выигрывает { $amount }
app-play-split = Ничья
app-play-void = Матч отменён
app-play-cancelled = Этот матч закрыт
app-play-reason-left = Тот, кто его открыл, ушёл. Ничего не удержано.
app-play-reason-expired = Никто не вошёл вовремя. Ничего не удержано.
app-play-reason-dropped = Тот, кто его открыл, больше не мог играть. Ничего не удержано.
app-play-reason-both-absent = Никто из вас не бросил. Обе ставки возвращены без комиссии.
app-play-reason-not-asked = Бот не успел написать вам обоим. Обе ставки возвращены без комиссии.
app-play-reason-unreachable = Бот не смог написать одному из вас. Обе ставки возвращены без комиссии.
app-play-reason-fate-unknown = Telegram не сказал, что стало с броском. Обе ставки возвращены без комиссии.
app-play-reason-ties = Четыре ничьи подряд. Обе ставки возвращены без комиссии.
app-play-reason-forfeit = С соперником не удалось связаться: победа за тем, кто бросил.
app-play-reason-staff = Матч отменила служба Souk. Обе ставки возвращены без комиссии.
app-play-side-ready = готов
app-play-side-nobody = Пока никого
app-play-side-waits = место свободно
app-play-side-asked = бот пишет
app-play-side-in = бросок сделан
app-play-side-yours = { $n ->
    [one] ваш бросок
    [few] ещё { $n } броска
   *[other] ещё { $n } бросков
}
app-play-side-thinks = { $n ->
    [one] ждём бросок
    [few] ещё { $n } броска
   *[other] ещё { $n } бросков
}
app-play-side-won = победа
app-play-time-left = { $time } на бросок
app-play-time-open = открыт ещё { $time }
app-play-time-over = Время вышло
app-play-face = { $value }
app-play-face-bot = { $value }, бросил бот
app-play-face-hidden = бросок сделан, ещё не показан
app-play-face-none = броска ещё нет
app-play-chat = Открыть чат с ботом
app-play-chat-note = Там вы бросаете, и бот расскажет, чем кончилось
app-play-invite = Позвать соперника
app-play-invite-note = Войти сможет любой, кто откроет ссылку
app-play-invite-text = Сыграй со мной в Souk: { $match }, ставка { $amount }
app-play-leave = Закрыть
app-play-left = Закрыто. Ничего не удержано.
app-play-rematch = Реванш на { $amount }

app-play-throws = Броски
app-play-throws-note = Каждая строка открывает в чате само сообщение с броском. Telegram сутки никому не даёт его удалить.
app-play-throws-none = Никто не бросал.
app-play-throw-player = { $name }: выпало { $value }
app-play-throw-bot = { $name }: бот бросил { $value }
app-play-throw-message = { $time }, сообщение { $id }
app-play-locked-at = Начало
app-play-settled-at = Конец
app-play-terms-hash = Отпечаток условий
app-play-verify = Проверить чек
app-play-verify-row = Следует ли итог из бросков?
app-play-verify-note = Проверить чек может каждый через открытый API, без аккаунта.
app-play-valid = Всё верно.
app-play-invalid = Что-то не сходится.
app-play-check-ok = верно
app-play-check-bad = неверно
app-play-check-two-players = Играли два разных человека
app-play-check-emoji = Все броски — этой игры
app-play-check-values = Такие значения бывают
app-play-check-own-chats = Каждый бросал в своём чате с ботом
app-play-check-after-prompt = Броски сделаны после просьбы бота
app-play-check-counted-once = Ни одно сообщение не засчитано дважды
app-play-check-verdict = Итог следует из бросков
app-play-check-payout = Выплата — обе ставки без комиссии
app-play-check-terms-hash = Условия те же, что вначале
app-play-check-recorded = Это наш чек, без изменений
app-play-check-links = Ссылки ведут к этим сообщениям
app-play-receipt-text = { $match } в Souk: { $name } выигрывает { $amount }
app-play-receipt-text-none = { $match } в Souk: без победителя

app-play-result = Итог
app-play-result-won = Победа
app-play-result-lost = Поражение
app-play-result-split = Ничья
app-play-result-void = Отменён
app-play-played-row = { $game }, соперник — { $name }, { $time }
app-play-nobody = тот, кто ушёл
app-play-staked-row = из { $amount }
app-play-played-none = Вы ещё не играли.
app-play-played-none-match = Под эти фильтры ничего не подходит.
app-play-csv-note = В файле — последние двенадцать месяцев целиком.

app-play-figures = Ваши итоги
app-play-figures-none = Здесь появится ваш первый матч.
app-play-tally = { $games ->
    [one] { $games } игра
    [few] { $games } игры
   *[other] { $games } игр
}, { $wins ->
    [one] { $wins } победа
    [few] { $wins } победы
   *[other] { $wins } побед
}
app-play-net = Итого
app-play-board = Лидеры недели
app-play-board-none = На этой неделе лидеров пока нет.
app-play-board-note = С { $from } по { $to }, по чистому итогу. Частые матчи одной и той же пары за день не считаются.

app-play-counts = Сколько раз выпало каждое значение
app-play-value = Значение
app-play-count = Выпало
app-play-even = Поровну было бы
app-play-sample = Всего бросков
app-play-chi = Хи-квадрат, 5 степеней свободы
app-play-p = Вероятность такого или большего
app-play-p-fine = Такая разница бывает случайно. Ничто не говорит против ровных костей.
app-play-p-low = Ровные кости дали бы такое реже, чем в одной выборке из ста. Telegram ровности не обещает; мы показываем то, что видим.
app-play-counts-none = Бросков ещё не было. Здесь будет учтён каждый.
app-play-how = Почему матч честный
app-play-how-throw = Бросают серверы Telegram, а не мы. Мы только читаем сообщение.
app-play-how-hidden = Никто не видит значение соперника, пока не бросили оба.
app-play-how-late = Кто не успел, тот не проиграл: за него в его чате бросит бот.
app-play-how-tie = При ничьей бросают снова, не больше трёх раз. Потом обе ставки возвращаются без комиссии.

app-play-reminder-title = Прежде чем играть сегодня
app-play-reminder-text = На длинном пути играя никто не выигрывает: шансы равны, а с каждого приза берётся комиссия.
app-play-reminder-lose = Ставьте только то, что не жалко потерять.
app-play-reminder-stop = Не отыгрывайтесь. Остановиться всегда правильно.
app-play-reminder-help = Лимиты, паузы и самоисключение — в одном касании.
app-play-reminder-act = Понятно
app-play-reality-title = Взгляните на часы
app-play-reality-text = { $minutes ->
    [one] Вы играете уже { $minutes } минуту.
    [few] Вы играете уже { $minutes } минуты.
   *[other] Вы играете уже { $minutes } минут.
}
app-play-reality-act = Играть дальше
app-play-reality-stop = Сделать паузу
app-play-staked = Поставлено
app-play-returned = Вернулось
app-play-chat-title = Бот не может вам написать
app-play-chat-text = Броски делаются в чате. Откройте бота, нажмите «Начать» или разблокируйте его и возвращайтесь. Ничего не списано.
app-play-chat-act = Открыть бота

app-play-limits-own = Ваши лимиты
app-play-limits-none = Лимитов нет. Выбранный начнёт действовать сразу.
app-play-limits-about = Снижение действует сразу. Повышение ждёт 24 часа и спрашивает вас ещё раз.
app-play-limit-new = Поставить лимит
app-play-limit-change = Изменить лимит
app-play-limit-what = На что
app-play-limit-loss = Проигрыш
app-play-limit-stake = Ставки
app-play-limit-deposit = Пополнения
app-play-limit-loss-what = Ставки за вычетом того, что вернулось; новая ставка считается проигранной.
app-play-limit-stake-what = Всё поставленное, выиграно оно или нет.
app-play-limit-deposit-what = Все ваши пополнения.
app-play-limit-period = За срок
app-play-period-day = 24 часа
app-play-period-week = 7 дней
app-play-period-month = 30 дней
app-play-limit-amount = Не больше
app-play-limit-form = Простое положительное число, пожалуйста
app-play-limit-now = Сейчас { $amount }
app-play-limit-new-note = Такого лимита ещё нет
app-play-limit-up-note = Это выше нынешнего: подождёт 24 часа и спросит вас ещё раз.
app-play-limit-down-note = Начнёт действовать сразу.
app-play-limit-act = Поставить лимит
app-play-limit-ask = Попросить
app-play-limit-lift = Снять
app-play-limit-set = Лимит действует
app-play-limit-asked = Записано. Через 24 часа спросим ещё раз.
app-play-limit-none = Без лимита
app-play-pending-waits = Вы просили: { $what }. Подтвердить можно через { $time }
app-play-pending-ready = Вы просили: { $what }. Всё ещё хотите?
app-play-pending-yes = Да, изменить
app-play-pending-keep = Оставить как есть
app-play-pending-kept = Остаётся как есть
app-play-reality = Взгляд на часы
app-play-reality-note = После стольких минут игры вам покажут, сколько прошло и во что обошлось, прежде чем продолжить.
app-play-minutes = { $n } мин
app-play-saved = Сохранено
app-play-sitting = Прямо сейчас
app-play-sitting-time = { $minutes ->
    [one] { $minutes } минута игры
    [few] { $minutes } минуты игры
   *[other] { $minutes } минут игры
}
app-play-sitting-row = поставлено { $staked }, вернулось { $returned }
app-play-rest = Не играть
app-play-break = Сделать паузу
app-play-break-note = От суток до шести недель
app-play-break-24 = 24 часа
app-play-break-168 = 7 дней
app-play-break-720 = 30 дней
app-play-break-1008 = 6 недель
app-play-break-act = Не играть { $span }
app-play-break-what = Начнётся сразу, и сократить её не может никто. Начатый матч доигрывается; деньги остаются вашими.
app-play-break-done = Пауза началась
app-play-exclude = Самоисключение
app-play-exclude-note = Полгода и дольше; снять не может никто
app-play-exclude-6 = полгода
app-play-exclude-12 = год
app-play-exclude-60 = пять лет
app-play-exclude-what = Вам не будут доступны ни игры, ни пополнения. Начнётся сразу; ни вы, ни поддержка не сможете закончить раньше. Баланс остаётся вашим.
app-play-exclude-next = Дальше
app-play-exclude-sure = Не играть { $span }?
app-play-exclude-agree = Я понимаю: раньше срока это не закончит никто
app-play-exclude-act = Исключить меня
app-play-exclude-done = Готово. Берегите себя.
app-play-pause-break = У вас пауза
app-play-pause-exclusion = Вы исключили себя
app-play-pause-until = До { $time }
app-play-pause-break-note = До тех пор ставки не принимаются. Начатый матч доигрывается.
app-play-pause-exclusion-note = До тех пор не принимаются ни ставки, ни пополнения. Баланс остаётся вашим.
