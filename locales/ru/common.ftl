# Названия активов: их показывают, но никогда не сравнивают.
asset-xtr = ⭐
asset-ton = TON
asset-points = баллы

# После числа.
unit-points = { $n ->
    [one] балл
    [few] балла
    [many] баллов
   *[other] балла
}

language-name = Русский

button-back = ‹ Назад
button-cancel = Отмена
button-confirm = Подтвердить
button-newer = ‹ К новым
button-older = Старее ›
button-open-app = Открыть приложение

menu-title = 🏪 Souk
menu-welcome = Здравствуйте, { $name }.
menu-balance = Баланс: { $balance }
menu-choose = Что будем делать?
menu-roll = 🎲 Бросить кости
menu-help = ❓ Помощь
menu-profile = 👤 Профиль
menu-topup = ⭐ Пополнить
menu-wallet = 👛 Кошелёк
menu-app = 📱 Открыть приложение
menu-admin = 🛠 Управление

help-title = ❓ Помощь
help-commands =
    /wallet — балансы и возвраты, /statement — все движения денег
    /topup 50 — пополнить звёздами, /deposit и /withdraw — TON туда и обратно
    /gifts плюш пепе — подарки на всех площадках, /alerts — оповещения, /portfolio — ваши подарки
    /play — игры, /limits — ваши лимиты, /keys — ключи для программ
    /profile — язык, часовой пояс, уведомления, сеансы
    /paysupport — вопросы, /terms и /privacy — о чём мы договорились

unknown-text = Не получилось понять. Ничего не изменилось; вот что можно сделать.
unknown-command = Команды { $command } нет. Ничего не изменилось; вот что можно сделать.
unknown-button = Эта кнопка больше не работает. Ничего не изменилось; вот меню.
nothing-to-cancel = Отменять нечего.
cancelled = Отменено. Ничего не изменилось.

group-hello = Всё личное остаётся между нами: продолжим в личном чате.
group-button = Открыть чат

command-start = Начать
command-group = Продолжить в личном чате
command-menu = Меню
command-wallet = Балансы
command-topup = Пополнить звёздами
command-statement = Каждое движение ваших денег
command-profile = Язык, уведомления, сеансы
command-limits = Лимиты и перерывы
command-play = Игры
command-help = Что умеет Souk
command-terms = О чём мы договорились
command-privacy = Что мы о вас храним
command-paysupport = Вопросы об оплате
command-cancel = Выйти из того, что начато

bot-name = Souk
bot-short-description = Подарки, честные игры, реклама, события и торговля в одном месте.
bot-description = Souk — один бот для пяти дел: собирать подарки, играть в доказуемо честные игры, покупать рекламу в каналах через эскроу, проводить события и торговать. Нажмите «Старт».

error-bug = Что-то сломалось у нас; ничего не списано. Если напишете в поддержку, назовите этот номер: { $trace }
error-later = Другая сторона сейчас не отвечает. Ничего не списано; попробуйте через минуту.
error-slow-down = Чуть медленнее, пожалуйста. Попробуйте через { $seconds ->
        [one] { $seconds } секунду
        [few] { $seconds } секунды
       *[other] { $seconds } секунд
    }.

console-no-token =
    Souk нужен токен бота: напишите @BotFather в Telegram, отправьте /newbot и запишите BOT_TOKEN=... в .env
    Попробовать без всякого счёта: make run
console-ready = Souk готов: { $app }
console-ready-sandbox =
    Souk готов.
    Начните здесь  { $sandbox }   песочница: люди, чаты, платежи, время
    Приложение     { $app }
    Его папка      { $data }   Ctrl-C останавливает всё
console-books-hold = Книги сходятся: каждая запись на своём месте в цепочке, все обещания выполнены.
console-books-broken = Книги не сходятся:
    { $what }
console-books-none = По адресу { $path } нет хранилища.

button-previous = ‹ Назад по списку
button-next = Дальше ›
just-now = только что
in-a-moment = вот-вот
