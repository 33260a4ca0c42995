# Подарки в приложении: поиск, подарок, коллекция, оповещения, портфель, корзина, площадки.
app-market-getgems = GetGems
app-market-fragment = Fragment
app-market-mrkt = MRKT
app-market-tonnel = Tonnel
app-market-portals = Portals
app-market-tonapi = Сеть TON

app-gifts-gift = Подарок
app-gifts-title = { $title } №{ $number }
app-gifts-art = Картинка подарка
app-gifts-unknown = неизвестно
app-gifts-safe = Ничего не куплено и не изменено.
app-gifts-worth = ≈ { $amount }
app-rates-tonapi = TON API
app-rates-world = песочницы
app-rates-settings = наших настроек
app-rates-settled = по определению
app-gifts-rate = Курс { $source }, { $time }
app-gifts-rate-none = Курс ни одной валюты сейчас неизвестен.
app-gifts-rate-other = Курс в { $currency } сейчас неизвестен, поэтому рядом доллары.
app-gifts-minutes = { $n } мин
app-gifts-hours = { $n } ч
app-gifts-days = { $n ->
    [one] { $n } день
    [few] { $n } дня
   *[other] { $n } дней
}
app-gifts-age = { $age } назад
app-gifts-age-down = { $state }, { $age }
app-gifts-amount-form = Цифры, дробная часть через точку или запятую.

# Поиск
app-gifts-search = Поиск подарков
app-gifts-search-hint = Плюш пепе чёрный, 777…
app-gifts-search-clear = Стереть
app-gifts-offers = Подходящие названия
app-gifts-popular = Больше в продаже
app-gifts-popular-all = Все коллекции
app-gifts-from = от { $amount }
app-gifts-no-floor = не продаются
app-gifts-set = Что выбрано
app-gifts-set-remove = Убрать: { $name }
app-gifts-quoted = «{ $text }»
app-gifts-everything = Все подарки
app-gifts-filter = Фильтр
app-gifts-filter-n = Фильтр, { $n }
app-gifts-filter-clear = Сбросить
app-gifts-sort = Порядок
app-gifts-sort-price = Дешевле
app-gifts-sort-down-price = Дороже
app-gifts-sort-newest = Новее
app-gifts-sort-number = По номеру
app-gifts-sort-rarity = Реже
app-gifts-found = { $n ->
    [one] { $shown } в продаже
   *[other] { $shown } в продаже
}
app-gifts-found-waits = Ищем…
app-gifts-none = Ничего подходящего не продают.
app-gifts-no-such = Такого здесь нет или уже нет.
app-gifts-lot-gone = Больше не продаётся
app-gifts-below = на { $n } % ниже оценки
app-gifts-below-far = намного ниже оценки, проверьте
app-gifts-some-down = { $names }: сейчас не отвечает. Эти цены показаны серым.
app-gifts-show = Показать
app-gifts-show-n = Показать { $n }
app-gifts-by-collection = Коллекция
app-gifts-by-model = Модель
app-gifts-by-backdrop = Фон
app-gifts-by-symbol = Узор
app-gifts-by-market = Площадка
app-gifts-by-number_kind = Какой номер
app-gifts-by-onchain = Где хранится
app-gifts-facet-find = Найти в списке
app-gifts-facet-all = Все { $n }
app-gifts-price-min = Цена от
app-gifts-price-max = Цена до
app-gifts-number-min = Номер от
app-gifts-number-max = Номер до
app-gifts-price-both = { $from } – { $to } TON
app-gifts-price-from = от { $from } TON
app-gifts-price-to = до { $to } TON
app-gifts-numbers-one = №{ $n }
app-gifts-numbers-both = №{ $from } – №{ $to }
app-gifts-numbers-from = от №{ $from }
app-gifts-numbers-to = до №{ $to }
app-gifts-range-turned = Первое больше второго.
app-gifts-number-low = До 100
app-gifts-number-palindrome = Палиндром
app-gifts-number-repeating = Одинаковые цифры
app-gifts-onchain-true = В блокчейне
app-gifts-onchain-false = В Telegram
app-gifts-include = Показать ещё
app-gifts-include-auction = Аукционы
app-gifts-include-auction-note = Цена — наименьшая ставка
app-gifts-include-bundle = Наборы
app-gifts-include-bundle-note = Несколько подарков за одну цену
app-gifts-include-premarket = Предпродажа
app-gifts-include-premarket-note = Продают раньше, чем могут передать
app-gifts-include-locked = Заблокированные
app-gifts-include-locked-note = До какого-то дня нельзя передать
app-gifts-include-other_assets = Другие валюты
app-gifts-include-other_assets-note = Цены не в TON
app-gifts-locked = заблокирован
app-gifts-kind-auction = аукцион
app-gifts-kind-bundle = набор
app-gifts-kind-premarket = предпродажа
app-gifts-kind-auction-note = Это аукцион: показана наименьшая возможная ставка.
app-gifts-kind-bundle-note = Это один из нескольких подарков, которые продают вместе за эту цену.
app-gifts-kind-premarket-note = Его продают раньше, чем могут передать. Когда он придёт, скажет площадка.

