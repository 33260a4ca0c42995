# Подарки в чате и на открытых страницах. У приложения свои слова; там же, один раз на всех,
# названия площадок, их состояния и источники курсов.

gifts-market-getgems = { app-market-getgems }
gifts-market-fragment = { app-market-fragment }
gifts-market-mrkt = { app-market-mrkt }
gifts-market-tonnel = { app-market-tonnel }
gifts-market-portals = { app-market-portals }
gifts-market-tonapi = { app-market-tonapi }

gifts-state-ok = { app-gifts-state-ok }
gifts-state-degraded = { app-gifts-state-degraded }
gifts-state-blocked = { app-gifts-state-blocked }
gifts-state-auth_expired = { app-gifts-state-auth_expired }
gifts-state-off = { app-gifts-state-off }

gifts-source-state = { $market }: { $state }, началось { $since }
gifts-source-old = { $market }: цены прочитаны { $at }

gifts-sale-auction = аукцион
gifts-sale-bundle = набор
gifts-sale-premarket = предпродажа
gifts-locked = заблокирован до { $until }

gifts-tier-uncommon = необычный
gifts-tier-rare = редкий
gifts-tier-epic = эпический
gifts-tier-legendary = легендарный

gifts-worth = ≈ { $amount }
gifts-rates-tonapi = { app-rates-tonapi }
gifts-rates-world = { app-rates-world }
gifts-rates-settings = { app-rates-settings }
gifts-rates-settled = { app-rates-settled }
gifts-rate-note = Курс { $source }, { $at }
gifts-rate-none = { app-gifts-rate-none }
gifts-rate-other = { app-gifts-rate-other }

gifts-value = Справедливая цена: { $value } (вероятно от { $low } до { $high }; уверенность { $sure }; { $level })
gifts-value-none = Справедливая цена: мало данных
gift-value-level-pair = та же модель и фон
gift-value-level-model = та же модель
gift-value-level-pair-number = та же модель, фон и вид номера
gift-value-level-model-number = та же модель и вид номера

gifts-event-listed = { $at }: выставлен за { $amount }, { $market }
gifts-event-listed-bare = { $at }: выставлен, { $market }
gifts-event-repriced = { $at }: новая цена { $amount }, { $market }
gifts-event-repriced-bare = { $at }: новая цена, { $market }
gifts-event-delisted = { $at }: снят с продажи, просили { $amount }, { $market }
gifts-event-delisted-bare = { $at }: снят с продажи, { $market }
gifts-event-sold = { $at }: продан за { $amount }, { $market }
gifts-event-sold-bare = { $at }: продан, { $market }
gifts-event-moved = { $at }: перешёл к другому владельцу, { $amount }
gifts-event-moved-bare = { $at }: перешёл к другому владельцу
gifts-event-gone = { $at }: исчез, просили { $amount }, { $market }; почему, никто не говорит
gifts-event-gone-bare = { $at }: исчез, { $market }; почему, никто не говорит
gifts-event-sure = уверенность { $sure }
gifts-event-wash = похоже на сделку с самим собой

gifts-trait-collection = Коллекция
gifts-trait-model = Модель
gifts-trait-backdrop = Фон
gifts-trait-symbol = Узор
gifts-trait-market = Площадка

gifts-sort-price = Сначала дешёвые
gifts-sort--price = Сначала дорогие
gifts-sort-newest = Сначала новые
gifts-sort-number = По номеру
gifts-sort-rarity = Сначала редкие

gifts-number-low = Меньше 100
gifts-number-palindrome = Палиндром
gifts-number-repeating = Одна цифра

gifts-title = 🎁 Подарки
gifts-hello = Шесть площадок рядом, в каждой цене уже все сборы. Напишите, что ищете: /gifts плюш пепе
gifts-found = { $n ->
    [one] { $total } лот
    [few] { $total } лота
   *[other] { $total } лотов
} · { $sort }
gifts-filters = Только: { $filters }
gifts-none = По запросу «{ $q }» сейчас ничего не продаётся.
gifts-none-filters = Под эти условия сейчас ничего не подходит.
gifts-line = { $n }. { $gift } · { $price } · { $market }
gifts-over = Этот поиск закончился. Начните новый: /gifts плюш пепе
gifts-filter-title = 🎁 Уточнить
gifts-filter-lead = По чему? Каждый список говорит, сколько лотов.
gifts-by-title = 🎁 Подарки: { $trait }
gifts-by-lead = Выберите; число говорит, сколько лотов.
gifts-by-more = Остальные значения есть в приложении.
gifts-sort-title = 🎁 В каком порядке?

gifts-button-search = 🔎 Все подарки
gifts-button-app = Открыть в приложении
gifts-button-filter = Уточнить
gifts-button-model = Модель
gifts-button-backdrop = Фон
gifts-button-symbol = Узор
gifts-button-market = Площадка
gifts-button-collection = Коллекция
gifts-button-sort = Порядок
gifts-button-clear = Сбросить
gifts-button-value = { $value } · { $count }
gifts-button-history = История
gifts-button-chart = График цены
gifts-button-buy = Купить: { $market }
gifts-button-again = Посмотреть снова
gifts-button-open = Посмотреть
gifts-button-chat = Искать подарки в чате

gifts-card-title = 🎁 { $name }
gifts-card-offer = { $price } · { $market }
gifts-card-offer-note = { $price } · { $market } · { $note }
gifts-card-offers-more = { $n ->
    [one] и ещё { $count } предложение
    [few] и ещё { $count } предложения
   *[other] и ещё { $count } предложений
}
gifts-card-none = Сейчас не продаётся.
gifts-history-title = 🎁 { $name }: история
gifts-history-none = О прошлом пока ничего не известно.

gifts-chart-title = { $collection }, минимальная цена
gifts-chart-note = Полная цена для покупателя, TON · последняя неделя
gifts-chart-empty = Об этом времени пока ничего не известно
gifts-chart-caption = { $collection }: минимальная цена за неделю
gifts-chart-floor = Сейчас от { $floor }, продаётся { $depth }

gifts-inline-about = { $price } · { $market } · { $traits }
gifts-inline-none = Ничего не нашлось: искать в чате

menu-gifts = 🎁 Подарки
command-gifts = Подарки со всех площадок
