# Чем люди владеют из подарков, и корзины.
command-portfolio = Мои подарки
command-basket = Купить самые дешёвые

portfolio-title = 💼 Мои подарки
portfolio-empty = Здесь пока пусто. Привяжите кошелёк в приложении, и его подарки появятся сами; купленное в другом месте можно записать вручную.
portfolio-value = { $n ->
    [one] { $n } подарок, сейчас стоит
    [few] { $n } подарка, сейчас стоят
   *[many] { $n } подарков, сейчас стоят
}: <b>{ $value }</b>
portfolio-sell-now = Если продать сразу, за вычетом комиссий: { $value }
portfolio-cost = Заплачено: { $cost }, { $change }
portfolio-realised = Уже продано: { $change }
portfolio-gain = +{ $amount } прибыль
portfolio-loss = −{ $amount } убыток
portfolio-even = без прибыли и убытка
portfolio-unknown-cost = { $n ->
    [one] Цена покупки { $n } подарка неизвестна: в сумму он не входит.
    [few] Цена покупки { $n } подарков неизвестна: в сумму они не входят.
   *[many] Цена покупки { $n } подарков неизвестна: в сумму они не входят.
}
portfolio-unknown-value = { $n ->
    [one] О { $n } подарке известно слишком мало, чтобы назвать цену.
    [few] О { $n } подарках известно слишком мало, чтобы назвать цену.
   *[many] О { $n } подарках известно слишком мало, чтобы назвать цену.
}
portfolio-no-value = цена неизвестна
portfolio-line = { $name } — { $value }
portfolio-line-change = { $name } — { $value }, { $change }
portfolio-line-listed = { $name } — { $value }, выставлен за { $price }
portfolio-more = { $n ->
    [one] и ещё { $n }, в приложении
    [few] и ещё { $n }, в приложении
   *[many] и ещё { $n }, в приложении
}
portfolio-wallet-unread = ⏳ Кошелёк { $wallet } пока не удалось прочитать.
portfolio-wallet-old = ⏳ Кошелёк { $wallet } прочитан { $at }.
portfolio-button-app = Открыть в приложении
portfolio-button-add = ✍️ Записать вручную
portfolio-button-baskets = 🧺 Корзины
portfolio-button-undo = Убрать запись
portfolio-told = Записано.
portfolio-told-before = Записано раньше:
portfolio-trade-bought = куплен { $name } — { $price }
portfolio-trade-sold = продан { $name } — { $price }
portfolio-how = Что вы купили или продали в другом месте, одной строкой. Цена — сколько вы заплатили или получили всего, в TON; если не помните, не пишите её.
portfolio-how-lines = Например, покупка: <code>/portfolio bought plushpepe-777 12.5</code>
    и продажа: <code>/portfolio sold plushpepe-777 20</code>

basket-title = 🧺 Корзина
basket-how = Самые дешёвые подарки по вашим словам, каждый не дороже вашей цены. Вы платите из своего кошелька на самих площадках; мы ничего не берём.
basket-how-line = Слова, сколько штук и сколько самое большее за один в TON: <code>/basket plush pepe 5 12.5</code>
basket-ask = Сколько штук по запросу «{ $search }» и не дороже чего каждый?
basket-ask-form = Напишите оба числа, например <code>5 12.5</code>: не больше пяти, каждый не дороже 12,5 TON со всеми комиссиями. /cancel — выйти.
basket-head = { $n ->
    [one] { $n } лот
    [few] { $n } лота
   *[many] { $n } лотов
} по запросу «{ $search }», каждый не дороже { $cap }
basket-total = { $n ->
    [one] Готов { $n }
    [few] Готовы { $n }
   *[many] Готовы { $n }
}: вместе <b>{ $total }</b>
basket-line-picked = • { $name } — { $total }, { $market }
basket-line-ready = ✅ { $name } — { $total }, { $market }
basket-line-left-out = ➖ { $name } — { $why }
basket-line-bought = 🎉 { $name } — { $total }, теперь ваш
basket-line-lost = ➖ { $name } — больше не продаётся
basket-why-gone = больше не продаётся
basket-why-repriced = теперь стоит { $now }
basket-why-over_cap = теперь стоит { $now }, дороже вашей цены
basket-why-over_budget = не входит в вашу сумму
basket-why-locked = пока заблокирован
basket-why-kind = больше не по твёрдой цене
basket-why-blocked = площадка не отвечает
basket-why-mismatch = площадка просит подписать не эту продажу
basket-why-link = нет надёжной ссылки
basket-state-picked = Пока ничего не оплачено. Проверьте корзину: каждый лот спросим ещё раз.
basket-state-checked = Каждый лот только что проверен. Другие могут оказаться быстрее.
basket-state-done = Готово.
basket-state-dropped = Корзина убрана. Здесь ничего не оплачено.
basket-state-expired = Время корзины вышло. Здесь ничего не оплачено; новая — по команде /basket.
basket-note-sign = Лоты в сети оплачиваются одной подписью вашего кошелька, в приложении.
basket-button-sweep = 🧺 Купить самые дешёвые
basket-button-one = { $n } · { $search }
basket-button-check = Проверить и подготовить
basket-button-check-again = Проверить ещё раз
basket-button-accept = Согласиться с ценами
basket-button-sign = Подписать в приложении
basket-button-buy = { $name }, { $total }
basket-button-drop = Убрать

refusal-told-already = { $side ->
    [sold] Эта продажа уже записана. Ничего не изменено. Если между ними была покупка
   *[bought] Эта покупка уже записана. Ничего не изменено. Если между ними была продажа
}, запишите сначала её.