# Подарок
app-gifts-traits = Свойства
app-gifts-traits-none = Об этих свойствах пока ничего не известно.
app-gifts-of-them = редкость
app-gifts-tier-uncommon = Необычный
app-gifts-tier-rare = Редкий
app-gifts-tier-epic = Эпический
app-gifts-tier-legendary = Легендарный
app-gifts-not-sold = Сейчас не продаётся
app-gifts-offers-of = В продаже
app-gifts-offers-note = Столько вы заплатите всего, вместе с комиссией площадки. Нажмите, чтобы увидеть расчёт.
app-gifts-offers-none = Сейчас его никто не продаёт. Поставьте оповещение, и мы скажем, когда начнут.
app-gifts-offer = Предложение: { $market }
app-gifts-price = Цена там
app-gifts-on-top = Комиссия сверху
app-gifts-on-top-none = нет
app-gifts-you-pay = Вы платите
app-gifts-market-share = Площадка удержит
app-gifts-seller-gets = Продавец получит
app-gifts-in-currency = В вашей валюте
app-gifts-listed = Выставлен
app-gifts-locked-until = Заблокирован до { $time }.
app-gifts-add = В корзину, { $amount }
app-gifts-add-note = Перед оплатой корзина ещё раз спросит площадку.
app-gifts-link-copied = Ссылка скопирована
app-gifts-share = Поделиться
app-gifts-fair = Справедливая цена
app-gifts-fair-range = { $low } – { $high }
app-gifts-fair-why = { $sure }, { $n ->
    [one] по { $n } похожему
   *[other] по { $n } похожим
}
app-gifts-fair-none = Мало данных
app-gifts-fair-none-note = Таких почти не продают и не продавали.
app-gifts-comparables = На чём это основано
app-gifts-comparables-note = Сравнили: { $level }.
app-gifts-level-pair = та же модель и тот же фон
app-gifts-level-pair-number = та же модель и тот же фон, похожие номера
app-gifts-level-model = та же модель
app-gifts-level-model-number = та же модель, похожие номера
app-gifts-level-collection = та же коллекция
app-gifts-comparable-sold = продан: { $market }, { $time }
app-gifts-comparable-asked = продаётся: { $market }
app-gifts-sure-certain = точно
app-gifts-sure-likely = скорее всего
app-gifts-sure-perhaps = возможно
app-gifts-sure-guess = догадка
app-gifts-history = История
app-gifts-history-none = О его прошлом ничего не известно.
app-gifts-event-listed = Выставлен
app-gifts-event-repriced = Новая цена
app-gifts-event-delisted = Снят с продажи
app-gifts-event-sold = Продан
app-gifts-event-moved = Сменил владельца
app-gifts-event-gone = Больше не продаётся, почему — неизвестно
app-gifts-from-to = от { $from } к { $to }
app-gifts-to = к { $to }
app-gifts-wash = похоже на сделку с самим собой

