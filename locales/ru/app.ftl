# Мини-приложение и те же страницы в браузере. Читает браузер: значения приходят уже оформленными.

app-loading = Загружается
app-back = Назад
app-close = Закрыть
app-cancel = Отмена
app-done = Готово
app-again = Ещё раз
app-more = Показать ещё
app-search = Поиск
app-search-none = С таким названием ничего нет.
app-copied = Скопировано
app-just-now = только что
app-today = Сегодня
app-yesterday = Вчера
app-offline = Нет связи. Данные на экране могли устареть.
app-problem-offline = Сервер не отвечает.
app-problem-unknown = Что-то пошло не так.
app-problem-safe = Ваши деньги на месте. Ничего не списано.
app-problem-load = Не удалось загрузить этот экран.
app-act-resumed = Начатое раньше завершено.
app-share-failed = Не получилось поделиться.

app-asset-xtr = ⭐
app-asset-ton = TON
app-asset-points = { $n ->
    [one] балл
    [few] балла
    [many] баллов
   *[other] балла
}

app-places = Разделы
app-tab-home = Главная
app-tab-gifts = Подарки
app-tab-play = Игры
app-tab-deals = Реклама
app-tab-events = События
app-chip-label = Звёзды: { $amount }, открыть кошелёк

app-home-title = Souk
app-home-balance = Ваш баланс
app-stars = звёзд
app-home-held = Ещё { $held } удержано, всего { $total }
app-home-nothing-held = Всё доступно
app-home-needs = Ждёт вас
app-home-needs-nothing = Сейчас ничего не требуется.
app-needs-topup = Пополнение на { $amount } ⭐ ещё не оплачено
app-needs-topup-note = Оплатите или просто оставьте
app-needs-inbox = { $n ->
    [one] { $n } новое уведомление
    [few] { $n } новых уведомления
   *[other] { $n } новых уведомлений
}
app-needs-inbox-note = Открыть входящие
app-needs-paused = Платежи ненадолго остановлены
app-needs-paused-note = Ваш баланс на месте и ждёт
app-needs-match = Ваш матч идёт
app-needs-throw = Ждём ваш бросок
app-needs-match-note = Открыть матч
app-home-areas = Пять направлений
app-home-recent = Недавнее
app-home-recent-none = Движений пока нет. Здесь появится ваше первое пополнение.
app-home-recent-all = Вся выписка
app-games-open = { $n ->
    [0] Откройте матч — к вам присоединятся
    [one] { $n } матч ждёт соперника
    [few] { $n } матча ждут соперника
   *[other] { $n } матчей ждут соперника
}
app-opens-soon = Скоро откроется

app-area-gifts = Подарки
app-area-gifts-what = Все площадки подарков в одном поиске, с ценой, которую вы действительно заплатите.
app-area-games = Игры
app-area-games-what = Кости, мишень и другое — с живыми людьми. Бросает Telegram, проверить может каждый.
app-area-ads = Реклама в каналах
app-area-ads-what = Покупайте и продавайте посты. Деньги ждут, пока пост отстоит свой срок.
app-area-events = События
app-area-events-what = Билеты, проверка на входе и награды тем, кто пришёл.
app-area-trading = Торговля
app-area-trading-what = Баллы и подарки по ценам, которые назначают сами люди.

app-wallet = Кошелёк
app-wallet-balances = Балансы
app-wallet-balances-note = Удержанное ждёт, пока что-то закончится, например партия или вывод; до этого его нельзя потратить.
app-wallet-asset-xtr = Звёзды
app-wallet-asset-ton = TON
app-wallet-asset-points = Баллы
app-wallet-asset-other = { $name }
app-wallet-none-held = Ничего не удержано
app-wallet-held = Удержано { $held }
app-available = доступно
app-fee = Комиссия
app-fee-none = нет

