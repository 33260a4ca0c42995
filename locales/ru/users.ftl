terms-title = Прежде чем начать
terms-lead = Souk — для тех, кому исполнилось 18. Игры в среднем стоят денег, а перевод монет не отменить.
terms-ask = Нажимая кнопку, вы подтверждаете, что вам не меньше 18 лет и вы согласны с условиями и с тем, как мы храним данные.
terms-title-changed = Наши условия изменились
terms-changed = Прочтите их, пожалуйста, ещё раз. Ваши деньги на месте; пока вы не согласитесь, остальное ждёт.
terms-button-accept = Мне есть 18 лет, принимаю условия
terms-button-read = Прочитать условия
terms-button-privacy = Прочитать о данных
terms-accepted = Спасибо.

language-title = 🌐 Язык
language-ask = На каком языке будем говорить?

profile-title = 👤 { $name }
profile-id = Ваш номер: <code>{ $id }</code>, { $role }
profile-language = Язык: { $language }
profile-zone = Часовой пояс: { $zone }, сейчас { $now }
profile-currency = Цены показываем и в валюте: { $currency }
profile-invited = { $invited ->
        [0] По вашему приглашению пока никто не пришёл:
        [one] По вашему приглашению пришёл { $invited } человек:
        [few] По вашему приглашению пришли { $invited } человека:
       *[other] По вашему приглашению пришли { $invited } человек:
    }
profile-button-language = 🌐 Язык
profile-button-zone = 🕒 Часовой пояс
profile-button-currency = 💱 Валюта
profile-button-notices = 🔔 Уведомления
profile-button-sessions = 🔑 Сеансы
profile-button-invite = 📋 Скопировать приглашение
profile-button-data = 🗂 Мои данные

role-user = участник
role-organizer = организатор
role-moderator = модератор
role-support = поддержка
role-finance = финансы
role-admin = администратор
role-owner = владелец

zone-title = 🕒 Часовой пояс
zone-ask = Выберите или напишите название, например <code>Europe/Moscow</code>. Выйти — /cancel.
zone-unknown = Такого часового пояса я не знаю. Ничего не изменилось. Напишите его так: <code>Europe/Moscow</code> — или выберите ниже.
currency-title = 💱 Валюта
currency-ask = В какой ещё валюте показывать цены?

sessions-title = 🔑 Сеансы
sessions-none = Вы вошли только здесь.
sessions-line = { $n }. { $how }, { $at }
sessions-how-mini_app = Мини-приложение
sessions-how-login_widget = Браузер
sessions-how-ton_proof = Кошелёк
sessions-button-end = Завершить { $n }
sessions-button-end-all = Завершить все
sessions-ended = Завершено.

notices-title = 🔔 Уведомления
notices-lead = Квитанции о деньгах приходят всегда. Остальное — как скажете; всё есть и во входящих.
notices-quiet = Тихо с { $from } до { $to } по вашему времени.
notices-kind-users-role = Ваша роль: { $state }
notices-kind-users-ban = Ваш счёт: { $state }
notices-kind-users-support = Вопросы к сотрудникам: { $state }
notices-button-kinds = 🔔 О чём сообщать
notices-kinds-lead = Отключите то, о чём не нужно сообщать. Во входящих оно всё равно останется.
notices-button-digest = Раз в день: { $state }
notices-button-quiet = Тихо 23:00–08:00: { $state }
notices-button-inbox = 📥 Входящие
notices-button-mute = Тишина: { $state }
notices-on = вкл
notices-off = выкл

inbox-title = 📥 Входящие
inbox-empty = Пока пусто. Здесь будут уведомления и квитанции — даже если вы заблокируете бота.
inbox-line = { $at } — { $text }
inbox-line-new = ● { $at } — { $text }

data-title = 🗂 Мои данные
data-lead = Можно забрать с собой всё, что мы о вас храним, или удалить счёт. Движения денег останутся в книге под случайным номером, который ничто не связывает с вами: книгу не переписывают.
data-button-export = Выгрузить
data-button-keys = 🗝 Ключи для программ
data-button-delete = Удалить мой счёт
data-delete-ask = Удалить счёт? Настройки, сеансы и входящие исчезнут сразу. Отменить это нельзя.
data-delete-yes = Да, удалить
data-deleted = Ваш счёт удалён. Если захотите вернуться, нажмите /start.

paysupport-title = Вопросы об оплате
paysupport-text = У каждого платежа есть квитанция с номером — держите её под рукой. Непотраченное можно вернуть без нас: /wallet, затем «Пополнения». Обо всём остальном спросите здесь: мы ответим в течение трёх дней. Поддержка Telegram не сможет помочь с платежами, сделанными здесь.
paysupport-button-ask = Задать вопрос
paysupport-ask = Напишите одним сообщением, что случилось; поможет номер квитанции. Выйти — /cancel, тогда ничего не отправится.
paysupport-received = Спасибо, вопрос получен, его номер { $id }. Больше ничего не нужно.

notice-banned = Ваш счёт пока закрыт: { $reason }. Деньги остаются на месте. Вопросы: /paysupport
notice-unbanned = Ваш счёт снова открыт.
notice-role = Ваша роль теперь: { $role ->
       *[user] участник
        [organizer] организатор
        [moderator] модератор
        [support] поддержка
        [finance] финансы
        [admin] администратор
        [owner] владелец
    }.
notice-digest = { $count ->
        [one] Во входящих ждёт { $count } уведомление.
        [few] Во входящих ждут { $count } уведомления.
       *[other] Во входящих ждут { $count } уведомлений.
    }
notice-support-answer = 💬 Ответ поддержки: { $text }
notice-wallet-linked = 🔗 К вашему аккаунту привязан кошелёк, он может впустить вас: <code>{ $address }</code>. Это не вы? Завершите другие сеансы в /profile и отвяжите его в приложении. { $at }