# Коллекции
app-gifts-collections = Коллекции
app-gifts-collections-none = Такой коллекции нет.
app-gifts-collections-title = По имени
app-gifts-collections-listings = Больше в продаже
app-gifts-collections-floor = Дешевле
app-gifts-collections-down-floor = Дороже
app-gifts-lots = { $n ->
    [one] { $shown } в продаже
   *[other] { $shown } в продаже
}
app-gifts-floor = Минимум
app-gifts-robust = Надёжный минимум
app-gifts-for-sale = В продаже
app-gifts-supply = Всего выпущено
app-gifts-floors = Минимум по времени
app-gifts-floor-at = { $time } · { $depth } в продаже
app-gifts-floors-none = За это время минимум неизвестен.
app-gifts-floors-label = Минимум по времени: в конце { $last } TON, наименьший { $least }, наибольший { $most }
app-gifts-range = Время
app-gifts-range-1h = 1ч
app-gifts-range-1d = 1д
app-gifts-range-1w = 1н
app-gifts-range-1m = 1м
app-gifts-range-1y = 1г
app-gifts-range-all = Всё
app-gifts-line = Линия
app-gifts-line-floor = Минимум
app-gifts-line-robust = Надёжный
app-gifts-line-floor-note = Самый дешёвый, который можно купить сразу. Разрыв — время, о котором ничего не известно.
app-gifts-line-robust-note = Средний из пяти самых дешёвых: одна цена-приманка его не сдвинет.
app-gifts-depth = Сколько рядом с минимумом
app-gifts-depth-note = Когда рядом с минимумом много лотов, одна продажа его не меняет.
app-gifts-rung = { $shown } в пределах +{ $share }
app-gifts-together = вместе
app-gifts-volume = Продано
app-gifts-volume-day = За день
app-gifts-volume-week = За неделю
app-gifts-sales = { $n ->
    [one] { $shown } продажа
    [few] { $shown } продажи
   *[other] { $shown } продаж
}
app-gifts-sales-wash = ещё { $n } не учли: похоже на сделки с самим собой
app-gifts-last-sales = Последние продажи
app-gifts-movers = Модели, которые сдвинулись за день
app-gifts-moved-from = было { $amount }
app-gifts-up = выше на { $share }
app-gifts-down = ниже на { $share }

# Площадки
app-gifts-markets = Площадки
app-gifts-markets-note = Цены в Souk уже с этими комиссиями: столько вы заплатите всего. Если площадка не отвечает, её последние цены остаются, но серым.
app-gifts-state-ok = читаем
app-gifts-state-degraded = читаем с перебоями
app-gifts-state-blocked = не пускает
app-gifts-state-auth_expired = нужен вход
app-gifts-state-off = выключена
app-gifts-read-never = ещё не читали
app-gifts-since = уже { $age }
app-gifts-fee-top = покупатель платит { $share } сверху
app-gifts-fee-inside = { $share } уже в цене
app-gifts-fee-seller = продавец платит { $share }
app-gifts-fee-none = без комиссии

