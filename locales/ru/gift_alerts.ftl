# Оповещения, сохранённые поиски и арбитраж на бумаге: в чате и в уведомлениях.

command-alerts = Оповещения о подарках

alerts-title = 🔔 Оповещения
alerts-none = Пока ни одного. Мы напишем, когда появится то, что вам нужно.
alerts-how = Одной строкой: <code>/alerts plush pepe до 50</code>. Цена — сколько платите вы, со всеми комиссиями.
alerts-count = { $n } из { $most }.
alerts-one-title = 🔔 Оповещение
alerts-new-title = 🔔 Новое оповещение
alerts-made = Готово: теперь следим.
alerts-now = { $n ->
    [0] Сейчас ничего подходящего не продаётся.
    [one] Сейчас продаётся { $n } подходящий лот.
    [few] Сейчас продаются { $n } подходящих лота.
   *[other] Сейчас продаются { $n } подходящих лотов.
}
alerts-when = Перед сообщением лот проверяется ещё раз. Об одном лоте пишем не чаще раза в час, если только цену снова не снизили всерьёз; обо всех вместе — не больше { $most } раз в час.
alerts-fired = Последнее сообщение: { $at }.
alerts-is-muted = Выключено: ничего не приходит.
alerts-muted = Выключено. Включить снова: /alerts
alerts-unmuted = Снова включено.
alerts-dropped = Удалено.
alerts-anything = что угодно

alerts-line-under = <b>{ $what }</b> за { $limit } или дешевле
alerts-line-value = <b>{ $what }</b> на { $percent } % и больше ниже справедливой цены
alerts-line-floor = минимальная цена <b>{ $what }</b> меняется на { $percent } %
alerts-line-listed = новое: <b>{ $what }</b>
alerts-line-rarity = <b>{ $what }</b> с моделью { $rarity } % или реже
alerts-line-wallet = что делает <code>{ $wallet }</code> ({ $what })
alerts-line-back = <b>{ $what }</b> снова в продаже
alerts-line-limited = { $line }, до { $limit }
alerts-line-muted = 🔕 { $line }
alerts-up-to = до { $limit }

alerts-what-ask = О чём сообщать? Например, <code>plush pepe</code>, или сразу всё: <code>plush pepe до 50</code>. Выйти — /cancel.
alerts-kind-ask = <b>{ $what }</b>. Когда писать?
alerts-ask-under = Сколько TON самое большее, со всеми комиссиями? Например, <code>50</code>. Выйти — /cancel.
alerts-ask-value = На сколько процентов ниже того, что можно выручить? Например, <code>20</code>. Выйти — /cancel.
alerts-ask-floor = На сколько процентов должна измениться минимальная цена, вверх или вниз? Например, <code>10</code>. Выйти — /cancel.
alerts-ask-rarity = Насколько редкой должна быть модель, в процентах? Например, <code>1</code>. Выйти — /cancel.
alerts-ask-wallet = Какой счёт? Вставьте его адрес. Выйти — /cancel.

# Как виды называются в строке: строчными буквами, через запятую.
alerts-said-under = до, дешевле, ниже, не дороже
alerts-said-value = справедливой, недооценён
alerts-said-floor = минимум, флор
alerts-said-listed = новые, новый
alerts-said-rarity = редкость, редкие
alerts-said-back = снова

alerts-button-new = 🔔 Оповещать
alerts-button-add = ➕ Новое оповещение
alerts-button-searches = Сохранённые поиски
alerts-button-paper = Арбитраж
alerts-button-under = Цена
alerts-button-value = Ниже справедливой
alerts-button-floor = Минимум меняется
alerts-button-listed = Новые лоты
alerts-button-rarity = Редкая модель
alerts-button-wallet = Счёт
alerts-button-back = Снова в продаже
alerts-button-open = 🎁 Посмотреть
alerts-button-buy = 🛒 Купить там
alerts-button-mute = 🔕 Не писать
alerts-button-unmute = 🔔 Включить
alerts-button-drop = Удалить
alerts-button-all = 🔔 Мои оповещения
alerts-button-app = 📱 Всё в приложении
alerts-button-search-on = 🔔 Сообщать: { $name }
alerts-button-search-off = 🔕 Не сообщать: { $name }

