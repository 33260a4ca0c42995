# Public pages of gifts, made on the server.

pages-gifts-title = Gifts on all markets
pages-gifts-lead = Six markets side by side. Each price is what a buyer pays in all, with every fee in it.
pages-gifts-seek = Search
pages-gifts-seek-hint = plush pepe black
pages-gifts-chosen = Chosen filters
pages-gifts-drop = leave out
pages-gifts-found = { $n ->
    [one] { $total } lot for sale
   *[other] { $total } lots for sale
}
pages-gifts-from = From { $price } · { $traits }
pages-gifts-not-for-sale = Not for sale just now · { $traits }
pages-gifts-floor = { $n ->
    [one] From { $floor } · { $total } lot for sale
   *[other] From { $floor } · { $total } lots for sale
}
pages-gifts-offers = Where it is for sale
pages-gifts-total = You pay in all
pages-gifts-asked = Price shown there
pages-gifts-net = Seller gets
pages-gifts-there = To the market
pages-gifts-comparables = What the fair value rests on
pages-gifts-robust = Middle of the cheapest five
pages-gifts-supply = There are in all
pages-gifts-cheapest = Cheapest now
pages-gifts-every = Everything of this collection
pages-gifts-name = Name
pages-gifts-rarity = How rare
pages-gifts-for-sale = For sale
pages-gifts-least = From