# Оповещения и сохранённые поиски
app-gifts-alerts = Оповещения
app-gifts-alert-make = Оповещать
app-gifts-alert-new = Новое оповещение
app-gifts-alert-act = Поставить оповещение
app-gifts-alert-made = Оповещение включено. Оно придёт в чат.
app-gifts-alert-scope = О чём
app-gifts-alert-kind = Когда
app-gifts-alert-where = Оповещения приходят в чат с ботом, об одном подарке не чаще раза в час. Все вместе:
app-gifts-scope-pair = { $model } на фоне { $backdrop }
app-gifts-scope-collection = Вся { $title }
app-gifts-alert-under = Цена
app-gifts-alert-value = Ниже справедливой
app-gifts-alert-floor = Минимум сдвинулся
app-gifts-alert-listed = Выставлен
app-gifts-alert-rarity = Редкая модель
app-gifts-alert-wallet = Кошелёк
app-gifts-alert-back = Снова есть
app-gifts-alert-under-note = Когда такой можно купить не дороже этой суммы, вместе с комиссией.
app-gifts-alert-value-note = Когда такой стоит настолько меньше своей справедливой цены.
app-gifts-alert-floor-note = Когда минимум поднимется или опустится настолько.
app-gifts-alert-listed-note = Когда такой выставят на продажу.
app-gifts-alert-rarity-note = Когда выставят модель, которая есть не больше чем у стольких.
app-gifts-alert-wallet-note = Когда этот кошелёк купит, продаст или передаст подарок.
app-gifts-alert-back-note = Когда такой снова можно будет купить, если его не было.
app-gifts-alert-under-field = Не дороже
app-gifts-alert-value-field = Дешевле на
app-gifts-alert-floor-field = Сдвиг на
app-gifts-alert-rarity-field = Модель не больше чем у
app-gifts-alert-wallet-field = Адрес кошелька
app-gifts-alert-under-wrong = Цифры, дробная часть через точку или запятую.
app-gifts-alert-value-wrong = Целое число от 1 до 99.
app-gifts-alert-floor-wrong = Целое число от 1 до 999.
app-gifts-alert-rarity-wrong = От 0,1 до 99.
app-gifts-alert-wallet-wrong = Это не адрес TON.
app-gifts-save = Сохранить поиск
app-gifts-save-act = Сохранить
app-gifts-save-name = Название
app-gifts-save-notify = Сообщать о новом
app-gifts-save-notify-note = В чат, когда появится подходящее
app-gifts-saved = Сохранено. Лежит в оповещениях, «Поиски».
app-gifts-tab-rules = Мои
app-gifts-tab-saved = Поиски
app-gifts-alerts-none = Оповещений пока нет. Откройте подарок или коллекцию и нажмите «Оповещать».
app-gifts-alerts-note = Они приходят в чат с ботом. Тихие часы и сводка раз в день — в профиле, в уведомлениях.
app-gifts-alert-muted = молчит
app-gifts-alert-limit = Граница
app-gifts-alert-since = Поставлен
app-gifts-alert-on = Сообщать
app-gifts-alert-on-note = Если выключить, останется здесь и будет молчать
app-gifts-alert-show = Показать, что продают
app-gifts-alert-remove = Убрать оповещение
app-gifts-alert-removed = Оповещение убрано
app-gifts-tab-fired = Найдено
app-gifts-fired-none = Пока ничего не нашли.
app-gifts-fired-found = сейчас сообщим
app-gifts-fired-told = сообщили
app-gifts-fired-cooled = только записано
app-gifts-fired-gone = уже продан
app-gifts-fired-passed = больше не подходит
app-gifts-fired-muted = молчит
app-gifts-fired-expired = площадка не ответила
app-gifts-mark-step = упал больше чем вдвое за раз
app-gifts-mark-burst = дважды снижен за минуту
app-gifts-mark-ladder = снижают раз за разом
app-gifts-saved-none = Сохранённых поисков нет. Задайте фильтр и нажмите закладку.
app-gifts-saved-tells = Сообщает
app-gifts-saved-silent = Молчит
app-gifts-saved-quiet = Не сообщать о новом
app-gifts-saved-removed = Поиск убран

