# Открытые страницы подарков, их делает сервер.

pages-gifts-title = Подарки со всех площадок
pages-gifts-lead = Шесть площадок рядом. Каждая цена — всё, что заплатит покупатель, вместе со сборами.
pages-gifts-seek = Найти
pages-gifts-seek-hint = плюш пепе
pages-gifts-chosen = Выбранные условия
pages-gifts-drop = убрать
pages-gifts-found = { $n ->
    [one] Продаётся { $total } лот
    [few] Продаются { $total } лота
   *[other] Продаётся { $total } лотов
}
pages-gifts-from = От { $price } · { $traits }
pages-gifts-not-for-sale = Сейчас не продаётся · { $traits }
pages-gifts-floor = { $n ->
    [one] От { $floor } · продаётся { $total } лот
    [few] От { $floor } · продаются { $total } лота
   *[other] От { $floor } · продаётся { $total } лотов
}
pages-gifts-offers = Где продаётся
pages-gifts-total = Всего заплатите
pages-gifts-asked = Цена на площадке
pages-gifts-net = Получит продавец
pages-gifts-there = На площадку
pages-gifts-comparables = На чём основана справедливая цена
pages-gifts-robust = Середина пяти самых дешёвых
pages-gifts-supply = Всего их
pages-gifts-cheapest = Сейчас дешевле всего
pages-gifts-every = Всё из этой коллекции
pages-gifts-name = Название
pages-gifts-rarity = Как редко
pages-gifts-for-sale = Продаётся
pages-gifts-least = От