app-topup = Пополнить
app-topup-stars = Пополнить звёздами
app-topup-title = Пополнить звёздами
app-topup-presets = Сумма
app-topup-more = Больше
app-topup-own = Или своя сумма
app-topup-range = Целое число звёзд, от { $least } до { $most }
app-topup-digits = Только цифры: целое число звёзд
app-topup-least = Не меньше { $least } звёзд
app-topup-most = Не больше { $most } звёзд
app-topup-get = Вы получите
app-topup-next = Дальше Telegram покажет своё окно оплаты. Пока пополнение не потрачено, его можно вернуть целиком.
app-topup-pay = Оплатить { $amount }
app-topup-pay-telegram = Оплатить { $amount } в Telegram
app-topup-left = Не оплачено. Ничего не списано.
app-topup-refused = Telegram не смог принять оплату. Ничего не списано.
app-topups = Пополнения
app-topups-none = Пополнений пока нет. Здесь будут звёзды, которые вы добавите.
app-topup-first = Сделать первое
app-topup-open = Ещё не оплачено
app-topup-paid = Оплачено
app-topup-refunding = Возврат в пути
app-topup-refunded = Возвращено
app-topup-failed = Не удалось
app-topup-expired = Истекло
app-topup-charged_back = Отозвано через магазин

app-receipt = Чек
app-receipt-acts = Что можно сделать
app-receipt-waiting = Ждём подтверждения от Telegram
app-receipt-open = Пополнение не оплачено. Ничего не списано.
app-receipt-paid = Зачислено на ваш баланс
app-receipt-refunding = Звёзды возвращаются к вам
app-receipt-refunded = Звёзды вернулись в Telegram
app-receipt-failed = Не получилось. Ничего не списано.
app-receipt-expired = Вовремя не оплачено. Ничего не списано.
app-receipt-charged_back = Платёж отозван через магазин приложений
app-receipt-state = Состояние
app-receipt-made = Создано
app-receipt-paid-at = Оплачено
app-receipt-refunded-at = Возвращено
app-receipt-why = Почему
app-receipt-id = Номер
app-receipt-share = Поделиться чеком
app-receipt-text = Чек Souk: { $amount }, { $time }, номер { $id }
app-refund = Вернуть
app-refund-note = Пополнение вернётся целиком в ваши звёзды Telegram, если из него ничего не потрачено.
app-refund-spent = Часть уже потрачена, поэтому целиком вернуть нельзя.
app-refund-title = Вернуть это пополнение?
app-refund-act = Вернуть { $amount }
app-refund-back = Вернётся в Telegram
app-refund-next = Баланс здесь уменьшится сразу, звёзды вернутся в Telegram через мгновение. Отменить это нельзя.
app-refund-done = { $amount } возвращаются к вам

app-statement = Выписка
app-statement-note = Все движения ваших денег
app-statement-none = Движений пока нет.
app-statement-none-match = Под эти условия ничего не подходит.
app-balance-after = Баланс { $amount }
app-filter = Отбор
app-filter-asset = Что считать
app-filter-all = Все
app-filter-kind = Вид
app-filter-from = С
app-filter-to = По этот день
app-filter-turned = Первый день позже последнего.
app-filter-show = Показать
app-filter-clear = Сбросить отбор
app-kind-topup = Пополнение
app-kind-refund = Возврат
app-kind-grant = Подарок от Souk
app-kind-daily = Баллы дня
app-kind-stake = Ставка
app-kind-payout = Выигрыш
app-kind-fee = Комиссия
app-kind-chargeback = Отзыв платежа
app-kind-adjust = Исправление от Souk

app-inbox = Входящие
app-inbox-none = Уведомлений пока нет. Здесь сохранятся чеки и результаты.