# Арбитраж на бумаге
app-gifts-paper = Арбитраж
app-gifts-paper-what = На одной площадке дёшево, на другой дороже
app-gifts-paper-note = Только на бумаге: здесь никто не торгует. Что выгодно на бумаге, могут купить раньше вас; это не обещание.
app-gifts-paper-tab-now = Сейчас
app-gifts-paper-tab-journal = Журнал
app-gifts-paper-now-none = Сейчас после всех расходов ничего не выгодно.
app-gifts-paper-journal-none = Пока ничего не записано.
app-gifts-paper-way = { $buy } → { $sell }
app-gifts-paper-ends-in = ещё { $age }
app-gifts-paper-no-gain = неизвестно
app-gifts-paper-open = Открыто
app-gifts-paper-won = В плюсе
app-gifts-paper-lost = В минусе
app-gifts-paper-expired = Не решено
app-gifts-paper-open-note = Решит первая продажа такого же подарка там до конца срока.
app-gifts-paper-won-note = Такой же там вовремя продали, и что-то осталось бы.
app-gifts-paper-lost-note = Такой же там вовремя продали, и ничего не осталось бы.
app-gifts-paper-expired-note = Такого же там за этот срок не продали, так что никто не знает.
app-gifts-paper-cost = Вы платите, { $market }
app-gifts-paper-ask = Покупатель платит, { $market }
app-gifts-paper-fee = Берёт площадка
app-gifts-paper-gas = Газ
app-gifts-paper-moving = Перенос туда
app-gifts-paper-lock = Риск, пока он не там
app-gifts-paper-profit = Осталось бы
app-gifts-paper-opened = Нашли
app-gifts-paper-from = Можно продать там с
app-gifts-paper-until = Конец срока
app-gifts-paper-proceeds = Продан, за вычетом комиссии
app-gifts-paper-gain = Вышло
app-gifts-paper-compared = С чем сравнили
app-gifts-paper-lot = { $n }. { $market }
app-gifts-paper-all = Всего
app-gifts-paper-tied = Уплачено за открытые
app-gifts-paper-best = Лучший
app-gifts-paper-worst = Худший
app-gifts-paper-adds-up = Журнал на бумаге: все его строки дают эту сумму, деньги не двигались.
app-gifts-paper-adds-not = Журнал на бумаге. Его строки сейчас не дают этой суммы: не полагайтесь на неё. Деньги не двигались.

# Портфель
app-gifts-portfolio = Мои подарки
app-gifts-portfolio-none = Пока пусто. Привяжите кошелёк или запишите, что купили.
app-gifts-value-now = { $n ->
    [one] { $n } подарок, сейчас стоит
    [few] { $n } подарка, сейчас стоят
   *[other] { $n } подарков, сейчас стоят
}
app-gifts-value-in = Валюта
app-gifts-cost = Заплачено
app-gifts-cost-unknown = цена неизвестна
app-gifts-unrealised = Прибыль на сегодня
app-gifts-realised = Прибыль с проданного
app-gifts-sell-now = Если продать сразу
app-gifts-unknown-value = Подарков, чью цену пока не назвать: { $n }.
app-gifts-unknown-cost = Подарков, за которые неизвестно сколько заплачено: { $n }.
app-gifts-value-days = По дням
app-gifts-days-none = Линия начнётся, когда вы заглянете в другой день.
app-gifts-days-label = Стоимость по дням: в конце { $last }, наименьшая { $least }, наибольшая { $most }
app-gifts-positions = Что у вас есть
app-gifts-times = { $n } шт.
app-gifts-bought-for = заплачено { $amount }
app-gifts-gains = Продано
app-gifts-gains-note = Что куплено раньше, считается проданным раньше.
app-gifts-sold-for = за { $amount }
app-gifts-wallets = Кошельки
app-gifts-wallets-note = Подарки из привязанных кошельков появляются сами, даже пока их держит контракт площадки.
app-gifts-wallet-link = Привязать кошелёк
app-gifts-wallet-read = прочитан { $time }
app-gifts-wallet-failed = не читается с { $time }
app-gifts-wallet-waits = ещё не прочитан
app-gifts-as-of = Посчитано { $time }
app-gifts-ask = Справедливая цена
app-gifts-basis-fair = по похожим
app-gifts-basis-model = по минимуму модели
app-gifts-basis-collection = по минимуму коллекции
app-gifts-basis-bid = по лучшей заявке
app-gifts-basis-depth = по тому, как идут продажи
app-gifts-for-sale-at = Продаётся за
app-gifts-in-contract = его держит контракт площадки
app-gifts-bought = Куплено
app-gifts-source-manual = записали вы
app-gifts-source-wallet = по блокчейну
app-gifts-source-received = хранит Souk
app-gifts-lot-remove = Убрать
app-gifts-lot-removed = Убрано
app-gifts-open-gift = Открыть подарок
app-gifts-trade-first = Записать первый
app-gifts-trade-add = Записать подарок
app-gifts-trade-act = Сохранить
app-gifts-trade-saved = Записано
app-gifts-trade-side = Покупка или продажа
app-gifts-trade-bought = Покупка
app-gifts-trade-sold = Продажа
app-gifts-trade-number = Номер
app-gifts-trade-number-note = Пусто, если номера нет
app-gifts-trade-quantity = Сколько
app-gifts-trade-price-bought = Заплачено всего
app-gifts-trade-price-sold = Получено всего
app-gifts-trade-price-note = Пусто, если уже не помните
app-gifts-trade-day = День
app-gifts-choose = Выберите