alerts-searches-title = 🔎 Сохранённые поиски
alerts-searches-none = Пока ничего не сохранено. В приложении любой поиск можно сохранить под своим именем.
alerts-search-line = <b>{ $name }</b>: { $what }{ $notify ->
    [yes] {" "}🔔
   *[no] {""}
}

alerts-paper-title = ⚖️ Арбитраж на бумаге
alerts-paper-none = Сейчас после всех расходов ничего не выгодно.
alerts-paper-line = <b>{ $gift }</b>: купить за { $cost } ({ $buy }), выручить { $net } ({ $sell }); прочие расходы { $beside }. Остаётся <b>{ $profit }</b>. { $at }
alerts-paper-score = Итог: выиграно { $won }, проиграно { $lost }, не решено { $expired }. Всего { $gain }.
alerts-paper-note = Здесь никто не торгует: мы лишь записываем, что из этого вышло бы.

notices-kind-gifts-alert = Оповещения о подарках: { $state }

# Для уведомлений: какая площадка и что странного в цене.
alerts-market = { $market ->
    [getgems] на { gifts-market-getgems }
    [fragment] на { gifts-market-fragment }
    [mrkt] на { gifts-market-mrkt }
    [tonnel] на { gifts-market-tonnel }
    [portals] на { gifts-market-portals }
   *[tonapi] в сети TON
}
alerts-mark = { $mark ->
    [step] {" "}⚠️ Сразу дешевле больше чем на 60 %: посмотрите внимательно.
    [burst] {" "}⚠️ Дважды снижена за минуту: посмотрите внимательно.
    [ladder] {" "}⚠️ Сегодня снижают снова и снова, как делают боты.
   *[none] {""}
}
notice-gift-under = 🔔 <b>{ $named }</b> за <b>{ $total }</b> { alerts-market }. Вы просили { $limit } или дешевле.{ alerts-mark }
notice-gift-value = 🔔 <b>{ $named }</b> за <b>{ $total }</b> { alerts-market }, со всеми комиссиями. Можно выручить { $fair }.{ alerts-mark }
notice-gift-floor = 📈 Минимальная цена <b>{ $named }</b> { $way ->
    [up] выросла
   *[down] упала
} на { $percent } %: с { $before } до <b>{ $floor }</b>.
notice-gift-listed = 🆕 <b>{ $named }</b> за <b>{ $total }</b> { alerts-market }.{ $saved ->
    [yes] {" "}Ваш поиск: { $search }
   *[no] {""}
}{ alerts-mark }
notice-gift-rarity = 💎 <b>{ $named }</b>, редкая модель, за <b>{ $total }</b> { alerts-market }.{ alerts-mark }
notice-gift-wallet = 👀 Счёт, за которым вы следите: <b>{ $named }</b> { $what ->
    [sold-in] — куплен
    [sold-out] — продан
    [moved-in] — получен
    [moved-out] — отправлен
    [listed-out] — выставлен на продажу
    [repriced-out] — другая цена
    [delisted-out] — снят с продажи
   *[other] — изменился
}{ $priced ->
    [yes] {""}: { $price }.
   *[no] .
}
notice-gift-back = 🔁 Снова в продаже: <b>{ $named }</b> за <b>{ $total }</b> { alerts-market }.
notice-gift-many = 🔔 <b>{ $count } оповещений за час.</b> Чтобы их стоило читать, найденное за следующий час мы только запишем: в приложении, «Оповещения», «Найдено». Чем точнее оповещение, тем меньше оно находит.

refusal-too-many-alerts = У вас уже { $most } оповещений, больше нельзя. Ничего не создано. Сначала удалите одно в /alerts.
refusal-too-many-searches = У вас уже { $most } сохранённых поисков, больше нельзя. Ничего не сохранено. Сначала удалите один.
refusal-alert-too-wide = Это было бы обо всех лотах подряд. Ничего не создано. Назовите коллекцию, модель или цену.
