# Названия активов: их показывают, но никогда не сравнивают.
asset-xtr = ⭐
asset-ton = TON
asset-points = очк.

language-name = Русский

button-menu = Меню
button-back = ‹ Назад
button-cancel = Отмена
button-confirm = Подтвердить
button-more = Ещё
button-newer = ‹ Новее
button-older = Старее ›
button-open-app = Открыть приложение
button-help = Помощь

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

play-soon-title = 🎲 Игры
play-soon = Игры здесь ещё не открыты. Ваш баланс цел и ждёт.

help-title = ❓ Помощь
help-lead = Один бот для подарков, честных игр, рекламы, событий и торговли. Всё это есть и в приложении.
help-commands =
    /wallet — ваши балансы
    /topup — пополнить звёздами, например <code>/topup 50</code>
    /statement — каждое движение ваших денег
    /profile — язык, часовой пояс, уведомления, сеансы
    /cancel — выйти из того, что начато
    /paysupport — вопросы об оплате
    /terms, /privacy — о чём мы договорились

unknown-text = Я не понял. Вот что можно сделать.
unknown-command = Команды { $command } нет. Вот что можно сделать.
unknown-button = Эта кнопка больше не работает. Вот меню.
nothing-to-cancel = Сейчас ничего не начато.
cancelled = Вышли. Ничего не изменилось.

group-hello = Здравствуйте! Чтобы начать, откройте личный чат со мной.

command-start = Начать
command-menu = Меню
command-wallet = Балансы
command-topup = Пополнить звёздами
command-statement = Каждое движение ваших денег
command-profile = Язык, уведомления, сеансы
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