app-profile = Профиль
app-nameless = Без имени
app-profile-settings = Как Souk с вами говорит
app-profile-safety = Безопасность
app-profile-mine = Ваши данные
app-language = Язык
app-zone = Часовой пояс
app-currency = Валюта
app-currency-note = Для цен рядом с суммами, когда откроются разделы с ценами. Баланс остаётся в звёздах.
app-export = Забрать мои данные
app-export-note = Всё, что Souk хранит о вас, одним файлом
app-export-done = Ваши данные в файле
app-delete = Удалить аккаунт
app-delete-note = Сначала баланс должен быть пуст
app-delete-title = Удалить аккаунт?
app-delete-what = Имя, настройки, сессии и входящие удалятся сразу. Записи в книгах останутся под номером, который ни к кому не ведёт. Отменить это нельзя.
app-delete-sure = Понимаю, что вернуть его будет нельзя
app-delete-act = Удалить навсегда
app-delete-done = Аккаунт удалён. Всего доброго!
app-sign-out = Выйти

app-sessions = Сессии
app-sessions-note = Где вы вошли
app-sessions-about = Сессия живёт сутки. Если какая-то не ваша, завершите её.
app-keys = Ключи для программ
app-keys-note = Чтобы Souk пользовалась ваша программа
app-session-this = Эта
app-session-unknown = Неизвестное устройство
app-session-mini_app = в Telegram
app-session-login_widget = в браузере
app-session-ton_proof = через кошелёк
app-session-end = Завершить
app-session-end-title = Завершить эту сессию?
app-session-end-note = Выход произойдёт сразу. Больше ничего не изменится.
app-session-ended = Сессия завершена
app-session-device = Устройство

app-notices = Уведомления
app-notices-note = Какие, когда и когда не надо
app-notices-inbox = Что бы вы ни выбрали, каждое уведомление хранится во входящих.
app-notice-area-payments = Платежи
app-notice-area-users = Аккаунт
app-notice-payments-receipt = Чеки
app-notice-payments-topup = Пополнения
app-notice-payments-refund = Возвраты
app-notice-payments-adjustment = Исправления баланса
app-notice-payments-chargeback = Отзывы платежей
app-notice-payments-approval = Вопросы второму лицу
app-notice-payments-reconcile = Сверка
app-notice-users-support = Вопросы в поддержку
app-notice-users-answer = Ответы поддержки
app-notice-users-role = Изменение вашей роли
app-notice-users-ban = Пауза аккаунта и её снятие
app-notice-users-digest = Ежедневная сводка
app-mute = Тишина
app-mute-note = В это время в чат приходят только чеки.
app-digest = Раз в день
app-digest-note = Собирать то, что может подождать, в одно сообщение
app-quiet = Тихие часы
app-quiet-note = По вашему часовому поясу. Всё, что придёт в это время, подождёт до утра.
app-quiet-on = Не писать ночью
app-quiet-from = С
app-quiet-to = До

app-terms = Условия
app-privacy = Конфиденциальность
app-terms-title = Добро пожаловать, { $name }
app-terms-lead = Прежде чем начать — вот о чём мы договариваемся.
app-terms-agree = Мне есть 18 лет, и я согласен(на)
app-terms-act = Согласиться и начать
app-terms-document = Документ { $hash }

app-signin-lead = Подарки, честные игры, реклама, события и торговля с одним балансом. Войдите через Telegram, чтобы увидеть свой.
app-signin = Войти
app-signin-look = Смотреть подарки без входа
app-signin-again = Сессия закончилась. Откройте Souk из чата ещё раз.
app-open-telegram = Открыть в Telegram

app-wallet-ton = TON
app-wallet-deposit = Внести
app-wallet-deposit-note = Монеты и токены из вашего кошелька
app-wallet-withdraw = Вывести
app-wallet-withdraw-note = На любой адрес TON
app-wallet-transfers = По сети TON
app-wallet-transfers-note = Всё, что пришло и ушло
app-wallet-book = Адресная книга
app-wallet-book-note = Имена для адресов
app-wallet-linked = Мои кошельки
app-wallet-linked-note = Привязанные кошельки впускают вас
app-signin-wallet = Войти кошельком TON
app-kind-deposit = Внесено
app-kind-withdrawal = Вывод
app-kind-withdrawal-fee = Комиссия за вывод
app-kind-deposit-return = Отправлено обратно

app-gifts-open = Все площадки и настоящие цены