# Корзина
app-gifts-basket = Корзина
app-gifts-baskets = Корзины
app-gifts-and-more = { $names } и ещё { $n }
app-gifts-baskets-none = Корзин пока нет. Найдите подарки и возьмите сразу несколько самых дешёвых.
app-gifts-baskets-note = Корзина живёт полчаса. Souk не держит на неё денег: вы платите из своего кошелька или на площадке.
app-gifts-basket-row = { $n ->
    [one] { $n } подарок
    [few] { $n } подарка
   *[other] { $n } подарков
}, { $state }, { $time }
app-gifts-basket-safe = Ничего не оплачено.
app-gifts-basket-items = Внутри
app-gifts-basket-picked = Спросите площадки, всё ли на месте, и тогда платите.
app-gifts-basket-checked = Что готово, можно оплатить сейчас. Если подождать, цены спросим ещё раз.
app-gifts-basket-done = Всё сделано.
app-gifts-basket-dropped = Вы её отпустили. Через неё ничего не оплачено.
app-gifts-basket-expired = Она устарела. Соберите новую из поиска.
app-gifts-basket-is-picked = открыта
app-gifts-basket-is-checked = проверена
app-gifts-basket-is-done = готова
app-gifts-basket-is-dropped = отпущена
app-gifts-basket-is-expired = устарела
app-gifts-sweep = Взять самые дешёвые
app-gifts-sweep-act = { $n ->
    [one] Корзина из { $n }
   *[other] Корзина из { $n }
}
app-gifts-sweep-count = Сколько
app-gifts-sweep-found = Подходит сейчас
app-gifts-sweep-dearest = Самый дорогой из них
app-gifts-sweep-none = Здесь ничего нельзя купить сразу.
app-gifts-sweep-note = Пока ничего не оплачено. Сначала ещё раз спросим площадки.
app-gifts-cap = Не дороже
app-gifts-cap-note = Больше этого за один вы не заплатите, вместе с комиссией.
app-gifts-check = Спросить площадки
app-gifts-checked = спросили { $time }
app-gifts-unchecked = ещё не спрашивали
app-gifts-drop = Отпустить
app-gifts-accept = Согласиться на { $amount }
app-gifts-now = сейчас { $amount }
app-gifts-buy-there = Купить: { $market }
app-gifts-item-picked = Ещё не спрашивали
app-gifts-item-ready = Готов
app-gifts-item-left_out = Не вошёл
app-gifts-item-bought = Куплен
app-gifts-item-lost = Кто-то успел раньше
app-gifts-why-gone = Продан или снят
app-gifts-why-repriced = Теперь другая цена
app-gifts-why-over_cap = Дороже, чем вы сказали
app-gifts-why-over_budget = Вместе слишком дорого
app-gifts-why-locked = Заблокирован
app-gifts-why-kind = Уже не по твёрдой цене
app-gifts-why-blocked = Площадка не отвечает
app-gifts-why-mismatch = Площадка просит другое
app-gifts-why-link = Нет ссылки, которой можно верить
app-gifts-pay = { $n ->
    [one] Оплатить { $n } из кошелька
   *[other] Оплатить { $n } из кошелька
}
app-gifts-pay-title = Оплата из кошелька
app-gifts-pay-note = Кошелёк покажет то же самое и спросит ещё раз. Часть платы за сеть вернётся.
app-gifts-paid = Отправлено. Подарки ваши, как только это увидит блокчейн.
app-gifts-paid-some = { $n ->
    [one] Отправлена { $n } часть, остальное нет.
    [few] Отправлено { $n } части, остальное нет.
   *[other] Отправлено { $n } частей, остальное нет.
}
app-gifts-declined = Не отправлено. Ничего не оплачено.
app-gifts-pay-failed = Кошелёк не отправил. Ничего не оплачено.
